/**
 * Names as diffs spell them: plain, or in double quotes with the escapes of C (git-config(1), `core.quotePath`).
 */

/**
 * The readings of a name in a header line. A plain name ends at a tab, where a time follows; without one, GNU patch
 * ends it at the first blank. `/dev/null` stands for no file.
 */
export function readName(text: string): readonly string[] {
  if (text.startsWith('"')) {
    const quoted = unquote(text);
    return quoted === null ? [] : [quoted.name];
  }
  const toTab = text.split('\t', 1)[0]!.replace(/ +$/, '');
  const toBlank = text.split(/[ \t]/, 1)[0]!;
  return [...new Set([toTab, toBlank])].filter((name) => name !== '' && name !== '/dev/null');
}

/** The names in `diff --git a/x b/x`: git takes them apart where both halves name one file. */
export function gitHeaderNames(text: string): readonly string[] {
  if (text.includes('"')) return quotedPair(text);
  const names = new Set<string>();
  for (let at = text.indexOf(' '); at !== -1; at = text.indexOf(' ', at + 1)) {
    const before = text.slice(0, at);
    const after = text.slice(at + 1);
    if (before === after || tail(before) === tail(after)) names.add(before).add(after);
  }
  // A rename has two names, and names them again in lines of their own.
  if (names.size === 0) for (const name of text.split(' ')) names.add(name);
  return [...names].filter((name) => name !== '' && name !== '/dev/null');
}

function tail(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

function quotedPair(text: string): readonly string[] {
  const names: string[] = [];
  let rest = text;
  while (rest !== '') {
    const quoted = rest.startsWith('"') ? unquote(rest) : null;
    if (quoted !== null) {
      names.push(quoted.name);
      rest = rest.slice(quoted.length).trimStart();
      continue;
    }
    const next = rest.indexOf(' "');
    names.push(next === -1 ? rest : rest.slice(0, next));
    rest = next === -1 ? '' : rest.slice(next + 1);
  }
  return names;
}

const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
};

/** A name in quotes and how much of the text it takes; null when the quotes do not end. */
function unquote(text: string): { readonly name: string; readonly length: number } | null {
  let encoded = '';
  for (let at = 1; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === '"') return { name: decoded(encoded), length: at + 1 };
    if (character !== '\\') {
      encoded += encodeURIComponent(wellFormed(character, text[at + 1]));
      if (/[\ud800-\udbff]/.test(character)) at += 1;
      continue;
    }
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(at + 1, at + 4))?.[0];
    const byte = octal === undefined ? escapes[text[at + 1] ?? ''] : Number.parseInt(octal, 8);
    if (byte === undefined) return null;
    encoded += `%${byte.toString(16).padStart(2, '0')}`;
    at += octal === undefined ? 1 : 3;
  }
  return null;
}

/** One character, which may be two halves; half of one stands for what cannot be read. */
function wellFormed(character: string, next = ''): string {
  if (/[\ud800-\udbff]/.test(character) && /[\udc00-\udfff]/.test(next)) return character + next;
  return /[\ud800-\udfff]/.test(character) ? '\ufffd' : character;
}

/** Bytes as UTF-8; where they are none, each byte as a character. */
function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
}
