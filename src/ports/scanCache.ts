/** Protected files below one folder, as they were at one moment. A plain value: it may be kept as JSON. */
export interface Scan {
  readonly folder: string;
  /** Milliseconds since the epoch, taken before the first look. */
  readonly at: number;
  /** False when a limit or an unreadable folder kept something out of sight. */
  readonly complete: boolean;
  /** It was a limit: a new scan would come no further. */
  readonly limited?: true;
  readonly entries: readonly ScanEntry[];
}

export interface ScanEntry {
  readonly path: string;
  /** Device and inode, as in FileStat. */
  readonly identity: string;
}

/** Scans of roots, kept between calls. Losing one costs a new scan, never a wrong answer. */
export interface ScanCache {
  read(root: string): Scan | null;
  keep(scan: Scan): void;
}

/** For programs that keep no state. */
export const noScanCache: ScanCache = { read: () => null, keep: () => undefined };
