/** A file or folder at a known place of credentials. */
export interface StoredEntry {
  /** Id in the catalogue. */
  readonly id: string;
  /** Absolute, `/`-separated. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
  /** Files below a folder; 1 for a file. Counting stops at {@link mostStored}. */
  readonly files: number;
  /** Milliseconds since 1970 of the last change of the newest file. */
  readonly changedAt: number;
  /** Permission bits; null where the system has none. */
  readonly mode: number | null;
  /** Whether it belongs to whoever asks; null where the system does not say. */
  readonly own: boolean | null;
  /** The beginning of a file's bytes, one character each; '' for a folder or what cannot be read. */
  readonly head: string;
  readonly unreadable: boolean;
}

export const mostStored = 500;

/** Where the catalogue says that a person's programs keep credentials. */
export interface StoredCredentials {
  /** What lies in this home at the catalogue's places, ordered by path. */
  list(home: string): Iterable<StoredEntry>;
}
