/** Whether a word of a call of sed asks for a copy of the file: that may get a name which nothing protects. */
export function asksForCopy(word: string): boolean {
  return /^(?:-[a-zA-Z]*i.|--in-place=)/.test(word);
}

const address = String.raw`(?:(?:\d+|\$|/(?:[^/\\\n]|\\.)*/I?)(?:,(?:[+~]?\d+|\$|/(?:[^/\\\n]|\\.)*/I?))?!?\s?)?`;
const command = ['/', '|', ',', '#', '@', ':', '%', '!', '~', '_', '+']
  .map((mark) => {
    const part = `(?:[^\\${mark}\\\\\n]|\\\\.)*`;
    return `[sy]\\${mark}${part}\\${mark}${part}\\${mark}[gpiIMm0-9]*`;
  })
  .concat('[dDpgGhHxnN]', String.raw`[aic](?:\\?\n?|\s)[^\n]*`)
  .join('|');
const line = new RegExp(`^${address}(?:${command})$`);

/** Whether every command of a script substitutes, deletes or adds lines; none writes a file or runs a program. */
export function changesOnly(code: string | null): boolean {
  if (code === null || code.length > 1_024) return false;
  return line.test(code.trim()) || code.split(/[;\n]/).every((part) => line.test(part.trim()));
}
