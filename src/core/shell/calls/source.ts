import type { Call } from './call.ts';
import { behindDescriptor } from '../streams/descriptors.ts';
import {
  exactText,
  type Field,
  nothing,
  type Output,
  textField,
  unknownField,
} from '../words/field.ts';
import { play } from './roles.ts';
import { joinPath, type Scope } from '../state/scope.ts';
import { runScript } from './scripts.ts';
import type { Use } from '../reach/touch.ts';

/** `source FILE`, `. FILE`: its commands run in this shell, and what they set holds afterwards. */
export function sourceFile(call: Call): Output {
  const [given, ...words] = call.words;
  if (given === undefined) return nothing;
  const { scope, machine } = call;
  const use: Use = { scope, machine, via: call.name };
  const file = behindDescriptor(given, scope);
  const streams = file.pieces.flatMap((piece) =>
    piece.kind === 'stream' ? [...piece.content] : [],
  );
  if (file.pieces.some((piece) => piece.kind === 'stream')) {
    for (const content of streams) machine.runField(content, scope, call.name);
  } else {
    const isWritten = machine.written.read(file, scope) !== null;
    runScript(file, words, 'source', use);
    if (!isWritten) followState(file, words, use);
  }
  for (const word of words) play('perhaps', word, use);
  return [unknownField('computed')];
}

/**
 * The state that a file on the disk leaves: functions, variables, aliases, the directory. What it does is said by
 * whoever follows the `script` statement.
 */
function followState(file: Field, words: readonly Field[], { scope, machine, via }: Use): void {
  const path = sourcePath(file, scope);
  const name = `source ${path ?? ''}`;
  if (path === null || scope.calls.includes(name)) return;
  const text = machine.context.sourceText?.(path) ?? null;
  if (text === null) return;
  const inner: Scope = {
    ...scope,
    calls: [...scope.calls, name],
    depth: scope.depth + 1,
    ...(words.length > 0 ? { positional: words } : {}),
  };
  const before = new Map(scope.functions);
  const self = scope.variables.get('BASH_SOURCE');
  scope.variables.set('BASH_SOURCE', [[textField(path)]]);
  machine.budget.lend(() => machine.silently(() => void machine.runText(text, inner, via)));
  if (self === undefined) scope.variables.delete('BASH_SOURCE');
  else scope.variables.set('BASH_SOURCE', self);
  for (const [called, found] of scope.functions) {
    if (before.get(called) !== found) scope.functions.set(called, { ...found, sourced: true });
  }
  const { base, doubts, previous, stdin, descriptors, stopsOnError, exportsAll } = inner;
  const positional = words.length > 0 ? scope.positional : inner.positional;
  Object.assign(scope, {
    base,
    doubts,
    previous,
    stdin,
    descriptors,
    stopsOnError,
    exportsAll,
    positional,
  });
}

function sourcePath(file: Field, scope: Scope): string | null {
  const text = exactText(file);
  if (text === null || text === '') return null;
  if (text.startsWith('/')) return joinPath('/', text);
  return scope.base.kind === 'known' ? joinPath(scope.base.path, text) : null;
}
