/** What a command of a `sed` script does beside changing text. */
export type Edit =
  | { readonly kind: 'read' | 'write'; readonly path: string }
  /** `e command`; and the flag `e` where the whole line is replaced by a command. */
  | { readonly kind: 'run'; readonly text: string }
  /** `e` alone: the line is the command. */
  | { readonly kind: 'runLine' }
  /** `s/a/b/e`: the changed line is the command. */
  | { readonly kind: 'runReplaced'; readonly text: string };

const mostCommands = 500;

/** Reads a script command by command; what is not understood ends the command at its line. */
export function readEdits(script: string): Edit[] {
  const reader = new Reader(script.slice(0, 16_384));
  for (let count = 0; count < mostCommands && !reader.atEnd; count += 1) reader.command();
  return reader.edits;
}

class Reader {
  readonly edits: Edit[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  command(): void {
    this.#skip(/[\s;]/);
    this.#addresses();
    const letter = this.#text[this.#at] ?? '';
    this.#at += 1;
    if (letter === 's') this.#substitute();
    else if (letter === 'y') {
      const delimiter = this.#delimiter();
      this.#until(delimiter);
      this.#until(delimiter);
    } else if ('rRwW'.includes(letter)) {
      const path = this.#line().trim();
      if (path !== '')
        this.edits.push({ kind: letter.toLowerCase() === 'r' ? 'read' : 'write', path });
    } else if (letter === 'e') {
      const text = this.#line().trim();
      this.edits.push(text === '' ? { kind: 'runLine' } : { kind: 'run', text });
    } else if ('aic'.includes(letter)) this.#textLines();
    else if (!'{}'.includes(letter)) this.#skip(/[^;\n}]/);
  }

  #addresses(): void {
    for (let count = 0; count < 4; count += 1) {
      const character = this.#text[this.#at] ?? '';
      if (character === '/') {
        this.#at += 1;
        this.#until('/');
        this.#skip(/[IM]/);
      } else if (character === '\\') {
        this.#at += 1;
        this.#until(this.#delimiter());
        this.#skip(/[IM]/);
      } else this.#skip(/[\d$~+]/);
      this.#skip(/[\s,!]/);
    }
  }

  #substitute(): void {
    const delimiter = this.#delimiter();
    const pattern = this.#until(delimiter);
    const replacement = this.#until(delimiter);
    const flags = this.#taken(/[gpIiMme\d]/);
    if (flags.includes('e')) this.edits.push(executed(pattern, replacement));
    if (this.#text[this.#at] === 'w') {
      this.#at += 1;
      const path = this.#line().trim();
      if (path !== '') this.edits.push({ kind: 'write', path });
    }
  }

  #delimiter(): string {
    const delimiter = this.#text[this.#at] ?? '';
    this.#at += 1;
    return delimiter;
  }

  /** Text up to the delimiter, which is passed. */
  #until(delimiter: string): string {
    const start = this.#at;
    let brackets = false;
    while (!this.atEnd) {
      const character = this.#text[this.#at] ?? '';
      if (character === '\\') this.#at += 1;
      else if (character === delimiter && !brackets) break;
      else if (delimiter !== ']' && character === '[') brackets = this.#closesBracket(delimiter);
      else if (character === ']') brackets = false;
      this.#at += 1;
    }
    const text = this.#text.slice(start, this.#at);
    this.#at += 1;
    return text;
  }

  /** `[^/]`: the delimiter counts as itself inside. */
  #closesBracket(delimiter: string): boolean {
    const close = this.#text.indexOf(']', this.#at + 2);
    return (
      close >= 0 && this.#text.slice(this.#at, close).includes(delimiter) && close - this.#at < 32
    );
  }

  /** `a\` and its lines: a backslash at the end of a line goes on. */
  #textLines(): void {
    let line = this.#line();
    while (line.endsWith('\\') && !this.atEnd) line = this.#line();
  }

  #line(): string {
    const end = this.#text.indexOf('\n', this.#at);
    const line = this.#text.slice(this.#at, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#text.length : end + 1;
    return line;
  }

  #skip(characters: RegExp): void {
    while (!this.atEnd && characters.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #taken(characters: RegExp): string {
    const start = this.#at;
    this.#skip(characters);
    return this.#text.slice(start, this.#at);
  }
}

function executed(pattern: string, replacement: string): Edit {
  const text = replacement.replaceAll(/\\([^\d\w])/g, '$1');
  const whole = /^\^?\.\*\$?$/.test(pattern) && !/(?<!\\)&|\\\d/.test(replacement);
  return { kind: whole ? 'run' : 'runReplaced', text };
}
