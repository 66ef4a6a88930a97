import { changesNothing, takesAway } from './toolNames.ts';
import { isProse, isWholePath, wordsOf } from './statedWords.ts';
import type { Statement, StatedPath } from './action.ts';

/**
 * What the arguments of a tool that nobody described may touch: an MCP server's tool, or one that a newer agent brought.
 * Every string, and every name of an argument, is searched for commands, hosts and paths. With none of them the list is
 * empty and the call passes.
 */
export function searchArguments(input: unknown, cwd: string, via: string): Statement[] {
  const collected = collect(input);
  const search = new ArgumentSearch(cwd, via);
  for (const argument of collected.found) search.read(argument);
  search.joinNames();
  if (!collected.complete || search.tooMany) {
    search.statements.push({
      kind: 'unresolved',
      why: 'it has more arguments than can be checked',
      via,
    });
  }
  return search.statements;
}

interface Argument {
  /** Name of the argument, or of the list that it stands in. */
  readonly key: string;
  readonly text: string;
  readonly inList: boolean;
}

const mostStrings = 20_000;
const mostCharacters = 2_000_000;
/** Documents of trackers and wikis nest a few dozen levels. */
const deepest = 100;
const mostPaths = 10_000;

function collect(input: unknown): {
  readonly found: readonly Argument[];
  readonly complete: boolean;
} {
  const found: Argument[] = [];
  let characters = 0;
  const add = (key: string, text: string, inList: boolean): boolean => {
    characters += text.length;
    found.push({ key, text, inList });
    return found.length <= mostStrings && characters <= mostCharacters;
  };
  const walk = (value: unknown, key: string, depth: number, inList: boolean): boolean => {
    if (typeof value === 'string') return add(key, value, inList);
    if (typeof value !== 'object' || value === null) return true;
    if (depth >= deepest) return false;
    if (Array.isArray(value)) return value.every((item) => walk(item, key, depth + 1, true));
    return Object.entries(value).every(
      ([name, item]) =>
        // A name that is no plain word may be what is meant: `{"files": {"/etc/x": "show"}}`.
        (/^[\w-]*$/.test(name) || add('', name, false)) && walk(item, name, depth + 1, inList),
    );
  };
  return { complete: walk(input, '', 0, false), found };
}

class ArgumentSearch {
  readonly statements: Statement[] = [];
  tooMany = false;
  readonly #cwd: string;
  readonly #via: string;
  readonly #onlyLooks: boolean;
  readonly #takesAway: boolean;
  readonly #paths = new Set<string>();
  /** Arguments that are one word: a folder and a name in it may come apart. */
  readonly #folders = new Set<string>();
  readonly #names = new Set<string>();
  readonly #commands: string[] = [];

  constructor(cwd: string, via: string) {
    this.#cwd = cwd;
    this.#via = via;
    this.#onlyLooks = changesNothing(via);
    this.#takesAway = takesAway(via);
  }

  read({ key, text, inList }: Argument): void {
    if (commandKey.test(key)) {
      this.#command(text, this.#cwd);
      this.#commands.push(text);
      // A list may be one command word by word.
      if (!inList) return;
    }
    const { words, urls } = wordsOf(key, text);
    for (const url of urls) this.#connect(url);
    if (hostKey.test(key) && isHost(text)) this.#connect(text);
    const whole = isWholePath(text) && urls.length === 0;
    const spelledOut = /^(?:\/|~\/)\S+$/.test(text) && !isProse(key);
    if (whole && (pathKey.test(key) || spelledOut)) this.#access(text, 'surely');
    for (const word of words) this.#access(word, 'perhaps');
    if (!whole || /\s/.test(text)) return;
    if (/^(?:\/|~|\$\{?HOME)/.test(text)) this.#folders.add(text);
    else this.#names.add(text);
  }

  /** A folder in one argument and a name or a command in another. */
  joinNames(): void {
    for (const folder of this.#folders) {
      for (const name of this.#names) this.#access(`${folder}/${name}`, 'perhaps');
      if (!folder.startsWith('/') || folder === this.#cwd) continue;
      for (const command of this.#commands) this.#command(command, folder);
    }
  }

  #command(command: string, cwd: string): void {
    this.statements.push({ kind: 'shell', command, cwd, via: this.#via });
  }

  #connect(target: string): void {
    this.statements.push({ kind: 'connect', target, via: this.#via, sends: false });
  }

  #access(text: string, certainty: 'surely' | 'perhaps'): void {
    const named = text.replace(/^\$(?:HOME\b|\{HOME\})/, '~');
    const id = `${certainty}\0${named}`;
    if (this.tooMany || this.#paths.has(id) || this.#paths.has(`surely\0${named}`)) return;
    this.#paths.add(id);
    if (this.#paths.size > mostPaths) {
      this.tooMany = true;
      return;
    }
    const via = this.#via;
    for (const path of this.#readings(named, certainty === 'surely')) {
      this.statements.push({ kind: 'read', path, via, certainty });
      if (this.#onlyLooks) continue;
      this.statements.push({ kind: 'write', path, via, certainty: 'perhaps' });
      if (!this.#takesAway) continue;
      this.statements.push({ kind: 'delete', path, via, certainty: 'perhaps', recursive: true });
    }
  }

  #readings(text: string, named: boolean): readonly StatedPath[] {
    const path = { text, cwd: this.#cwd, glob: false };
    // A pattern counts where it says from where it starts, or stands where a path is expected.
    const starts = /^[/~]/.test(text) || (named && !text.includes('**'));
    return starts && /[*?[]/.test(text) ? [path, { ...path, glob: true }] : [path];
  }
}

function isHost(text: string): boolean {
  return /^[\w%[][^\s"'<>\\{}()*]*$/.test(text) && /[.:]/.test(text) && text.length <= 2_000;
}

const commandKey =
  /^(?:(?:\w+_)?commands?|shell_?command|cmd|cmds|shell|bash|exec|run|command_?(?:line|string))$/i;
const hostKey =
  /^(url|urls|uri|href|link|endpoint|host|hosts|hostname|server|domain|address|base_?url)$/i;
const pathKey =
  /^(?:source|destination|target|src|dst|dest|root|uri|cwd|input|output|location|.*(?:path|file|filename|dir|directory|folder)s?)$/i;
