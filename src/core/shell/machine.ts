import type { ParsedScript, Statement as ShellStatement } from 'unbash';
import type { StatedCommand, Statement, TaskRunner } from '../actions/action.ts';
import type { Field, Output } from './words/field.ts';
import type { Budget } from './limits.ts';
import type { MadeLinks } from './reach/madeLinks.ts';
import type { ListedNames } from './calls/listedNames.ts';
import type { Scope } from './state/scope.ts';
import type { WrittenFiles } from './streams/writtenFiles.ts';

/** What the analysis is told about the shell that would run the command. */
export interface ShellContext {
  readonly cwd: string;
  readonly home: string;
  readonly user: string;
  /** Environment variables whose values are known. */
  readonly variables: ReadonlyMap<string, string>;
  /**
   * The text of a file that the shell sources, by its absolute path; null where nobody may or can read it. Only what
   * such a file leaves in the shell is taken from it: what it does is said by a `script` statement.
   */
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

/**
 * What the parts of the analysis may ask of each other. Wired once, in `analysis.ts`, so that expansion,
 * commands and program knowledge can call each other without importing each other.
 */
export interface Machine {
  readonly context: ShellContext;
  readonly budget: Budget;
  /** Scripts of substitutions that have been followed; what a sweep finds beside them is followed too. */
  readonly followed: WeakSet<ParsedScript>;
  /** Files that this command line has written, for scripts that it runs afterwards. */
  readonly written: WrittenFiles;
  /** Symbolic links that this command line has made. */
  readonly links: MadeLinks;
  /** Names of files in command text that is parsed once more. */
  readonly listed: ListedNames;
  emit(statement: Statement): void;
  unresolved(why: string, via: string): void;
  /** Follows what one command does: what it leaves open is its own. */
  during<T>(command: StatedCommand, follow: () => T): T;
  /** Follows parsed commands in `scope` and says what they print. */
  runCommands(commands: readonly ShellStatement[], scope: Scope): Output;
  /** Parses and follows command text (`bash -c`, `eval`, `trap`). */
  runText(text: string, scope: Scope, via: string): Output;
  /** Follows one simple command whose words are expanded already. */
  runArguments(words: readonly Field[], scope: Scope): Output;
  /** Follows a field as command text: exact text is judged, anything else is `unresolved`. */
  runField(field: Field, scope: Scope, via: string): Output;
  /** Follows `field` as command text once everything else has been followed (`trap … EXIT`). */
  atExit(field: Field, scope: Scope): void;
  /** Follows a command of another machine or container: of what it states only what concerns this one is kept. */
  farAway(follow: (machine: Machine, scope: Scope) => void): void;
  /**
   * Follows text of which nobody knows whether it runs: only that it gives a shell away, runs a download or, where
   * `destroys` says so, destroys something is kept.
   */
  aside(scope: Scope, destroys: boolean, follow: (machine: Machine, scope: Scope) => void): void;
  /** Runs `follow` with `unresolved` left out: the code may never run as it stands. */
  quietly(follow: () => void): void;
  /** Runs `follow` without asking about what it only computes: it stands in a file of the workspace. */
  vaguely(follow: () => void): void;
  /** Runs `follow` without any statement: only what the shell knows afterwards counts. */
  silently(follow: () => void): void;
  /**
   * Runs `follow` for a command that runs elsewhere, in a container: only what it does to paths and what it sends
   * counts.
   */
  elsewhere(follow: () => void): void;
}
