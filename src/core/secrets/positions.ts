/** Gives the line and column of rising offsets; each part of the text is read once. */
export function createPositions(text: string): (offset: number) => {
  readonly line: number;
  readonly column: number;
} {
  let line = 1;
  let lineStart = 0;
  let next = text.indexOf('\n');
  return (offset) => {
    while (next >= 0 && next < offset) {
      line += 1;
      lineStart = next + 1;
      next = text.indexOf('\n', lineStart);
    }
    return { line, column: offset - lineStart + 1 };
  };
}
