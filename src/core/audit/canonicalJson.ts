import { isAscii } from '../paths/lexical.ts';

/** Deeper than any record; a bound, so that a hostile line cannot exhaust the stack. */
const maximumDepth = 64;

/**
 * Canonical JSON as RFC 8785 (JCS) defines it: members sorted by the UTF-16 code units of their names, no white
 * space, numbers and strings as ECMAScript writes them. Equal values give equal text on every machine.
 *
 * RFC 8785 has no form for a lone surrogate. It becomes U+FFFD, which is also what any file system call makes of it.
 * Members whose value is `undefined` are left out, as by `JSON.stringify`.
 *
 * @throws TypeError for what JSON cannot say (non-finite numbers, functions, cycles), rather than guess.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

/**
 * The members of a canonical object as `"name":value` texts, in order, keyed by name: for callers that need the
 * same object with and without one member.
 */
export function canonicalMembers(value: object): Map<string, string> {
  return members(value, 0);
}

/** A text without lone surrogates: each becomes U+FFFD. */
export function wellFormed(text: string): string {
  // With the `u` flag a surrogate that belongs to a pair is not matched on its own.
  return isAscii(text) ? text : text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(wellFormed(value));
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      if (depth >= maximumDepth) throw new TypeError('nested too deeply for canonical JSON');
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1);
    case 'undefined':
    case 'bigint':
    case 'function':
    case 'symbol':
      throw new TypeError(`JSON has no ${typeof value}`);
  }
}

function writeArray(items: readonly unknown[], depth: number): string {
  let text = '';
  // By index, since holes must not be skipped: they are `undefined`, which throws.
  for (let i = 0; i < items.length; i++) text += (i === 0 ? '' : ',') + write(items[i], depth);
  return `[${text}]`;
}

function writeObject(value: object, depth: number): string {
  return `{${[...members(value, depth).values()].join(',')}}`;
}

function members(value: object, depth: number): Map<string, string> {
  const result = new Map<string, string>();
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const named = entries.map(([name, member]) => [wellFormed(name), member] as const);
  named.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [name, member] of named) {
    if (result.has(name)) throw new TypeError('two member names become one without surrogates');
    result.set(name, `${JSON.stringify(name)}:${write(member, depth)}`);
  }
  return result;
}
