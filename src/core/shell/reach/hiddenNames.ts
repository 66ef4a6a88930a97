import type { Call } from '../calls/call.ts';
import { exactText, shownText } from '../words/field.ts';
import type { Item, ParsedArguments } from '../calls/options.ts';
import { hasAny, narrowing } from '../calls/narrowing.ts';
import { globsOfType, isTypeOption } from './fileTypes.ts';
import type { ProgramFacts } from '../programs/types.ts';

/** Files in which a line can take a hidden name back in. */
const ignoreFile = /(?:^|\/)(?:\.(?:git|rg|fd|ag)?ignore|\.git\/info\/exclude)$/;

/**
 * Hidden names that a search tool opens all the same, as globs; undefined when it opens all of them.
 * A glob or a type that matches a hidden name takes it in, and so does a line of an ignore file.
 */
export function hiddenShown(
  facts: ProgramFacts,
  parsed: ParsedArguments,
  call: Call,
): readonly string[] | undefined {
  if (facts.skipsHidden === undefined) return undefined;
  if (hasAny(parsed.flags, facts.skipsHidden) || abbreviates(parsed.flags, facts.skipsHidden)) {
    return undefined;
  }
  if (movesSettings(facts, call)) return undefined;
  if (call.machine.written.has((path) => ignoreFile.test(path))) return undefined;
  if (parsed.items.some((item) => item.kind === 'option' && isUnknownGlob(item))) return undefined;
  const globs = narrowing(facts, parsed.items).globs.filter((glob) => !glob.startsWith('!'));
  return [...globs, ...typesShown(parsed)];
}

function isUnknownGlob({ role, value }: Extract<Item, { kind: 'option' }>): boolean {
  return (
    role === 'glob' && !value.pieces.every(({ kind }) => kind === 'text' || kind === 'pattern')
  );
}

/** Whether the command line names a file of further options, other than one of the user's own. */
function movesSettings({ settingsIn }: ProgramFacts, { scope, machine }: Call): boolean {
  const { home, cwd } = machine.context;
  const values = settingsIn === undefined ? [] : (scope.variables.get(settingsIn) ?? []);
  return values.flat().some((value) => {
    const text = exactText(value);
    if (text === '') return false;
    if (text?.startsWith(`${home}/.`) !== true || text.includes('/../')) return true;
    return text.startsWith(`${cwd}/`);
  });
}

/** `--hid`: getopt takes the start of a long option for the whole of it. */
function abbreviates(flags: ReadonlySet<string>, names: string): boolean {
  const longs = names.split(' ').filter((name) => name.startsWith('--'));
  return [...flags].some(
    (flag) => /^--\w/.test(flag) && longs.some((name) => name.startsWith(flag)),
  );
}

/** `-t json`, `--type-add 'env:.env*'`. */
function typesShown({ items }: ParsedArguments): string[] {
  return items.flatMap((item) => {
    if (item.kind !== 'option') return [];
    const value = shownText(item.value);
    if (item.name === '--type-add') return [value.slice(value.indexOf(':') + 1)];
    return isTypeOption(item.name) ? (globsOfType(value) ?? []) : [];
  });
}
