/**
 * Backslash escapes, by who reads them: `format` is the format of `printf`, `%b` the text of its `%b`, `echo` that of
 * `echo -e` in bash, `loose` that of the `echo` of dash, zsh and GNU, `ansi` that of `$'…'`.
 */
export type Dialect = 'format' | 'b' | 'echo' | 'loose' | 'ansi';

export interface Unescaped {
  readonly text: string;
  /** `\c`: nothing is printed after it. */
  readonly ends: boolean;
}

/** Decodes escapes; bytes above 127 that follow each other are UTF-8, and of an octal number the low eight bits count. */
export function unescaped(source: string, dialect: Dialect): Unescaped {
  if (!source.includes('\\')) return { text: source, ends: false };
  const expression = expressions[dialect];
  let text = '';
  let bytes: number[] = [];
  let end = 0;
  const flush = (): void => {
    text += decodeBytes(bytes);
    bytes = [];
  };
  for (const match of source.matchAll(expression)) {
    const between = source.slice(end, match.index);
    if (between !== '') {
      flush();
      text += between;
    }
    end = match.index + match[0].length;
    const [whole, octal, hex, unicode, control, other = ''] = match;
    if (other === 'c' && dialect !== 'format' && dialect !== 'ansi') {
      flush();
      return { text, ends: true };
    }
    const byte = octal === undefined ? hex : undefined;
    if (octal !== undefined) bytes.push(Number.parseInt(octal === '' ? '0' : octal, 8) & 0xff);
    else if (byte !== undefined)
      bytes.push(Number.parseInt(byte.replaceAll(/[{}]/g, ''), 16) & 0xff);
    else {
      flush();
      if (unicode !== undefined) text += codePoint(Number.parseInt(unicode, 16));
      else if (control !== undefined) text += String.fromCharCode(control.charCodeAt(0) & 0x1f);
      else text += simple[other] ?? (quotes(dialect).includes(other) ? other : whole);
    }
  }
  flush();
  return { text: text + source.slice(end), ends: false };
}

/** The text of `$'…'`. */
export function ansiText(source: string): string {
  return unescaped(source, 'ansi').text;
}

const rest = String.raw`|x(\{[0-9a-fA-F]+\}?|[0-9a-fA-F]{1,2})|(?:u(?=[0-9a-fA-F])|U(?=[0-9a-fA-F]))((?<=u)[0-9a-fA-F]{1,4}|(?<=U)[0-9a-fA-F]{1,8})`;
const build = (octal: string, control: string): RegExp =>
  new RegExp(String.raw`\\(?:${octal}${rest}|${control}|([\s\S]))`, 'g');
const noControl = '(?!)()';

const expressions: Readonly<Record<Dialect, RegExp>> = {
  format: build('([0-7]{1,3})', noControl),
  b: build('((?=0)[0-7]{1,4}|[1-7][0-7]{0,2})', noControl),
  echo: build('0([0-7]{0,3})', noControl),
  loose: build('0?([0-7]{1,3})', noControl),
  ansi: build('([0-7]{1,3})', String.raw`c([\s\S])`),
};

function quotes(dialect: Dialect): string {
  return dialect === 'format' || dialect === 'ansi' ? `"'?` : '';
}

const simple: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  E: '\u001B',
  f: '\f',
  v: '\v',
  '\\': '\\',
};

function codePoint(value: number): string {
  return value > 0x10_ff_ff || (value >= 0xd8_00 && value <= 0xdf_ff)
    ? '\uFFFD'
    : String.fromCodePoint(value);
}

/** UTF-8 bytes as text; what is none has no character. */
function decodeBytes(bytes: readonly number[]): string {
  if (bytes.every((byte) => byte < 0x80)) return String.fromCharCode(...bytes);
  try {
    return decodeURIComponent(
      bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    );
  } catch {
    return bytes.map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : '\uFFFD')).join('');
  }
}
