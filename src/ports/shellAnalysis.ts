import type { Statement } from '../core/actions/action.ts';

export interface ShellContext {
  /** Absolute directory in which the shell starts. */
  readonly cwd: string;
  readonly home: string;
  readonly user: string;
  /** Variables known to the shell at its start. */
  readonly variables: ReadonlyMap<string, string>;
}

/** Turns a command line into statements. Behind a port because the parser is loaded only for shell calls. */
export type AnalyseShell = (command: string, context: ShellContext) => readonly Statement[];
