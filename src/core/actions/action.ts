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

/** Where the names of files stand that a program writes without stating them. */
export type BroughtSource =
  /** A patch, or an archive, in a file. */
  | { readonly kind: 'patch' | 'archive'; readonly path: StatedPath }
  /** A patch that stands in the command itself. */
  | { readonly kind: 'text'; readonly text: string }
  | {
      /** Files that are copied or moved. */
      readonly kind: 'folder';
      readonly path: StatedPath;
      /**
       * Under which names they arrive: from the folder on (`itself`), from below it (`contents`), as one of the two
       * (`either`), or by their last names alone (`flat`).
       */
      readonly as: 'itself' | 'contents' | 'either' | 'flat';
      /** Files below folders come along. */
      readonly trees: boolean;
    }
  /** It cannot be looked at before the call: it comes from the network or from another program. */
  | { readonly kind: 'unseen'; readonly what: string };

/** How the names in a source become names below the target. */
export interface BroughtNames {
  /** Leading segments that are cut off; `all`: only the last segment stays. */
  readonly strip: number | 'all';
  /** Put in front of every name afterwards; empty: nothing. */
  readonly under: string;
  /** A name from `/` on leads there, and not below the target. */
  readonly absolute: boolean;
  /** The call asks for that: where the names cannot be seen, they may lead anywhere. */
  readonly anywhere: boolean;
  /** Patterns of which one must match, and of which none may, as the program understands them. Empty `only`: all. */
  readonly only: readonly string[];
  readonly except: readonly string[];
  /** A pattern in `except` leaves out all below what it names, and without a slash at any depth. */
  readonly exceptTrees: boolean;
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
      /**
       * `search` only: names below the path that start with a dot are left out by the tool itself, except those that
       * these globs match.
       */
      readonly skipsHidden?: readonly string[];
      /** `read`, `search` only: the program works with what it reads (a key, a settings file) and shows none of it. */
      readonly uses?: boolean;
      /** `delete`, `write`: everything under the path is touched too. */
      readonly recursive?: boolean;
      /** `write` only: what is written comes over the network. */
      readonly origin?: 'download';
    }
  | { readonly kind: 'mention'; readonly path: StatedPath; readonly via: string }
  | {
      /** Files are written below `into` whose names stand in `source`. */
      readonly kind: 'brings';
      readonly source: BroughtSource;
      readonly names: BroughtNames;
      readonly into: StatedPath;
      /** Names start at the root of the work tree that holds `into`, as git's do. */
      readonly fromRoot: boolean;
      /** They are not written but removed (`rsync --delete`). */
      readonly removes: boolean;
      readonly via: string;
      /** `perhaps`: it may not come to this; counts only where the source can be listed and a rule protects. */
      readonly certainty: 'surely' | 'perhaps';
    }
  | {
      readonly kind: 'shell';
      readonly command: string;
      /** The folder that the agent works in, where the shell starts. */
      readonly cwd: string;
      readonly via: string;
      /** Nothing tells where the shell really starts. */
      readonly start?: 'unknown';
      /** The agent can type into what runs, and its hook does not see what it types. */
      readonly typing?: 'unseen';
    }
  | {
      readonly kind: 'run';
      readonly program: string;
      readonly args: readonly string[];
      readonly via: string;
      /** The shell script that was read for it. */
      readonly script?: ScriptMark;
      /** What it does stands in code that nobody has read: a build, a test runner, an interpreter, an unknown program. */
      readonly opaque?: true;
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
       * - `terminal`: it takes commands from its terminal, where no hook sees them.
       */
      readonly kind: 'escalate' | 'persist' | 'tamper' | 'expose' | 'terminal';
      /** What was seen, in words for people. */
      readonly why: string;
      readonly via: string;
    }
  | {
      /** What it touches cannot be bounded. */
      readonly kind: 'unresolved';
      readonly why: string;
      readonly via: string;
      /** The command whose own words leave it open; absent where it is not one command's. */
      readonly of?: StatedCommand;
    }
  | {
      /** Work, data or resources are lost that are not named by a path. */
      readonly kind: 'destroy';
      readonly why: string;
      readonly via: string;
      /** False where nobody can bring it back: a disk, a dropped database, a cloud resource with its data. */
      readonly recoverable: boolean;
    };

/** A program and its words as far as they are known, capped in number and length. */
export interface StatedCommand {
  readonly program: string;
  readonly args: readonly string[];
}

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
  /**
   * The call as the agent sent it, without what only describes it: plain JSON, in which one byte more is another call.
   * A grant for this very call is bound to its digest. It is never recorded.
   */
  readonly input: unknown;
}
