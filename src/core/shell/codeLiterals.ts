/** Literals that are looked at in one piece of code. */
const mostLiterals = 150;

/**
 * String literals in code of any common language, and the words inside them, as candidates for paths.
 * Escapes are decoded and adjacent literals joined (`'.e' + 'nv'`, `'.e' 'nv'`). A literal below `~` or that starts
 * with a dot is also given below `home`.
 */
export function codeLiterals(code: string, home: string): string[] {
  const found = new Set<string>();
  const add = (text: string): void => {
    if (text === '' || text.length > 1_024 || found.size > mostLiterals * 3) return;
    found.add(text);
    if (text.startsWith('~/') || text === '~') found.add(home + text.slice(1));
    if (text.startsWith('/.')) found.add(home + text);
    if (/^\.[A-Za-z]/.test(text)) found.add(`${home}/${text}`);
  };
  let joined = '';
  let lastEnd = -1;
  let count = 0;
  for (const match of code.matchAll(literal)) {
    count += 1;
    if (count > mostLiterals) break;
    const text = decode((match[1] ?? match[2] ?? match[3] ?? '').trim());
    const between = lastEnd < 0 ? 'x' : code.slice(lastEnd, match.index);
    joined = joins.test(between) ? joined + text : text;
    lastEnd = match.index + match[0].length;
    add(joined);
    add(text);
    for (const word of text.split(/[\s"'`;|&<>()=]+/)) if (word !== text) add(word);
  }
  // Paths outside quotes: awk files, Perl and Ruby percent literals, here-documents.
  for (const bare of code.matchAll(
    /(?:^|[\s(=<>{,[])((?:~|\.{0,2})\/[\w./~@*?-]+|\.[\w.-]{2,64}|~)/g,
  )) {
    count += 1;
    if (count > mostLiterals * 2) break;
    add(bare[1] ?? '');
  }
  return [...found];
}

const literal = /"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'|`((?:[^`\\]|\\[\s\S])*)`/g;
const joins = /^\s*[+.]?\s*$/;

function decode(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(
    /\\(?:x([0-9a-fA-F]{2})|u\{?([0-9a-fA-F]{4,6})\}?|([0-7]{3})|([\s\S]))/g,
    (_, hex?: string, unicode?: string, octal?: string, other?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (unicode !== undefined) {
        const point = Number.parseInt(unicode, 16);
        return point > 0x10_ff_ff ? '' : String.fromCodePoint(point);
      }
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return { n: '\n', t: '\t', r: '\r' }[other ?? ''] ?? other ?? '';
    },
  );
}
