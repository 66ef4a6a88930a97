import { dirname, join } from 'node:path';
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
    helpers.every((path) => path === null || systemFolders.includes(dirname(path))) &&
    nodeOptions.every(isStartOption);
  return ours && launcherText(facts) === text ? facts : null;
}

/** The first line that starts node says nearly all; the text made from it must be the one that was read. */
function guess(text: string): LauncherFacts | null {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.includes(' "$1" "$2" "${3-}"'));
  const line = lines[at];
  if (line === undefined) return null;
  const words = quoted(line.slice(0, line.indexOf(' "$1"')));
  const bundle = words.pop();
  const watchdog = watchdogOf(line, lines.slice(at), words);
  const [node, ...nodeOptions] = words;
  if (bundle === undefined || node === undefined || watchdog === null) return null;
  const env = lines.find((each) => each.startsWith('LC_ALL=C '));
  const variables = Object.fromEntries(
    (env === undefined ? exported(lines) : lines.flatMap(handedOn)).map(splitVariable),
  );
  const recorded = Object.entries(variables).filter(([name]) => !fixed.has(name));
  return {
    node,
    nodeOptions,
    bundle,
    waitingBundle: join(dirname(bundle), 'waiting.cjs'),
    watchdog,
    env: env === undefined ? null : (quoted(env)[0] ?? null),
    state: variables['PINFOLD_STATE'] ?? '',
    data: variables['PINFOLD_DATA'] ?? '',
    home: variables['HOME'] ?? '',
    recorded: Object.fromEntries(recorded),
    deadlineSeconds,
    waitingDeadlineSeconds,
  };
}

/** Takes the words of the watchdog from the front of `words`. */
function watchdogOf(line: string, after: readonly string[], words: string[]): Watchdog | null {
  if (/' -s KILL \d+ '/.test(line)) return { kind: 'timeout', path: words.shift() ?? '' };
  if (/' -e '/.test(line)) {
    const [path = ''] = words.splice(0, 2);
    return { kind: 'perl', path };
  }
  const nap = after.find((each) => /^ +'.*' \d+ &$/.test(each));
  return nap === undefined ? null : { kind: 'shell', sleep: quoted(nap)[0] ?? '' };
}

/** `  'NAME=value' \`: a word of `env`. */
function handedOn(line: string): string[] {
  return /^ {2}'[A-Za-z_]\w*=.*' \\$/.test(line) ? quoted(line) : [];
}

/** `export NAME='value'`, where there is no `env`. */
function exported(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const [, name, value] = /^export ([A-Za-z_]\w*)=('.*')$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [`${name}=${quoted(value)[0] ?? ''}`];
  });
}

function splitVariable(word: string): [name: string, value: string] {
  const at = word.indexOf('=');
  return [word.slice(0, at), word.slice(at + 1)];
}

/** The words in single quotes, as `shellWord` writes them. */
function quoted(line: string): string[] {
  return [...line.matchAll(/'((?:[^']|'\\'')*)'/g)].map(([, text = '']) =>
    text.replaceAll(String.raw`'\''`, "'"),
  );
}
