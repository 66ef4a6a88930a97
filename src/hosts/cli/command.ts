import type { Environment } from '../shared/machine.ts';

/** What a command may use of the world; tests hand in their own. */
export interface Terminal {
  readonly environment: Environment;
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** All of standard input as text. */
  readonly stdin: () => string;
  readonly now: () => number;
  /** Asks the person at the terminal and waits for a line (null: none came); null where there is no terminal. */
  readonly ask: ((question: string) => string | null) | null;
  /** Whether a person sees standard error as it comes. */
  readonly watched?: boolean;
}

/** 0 fine, 1 refused or findings, 2 error, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 130;

export interface Command {
  /** Words that name it, e.g. `policy check`. */
  readonly name: string;
  readonly usage: string;
  /** One line for the overview. */
  readonly summary: string;
  /** Further lines for `--help`. */
  readonly help: string;
  run(args: readonly string[], terminal: Terminal): ExitCode | Promise<ExitCode>;
}

/** Something the user can mend: shown as a sentence, exit code 2, no stack. */
export class UsageError extends Error {
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'UsageError';
    this.remedy = remedy;
  }
}
