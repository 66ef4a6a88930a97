/**
 * The words of a command as facts keep them. Facts go into the audit trail, which must not hold contents: a word is
 * kept when it is short and plain (a subcommand, an option, a file name), and becomes its length when it may be code,
 * a message or a token.
 */
export function plainWords(words: readonly string[]): string[] {
  return words.slice(0, mostWords).map((word, position) => {
    const before = words[position - 1] ?? '';
    const named = secretOption.test(before) && !word.startsWith('-');
    return isPlain(word) && !named && !secretInside.test(word)
      ? word
      : `<${word.length} characters>`;
  });
}

/** `--password x`, `-u user:password`, `-H 'Authorization: …'`: what follows is not for the record. */
const secretOption =
  /^(?:-u|-U|-H|--user|--header|--?[\w-]*(?:pass(?:word|wd|phrase)?|pw|token|secret|api-?key|auth|credentials?|bearer)(?:[-_]\w+)*)$/i;

/** `TOKEN=x`, `--password=x`, `https://user:password@host`, `user:password@host`. */
const secretInside =
  /(?:pass(?:word|wd|phrase)?|pwd|token|secret|api[-_]?key|auth|credentials?)(?:[-_]\w+)*[=:].|:\/\/[^/@]*:[^/@]*@|^[^/@:]+:[^/@]+@/i;

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
