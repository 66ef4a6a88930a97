/** A text as one word for any POSIX shell, whatever is in it. A NUL cannot be in a shell word: throws RangeError. */
export function shellWord(text: string): string {
  if (text.includes('\0')) throw new RangeError('A shell word cannot hold a NUL character.');
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
