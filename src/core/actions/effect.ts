import type { AccessKind, Certainty, ScriptMark, StatedCommand } from './action.ts';

/**
 * Every path belongs to exactly one place; the order of the union is the order in which they are tried.
 * (Protected places come before all of these: they are the built-in rules, and a rule beats a place's default.)
 */
export type Place =
  | 'scratch'
  | 'workspace'
  | 'dependency'
  | 'home'
  | 'temporary'
  | 'stream'
  | 'system';

/** A path after resolution on the real tree: everything that a decision needs to know about it. */
export interface PathFact {
  /** What the agent wrote, escaped and capped for showing. */
  readonly stated: string;
  /** Canonical absolute path: links followed, `/`-separated, no `.` or `..`. */
  readonly path: string;
  /**
   * Every other location that a rule about this access may name: the link itself, a directory link on the way,
   * another name of the same hard-linked file, the same file seen from the main worktree. Never contains `path`.
   */
  readonly faces: readonly string[];
  readonly place: Place;
  /** The workspace root that holds `path`, or null. */
  readonly root: string | null;
  /**
   * Protected files below `path` that the access reaches too: what a content search would show, what a recursive
   * deletion or the move of a folder would take along. Capped.
   */
  readonly shows?: readonly string[];
}

export type Effect =
  | {
      readonly kind: AccessKind;
      readonly target: PathFact;
      readonly via: string;
      readonly certainty: Certainty;
      readonly namesOnly?: boolean;
      /** The patch, archive or folder that names the file; the command itself does not. For showing. */
      readonly from?: string;
      /** `read`, `search` only: the program shows nothing of what it reads. */
      readonly uses?: boolean;
    }
  | {
      readonly kind: 'run';
      readonly program: string;
      /** Words of the command, capped in number and length. */
      readonly args: readonly string[];
      readonly via: string;
      /** The shell script that was read and judged as if its text stood in the command. */
      readonly script?: ScriptMark;
      /** What it does stands in code that nobody has read. */
      readonly opaque?: true;
    }
  | {
      readonly kind: 'connect';
      readonly host: string;
      readonly via: string;
      readonly sends: boolean;
    }
  | {
      readonly kind: 'escalate' | 'persist' | 'tamper' | 'expose' | 'terminal';
      readonly why: string;
      readonly via: string;
    }
  | {
      readonly kind: 'unresolved';
      readonly why: string;
      readonly via: string;
      /** The command whose own words leave it open: a rule that allows exactly this command closes the question. */
      readonly of?: StatedCommand;
    }
  | {
      readonly kind: 'destroy';
      readonly why: string;
      readonly via: string;
      readonly recoverable: boolean;
    };

export type PathEffect = Extract<Effect, { target: PathFact }>;
