import { dropHead, type Field, headText } from '../words/field.ts';
import { namesKeyFile } from './keyOptions.ts';
import { namesOutput } from './outputPlaces.ts';
import type { ProgramFacts, Role } from '../programs/types.ts';

/** One use of a word, in the order of the command line. */
export type Item =
  | { readonly kind: 'option'; readonly name: string; readonly role: Role; readonly value: Field }
  | { readonly kind: 'operand'; readonly value: Field };

export interface ParsedArguments {
  readonly items: readonly Item[];
  /** Names of all options that were given, with or without a value. */
  readonly flags: ReadonlySet<string>;
  /** Words from the first operand on, when parsing stops there. */
  readonly rest: readonly Field[];
}

export function operandsOf(items: readonly Item[]): readonly Field[] {
  return items.flatMap((item) => (item.kind === 'operand' ? [item.value] : []));
}

/** Values of the options that `names` lists (separated by blanks), in their order. */
export function optionValues(items: readonly Item[], names: string | undefined): readonly Field[] {
  const wanted = new Set(names?.split(' '));
  return items.flatMap((item) =>
    item.kind === 'option' && wanted.has(item.name) ? [item.value] : [],
  );
}

interface Compiled {
  readonly roles: ReadonlyMap<string, Role>;
  readonly optional: ReadonlySet<string>;
}

const compiled = new WeakMap<ProgramFacts, Compiled>();

function compileFacts(facts: ProgramFacts): Compiled {
  const known = compiled.get(facts);
  if (known !== undefined) return known;
  const roles = new Map<string, Role>();
  for (const [role, names] of Object.entries(facts.values ?? {})) {
    for (const name of names.split(' ')) roles.set(name, role as Role);
  }
  const result = { roles, optional: new Set(facts.optional?.split(' ')) };
  compiled.set(facts, result);
  return result;
}

/**
 * Splits arguments into options with their values and operands, as GNU getopt does: `-o FILE`, `-oFILE`,
 * `--output=FILE`, unambiguous abbreviations of long options, clusters, `--`.
 *
 * @param stopAtOperand - for wrappers and programs with subcommands.
 */
export function parseArguments(
  facts: ProgramFacts,
  words: readonly Field[],
  stopAtOperand: boolean,
): ParsedArguments {
  const { roles, optional } = compileFacts(facts);
  const items: Item[] = [];
  const flags = new Set<string>();
  let index = 0;
  const takeNext = (name: string, role: Role): void => {
    index += 1;
    const value = words[index];
    if (value !== undefined) items.push({ kind: 'option', name, role, value });
  };
  for (; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined) break;
    const head = headText(word);
    if (head === '--' && word.pieces.length === 1) {
      const after = words.slice(index + 1);
      flags.add('--');
      if (stopAtOperand) return { items, flags, rest: after };
      items.push(...after.map((value) => ({ kind: 'operand', value }) as const));
      break;
    }
    if (!head.startsWith('-') || head === '-') {
      if (stopAtOperand) return { items, flags, rest: words.slice(index) };
      items.push({ kind: 'operand', value: word });
    } else if (head.startsWith('--') || facts.singleDash === true) {
      const equals = head.indexOf('=');
      const written = equals < 0 ? head : head.slice(0, equals);
      const name = facts.singleDash === true ? written : fullName(written, roles);
      const role = roles.get(name);
      flags.add(name);
      if (equals >= 0) {
        let value = dropHead(word, equals + 1);
        // The parser takes the stream of `--list=<(…)` for a word of its own.
        const stream = words[index + 1];
        if (value.pieces.length === 0 && stream?.pieces[0]?.kind === 'stream') {
          value = stream;
          index += 1;
        }
        const guess = namesOutput(name, true) ? 'output' : guessedRole(name, facts);
        items.push({ kind: 'option', name, role: role ?? guess, value });
      } else if (role !== undefined) {
        takeNext(name, role);
      } else if (guessedRole(name, facts) === 'mayUse' && isValue(words[index + 1])) {
        takeNext(name, 'mayUse');
      } else if (namesOutput(name, true)) {
        // Whether it takes the next word is not known: that word counts as an operand, too.
        const value = words[index + 1];
        if (value !== undefined && !headText(value).startsWith('-')) {
          items.push({ kind: 'option', name, role: 'output', value });
        }
      } else {
        const short = roles.get(head.slice(0, 2));
        const attached = dropHead(word, 2);
        if (short !== undefined && !head.startsWith('--') && attached.pieces.length > 0) {
          items.push({ kind: 'option', name: head.slice(0, 2), role: short, value: attached });
        }
      }
    } else {
      readCluster(word, head, roles, optional, flags, items, takeNext);
    }
  }
  return { items, flags, rest: [] };
}

/** What the value of an option means that the facts do not know: its name may say so. */
function guessedRole(name: string, { operands }: ProgramFacts): Role {
  // Of a program that is known to show its operands, nothing is believed.
  const guesses = operands === 'perhaps' || operands === 'glimpse';
  return guesses && namesKeyFile(name) ? 'mayUse' : 'perhaps';
}

function isValue(word: Field | undefined): boolean {
  return word !== undefined && !headText(word).startsWith('-');
}

/** `-xvf FILE`, `-oFILE`: letters up to the first one that takes a value. */
function readCluster(
  word: Field,
  head: string,
  roles: ReadonlyMap<string, Role>,
  optional: ReadonlySet<string>,
  flags: Set<string>,
  items: Item[],
  takeNext: (name: string, role: Role) => void,
): void {
  const whole = roles.get(head);
  if (whole !== undefined) {
    flags.add(head);
    takeNext(head, whole);
    return;
  }
  for (let at = 1; at < head.length; at += 1) {
    const name = `-${head[at] ?? ''}`;
    const role = roles.get(name);
    flags.add(name);
    if (role !== undefined) {
      const value = dropHead(word, at + 1);
      if (value.pieces.length > 0) items.push({ kind: 'option', name, role, value });
      else takeNext(name, role);
      return;
    }
    if (optional.has(name)) return;
  }
  // `-i"$x"`: what follows the letters is not known.
  if (word.pieces.length > 1) {
    items.push({ kind: 'option', name: head, role: 'perhaps', value: dropHead(word, head.length) });
  }
}

/** The long option that `written` abbreviates, or `written`. */
function fullName(written: string, roles: ReadonlyMap<string, Role>): string {
  if (roles.has(written) || written.length < 4) return written;
  const matches = [...roles.keys()].filter((name) => name.startsWith(written));
  const [only] = matches;
  return matches.length === 1 && only !== undefined ? only : written;
}
