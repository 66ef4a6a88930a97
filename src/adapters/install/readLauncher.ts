import { basename, dirname, join } from 'node:path';
import { waitingDeadlineSeconds } from '../../core/approvals/limits.ts';
import { deadlineSeconds, type LauncherFacts, launcherText, type Watchdog } from './launcher.ts';
import { isStartOption } from './nodeOptions.ts';
import { systemFolders } from './systemPrograms.ts';

/** Variables that every launcher hands on; what else it hands on was recorded when it was written. */
const fixed = new Set(['HOME', 'PATH', 'ELECTRON_RUN_AS_NODE', 'PINFOLD_STATE', 'PINFOLD_DATA']);

/**
 * What a launcher was made from, or null for a text that this version would not write, to the byte, for any
 * installation. What ends a stuck hook must be a program of the system, and node's options those that we know: they
 * could run anything.
 */
export function readLauncher(text: string): LauncherFacts | null {
  const facts = guess(text);
  if (facts === null) return null;
  const { env, watchdog, nodeOptions = [] } = facts;
  const helpers = [env, watchdog.kind === 'shell' ? watchdog.sleep : watchdog.path];
  const ours =
    basename(facts.bundle) === 'hook.cjs' &&
    helpers.every((path) => path === null || systemFolders.includes(dirname(path))) &&
    nodeOptions.every(isStartOption);
  return ours && launcherText(facts) === text ? facts : null;
}

/** What starts node first says nearly all; the text made from it must be the one that was read. */
function guess(text: string): LauncherFacts | null {
  const [, start = '', after = ''] =
    /\nlimit=\d+\n(.*?) "\$1" "\$2" "\$\{3-\}"(.*)$/s.exec(text) ?? [];
  // In front of it stand `env` and its fixed words, where there is an `env`.
  const [handed, command = handed] = start.split('\n  "PINFOLD_CALLER_HOME=${HOME-}" ', 2);
  const [env = null, ...fixedWords] = command === handed ? [] : quoted(handed ?? '');
  const words = quoted(command ?? '');
  const bundle = words.pop();
  const watchdog = watchdogOf(command ?? '', after, words);
  const [node, ...nodeOptions] = words;
  if (bundle === undefined || node === undefined || watchdog === null) return null;
  const variables = Object.fromEntries(
    (env === null ? exported(text) : fixedWords).map(splitVariable),
  );
  const recorded = Object.entries(variables).filter(([name]) => !fixed.has(name));
  return {
    node,
    nodeOptions,
    bundle,
    waitingBundle: join(dirname(bundle), 'waiting.cjs'),
    watchdog,
    env,
    state: variables['PINFOLD_STATE'] ?? '',
    data: variables['PINFOLD_DATA'] ?? '',
    home: variables['HOME'] ?? '',
    recorded: Object.fromEntries(recorded),
    deadlineSeconds,
    waitingDeadlineSeconds,
  };
}

/** Takes the words of the watchdog from the front of `words`. */
function watchdogOf(command: string, after: string, words: string[]): Watchdog | null {
  if (/' -s KILL \d+ '/.test(command)) return { kind: 'timeout', path: words.shift() ?? '' };
  if (/' -e '/.test(command)) {
    const [path = ''] = words.splice(0, 2);
    return { kind: 'perl', path };
  }
  const [, nap] = /^ +('[^\n]*') \d+ &$/m.exec(after) ?? [];
  return nap === undefined ? null : { kind: 'shell', sleep: quoted(nap)[0] ?? '' };
}

/** `export NAME='value'`, where there is no `env`. */
function exported(text: string): string[] {
  const all = text.matchAll(/^export ([A-Za-z_]\w*)=('(?:[^']|'\\'')*')$/gm);
  return [...all].map(([, name = '', value = '']) => `${name}=${quoted(value)[0] ?? ''}`);
}

function splitVariable(word: string): [name: string, value: string] {
  const at = word.indexOf('=');
  return [word.slice(0, at), word.slice(at + 1)];
}

/** The words in single quotes, as `shellWord` writes them: a path may hold anything, line feeds too. */
function quoted(text: string): string[] {
  return [...text.matchAll(/'((?:[^']|'\\'')*)'/g)].map(([, word = '']) =>
    word.replaceAll(String.raw`'\''`, "'"),
  );
}
