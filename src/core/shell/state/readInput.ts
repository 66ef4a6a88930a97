import type { Call } from '../calls/call.ts';
import { descriptorOf } from '../streams/descriptors.ts';
import { giveValue } from './attributes.ts';
import {
  exactText,
  type Field,
  headText,
  linesOf,
  type Output,
  readFrom,
  textField,
} from '../words/field.ts';
import { limits } from '../limits.ts';
import type { Value } from './scope.ts';

/** What `read` and `mapfile` were told: options with their values, and names. */
interface Reading {
  readonly flags: string;
  readonly values: ReadonlyMap<string, string>;
  readonly names: readonly string[];
}

/** `read -r -u 3 a b`: the lines of the input, cut into the names. */
export function readInput(call: Call): Output {
  const reading = parseReading(call.words, 'adinNptu');
  const { values } = reading;
  const lines = linesRead(inputOf(call, values), values);
  const array = values.get('a');
  const raw = reading.flags.includes('r');
  if (array !== undefined) {
    give(
      call,
      array,
      lines.map((line) => splitInput(line, Infinity, call, raw)),
    );
    return [textField('')];
  }
  const named = reading.names.length > 0;
  const names = named ? reading.names : ['REPLY'];
  const cut = lines.map((line) => (named ? splitInput(line, names.length, call, raw) : [line]));
  names.forEach((name, index) => {
    const given = cut.map((parts): Value => [parts[index] ?? textField('')]);
    give(call, name, given.length === 0 ? [[textField('')]] : given);
  });
  return [textField('')];
}

/** `mapfile -t -u 3 LINES`: an array of the lines. */
export function readArray(call: Call): Output {
  const { values, names } = parseReading(call.words, 'dnOsuCc');
  const lines = inputOf(call, values).flatMap((field) => splitLines(field));
  for (const name of names.length > 0 ? names : ['MAPFILE']) give(call, name, [lines]);
  const callback = values.get('C');
  if (callback !== undefined) {
    const words = lines.slice(0, 16).map((line) => [textField(`${callback} 0 `), line]);
    for (const [head, line] of words) {
      if (head === undefined || line === undefined) continue;
      const field = { pieces: [...head.pieces, ...line.pieces], perhaps: false };
      call.machine.runField(field, call.scope, call.name);
    }
  }
  return [textField('')];
}

function give({ scope, machine }: Call, name: string, values: readonly Value[]): void {
  giveValue(name, values.slice(0, limits.alternatives), scope, machine);
}

function inputOf({ scope }: Call, values: ReadonlyMap<string, string>): Output {
  const number = values.get('u');
  return number !== undefined && /^\d{1,6}$/.test(number)
    ? descriptorOf(Number(number), scope).content
    : readFrom(scope.stdin);
}

/** A call reads one line, or up to the delimiter; any of them may be this call's. */
function linesRead(input: Output, values: ReadonlyMap<string, string>): Output {
  const delimiter = values.get('d');
  const count = Number(values.get('n') ?? values.get('N') ?? Number.NaN);
  const parts =
    delimiter === undefined ? linesOf(input) : input.flatMap((f) => cutAt(f, delimiter));
  if (Number.isNaN(count)) return parts;
  // Later calls go on in the middle of a line: the whole line stays possible.
  return parts.flatMap((part) => {
    const text = exactText(part);
    return text === null ? [part] : [textField(text.slice(0, count)), part];
  });
}

function cutAt(field: Field, delimiter: string): Output {
  const text = exactText(field);
  if (text === null) return [field];
  const end = delimiter.slice(0, 1);
  if (end === '') return text.split('\0').map((part) => textField(part));
  return text.split(end).map((part) => textField(part));
}

/** One line cut at `IFS` into at most `count` fields; the last gets the rest. */
function splitInput(line: Field, count: number, { scope }: Call, raw: boolean): Field[] {
  const text = exactText(line);
  if (text === null) return Array.from({ length: Math.min(count, 16) }, () => line);
  const assigned = scope.variables.get('IFS')?.[0]?.[0];
  const ifs = assigned === undefined ? ' \t\n' : (exactText(assigned) ?? ' \t\n');
  const plain = raw ? text : text.replaceAll(/\\(?:\n|([\s\S]))/g, '$1');
  return cutFields(plain, count, ifs).map((part) => textField(part, line.perhaps));
}

function cutFields(text: string, count: number, ifs: string): string[] {
  const isBlank = (character: string): boolean =>
    /[ \t\n]/.test(character) && ifs.includes(character);
  const ends = (character: string): boolean => ifs.includes(character);
  const skip = (from: number): number => {
    let next = from;
    while (next < text.length && isBlank(text[next] ?? '')) next += 1;
    return next;
  };
  const parts: string[] = [];
  let at = skip(0);
  while (at < text.length && parts.length < Math.min(count, limits.alternatives) - 1) {
    let end = at;
    while (end < text.length && !ends(text[end] ?? '')) end += 1;
    parts.push(text.slice(at, end));
    at = skip(end);
    if (at < text.length && !isBlank(text[at] ?? ' ') && ends(text[at] ?? '')) at = skip(at + 1);
  }
  let last = text.slice(at);
  while (last !== '' && isBlank(last.at(-1) ?? '')) last = last.slice(0, -1);
  if (last !== '' || parts.length === 0) parts.push(last);
  return parts;
}

function splitLines(field: Field): Field[] {
  const text = exactText(field);
  if (text === null) return [field];
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => textField(line));
}

/** Options whose letter is in `valued` take the rest of their word or the next word. */
function parseReading(words: readonly Field[], valued: string): Reading {
  const values = new Map<string, string>();
  const names: string[] = [];
  let flags = '';
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? textField('');
    const text = exactText(word) ?? headText(word);
    if (!text.startsWith('-') || text.length < 2 || names.length > 0) {
      if (/^[A-Za-z_]\w*$/.test(text)) names.push(text);
      continue;
    }
    for (let at = 1; at < text.length; at += 1) {
      const letter = text[at] ?? '';
      flags += letter;
      if (!valued.includes(letter)) continue;
      const attached = text.slice(at + 1);
      if (attached === '') index += 1;
      values.set(
        letter,
        attached === '' ? (exactText(words[index] ?? textField('')) ?? '') : attached,
      );
      break;
    }
  }
  return { flags, values, names };
}
