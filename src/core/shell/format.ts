import { exactText, type Field, joinFields, textField, unknownField } from './field.ts';

/** Decodes the backslash escapes of `echo -e` and `printf`. */
export function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|0?([0-7]{1,3})|([\s\S]))/g,
    (_, hex?: string, unicode?: string, octal?: string, other?: string) => {
      const code = hex ?? unicode;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return simple[other ?? ''] ?? `\\${other ?? ''}`;
    },
  );
}

const simple: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  v: '\v',
  c: '',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** What `printf format values…` prints; the format is used again while values are left. */
export function formatText(format: Field, values: readonly Field[]): Field {
  const text = exactText(format);
  if (text === null) return unknownField('computed');
  const left = [...values];
  const rounds: Field[] = [];
  do {
    const before = left.length;
    rounds.push(formatOnce(text, left));
    if (left.length === before) break;
  } while (left.length > 0 && rounds.length < 256);
  return joinFields(rounds, '');
}

function formatOnce(format: string, left: Field[]): Field {
  const fields: Field[] = [];
  let end = 0;
  for (const match of format.matchAll(/%(?:%|[-+ #0]*[\d*]*(?:\.\d+)?([a-zA-Z]|\([^)]*\)T))/g)) {
    fields.push(textField(unescapeText(format.slice(end, match.index))));
    end = match.index + match[0].length;
    const kind = match[1];
    if (kind === undefined) fields.push(textField('%'));
    else fields.push(converted(kind, left.shift() ?? textField('')));
  }
  fields.push(textField(unescapeText(format.slice(end))));
  return joinFields(fields, '');
}

function converted(kind: string, value: Field): Field {
  const text = exactText(value);
  if (kind === 's' || kind === 'q') return value;
  if (kind === 'b') return text === null ? value : textField(unescapeText(text));
  if (kind === 'c') return text === null ? value : textField(text.slice(0, 1));
  return textField(/^[-+]?\w+$/.test(text ?? '') ? (text ?? '0') : '0');
}
