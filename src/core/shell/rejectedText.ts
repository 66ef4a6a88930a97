/** Letters, digits and marks that mean nothing else to any shell than themselves, or a pattern. */
const plain = /^[\w ./,:=@%+^~?*<>-]{1,512}$/;

/**
 * Whether every shell rejects a line as a whole before it runs any of it: a redirection has no target (`press <Esc>`,
 * `save <file>`). Said only of one line without quotes, separators or expansions, where that can be seen.
 */
export function isRejected(text: string): boolean {
  const line = text.trim();
  if (!plain.test(line) || line.includes('<<')) return false;
  // zsh reads `<1-9>` as a range of numbers.
  if (/<\d*-\d*>/.test(line)) return false;
  return /(?:^|[^<>])[<>] *$/.test(line) || /(?:^|[^<>])(?:> *<|< +>|> +>)/.test(line);
}
