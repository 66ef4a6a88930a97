/**
 * One segment of a shell pattern (`*`, `?`, `[…]`, backslash) against one name, in time linear in pattern × name:
 * no backtracking beyond the last star, so no pattern can stall the fence. Semantics: POSIX 2.13 as bash has it by
 * default; a name with a leading dot needs a pattern with one.
 */
export interface SegmentGlob {
  matches(name: string): boolean;
  /** The name itself when the pattern has nothing to expand, else null. */
  readonly literal: string | null;
}

type Token =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | SetToken
  | Star;
interface Star {
  readonly kind: 'star';
}
interface SetToken {
  readonly kind: 'set';
  readonly negated: boolean;
  readonly ranges: readonly (readonly [number, number])[];
  readonly classes: readonly RegExp[];
}

/** Made when one is named: Unicode properties are slow to compile in a process that has just started. */
const classes: Readonly<Record<string, () => RegExp>> = {
  alpha: () => /\p{L}/u,
  digit: () => /[0-9]/,
  alnum: () => /[\p{L}\p{Nd}]/u,
  upper: () => /\p{Lu}/u,
  lower: () => /\p{Ll}/u,
  space: () => /\s/,
  blank: () => /[ \t]/,
  punct: () => /[!-/:-@[-`{-~]|\p{P}/u,
  cntrl: () => /\p{Cc}/u,
  xdigit: () => /[0-9A-Fa-f]/,
  word: () => /[\p{L}\p{Nd}_]/u,
  graph: () => /[^\s\p{Cc}]/u,
  print: () => /[^\p{Cc}]/u,
};

/** Whether a text has any character that a shell would expand. */
export function hasGlob(text: string): boolean {
  return /[*?[]/.test(text);
}

export function compileSegment(pattern: string): SegmentGlob {
  const tokens = tokenize(Array.from(pattern));
  const literal = tokens.every((token) => token.kind === 'char')
    ? tokens.map((token) => (token.kind === 'char' ? token.char : '')).join('')
    : null;
  const first = tokens[0];
  const dotted = first?.kind === 'char' && first.char === '.';
  return {
    literal,
    matches: (name) => (dotted || !name.startsWith('.')) && matchTokens(tokens, Array.from(name)),
  };
}

function matchTokens(tokens: readonly Token[], name: readonly string[]): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  while (at < name.length) {
    const current = tokens[token];
    if (current?.kind === 'star') {
      star = token;
      resume = at;
      token += 1;
    } else if (current !== undefined && matchOne(current, name[at] ?? '')) {
      token += 1;
      at += 1;
    } else if (star >= 0) {
      // Only the last star can still take one more: what matched before it matched as early as possible.
      resume += 1;
      at = resume;
      token = star + 1;
    } else {
      return false;
    }
  }
  while (tokens[token]?.kind === 'star') token += 1;
  return token === tokens.length;
}

function matchOne(token: Token, char: string): boolean {
  if (token.kind === 'char') return token.char === char;
  if (token.kind !== 'set') return true;
  const code = char.codePointAt(0) ?? 0;
  const inside =
    token.ranges.some(([from, to]) => from <= code && code <= to) ||
    token.classes.some((known) => known.test(char));
  return inside !== token.negated;
}

function tokenize(chars: readonly string[]): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < chars.length;) {
    const char = chars[at] ?? '';
    if (char === '[') {
      const set = readSet(chars, at);
      tokens.push(set?.token ?? { kind: 'char', char });
      at = set?.next ?? at + 1;
      continue;
    }
    if (char === '\\' && at + 1 < chars.length) {
      tokens.push({ kind: 'char', char: chars[at + 1] ?? '' });
      at += 2;
      continue;
    }
    if (char === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else {
      tokens.push(char === '?' ? { kind: 'any' } : { kind: 'char', char });
    }
    at += 1;
  }
  return tokens;
}

/** A bracket expression from `[`; null when it is not closed, then the bracket stands for itself. */
function readSet(
  chars: readonly string[],
  start: number,
): { token: SetToken; next: number } | null {
  let at = start + 1;
  const negated = chars[at] === '!' || chars[at] === '^';
  if (negated) at += 1;
  const first = at;
  const ranges: (readonly [number, number])[] = [];
  const named: RegExp[] = [];
  while (at < chars.length) {
    if (chars[at] === ']' && at > first) {
      return { token: { kind: 'set', negated, ranges, classes: named }, next: at + 1 };
    }
    const inner = readClass(chars, at);
    if (inner) {
      if (inner.known) named.push(inner.known);
      at = inner.next;
      continue;
    }
    const from = readChar(chars, at);
    if (chars[from.next] === '-' && from.next + 1 < chars.length && chars[from.next + 1] !== ']') {
      const to = readChar(chars, from.next + 1);
      ranges.push([from.code, to.code]);
      at = to.next;
    } else {
      ranges.push([from.code, from.code]);
      at = from.next;
    }
  }
  return null;
}

function readChar(chars: readonly string[], at: number): { code: number; next: number } {
  const escaped = chars[at] === '\\' && at + 1 < chars.length;
  const char = chars[escaped ? at + 1 : at] ?? '';
  return { code: char.codePointAt(0) ?? 0, next: at + (escaped ? 2 : 1) };
}

/** `[:alpha:]` inside a bracket expression. */
function readClass(
  chars: readonly string[],
  at: number,
): { known: RegExp | undefined; next: number } | null {
  if (chars[at] !== '[' || chars[at + 1] !== ':') return null;
  const end = chars.indexOf(':', at + 2);
  if (end === -1 || chars[end + 1] !== ']') return null;
  const name = chars.slice(at + 2, end).join('');
  return { known: Object.hasOwn(classes, name) ? classes[name]?.() : undefined, next: end + 2 };
}
