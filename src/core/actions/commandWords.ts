/**
 * The words of a command as facts keep them. Facts go into the audit trail, which must not hold contents: a word is
 * kept when it is short and plain (a subcommand, an option, a file name), and becomes its length when it may be code,
 * a message or a token.
 */
export function plainWords(words: readonly string[]): string[] {
  return words
    .slice(0, mostWords)
    .map((word) => (isPlain(word) ? word : `<${word.length} characters>`));
}

const mostWords = 24;
const longestWord = 80;

function isPlain(word: string): boolean {
  return word.length <= longestWord && /^[\w@%+:,./=~-]*$/.test(word) && !looksRandom(word);
}

/** Long runs of letters and digits mixed: what keys and tokens look like, and names of files and options do not. */
function looksRandom(word: string): boolean {
  return word
    .split(/[/.,:=@~-]/)
    .some((part) => part.length >= 20 && /\d/.test(part) && /[A-Za-z]/.test(part));
}
