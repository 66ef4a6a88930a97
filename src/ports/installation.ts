import type { Notice } from '../core/present/status.ts';

/**
 * One hook as an agent's settings hold it.
 * - `matcher`: the agent's own pattern over tool names; `null` for events that have none.
 * - `command`: a line for `sh -c`.
 */
export interface HookEntry {
  readonly event: string;
  readonly matcher: string | null;
  readonly command: string;
  readonly timeoutSeconds: number;
}

/** What decides where an agent keeps its settings. */
export interface AgentPlace {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly home: string;
  /** Environment of the person who installs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the folder that a person works in, if one does: its own settings may count, too. */
  readonly workspace?: string;
}

/** How an installed command line is made: how all of them begin, and one for an event. */
export interface CommandLines {
  readonly prefix: string;
  /** Where a workspace's own settings are meant: its root. */
  readonly workspace?: string;
  /**
   * @param failure `block`: without an answer the call is refused; `pass`: nothing ever stops the agent
   * @param timeoutSeconds when the agent gives up waiting for the hook
   */
  for(event: string, failure: 'block' | 'pass', timeoutSeconds: number): string;
}

/** What an installation needs to know about one agent. */
export interface HookedAgent {
  /** Adapter id, e.g. `claude-code`. */
  readonly id: string;
  /** Name for people. */
  readonly name: string;
  /** Absolute path of its own folder, which is there once it was used. */
  readonly folder: string;
  /** Absolute path of the settings file that our hooks go into. */
  readonly settings: string;
  /** The settings belong to everybody who works on a project, and may have been written on another machine. */
  readonly shared?: true;
  /** Absolute paths of settings that overrule that file; they are read, never written. */
  readonly overruling: readonly string[];
  readonly hooks: readonly HookEntry[];
  /** How every command line of ours begins; whatever begins otherwise is somebody else's. */
  readonly commandPrefix: string;
  /** What in one settings text keeps hooks of `settings` from running; empty when nothing does. */
  obstacles(file: string, text: string): readonly Notice[];
  /** What a person still has to do in the agent itself once hooks are new; absent where there is nothing. */
  readonly consent?: Notice;
  /** What the agent itself says keeps our hooks from running. Asks it, which takes a second. */
  readonly ownProblems?: () => readonly Notice[];
}

/** A settings file as it was when we looked. */
export interface SettingsSnapshot {
  /** Where the agent looks. */
  readonly path: string;
  /** The file behind it: `path` with links followed; equal to `path` when there is no link. */
  readonly target: string;
  /** Exact content (a byte order mark included), or null when there is no file. */
  readonly text: string | null;
  /** SHA-256 of the content in hex, or null when there is no file. */
  readonly digest: string | null;
  /** Folders that would have to be made to hold the file, outermost first. */
  readonly missingDirectories: readonly string[];
}

/** Settings files of agents on disk. Throws {@link InstallationError} when a file cannot be taken as it is. */
export interface SettingsFiles {
  read(path: string): SettingsSnapshot;
  /**
   * Puts `text` in place of what the snapshot saw, all or nothing; links, mode and owner stay. `null` removes the file.
   * Returns false, and leaves the file alone, when somebody changed it since the snapshot.
   */
  replace(snapshot: SettingsSnapshot, text: string | null): boolean;
  removeEmptyDirectories(directories: readonly string[]): readonly string[];
  digest(text: string): string;
}

/** What a settings text says about our hooks. */
export interface HookInspection {
  readonly missing: readonly HookEntry[];
  /** Entries that begin like ours but are not exactly what we install. */
  readonly stale: number;
  /** Entries that are exactly ours. */
  readonly exact: number;
}

/** Edits of a settings text: pure, keeps every byte that is not ours. Throws {@link InstallationError} on bad input. */
export interface HookSettings {
  inspect(
    file: string,
    text: string | null,
    wanted: readonly HookEntry[],
    prefixes: readonly string[],
  ): HookInspection;
  add(
    file: string,
    text: string | null,
    wanted: readonly HookEntry[],
    prefixes: readonly string[],
  ): string;
  /**
   * @param before the text before our first edit: what stood there empty stays; null when there was no file;
   *   undefined when nobody knows any more.
   * @returns null when nothing but an empty object is left of a file that we made.
   */
  remove(
    file: string,
    text: string,
    prefixes: readonly string[],
    before: string | null | undefined,
  ): string | null;
}

/** What protect did to one agent's settings, so that unprotect can undo it. */
export interface InstallRecord {
  readonly agent: string;
  /** ISO time of the latest protect that changed something. */
  readonly at: string;
  readonly commandPrefix: string;
  readonly settings: string;
  /** Exact text before our first edit, or null when there was no file. */
  readonly original: string | null;
  /** SHA-256 in hex of what we wrote. */
  readonly written: string;
  readonly createdDirectories: readonly string[];
}

export interface InstallRecords {
  /** Null when there is none or it cannot be read any more. */
  read(agent: string): InstallRecord | null;
  write(record: InstallRecord): void;
  remove(agent: string): boolean;
  /** Ids of every agent that has a record. */
  list(): readonly string[];
}

export interface ProgramsInspection {
  /** The record of what was installed. `newer`: by a version that keeps its state in another form. */
  readonly record: 'present' | 'missing' | 'damaged' | 'newer';
  /** Whose the folders are: ours alone, ours but open to other users, or another user's. */
  readonly owners: 'own' | 'open' | 'foreign';
  readonly launcher: 'present' | 'missing' | 'changed';
  readonly bundle: 'intact' | 'missing' | 'changed';
  readonly node: 'present' | 'missing';
  readonly recordKey: 'present' | 'missing' | 'damaged';
  /** Version of Pinfold that is installed, or null. */
  readonly version: string | null;
}

export type SelfTest =
  | { readonly answered: true; readonly version: string }
  | { readonly answered: false; readonly words: string };

/** Launcher, bundles and keys: what all agents share. */
export interface Programs {
  readonly launcher: string;
  /**
   * Puts everything in place and tries it out before anything points to it. Idempotent.
   * Throws {@link InstallationError} with nothing left behind when it would not answer.
   */
  install(agent: string): {
    readonly changes: readonly string[];
    readonly warnings: readonly Notice[];
  };
  /** Takes everything away again. The audit trail and its key stay unless `purge`. Returns what went. */
  remove(purge: boolean): readonly string[];
  inspect(): ProgramsInspection;
  /** Runs the launcher with a harmless event of its own. */
  selfTest(agent: string): SelfTest;
}

/** A session that the hook saw. `startedAt` is an ISO time. */
export interface SeenSession {
  readonly agent: string;
  readonly agentVersion: string | null;
  readonly startedAt: string;
}

export interface SeenSessions {
  /** The newest session of an agent, or null. */
  newest(agent: string): SeenSession | null;
}

/** What approvals rest on. */
export interface ApprovalState {
  /** Ids of the public keys of this installation. */
  keys(): readonly string[];
  /** What lies where only the editor writes and is not the editor's; `why` follows "it". */
  ignored(): readonly { readonly path: string; readonly why: string }[];
}

/** Why an installation could not be made or taken back, in words, with the way out. */
export class InstallationError extends Error {
  readonly code: string;
  readonly remedy: string;
  constructor(code: string, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'InstallationError';
    this.code = code;
    this.remedy = remedy;
  }
}
