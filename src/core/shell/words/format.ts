import { unescaped } from './escapes.ts';
import { exactText, type Field, joinFields, textField, unknownField } from './field.ts';

interface Printing {
  readonly values: readonly Field[];
  /** How many of the values have been used. */
  used: number;
  /** `\c` in a `%b` ends everything. */
  ended: boolean;
}

/** What `printf format values…` prints; the format is used again while values are left. */
export function formatText(format: Field, values: readonly Field[]): Field {
  const text = exactText(format);
  if (text === null) return unknownField('computed');
  const printing: Printing = { values, used: 0, ended: false };
  const rounds: Field[] = [];
  do {
    const before = printing.used;
    rounds.push(formatOnce(text, printing));
    if (printing.used === before) break;
  } while (printing.used < values.length && !printing.ended && rounds.length < 256);
  return joinFields(rounds, '');
}

/** `%`, flags, width, precision, conversion; `%2$s` is zsh's way to take a value by its place. */
const conversion =
  /%(?:%|(?:(\d{1,3})\$)?([-+ #0']*)(\d{1,6}|\*)?(?:\.(\d{0,6}|\*))?(?:hh|h|ll|l|q(?=[diouxX])|L|j|z|t)?([a-zA-Z]|\([^)]*\)T))/g;

function formatOnce(format: string, printing: Printing): Field {
  const fields: Field[] = [];
  let end = 0;
  const literal = (text: string): void => {
    fields.push(textField(unescaped(text, 'format').text));
  };
  for (const match of format.matchAll(conversion)) {
    literal(format.slice(end, match.index));
    end = match.index + match[0].length;
    const [, place, flags = '', width, precision, kind] = match;
    if (kind === undefined) {
      fields.push(textField('%'));
      continue;
    }
    const wide = width === '*' ? numberTaken(printing) : Number(width ?? 0);
    const exact = precision === '*' ? numberTaken(printing) : precision;
    const value = kind.startsWith('(') ? textField('') : taken(printing, place);
    const shown = converted(kind, value, exact === undefined ? null : Number(exact), printing);
    fields.push(padded(shown, wide, flags));
    if (printing.ended) return joinFields(fields, '');
  }
  literal(format.slice(end));
  return joinFields(fields, '');
}

function taken(printing: Printing, place?: string): Field {
  const index = place === undefined ? printing.used : Number(place) - 1;
  printing.used = Math.max(printing.used, index + 1);
  return printing.values[index] ?? textField('');
}

function numberTaken(printing: Printing): number {
  return Number(exactText(taken(printing)) ?? '0') || 0;
}

/** Longest padding that is worked out: blanks mean nothing to what follows. */
const widest = 256;

function padded(field: Field, width: number, flags: string): Field {
  const text = exactText(field);
  const wide = Math.min(Math.abs(width), widest);
  if (text === null || text.length >= wide) return field;
  if (flags.includes('-') || width < 0) return textField(text.padEnd(wide), field.perhaps);
  const zeros = flags.includes('0') && /^-?\d+$/.test(text);
  return textField(text.padStart(wide, zeros ? '0' : ' '), field.perhaps);
}

function converted(
  kind: string,
  value: Field,
  precision: number | null,
  printing: Printing,
): Field {
  const text = exactText(value);
  if (kind.startsWith('(')) return textField(dated(kind.slice(1, -2)));
  if (text === null) return /^[sbqQc]$/.test(kind) ? value : textField('0');
  switch (kind) {
    case 's':
      return textField(text.slice(0, precision ?? undefined), value.perhaps);
    case 'b': {
      const { text: decoded, ends } = unescaped(text, 'b');
      printing.ended ||= ends;
      return textField(decoded.slice(0, precision ?? undefined), value.perhaps);
    }
    case 'c':
      return textField(text.slice(0, 1), value.perhaps);
    case 'q':
    case 'Q':
      return textField(shellQuoted(text), value.perhaps);
    default:
      return textField(numeral(kind, text));
  }
}

/** Text of a date format: what it spells out is printed as it is. */
function dated(format: string): string {
  return format.replaceAll(/%[-_0^#]*([a-zA-Z%])/g, (_, letter: string) =>
    letter === '%' ? '%' : '0',
  );
}

function numeral(kind: string, text: string): string {
  const quoted = /^["']([\s\S])/u.exec(text)?.[1];
  const plain = /^\s*([-+]?)(0x[0-9a-f]{1,12}|0[0-7]{0,15}|[1-9]\d{0,14})$/i.exec(text);
  const digits = plain?.[2] ?? '';
  const size = /^0x/i.test(digits)
    ? Number.parseInt(digits, 16)
    : Number.parseInt(digits, digits.startsWith('0') ? 8 : 10);
  const value = quoted !== undefined ? (quoted.codePointAt(0) ?? 0) : size;
  if (Number.isNaN(value)) return '0';
  const sign = plain?.[1] === '-' ? '-' : '';
  if (kind === 'x') return value.toString(16);
  if (kind === 'X') return value.toString(16).toUpperCase();
  return sign + (kind === 'o' ? value.toString(8) : `${value}`);
}

/** `%q`: the text as the shell would read it back. */
function shellQuoted(text: string): string {
  if (text === '') return "''";
  if (/[\n\t]/.test(text)) {
    const escapes = text.replaceAll(/['\\]/g, String.raw`\$&`);
    return `$'${escapes.replaceAll('\n', String.raw`\n`).replaceAll('\t', String.raw`\t`)}'`;
  }
  return text.replaceAll(/[^\w./:=@%+,-]/g, String.raw`\$&`);
}

/** What `echo` prints: shells differ in whether it reads escapes, and in which ones. */
export function echoedTexts(text: string, options: string): string[] {
  if (!text.includes('\\')) return [text];
  const bash = unescaped(text, 'echo').text;
  const others = unescaped(text, 'loose').text;
  const [last] = options.match(/[eE](?=[^eE]*$)/) ?? [];
  const plain = last === 'e' ? [] : [text];
  return [...new Set([...plain, ...(last === 'E' ? [] : [bash, others])])];
}
