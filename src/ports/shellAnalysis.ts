import type { Statement, TaskRunner } from '../core/actions/action.ts';

export interface ShellContext {
  /** Absolute directory in which the shell starts. */
  readonly cwd: string;
  readonly home: string;
  readonly user: string;
  /** Variables known to the shell at its start. */
  readonly variables: ReadonlyMap<string, string>;
  /** The text of a file that the shell sources, by its absolute path; null where it is not to be read. */
  readonly sourceText?: (path: string) => string | null;
  /** The text is that of a script: its path, and its positional arguments (null: not known). */
  readonly script?: { readonly path: string; readonly args: readonly (string | null)[] };
  /** Nothing tells where the shell starts: it need not be `cwd`. */
  readonly start?: 'unknown';
  /** Somebody can type into what runs, and what is typed is not seen. */
  readonly typing?: 'unseen';
  /** The text is that of a file which declares tasks: these are run (none: the default one). */
  readonly tasks?: { readonly runner: TaskRunner; readonly names: readonly string[] };
}

/** Turns a command line into statements. Behind a port because the parser is loaded only for shell calls. */
export type AnalyseShell = (command: string, context: ShellContext) => readonly Statement[];
