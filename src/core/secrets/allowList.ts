import { minimatch } from 'minimatch';

/** An exception that a person wrote down, in a policy or a baseline. */
export interface AllowEntry {
  /** Id of the rule; absent for every rule. */
  readonly rule?: string;
  /** Globs, matched against the path that the scan is given; absent for every file. */
  readonly paths?: readonly string[];
  /** What `ScanOptions.digest` makes of the value; absent for every value. */
  readonly digest?: string;
  /** Never empty. */
  readonly reason: string;
  /** The last day on which it counts, `2027-01-31`; absent for always. */
  readonly until?: string;
}

/** Exceptions ready for many files. */
export interface AllowList {
  /** Those that speak of a file. @param path as the scan is given it; undefined for a text that is no file */
  for(path: string | undefined): readonly AllowEntry[];
}

/** Here and not in the scan, so that a scan without exceptions needs no globs. */
export function compileAllowList(entries: readonly AllowEntry[]): AllowList {
  const options = { dot: true, nonegate: true, nocomment: true };
  return {
    for: (path) =>
      entries.filter(
        ({ paths }) =>
          paths === undefined ||
          (path !== undefined && paths.some((glob) => minimatch(path, glob, options))),
      ),
  };
}
