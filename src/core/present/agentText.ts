/**
 * Texts of agents in lines of ours. What cannot be seen is escaped already (`showText`); here it is about what would be
 * out of sight: behind a gap, behind letters that take the room of many, in the middle of something long.
 */

/** Lists of the editor show a hundred spaces as one: what stands behind them must not seem to stand beside. */
export function withoutGaps(text: string): string {
  return text.replace(/\p{Zs}{4,}/gu, (gap) => ` ␣×${String(gap.length)} `);
}

/** A text's own line breaks and tabs are shown as such: they are no lines of ours. */
export function inOneLine(text: string): string {
  return text.replaceAll('\n', ' ⏎ ').replaceAll('\t', ' ⇥ ');
}

/**
 * A text that is too wide without its middle: agents that hide something put it behind much else, or before it.
 * @param limit in columns
 */
export function inMiddle(text: string, limit: number): string {
  if (text.length * 2 <= limit || widthOf(text) <= limit) return text;
  const tail = Math.floor((limit - 3) / 2);
  const head = limit - 3 - tail;
  return `${text.slice(0, fitting(text, 0, head))} … ${text.slice(fittingFromEnd(text, tail))}`;
}

/**
 * A text in rows of at most so many columns: at a space where there is one near the end of the row, else right at the
 * edge, never inside a character. Rows of nothing but spaces are left out.
 */
export function rowsOf(text: string, columns: number): string[] {
  const rows: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = rowEnd(text, start, columns);
    const row = text.slice(start, end).trim();
    if (row !== '') rows.push(row);
    start = end;
  }
  return rows;
}

/** A line as it stands, its indent too, in pieces of at most so many columns; long gaps within it are counted. */
export function piecesOf(line: string, columns: number): string[] {
  const [indent = ''] = /^[ \t]*/.exec(line) ?? [];
  const rest = withoutGaps(line.slice(indent.length).replaceAll('\t', ' ⇥ '));
  const text = indent.replaceAll('\t', '    ').slice(0, columns / 2) + rest;
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = fitting(text, start, columns);
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

function rowEnd(text: string, start: number, columns: number): number {
  const edge = fitting(text, start, columns);
  if (edge >= text.length) return text.length;
  const space = text.lastIndexOf(' ', edge);
  return space > start + (edge - start) / 2 ? space + 1 : edge;
}

/** Columns that a text takes in the editor's font, at most. */
function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += columnsOf(char);
  return width;
}

/** Where the characters from `start` on end that fit into so many columns; one at least. */
function fitting(text: string, start: number, columns: number): number {
  let width = 0;
  let at = start;
  while (at < text.length) {
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
    width += columnsOf(char);
    if (width > columns && at > start) break;
    at += char.length;
  }
  return at;
}

/** Where the characters begin that fit into so many columns before the end. */
function fittingFromEnd(text: string, columns: number): number {
  let width = 0;
  let at = text.length;
  while (at > 0) {
    const pair = /[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, at - 2), at));
    const next = at - (pair ? 2 : 1);
    width += columnsOf(text.slice(next, at));
    if (width > columns) break;
    at = next;
  }
  return at;
}

/** Scripts whose letters are narrow come first; some signs are as wide as a sentence. */
function columnsOf(char: string): number {
  const point = char.codePointAt(0) ?? 0;
  if (point < 0x900) return 1;
  if (point === 0x2e3a || point === 0x2e3b) return 4;
  if ((point >= 0xfbc0 && point <= 0xfdff) || (point >= 0x12000 && point <= 0x143ff)) return 12;
  return point < 0x1100 || (point >= 0x2000 && point < 0x2e80 && !isWideSign(point)) ? 1 : 2;
}

/** Letterlike signs, arrows and boxes are narrow, pictures are not. */
function isWideSign(point: number): boolean {
  return point >= 0x2600 && point <= 0x27bf;
}
