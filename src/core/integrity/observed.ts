import type { Notice } from '../present/status.ts';

/** What stands at a path: a regular file with the SHA-256 of its bytes (hex), nothing, or something else in words. */
export type Place =
  /** `changedAt`: when the system saw it change last (ISO 8601), where that is known. */
  | { readonly kind: 'file'; readonly digest: string; readonly changedAt?: string }
  | { readonly kind: 'missing' }
  /** Words that follow "it". */
  | { readonly kind: 'odd'; readonly why: string };

/** Name of a file in a folder → what stands there. */
export type Files = Readonly<Record<string, Place>>;

/**
 * What a launcher of our form was made from. A text that is not, to the byte, what this version would write for some
 * such facts has none.
 */
export interface LauncherMade {
  readonly node: string;
  /** Folder of the programs. */
  readonly folder: string;
  /** Folders and homes that it hands on: with others it would judge by other policies. */
  readonly state: string;
  readonly data: string;
  readonly home: string;
  /** Variables that it hands on, in one text. */
  readonly recorded: string;
}

/** A version of Pinfold: the number, and the SHA-256 (hex) of each of its programs by name. */
export interface Build {
  readonly version: string;
  /** SHA-256, hex, over names and digests. */
  readonly digest: string;
  readonly files: Readonly<Record<string, string>>;
}

/** An agent and its hooks, as its settings hold them. */
export interface AgentHooks {
  readonly agent: string;
  /** Name for people. */
  readonly name: string;
  readonly settings: string;
  /** There is an install record: somebody protected it. */
  readonly recorded: boolean;
  /** When, as that record says (ISO 8601); null without one. */
  readonly installedAt: string | null;
  /** `exact`: all of ours, as this version installs them. `none`: no line of ours. */
  readonly hooks: 'exact' | 'none' | 'missing' | 'changed' | 'unreadable';
  /** More about `hooks`: words that follow "it"; empty for `exact` and `none`. */
  readonly why: string;
  /** SHA-256, hex, of our own entries as they stand, whatever stands around them; null where there is none. */
  readonly entries: string | null;
  /** Settings that keep hooks from running, each with the file that it stands in. */
  readonly switches: readonly (Notice & { readonly file: string })[];
  /** Number of the newest record that tells of its hooks being taken away with \`pinfold unprotect\`, or null. */
  readonly takenAway: number | null;
}

/** An approval that one of the keys signed. */
export interface SeenApproval {
  readonly kind: 'pin' | 'grant' | 'pause';
  readonly nonce: string;
  readonly key: string;
  readonly path: string;
}

/** Everything that is watched, as it stood at one time. A plain value. */
export interface Observed {
  /** ISO 8601. */
  readonly at: string;
  /** The extension's own programs: what it would install. */
  readonly own: Build;
  /** Where they stand, for words. */
  readonly dist: string;
  readonly launcher: {
    readonly path: string;
    readonly place: Place;
    /** Null for a text that is not of our form. */
    readonly made: LauncherMade | null;
  };
  /** What the editor itself would put into a launcher; `folder` is that of its own programs. */
  readonly expected: LauncherMade;
  readonly programs: {
    /** The folder that the launcher names, or else the record; null when nothing names one. */
    readonly folder: string | null;
    /** The version in that folder's name; null when it has another form. */
    readonly version: string | null;
    readonly files: Files;
    /** What is wrong with the folder itself, or with one above it that is ours: words that follow "it". */
    readonly fault: { readonly path: string; readonly why: string } | null;
  };
  /** `differs`: it can be read, and speaks of another launcher or of other programs than those that are there. */
  readonly record: {
    readonly path: string;
    readonly state: 'agrees' | 'differs' | 'none' | 'damaged' | 'newer';
    readonly version: string | null;
  };
  readonly recordKey: { readonly path: string; readonly place: Place };
  readonly agents: readonly AgentHooks[];
  /** Public keys, each with its file. */
  readonly keys: readonly { readonly id: string; readonly path: string }[];
  readonly approvals: readonly SeenApproval[];
  /** Number of the newest record of the trail; 0 without one. */
  readonly trailEnd: number;
  /** Compiled policies that are not what the policy files give. */
  readonly wrongIndexes: readonly string[];
}

/** True for files that hold V8's compiled code: made on the spot, for one node. */
export function isCompiledCode(name: string): boolean {
  return name.endsWith('.cache') || name.endsWith('.check');
}
