import type { Socket } from 'node:net';

/**
 * Hands the lines of a connection to `onLine`, one by one. A line of more than `longest` bytes is never kept: then
 * `onTooLong` is called, once, and nothing more is read.
 */
export function readLines(
  socket: Socket,
  longest: number,
  onLine: (line: string) => void,
  onTooLong: () => void,
): void {
  let parts: Buffer[] = [];
  let length = 0;
  let over = false;
  socket.on('data', (chunk: Buffer) => {
    let rest = chunk;
    while (!over && !socket.destroyed) {
      const end = rest.indexOf(0x0a);
      const part = end === -1 ? rest : rest.subarray(0, end);
      length += part.length;
      if (length > longest) {
        over = true;
        parts = [];
        onTooLong();
        return;
      }
      parts.push(part);
      if (end === -1) return;
      const line = Buffer.concat(parts, length).toString('utf8');
      parts = [];
      length = 0;
      rest = rest.subarray(end + 1);
      onLine(line);
    }
  });
}
