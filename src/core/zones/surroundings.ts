/** A workspace root of a session, with the linked worktrees that belong to it. All paths canonical and absolute. */
export interface Root {
  readonly path: string;
  /** Canonical paths of other work trees of the same repository. */
  readonly worktrees: readonly string[];
}

/** Where an agent's session takes place: what is needed to say to which place a path belongs. */
export interface Surroundings {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly roots: readonly Root[];
  /** The user's home directories, canonical: the one Pinfold was installed for first, the agent's own if it differs. */
  readonly homes: readonly string[];
  /** Canonical temporary folders. */
  readonly temporary: readonly string[];
  /** Canonical path prefixes of the agent's own scratch places (plans, memory, tool results). */
  readonly scratch: readonly string[];
  readonly user: string;
  /** True when names differ only in case name the same file on the volumes in question. */
  readonly foldCase: boolean;
}
