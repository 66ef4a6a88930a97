import type { TaskRunner } from '../../actions/action.ts';
import { readJustfile } from './justfile.ts';
import { readMakefile } from './makefile.ts';
import { readPackage } from './package.ts';

/** The command text of tasks, and what the file says about variables in it. */
export interface Tasks {
  /** Shell text; what the runner computes stands in it as shell variables that nobody knows. */
  readonly text: string;
  readonly variables: ReadonlyMap<string, string>;
}

const readers: Readonly<Record<TaskRunner, (file: string, names: readonly string[]) => Tasks>> = {
  make: readMakefile,
  just: readJustfile,
  package: readPackage,
};

/**
 * What a runner would hand to the shell for the named tasks, with the tasks they depend on. Total: a file that cannot
 * be read, or a task that it does not declare, gives no text.
 */
export function readTaskFile(runner: TaskRunner, file: string, names: readonly string[]): Tasks {
  return readers[runner](file, names);
}
