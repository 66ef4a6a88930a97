import type { CommandArgument } from 'unbash';
import { give, prepare, type Prepared, prepareField } from './assignments.ts';
import { changeAttributes } from './attributes.ts';
import { expandWord } from '../words/expand.ts';
import { exactText, type Field, joinFields, originOf } from '../words/field.ts';
import type { Machine } from '../machine.ts';
import type { Scope } from './scope.ts';

/** Builtins whose arguments are assignments. */
export const declarationNames: ReadonlySet<string> = new Set([
  'export',
  'declare',
  'typeset',
  'local',
  'readonly',
  'alias',
]);

type Item = Prepared | Field;

/** Follows `export A=b`, `local x=y`, `alias ll='ls -l'`: all words are expanded before the first assignment. */
export function runDeclaration(
  name: string,
  words: readonly CommandArgument[],
  scope: Scope,
  machine: Machine,
): void {
  const items = words.flatMap((word): Item[] =>
    word.type === 'Assignment'
      ? [prepare(word, scope, machine)]
      : expandWord(word, scope, machine).flat(),
  );
  declareItems(name, items, scope, machine);
}

/** The same with words that are expanded: `command export A=b`. */
export function declareItems(
  name: string,
  items: readonly Item[],
  scope: Scope,
  machine: Machine,
): void {
  let options = name === 'readonly' ? '-r' : name === 'export' ? '-x' : '';
  let named = false;
  for (const item of items) {
    const text = 'pieces' in item ? exactText(item) : null;
    if (!named && text !== null && /^[-+]\w*$/.test(text)) {
      options += `${options === '' ? '' : ' '}${text}`;
      continue;
    }
    named = true;
    const prepared = 'pieces' in item ? prepareField(item) : item;
    const isAlias = name === 'alias';
    if (isAlias) aliasItem(item, prepared, options, scope, machine);
    else if (/(^| )-\w*[fF]/.test(options)) exportFunction(text, options, scope);
    else declareVariable(name, text, prepared, options, scope, machine);
  }
}

function declareVariable(
  builtin: string,
  text: string | null,
  prepared: Prepared | null,
  options: string,
  scope: Scope,
  machine: Machine,
): void {
  const name = prepared?.name ?? text;
  if (name === null || !/^[A-Za-z_]\w*$/.test(name)) return;
  const isGlobal = /(^| )-\w*g/.test(options);
  if (/^(?:local|declare|typeset)$/.test(builtin) && !isGlobal) enclose(name, scope);
  // A reference is given its own value, not what it referred to before; `readonly` holds after the assignment.
  scope.attributes.set(name, (scope.attributes.get(name) ?? '').replaceAll('n', ''));
  changeAttributes(name, options.replaceAll(/[nr]/g, ''), scope);
  const list = prepared === null ? null : quotedList(prepared, options);
  // `declare -a 'a=(…)'`: the text is read once more, as a list.
  if (list !== null) machine.runText(`${name}=${list}`, scope, builtin);
  else if (prepared !== null) give(prepared, scope, machine, builtin);
  changeAttributes(name, options, scope);
}

function quotedList({ values, isArray }: Prepared, options: string): string | null {
  if (isArray || !/(^| )-\w*[aA]/.test(options)) return null;
  const text = exactText(joinFields(values[0] ?? [], ' '));
  return text !== null && /^\([\s\S]*\)$/.test(text) ? text : null;
}

/** The variable is the function's own: what it was before comes back when the function returns. */
function enclose(name: string, scope: Scope): void {
  if (scope.frame === null || scope.frame.has(name)) return;
  const values = scope.variables.get(name);
  scope.frame.set(name, { values, attributes: scope.attributes.get(name) });
}

function exportFunction(name: string | null, options: string, scope: Scope): void {
  const found = name === null ? undefined : scope.functions.get(name);
  if (name === null || found === undefined) return;
  const exported = options.includes('x') && !/(^| )-\w*n/.test(options);
  scope.functions.set(name, { ...found, exported });
}

/** zsh: `alias -g` holds for every word, `alias -s` for names of files that end so. */
function aliasItem(
  item: Item,
  prepared: Prepared | null,
  options: string,
  scope: Scope,
  machine: Machine,
): void {
  const kind = /^-[gs]$/.exec(options)?.[0] ?? '';
  const start = kind === '' ? '' : `${kind} `;
  if (!('pieces' in item)) {
    for (const value of item.values) {
      const body = joinFields(value, ' ');
      if (originOf(body) === 'download') machine.unresolved('runs code from a download', 'alias');
      declareAlias(start + item.name, exactText(body), scope, machine);
    }
    return;
  }
  if (originOf(item) === 'download') machine.unresolved('runs code from a download', 'alias');
  const match = /^([^=\s]+)=([\s\S]*)$/.exec(exactText(item) ?? '');
  if (match !== null) declareAlias(start + (match[1] ?? ''), match[2] ?? '', scope, machine);
  else if (prepared !== null) declareAlias(prepared.name, null, scope, machine);
}

function declareAlias(name: string, body: string | null, scope: Scope, machine: Machine): void {
  if (body === null) return;
  scope.aliases.set(name, body);
  machine.quietly(() => machine.runText(body, { ...scope, depth: scope.depth + 1 }, 'alias'));
}
