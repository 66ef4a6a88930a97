import type { Statement, StatedPath } from './action.ts';

/**
 * What the arguments of a tool that nobody described may touch: an MCP server's tool, or one that a newer agent brought.
 * Every string is searched for commands, hosts and paths. With none of them the list is empty and the call passes.
 */
export function searchArguments(input: unknown, cwd: string, via: string): Statement[] {
  const statements: Statement[] = [];
  const budget = { strings: maxStrings };
  walk(input, '', 0, budget, (key, text) => statements.push(...readString(key, text, cwd, via)));
  if (budget.strings <= 0) {
    statements.push({ kind: 'unresolved', why: 'it has more arguments than can be checked', via });
  }
  return statements;
}

const maxStrings = 2_000;
const maxDepth = 16;
const maxTokens = 2_000;

function walk(
  value: unknown,
  key: string,
  depth: number,
  budget: { strings: number },
  visit: (key: string, text: string) => void,
): void {
  if (budget.strings <= 0) return;
  if (typeof value === 'string') {
    budget.strings -= 1;
    visit(key, value);
  } else if (typeof value === 'object' && value !== null) {
    if (depth >= maxDepth) {
      budget.strings = 0;
      return;
    }
    for (const [name, item] of Object.entries(value)) {
      walk(item, Array.isArray(value) ? key : name, depth + 1, budget, visit);
    }
  }
}

function readString(key: string, text: string, cwd: string, via: string): Statement[] {
  if (commandKey.test(key)) return [{ kind: 'shell', command: text, cwd, via }];
  const statements: Statement[] = [];
  for (const url of text.matchAll(urlPattern)) {
    if (url[1]!.toLowerCase() !== 'file') {
      statements.push({ kind: 'connect', target: url[0], via, sends: false });
    }
  }
  if (pathKey.test(key) && !isRemoteUrl(text)) {
    statements.push(...perhaps(stated(text, cwd), via, 'surely'));
    return statements;
  }
  // A whole argument may be a path with spaces; a longer text may name paths between other words.
  const words = new Set<string>([text, ...tokensOf(text)]);
  for (const word of words) {
    if (looksLikePath(word)) statements.push(...perhaps(stated(word, cwd), via, 'perhaps'));
  }
  return statements;
}

const commandKey = /^(command|cmd|commands|shell|shell_command|commandline|command_line)$/i;
const pathKey =
  /^(path|paths|file|files|file_?path|file_?name|filename|dir|directory|folder|source|destination|target|src|dst|dest|root|uri|notebook_?path|cwd|input|output)$/i;
const urlPattern = /\b([a-z][a-z0-9+.-]{1,20}):\/\/[^\s"'<>\\]+/gi;

function isRemoteUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text) && !/^file:/i.test(text);
}

function perhaps(path: StatedPath, via: string, reading: 'surely' | 'perhaps'): Statement[] {
  return [
    { kind: 'read', path, via, certainty: reading },
    { kind: 'write', path, via, certainty: 'perhaps' },
  ];
}

function stated(text: string, cwd: string): StatedPath {
  return { text, cwd, glob: false };
}

function tokensOf(text: string): string[] {
  return text.split(/[\s"'`()<>,;|&={}[\]]+/, maxTokens).filter((token) => token !== '');
}

/** Words that no sentence contains by chance: with a separator, from home, or named like a dotfile. */
function looksLikePath(word: string): boolean {
  if (word.length > 4_096 || word.includes('\n')) return false;
  return (
    /[\\/]/.test(word) ||
    word.startsWith('~') ||
    /^\.[\w-]/.test(word) ||
    /^[\w.-]+\.\w{1,10}$/.test(word) ||
    /^id_\w+$/.test(word)
  );
}

/** Files that a prompt names with `@`: agents read them into the conversation without a tool call. */
export function searchPrompt(prompt: string, cwd: string): Statement[] {
  const statements: Statement[] = [];
  for (const mention of prompt.matchAll(mentionPattern)) {
    const text = (mention[1] ?? mention[2] ?? '').replace(/#L?\d+(-L?\d+)?$/, '');
    const trimmed = text.replace(/[.,;:!?)\]}'"]+$/, '');
    for (const name of new Set([text, trimmed])) {
      if (name === '') continue;
      statements.push({
        kind: 'read',
        path: stated(name, cwd),
        via: '@-mention',
        certainty: 'perhaps',
      });
    }
    if (statements.length >= maxTokens) {
      statements.push({
        kind: 'unresolved',
        why: 'it mentions more files than can be checked',
        via: 'prompt',
      });
      break;
    }
  }
  return statements;
}

// An `@` inside a word is an e-mail address; after anything else it may name a file, quoted or up to a space.
const mentionPattern = /(?<![\w@])@(?:"([^"\n]+)"|([^\s"]+))/g;
