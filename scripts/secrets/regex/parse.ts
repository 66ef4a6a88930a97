import {
  type CharSet,
  complement,
  escapedSets,
  foldSet,
  posixSets,
  setOf,
  setOfText,
} from './charSet.ts';
import { eitherOf, rowOf, type Tree } from './tree.ts';

/**
 * Parses the syntax of Go's `regexp` (RE2), as far as rules use it: flags `i`, `s`, `m`, `U` is refused, named groups,
 * POSIX classes, `\A`, `\z`, `\Q…\E` is refused. Format: https://github.com/google/re2/wiki/Syntax.
 *
 * @throws SyntaxError that names the place, for what is not known; nothing is guessed.
 */
export function parseRe2(source: string): Tree {
  const reader = new Reader(source);
  const tree = reader.alternatives({ fold: false, dotAll: false, lines: false });
  if (!reader.done) throw reader.error('unexpected )');
  return tree;
}

interface Flags {
  readonly fold: boolean;
  readonly dotAll: boolean;
  readonly lines: boolean;
}

const controls: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  v: '\v',
  a: '\x07',
};
const anything = complement([]);
const noNewline = complement(setOfText('\n'));

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get done(): boolean {
    return this.#at >= this.#source.length;
  }

  error(why: string): SyntaxError {
    return new SyntaxError(`${why} at ${String(this.#at)} in ${this.#source}`);
  }

  alternatives(outer: Flags): Tree {
    const branches: Tree[] = [];
    let items: Tree[] = [];
    // Flags that are set in the middle hold until the group's end, across `|`.
    let flags = outer;
    while (!this.done && this.#peek() !== ')') {
      if (this.#take('|')) {
        branches.push(rowOf(items));
        items = [];
        continue;
      }
      const set = this.#flagsOnly(flags);
      if (set === null) items.push(this.#repeated(this.#atom(flags)));
      else flags = set;
    }
    return eitherOf([...branches, rowOf(items)]);
  }

  #peek(): string {
    return this.#source[this.#at] ?? '';
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.#at;
    const match = sticky.exec(this.#source);
    if (match !== null) this.#at = sticky.lastIndex;
    return match;
  }

  /** `(?i)`: sets flags and matches nothing. */
  #flagsOnly(flags: Flags): Flags | null {
    const match = this.#match(/\(\?([a-z-]+)\)/i);
    return match === null ? null : this.#withFlags(flags, match[1] ?? '');
  }

  #withFlags(flags: Flags, text: string): Flags {
    const [on = '', off = ''] = text.split('-');
    if (/[^ism]/.test(on + off)) throw this.error(`unknown flags ${text}`);
    const value = (letter: string, before: boolean) =>
      on.includes(letter) || (before && !off.includes(letter));
    return {
      fold: value('i', flags.fold),
      dotAll: value('s', flags.dotAll),
      lines: value('m', flags.lines),
    };
  }

  #atom(flags: Flags): Tree {
    // The edges of lines as printJs writes them.
    if (this.#take('(?<![^\\n])')) return { kind: 'edge', edge: 'line-start' };
    if (this.#take('(?![^\\n])')) return { kind: 'edge', edge: 'line-end' };
    if (this.#take('(')) return this.#group(flags);
    if (this.#take('[')) return { kind: 'set', set: this.#brackets(flags) };
    if (this.#take('\\')) return this.#escape(flags);
    if (this.#take('.')) return { kind: 'set', set: flags.dotAll ? anything : noNewline };
    if (this.#take('^')) return { kind: 'edge', edge: flags.lines ? 'line-start' : 'start' };
    if (this.#take('$')) return { kind: 'edge', edge: flags.lines ? 'line-end' : 'end' };
    if (/[*+?]/.test(this.#peek())) throw this.error('nothing to repeat');
    return this.#literal(this.#next(), flags);
  }

  #next(): string {
    const char = this.#peek();
    if (char === '') throw this.error('unexpected end');
    this.#at += 1;
    return char;
  }

  #literal(char: string, flags: Flags): Tree {
    const set = setOfText(char);
    return { kind: 'set', set: flags.fold ? foldSet(set) : set };
  }

  #group(flags: Flags): Tree {
    const plain = this.#match(/\?([a-z-]*):/i);
    const captures = plain === null;
    if (captures) {
      this.#match(/\?P?<\w+>/);
      if (this.#peek() === '?') throw this.error('unknown group');
    }
    const inner = this.alternatives(
      plain === null ? flags : this.#withFlags(flags, plain[1] ?? ''),
    );
    if (!this.#take(')')) throw this.error('missing )');
    return captures ? { kind: 'group', inner } : inner;
  }

  #escape(flags: Flags): Tree {
    if (this.#take('b')) return { kind: 'edge', edge: 'word' };
    if (this.#take('B')) return { kind: 'edge', edge: 'no-word' };
    if (this.#take('z')) return { kind: 'edge', edge: 'end' };
    if (this.#take('A')) return { kind: 'edge', edge: 'start' };
    const set = this.#escapedSet();
    return { kind: 'set', set: flags.fold ? foldSet(set) : set };
  }

  /** What stands behind a backslash, inside brackets and outside. */
  #escapedSet(): CharSet {
    const hex = this.#match(/x\{([0-9a-f]+)\}|x([0-9a-f]{2})|u([0-9a-f]{4})/i);
    if (hex !== null) {
      const digits = hex.slice(1).find((each) => each !== undefined) ?? '';
      return setOfText(String.fromCharCode(Number.parseInt(digits, 16)));
    }
    const char = this.#next();
    const known = escapedSets[char] ?? (controls[char] && setOfText(controls[char]));
    if (known) return known;
    if (/[A-Za-z0-9]/.test(char)) throw this.error(`unknown escape ${char}`);
    return setOfText(char);
  }

  #brackets(flags: Flags): CharSet {
    const negated = this.#take('^');
    const ranges: (readonly [number, number])[] = [];
    // A closing bracket in the first place is one of the characters.
    for (let first = true; first || this.#peek() !== ']'; first = false) {
      ranges.push(...this.#bracketItem());
    }
    this.#at += 1;
    const set = flags.fold ? foldSet(setOf(ranges)) : setOf(ranges);
    return negated ? complement(set) : set;
  }

  #bracketItem(): CharSet {
    const posix = this.#match(/\[:(\w+):\]/);
    if (posix !== null) {
      const set = posixSets[posix[1] ?? ''];
      if (set === undefined) throw this.error('unknown class');
      return set;
    }
    const from = this.#bracketChar();
    if (this.#peek() !== '-' || this.#source[this.#at + 1] === ']' || !isSingle(from)) return from;
    this.#at += 1;
    const to = this.#bracketChar();
    const [[low], [high]] = [from[0] ?? [0, 0], to[0] ?? [0, 0]];
    if (!isSingle(to) || high < low) throw this.error('wrong range');
    return [[low, high]];
  }

  #bracketChar(): CharSet {
    return this.#take('\\') ? this.#escapedSet() : setOfText(this.#next());
  }

  #repeated(atom: Tree): Tree {
    const match = this.#match(/([*+?])|\{(\d+)(?:(,)(\d*))?\}/);
    if (match === null) return atom;
    const [, sign, from, comma, to] = match;
    const min = sign === undefined ? Number(from) : sign === '+' ? 1 : 0;
    const max =
      sign === undefined
        ? comma === undefined
          ? min
          : to === '' || to === undefined
            ? Infinity
            : Number(to)
        : sign === '?'
          ? 1
          : Infinity;
    const greedy = !this.#take('?');
    return this.#repeated({ kind: 'repeat', inner: atom, min, max, greedy });
  }
}

function isSingle(set: CharSet): boolean {
  const [first] = set;
  return set.length === 1 && first !== undefined && first[0] === first[1];
}
