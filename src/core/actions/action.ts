/**
 * The vocabulary: what an agent states, and what that would do to the world.
 *
 * A tool call is parsed once, by the adapter of its agent, into an {@link Action}: a list of {@link Statement}s
 * in the agent's own words. Statements are then expanded (a shell command becomes what it reads, writes and runs)
 * and resolved on the real tree into {@link Effect}s. Only effects are judged.
 */

export type AccessKind = 'read' | 'write' | 'delete' | 'search';

/** How sure it is that a path is opened; see {@link Statement}. */
export type Certainty = 'surely' | 'given' | 'perhaps';

/**
 * A path as somebody wrote it, not yet resolved.
 * - `text`: after unquoting, before `~` and links are followed.
 * - `cwd`: absolute directory that a relative text starts from; `null` when it cannot be known.
 * - `glob`: the text is a shell pattern that the shell would expand on the real tree.
 */
export interface StatedPath {
  readonly text: string;
  readonly cwd: string | null;
  readonly glob: boolean;
}

/** Which file format declares a task: `Makefile`, `justfile`, `package.json`. */
export type TaskRunner = 'make' | 'just' | 'package';

/** A script as it was when it was judged: canonical path and SHA-256, lower-case hex, of its text. */
export interface ScriptMark {
  readonly path: string;
  readonly digest: string;
}

export type Statement =
  | {
      readonly kind: AccessKind;
      readonly path: StatedPath;
      /** The tool or program that would do it, e.g. `Read`, `cat`, `>`. */
      readonly via: string;
      /**
       * `surely`: the program is known to open this path.
       * `given`: the program is unknown, and the word is unmistakably a path (`~/x`, `/x`, `../x`): it counts where a
       * place is protected, and as a look into the rest of HOME and other projects.
       * `perhaps`: the word may be a path: it counts only where a place is protected.
       */
      readonly certainty: Certainty;
      /** `search` only: names come back, never contents (a file finder, not a content search). */
      readonly namesOnly?: boolean;
      /** `search` only: globs that narrow it, as its tool understands them (`!` negates). */
      readonly globs?: readonly string[];
      /** `search` only: patterns of names of files, never of folders, that its tool leaves out. */
      readonly leavesOut?: readonly string[];
      /** `search` only: files that git ignores are left out by the tool itself. */
      readonly skipsIgnored?: boolean;
      /** `delete`, `write`: everything under the path is touched too. */
      readonly recursive?: boolean;
      /** `write` only: what is written comes over the network. */
      readonly origin?: 'download';
    }
  | { readonly kind: 'mention'; readonly path: StatedPath; readonly via: string }
  | { readonly kind: 'shell'; readonly command: string; readonly cwd: string; readonly via: string }
  | {
      readonly kind: 'run';
      readonly program: string;
      readonly args: readonly string[];
      readonly via: string;
      /** The shell script that was read for it. */
      readonly script?: ScriptMark;
    }
  | {
      /** A file that is run, and whose text says more when it is a shell script. */
      readonly kind: 'script';
      readonly path: StatedPath;
      /** `shell`: a POSIX shell reads it (`sh x`, `. x`); `own`: its first line says who does (`./x`). */
      readonly interpreter: 'shell' | 'own';
      /** Its positional arguments; null where one cannot be known. */
      readonly args: readonly (string | null)[];
      /** Directory that it starts in; null when that cannot be known. */
      readonly cwd: string | null;
      /** Variables with known values that it may inherit. */
      readonly variables: Readonly<Record<string, string>>;
      /** The same command line may have written it before; that text has been judged already. */
      readonly written: boolean;
      readonly via: string;
    }
  | {
      /** A task that a project declares, named to a runner: its command text stands in the runner's file. */
      readonly kind: 'task';
      readonly runner: TaskRunner;
      /** File that was named on the command line; null: the runner looks for it from `cwd`. */
      readonly file: string | null;
      readonly cwd: string;
      /** Names of the tasks; empty: the runner's default. */
      readonly names: readonly string[];
      readonly via: string;
    }
  | {
      readonly kind: 'connect';
      /** A URL or `host[:port]`. */
      readonly target: string;
      readonly via: string;
      readonly sends: boolean;
    }
  | {
      /**
       * - `escalate`: with more rights than the user's own session has.
       * - `persist`: it runs again later, without the agent.
       * - `tamper`: a guard is switched off or gone round.
       * - `expose`: somebody else gets a shell here, or protected data.
       * - `unresolved`: what it touches cannot be bounded.
       */
      readonly kind: 'escalate' | 'persist' | 'tamper' | 'expose' | 'unresolved';
      /** What was seen, in words for people. */
      readonly why: string;
      readonly via: string;
    }
  | {
      /** Work, data or resources are lost that are not named by a path. */
      readonly kind: 'destroy';
      readonly why: string;
      readonly via: string;
      /** False where nobody can bring it back: a disk, a dropped database, a cloud resource with its data. */
      readonly recoverable: boolean;
    };

export type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** One tool call (or prompt) as the agent states it. */
export interface Action {
  /** Adapter id, fixed by the hook that was installed, e.g. `claude-code`. */
  readonly agent: string;
  readonly session: string;
  readonly cwd: string;
  readonly tool: string;
  readonly callId: string | null;
  /** Id of the subagent that makes the call, if any. */
  readonly subagent: string | null;
  readonly statements: readonly Statement[];
  /** What would be written, for the record: never the content itself. */
  readonly content: string | null;
}
