import type { CodeLiteral } from './codeMeaning.ts';
import { unescapeLiteral } from './maskCode.ts';

/** Literals that are looked at in one piece of code. */
const mostLiterals = 150;

/**
 * String literals in code of any common language. Escapes are decoded; adjacent literals and those joined by `+` or
 * `.` give one literal that grows with each part (`'.e' + 'nv'`, `'.e' 'nv'`).
 */
export function literalsIn(code: string): CodeLiteral[] {
  const found: CodeLiteral[] = [];
  let joined = '';
  let joinedFrom = 0;
  let lastEnd = -1;
  for (const match of code.matchAll(literal)) {
    if (found.length >= mostLiterals) break;
    const quote = match[0][0] ?? '"';
    const text = unescapeLiteral(match[1] ?? match[2] ?? match[3] ?? '');
    const between = lastEnd < 0 ? 'x' : code.slice(lastEnd, match.index);
    const continues = joins.test(between);
    if (!continues) joinedFrom = match.index;
    joined = continues ? joined + text : text;
    lastEnd = match.index + match[0].length;
    if (continues) found.pop();
    found.push({ text: joined, quote, start: joinedFrom, end: lastEnd });
  }
  return found;
}

/**
 * Candidates for paths in code: its literals, the words inside them, names joined as paths are
 * (`os.path.join('a', 'b')`, `Path('a') / 'b'`), and bare paths. A literal below `~` or that starts with a dot is also
 * given below `home`.
 */
export function codeLiterals(code: string, home: string): string[] {
  const found = new Set<string>();
  const add = (written: string): void => {
    const text = written.trim();
    if (text === '' || text.length > 1_024 || found.size > mostLiterals * 4) return;
    found.add(text);
    if (text.startsWith('~/') || text === '~') found.add(home + text.slice(1));
    if (text.startsWith('/.')) found.add(home + text);
    if (/^\.[A-Za-z]/.test(text)) found.add(`${home}/${text}`);
    const inHome = /^\$\{?(?:HOME|\w*\.env\.HOME)\}?(\/.*)$/s.exec(text)?.[1];
    if (inHome !== undefined) found.add(home + inHome);
  };
  const literals = literalsIn(code);
  literals.forEach((each, index) => {
    add(each.text);
    for (const word of each.text.split(/[\s"'`;|&<>()=]+/)) if (word !== each.text) add(word);
    for (const url of each.text.matchAll(/\bfile:\/\/(?:localhost)?(\/[^\s"']+)/g))
      add(url[1] ?? '');
    let path = each.text;
    for (let next = index + 1; next < Math.min(literals.length, index + 8); next += 1) {
      const other = literals[next];
      const last = literals[next - 1];
      if (other === undefined || last === undefined) break;
      if (!joinsPaths.test(code.slice(last.end, other.start))) break;
      path = `${path.replace(/\/+$/, '')}/${other.text.replace(/^\/+/, '')}`;
      add(path);
      add(`${home}/${path}`);
    }
  });
  // Literals spelled in pieces before they were joined count too: `'a' + '/etc/x'`.
  for (const match of code.matchAll(literal)) {
    if (found.size > mostLiterals * 3) break;
    add(unescapeLiteral(match[1] ?? match[2] ?? match[3] ?? ''));
  }
  // Paths outside quotes: awk files, Perl and Ruby percent literals, here-documents, sed's `r` and `w`.
  let count = 0;
  for (const bare of code.matchAll(barePath)) {
    count += 1;
    if (count > mostLiterals) break;
    add(bare[1] ?? '');
  }
  return [...found];
}

const barePath = /(?:^|[\s(=<>{,[;])((?:~|\.{0,2})\/[\w./~@*?-]+|\.[\w.-]{2,64}|~)/g;

const literal = /"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'|`((?:[^`\\]|\\[\s\S])*)`/g;
const joins = /^\s*[+.~]?\s*[bBrRuUfF]{0,2}$/;
const joinsPaths = /^\s*\)?\s*[,/]\s*$/;
