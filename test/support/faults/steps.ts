import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FaultAgent } from './agent.ts';
import { forgeGrant, forgePin } from './forgeries.ts';
import { inPlace, type FaultPlace } from './place.ts';
import type { FaultRow, Step } from './rows.ts';
import { silentLibrary } from './silentLibrary.ts';

/** Does to an installation what a row says. @throws Error when there is nothing to do it to */
export async function applySteps(
  row: FaultRow,
  place: FaultPlace,
  agent: FaultAgent,
): Promise<void> {
  for (const step of row.steps) await apply(step, place, agent);
}

/** The same at once, in the middle of a session. @throws Error for a step that takes its time */
export function applyStepsNow(row: FaultRow, place: FaultPlace, agent: FaultAgent): void {
  for (const step of row.steps) {
    if (apply(step, place, agent) !== undefined) throw new Error(`${row.variant} takes its time.`);
  }
}

function apply(step: Step, place: FaultPlace, agent: FaultAgent): void | Promise<void> {
  const at = (path: string): string => inPlace(path, place);
  if ('remove' in step) return rmSync(at(step.remove), { recursive: true });
  if ('write' in step) return put(files(at(step.write)), at(step.text));
  if ('folder' in step) return makeFolder(at(step.folder));
  if ('chmod' in step) return chmodSync(at(step.chmod), Number.parseInt(step.mode, 8));
  if ('replaceIn' in step) {
    for (const file of files(at(step.replaceIn))) replaceIn(file, at(step.from), at(step.to));
    return;
  }
  if ('pipe' in step) return makePipe(at(step.pipe));
  if ('damage' in step) return files(at(step.damage)).forEach(damages[step.how]);
  if ('preload' in step) return writeFileSync(at(step.preload), silentLibrary());
  if ('hooks' in step) return changeHooks[step.hooks](agent, place);
  if (step.forge === 'pin') return forgePin(step.by, place);
  return forgeGrant(step.forge, step.by, place, agent);
}

function makeFolder(path: string): void {
  mkdirSync(emptied(path));
}

function makePipe(path: string): void {
  execFileSync('mkfifo', [emptied(path)]);
}

/** The launcher waits for a second instead of five: what never answers need not be waited for in each test. */
export function hurry({ places }: FaultPlace): void {
  replaceIn(places['launcher']!, ' -s KILL 5 ', ' -s KILL 1 ');
}

/** One file, or all that `folder/*.ext` and `folder/*` mean. @throws Error when there is none */
function files(path: string): readonly string[] {
  if (!basename(path).startsWith('*')) return [path];
  const extension = basename(path).slice(1);
  const folder = dirname(path);
  const found = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => join(folder, entry.name));
  if (found.length === 0) throw new Error(`Nothing is there: ${path}`);
  return found;
}

function put(paths: readonly string[], text: string): void {
  for (const path of paths) {
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path) && statSync(path).isDirectory()) rmSync(path, { recursive: true });
    writeFileSync(path, text);
  }
}

/** The path, with nothing there any more. */
function emptied(path: string): string {
  rmSync(path, { recursive: true, force: true });
  return path;
}

function replaceIn(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  writeFileSync(path, text.replaceAll(from, to));
}

type Damage = Extract<Step, { damage: string }>['how'];

const damages: Readonly<Record<Damage, (file: string) => void>> = {
  deleted: (file) => rmSync(file),
  empty: (file) => writeFileSync(file, ''),
  half: (file) => {
    const content = readFileSync(file);
    writeFileSync(file, content.subarray(0, content.length >> 1));
  },
  middle: (file) => {
    const content = readFileSync(file);
    content.fill(0x58, content.length >> 2, (content.length >> 2) + 64);
    writeFileSync(file, content);
  },
};

type HookChange = Extract<Step, { hooks: string }>['hooks'];

/** What another program may do to the agent's own file. */
const changeHooks: Readonly<Record<HookChange, (agent: FaultAgent, place: FaultPlace) => void>> = {
  removed: (agent, place) => {
    const file = agent.settings(place);
    const settings = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...settings, hooks: {} }));
  },
  silenced: (agent, place) => {
    const file = agent.settings(place);
    const settings: unknown = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) =>
      key === 'command' ? 'true' : value,
    );
    writeFileSync(file, JSON.stringify(settings));
  },
  off: (agent, place) => agent.switchOff(place),
};
