import { givesShellAway } from '../code/shellsInCode.ts';
import { exactText, type Field, headText, originOf, shownText, textField } from '../words/field.ts';
import { patternExpression } from '../words/globMatch.ts';
import type { Machine } from '../machine.ts';
import { joinPath, type Scope } from '../state/scope.ts';
import { pathOf } from '../streams/writtenFiles.ts';
import { byName } from './byName.ts';
import { type Runner, runners } from './runners.ts';
import { compilers, readers } from './sources.ts';

const runnersOf = byName(runners);

const why = 'runs code from a download';

/** Says when a call runs what came from the network, or source text that gives a shell away. */
export function judgeLoads(
  name: string,
  words: readonly Field[],
  scope: Scope,
  machine: Machine,
): void {
  judgeSources(name, words, scope, machine);
  const known = runnersOf(name);
  if (known.length === 0) return;
  const line = lineOf(words);
  for (const runner of known) {
    if (runner.words?.test(line) === false) continue;
    if (!feeds(runner, line, words, scope) && !finds(runner, words, scope, machine)) continue;
    machine.unresolved(why, name);
    return;
  }
}

/** Words joined with blanks, cut: patterns must stay quick. */
export function lineOf(words: readonly Field[]): string {
  return words
    .slice(0, 64)
    .map((word) => shownText(word).slice(0, 300))
    .join(' ')
    .slice(0, 4_096);
}

/** Code on standard input, or behind `<(…)`, that comes from the network. */
function feeds(runner: Runner, line: string, words: readonly Field[], scope: Scope): boolean {
  if (runner.stdin?.test(line) === true && scope.stdin.some(isForeign)) return true;
  if (runner.given === undefined && runner.operands === undefined) return false;
  return words.some((word) =>
    word.pieces.some((piece) => piece.kind === 'stream' && piece.content.some(isForeign)),
  );
}

function isForeign(field: Field): boolean {
  const origin = originOf(field);
  return origin === 'download' || origin === 'connection';
}

/** Whether the call finds something from the network in its folder or among its words. */
function finds(runner: Runner, words: readonly Field[], scope: Scope, machine: Machine): boolean {
  const { arrivals } = machine.written;
  if (arrivals.isEmpty) return false;
  const { folders, given, operands } = sort(runner, words);
  const arrived = (word: Field): boolean => comesFromElsewhere(word, scope, machine);
  if (given.some(arrived)) return true;
  if (runner.operands === 'all' && operands.some(arrived)) return true;
  if (runner.operands === 'first' && operands[0] !== undefined && arrived(operands[0])) return true;
  if (runner.files === undefined) return false;
  const bases = folders.map((word) => pathOf(word, scope));
  if (bases.length === 0 && scope.base.kind === 'known') bases.push(scope.base.path);
  return bases.some((base) => base !== null && arrivals.holds(base, runner.files ?? /(?!)/));
}

function sort(
  runner: Runner,
  words: readonly Field[],
): Record<'folders' | 'given' | 'operands', Field[]> {
  const found = { folders: [] as Field[], given: [] as Field[], operands: [] as Field[] };
  const folder = new Set(runner.folder?.split(' '));
  const given = new Set(runner.given?.split(' '));
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? textField('');
    const head = headText(word);
    if (!head.startsWith('-')) {
      found.operands.push(word);
      continue;
    }
    const equals = head.indexOf('=');
    const option = equals < 0 ? head : head.slice(0, equals);
    const list = folder.has(option) ? found.folders : given.has(option) ? found.given : null;
    if (list === null) continue;
    const value = equals < 0 ? words[(index += 1)] : textField(head.slice(equals + 1));
    if (value !== undefined) list.push(value);
  }
  // Subcommands are words, too: they are no files, so nothing is lost by looking at them.
  return found;
}

function comesFromElsewhere(word: Field, scope: Scope, machine: Machine): boolean {
  const { arrivals } = machine.written;
  for (const piece of word.pieces) {
    if (piece.kind !== 'listed') continue;
    const { root, cwd, names } = piece.listing;
    const path = root.startsWith('/')
      ? joinPath('/', root)
      : cwd === null
        ? null
        : joinPath(cwd, root);
    const narrowed = names.map((name) => patternExpression(name));
    const fits = narrowed.length === 0 ? [/^/] : narrowed.flatMap((each) => each ?? []);
    if (path !== null && fits.some((fit) => arrivals.showsBelow(path, fit, true))) return true;
  }
  if (word.pieces.some(({ kind }) => kind === 'pattern')) return shows(word, scope, machine);
  const path = pathOf(word, scope);
  return path !== null && (arrivals.covers(path) || arrivals.coversFolder(path));
}

/** `./*.sh`: a pattern of the last part of a path. */
function shows(word: Field, scope: Scope, machine: Machine): boolean {
  const text = shownText(word);
  const slash = text.lastIndexOf('/');
  const folder = pathOf(textField(slash < 0 ? '.' : text.slice(0, slash + 1)), scope);
  const fit = patternExpression(text.slice(slash + 1));
  return folder !== null && fit !== null && machine.written.arrivals.showsBelow(folder, fit, false);
}

/** Source text that this command line wrote and that is compiled, or read by an interpreter, now. */
function judgeSources(name: string, words: readonly Field[], scope: Scope, machine: Machine): void {
  if (machine.written.isEmpty || !(compilers.test(name) || readers.test(name))) return;
  for (const word of words.slice(0, 32)) {
    const text = exactText(word);
    if (text === null || text.startsWith('-')) continue;
    for (const content of machine.written.read(word, scope)?.contents ?? []) {
      if (givesShellAway(shownText(content))) {
        machine.emit({ kind: 'expose', why: 'a shell is tied to a connection', via: name });
      }
    }
  }
}
