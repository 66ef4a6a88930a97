import { exactText, shownText } from '../words/field.ts';
import { globsOfType, isTypeOption } from '../reach/fileTypes.ts';
import type { Item } from './options.ts';
import type { ProgramFacts } from '../programs/types.ts';

/** Options under which a search tool looks into what git ignores. */
export const ignoringOff = '--no-ignore -u -uu -uuu --unrestricted --hidden -I -H --no-ignore-vcs';

/** Whether one of `names` (separated by blanks, `always` for every call) was given. */
export function hasAny(flags: ReadonlySet<string>, names: string | undefined): boolean {
  return (
    names !== undefined && names.split(' ').some((name) => flags.has(name) || name === 'always')
  );
}

/** The names of the types that a search is for; none where one of them is not known or was changed. */
function typesSearched({ typed }: ProgramFacts, items: readonly Item[]): readonly string[] {
  if (typed !== true) return [];
  const found: string[] = [];
  for (const item of items) {
    if (item.kind !== 'option') continue;
    if (/^--type-(?:add|set|clear|del)$/.test(item.name)) return [];
    if (!isTypeOption(item.name)) continue;
    const globs = globsOfType(exactText(item.value) ?? '?');
    if (globs === null) return [];
    found.push(...globs);
  }
  return found;
}

/** The pattern of an option; where case does not count, with both cases of every letter. */
function spelled(item: Item, { anyCase }: ProgramFacts): string {
  const text = shownText(item.value);
  if (item.kind !== 'option' || !hasAny(new Set([item.name]), anyCase)) return text;
  if (/[[\\]/.test(text)) return text.startsWith('!') ? '!' : '*';
  return text.replaceAll(/[A-Za-z]/g, (c) => `[${c.toLowerCase()}${c.toUpperCase()}]`);
}

/** Globs that options give to narrow a search. */
export function narrowing(
  facts: ProgramFacts,
  items: readonly Item[],
): { readonly globs: readonly string[]; readonly leavesOut: readonly string[] } {
  const globs: string[] = [];
  const leavesOut: string[] = [];
  let leavesOutFirst = false;
  for (const item of items) {
    if (item.kind !== 'option') continue;
    const leaves = hasAny(new Set([item.name]), facts.leavesOut);
    if (!leaves && item.role !== 'glob') continue;
    leavesOutFirst ||= leaves && globs.length === 0;
    const text = spelled(item, facts);
    const exact = item.value.pieces.every(({ kind }) => kind === 'text' || kind === 'pattern');
    // A pattern with a slash means something else; one that is not understood leaves out nothing.
    if (exact && leaves && /^[^/\\[{]+$/.test(text)) leavesOut.push(text);
    else if (exact && !leaves) globs.push(text);
  }
  if (globs.every((glob) => glob.startsWith('!'))) globs.unshift(...typesSearched(facts, items));
  // The last match decides, and the first option says what happens without one: taken in, here.
  if (leavesOutFirst && globs.length > 0) return { globs: [], leavesOut: [] };
  return { globs, leavesOut: globs.length > 0 ? [] : leavesOut };
}
