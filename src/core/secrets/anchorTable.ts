import type { SecretRule } from './ruleData.ts';

/**
 * Finds the anchors of all rules in one pass over a text. Three characters, five bits of each, are the index of a table
 * that says which anchors may stand here; the low five bits are the same for both cases of a letter. What the table
 * lets through is compared in full.
 *
 * An Aho-Corasick automaton is half as fast again in a long run, but its table takes 50 ms to make or 0.4 MB to read,
 * which a hook that scans one file does not have: docs/decisions/0014.
 */
export interface AnchorTable {
  /** For each three characters 0, or the number of a list, from 1. */
  readonly heads: Uint16Array;
  readonly list: (number: number) => readonly AnchorEntry[];
}

export interface AnchorEntry {
  /** In lower case. */
  readonly text: string;
  /** How far behind its start the three characters end that it is listed under. */
  readonly end: number;
  readonly uses: readonly AnchorUse[];
}

export interface AnchorUse {
  /** Index of the rule. */
  readonly rule: number;
  /** Starts of a match that are possible: so many characters in front of the anchor, from–to; null for any. */
  readonly at: readonly [number, number] | null;
}

const bits = 5;
const mask = (1 << (3 * bits)) - 1;
/** From the most common letter of English and of code to the rarest. */
const common = 'etaoinsrlcdpumhfgbyvwkxjqz';

/** The anchors of rules, by the index under which they are found. */
export function anchorLists(
  rules: readonly SecretRule[],
): ReadonlyMap<number, readonly AnchorEntry[]> {
  const uses = new Map<string, AnchorUse[]>();
  rules.forEach(({ anchors }, rule) => {
    for (const { text, at } of anchors) {
      const known = uses.get(text);
      if (known === undefined) uses.set(text, [{ rule, at }]);
      else known.push({ rule, at });
    }
  });
  const lists = new Map<number, AnchorEntry[]>();
  for (const [text, itsUses] of uses) {
    const end = rarest(text);
    const index = indexAt(text, end);
    const entry = { text, end, uses: itsUses };
    const list = lists.get(index);
    if (list === undefined) lists.set(index, [entry]);
    else list.push(entry);
  }
  return lists;
}

/**
 * A table of lists that are read when they are needed.
 * @param indexes of the lists, in their order
 * @param read gives a list by its place
 */
export function createAnchorTable(
  indexes: readonly number[],
  read: (place: number) => readonly AnchorEntry[],
): AnchorTable {
  const heads = new Uint16Array(mask + 1);
  indexes.forEach((index, place) => {
    heads[index] = place + 1;
  });
  const known: (readonly AnchorEntry[])[] = [];
  return { heads, list: (number) => (known[number] ??= read(number - 1)) };
}

function indexAt(text: string, end: number): number {
  let index = 0;
  for (let at = end - 2; at <= end; at += 1) index = (index << bits) | (text.charCodeAt(at) & 31);
  return index;
}

/** The last of the three characters that are met least often. */
function rarest(text: string): number {
  let [chosen, most] = [2, -1];
  for (let end = 2; end < text.length; end += 1) {
    let value = 0;
    for (let at = end - 2; at <= end; at += 1) {
      const rank = common.indexOf(text.charAt(at));
      value += rank < 0 ? common.length : rank;
    }
    if (value > most) [chosen, most] = [end, value];
  }
  return chosen;
}

/**
 * Calls for each anchor in a part of the text, in the order of their ends.
 * @param from where the part begins, `to` where it ends; an anchor belongs to the part that its last characters are in
 */
export function searchAnchors(
  text: string,
  { heads, list }: AnchorTable,
  from: number,
  to: number,
  found: (entry: AnchorEntry, start: number) => void,
): void {
  let index = 0;
  for (let at = Math.max(from - 2, 0); at < from; at += 1) {
    index = (index << bits) | (text.charCodeAt(at) & 31);
  }
  for (let at = from; at < to; at += 1) {
    index = ((index << bits) | (text.charCodeAt(at) & 31)) & mask;
    const number = heads[index];
    if (number === undefined || number === 0) continue;
    for (const entry of list(number)) {
      const start = at - entry.end;
      if (start >= 0 && stands(text, entry.text, start)) found(entry, start);
    }
  }
}

function stands(text: string, anchor: string, start: number): boolean {
  for (let at = 0; at < anchor.length; at += 1) {
    const code = text.charCodeAt(start + at);
    const folded = code >= 65 && code <= 90 ? code + 32 : code;
    if (folded !== anchor.charCodeAt(at)) return false;
  }
  return true;
}
