/** Words of a text that may be paths, and the remote addresses in it. */
export interface StatedWords {
  readonly words: ReadonlySet<string>;
  readonly urls: readonly string[];
}

/**
 * Searches the text of an argument. What counts as a path depends on what the text is, which its key tells:
 * - one word: it is taken as it is;
 * - prose (a comment, a title): names are mentions, only what is spelled out from `/` counts;
 * - a question: also relative names in quotation marks (`COPY t FROM '.env'`);
 * - anything else, code above all: every word with a separator or named like a dotfile. A plain `name.ext` counts in
 *   quotation marks only, for `event.key` and `process.env` are no files, or standing free in a script.
 */
export function wordsOf(key: string, text: string): StatedWords {
  const words = new Set<string>();
  const urls: string[] = [];
  const local = text
    .replaceAll(/\$\{HOME\}|\$HOME\b|%USERPROFILE%|\$env:(?:HOME|USERPROFILE)\b/gi, '~')
    .replaceAll(remoteUrl, (url, scheme: string) => {
      if (scheme.toLowerCase() === 'file') return url;
      const shown = inEditor.exec(url)?.[1];
      if (shown !== undefined) return shown;
      urls.push(url);
      // What a server on this machine is asked for may be a file of this machine.
      return loopback.test(url) ? url : ' ';
    });
  for (const [url] of local.matchAll(fileUrl)) words.add(url).add(url.replace(/!.*$/s, ''));
  const form = !/\s/.test(local.trim()) ? 'word' : formOf(key);
  if (form === 'word' || (isWholePath(local) && startsAbsolutely(local))) {
    addForms(local.trim(), words);
  }
  for (const found of local.matchAll(token)) {
    const word = found[0];
    const before = local[found.index - 1] ?? ' ';
    const after = local[found.index + word.length] ?? ' ';
    const quoted = before === after && (before === '"' || before === "'");
    const free = /\s/.test(before) && /\s/.test(after);
    if (counts(word, form, quoted, free)) addForms(word, words);
    else if (!mentions(form)) addStarts(word, words);
  }
  if (form !== 'prose') for (const file of patchedFiles(text)) words.add(file);
  return { words, urls };
}

/** Whether a whole text may be one path: names hold no line breaks, and sentences are longer than paths. */
export function isWholePath(text: string): boolean {
  return text.length > 0 && text.length <= 4_096 && !/[\r\n]/.test(text);
}

type Form = 'word' | 'prose' | 'question' | 'script' | 'code';

/** What a person reads: a note on `~/.ssh` in it is about the folder, no access to it. */
function mentions(form: Form): boolean {
  return form === 'prose' || form === 'question';
}

/** Whether an argument of this name is text for people. */
export function isProse(key: string): boolean {
  return proseKey.test(key);
}

/** Files that a patch names: unified (`+++ b/x`) and as agents write them (`*** Update File: x`). */
function* patchedFiles(text: string): Generator<string> {
  for (const [, a, b] of text.matchAll(
    /^(?:(?:\+\+\+|---) (?:[ab]\/)?([^\t\r\n]+)|\*\*\* (?:Add|Update|Delete) File: ([^\r\n]+))/gm,
  )) {
    yield a ?? b ?? '';
  }
}

function formOf(key: string): Form {
  if (proseKey.test(key)) return 'prose';
  if (questionKey.test(key)) return 'question';
  return scriptKey.test(key) ? 'script' : 'code';
}

const proseKey =
  /^(body|content|text|message|comment|description|title|subject|summary|markdown|html|notes?|caption|reason|commit_?message|thought|prompt|instructions?|goal|new_?(string|text|source|value)|old_?(string|text|value)|children|element|label|placeholder|observations?)$/i;
const questionKey = /^(q|query|question|search|search_?(query|term|text)|topic|jql|cql|filter)$/i;
const scriptKey = /^(script|bash|sh|args|argv|arguments)$/i;

function counts(word: string, form: Form, quoted: boolean, free: boolean): boolean {
  if (word.length > 4_096) return false;
  if (form === 'word') return looksLikePath(word);
  if (startsAbsolutely(word)) return quoted || !word.startsWith('~') || !mentions(form);
  if (form === 'prose' || (form === 'question' && !quoted)) return false;
  const plain = !/[\\/]/.test(word) && !/^\.[\w-]/.test(word) && !/^id_\w+$/.test(word);
  if (plain && !quoted && !(form === 'script' && free)) return false;
  return looksLikePath(word);
}

function startsAbsolutely(word: string): boolean {
  return /^(?:\/|~|[A-Za-z]:[\\/]|\\\\)/.test(word);
}

/** Words that no sentence contains by chance: with a separator, from home, or named like a file. */
function looksLikePath(word: string): boolean {
  return (
    /[\\/]/.test(word) ||
    word.startsWith('~') ||
    /^\.[\w-]/.test(word) ||
    /^[\w.-]+\.\w{1,10}[~]?$/.test(word) ||
    /^id_\w+$/.test(word)
  );
}

function addForms(word: string, words: Set<string>): void {
  if (looksLikePath(word)) words.add(word);
  addStarts(word, words);
}

/** Paths inside a word: `/a:/b:ro` (volumes), `x=@/a` (uploads), `host:/a`, and without closing punctuation. */
function addStarts(word: string, words: Set<string>): void {
  for (const part of word.split(/[:@=,;|]/)) {
    if (part !== word && startsAbsolutely(part)) words.add(part);
  }
  if (word.length > 4_096) return;
  // A position (`:3:1`), an anchor (`#L3`), the end of a sentence.
  const trimmed = word.replace(/(?:#.*|(?::\d+)+|[.,;:!?]+)$/s, '');
  if (trimmed !== word && looksLikePath(trimmed)) words.add(trimmed);
}

const remoteUrl = /\b([a-z][a-z0-9+.-]{1,20}):\/\/[^\s"'<>\\`]+/gi;
const inEditor = /^(?:vscode[\w-]*|vscodium|cursor|windsurf|zed|idea):\/\/file(\/.*)$/is;
const fileUrl = /\bfile:[^\s"'<>`]+/gi;
const loopback = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/]*@)?(?:localhost|127\.|0\.0\.0\.0|\[?::1)/i;
const token = /[^\s"'`()<>,;|&={}[\]]+/g;
