/**
 * Long lines in several, at spaces, for documents that nobody scrolls sideways: what goes on is indented.
 *
 * @param width columns that a line may have.
 * @param indent columns that go before what goes on.
 */
export function foldLines(text: string, width: number, indent: number): string {
  return text
    .split('\n')
    .map((line) => foldLine(line, width, ' '.repeat(indent)))
    .join('\n');
}

function foldLine(line: string, width: number, indent: string): string {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    // Spaces of the indent are no place to fold at: the rest would never become shorter.
    const start = lines.length === 0 ? 0 : indent.length;
    const space = rest.lastIndexOf(' ', width);
    // Nothing is cut in the middle of a path.
    const end = space > start ? space : rest.indexOf(' ', Math.max(width, start + 1));
    if (end === -1) break;
    lines.push(rest.slice(0, end));
    rest = indent + rest.slice(end + 1);
  }
  return [...lines, rest].join('\n');
}
