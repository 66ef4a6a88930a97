import type { StatementOf, TaskRunner } from '../../core/actions/action.ts';
import { isUnder, join, parentOf } from '../../core/paths/lexical.ts';
import type { Surroundings } from '../../core/zones/surroundings.ts';
import { readScript, type ScriptReader } from './scriptReader.ts';

export interface TaskFile {
  readonly text: string;
  /** Directory that its commands start in. */
  readonly folder: string;
}

/** Names under which a runner looks for its file, in its own order. */
const fileNames: Readonly<Record<TaskRunner, readonly string[]>> = {
  make: ['GNUmakefile', 'makefile', 'Makefile'],
  just: ['justfile', 'Justfile', '.justfile'],
  package: ['package.json'],
};

/** The file that declares a task, as its runner would find it; null when there is none, or none that can be read. */
export function readTasks(
  { runner, file, cwd }: StatementOf<'task'>,
  surroundings: Surroundings,
  scripts: ScriptReader,
): TaskFile | null {
  if (file !== null) {
    return readAt(file.startsWith('/') ? file : join(cwd, file), cwd, scripts);
  }
  for (const folder of foldersFrom(cwd, runner, surroundings)) {
    for (const name of fileNames[runner]) {
      const found = readAt(join(folder, name), folder, scripts);
      if (found !== null) return found;
    }
  }
  return null;
}

function readAt(path: string, folder: string, scripts: ScriptReader): TaskFile | null {
  const read = readScript({ path }, scripts);
  return read.kind === 'text' ? { text: read.text, folder } : null;
}

/** `make` looks where it stands; the others also in the folders above, which are followed up to the root. */
function foldersFrom(cwd: string, runner: TaskRunner, { roots }: Surroundings): readonly string[] {
  const folders = [cwd];
  const root = roots.find(({ path }) => isUnder(cwd, path))?.path;
  if (runner === 'make' || root === undefined) return folders;
  for (let at = cwd; at !== root && folders.length < 32;) {
    at = parentOf(at);
    folders.push(at);
  }
  return folders;
}
