/**
 * What a session's earlier calls left on disk, where a later call must know of it: the content of a file says nothing
 * about where it comes from.
 */
export interface Trace {
  /** Canonical path. */
  readonly path: string;
  /**
   * - `download`: it came over the network, and nobody has read it.
   * - `protected`: made by a call that read something protected.
   * - `written`: the session itself wrote it, by calls that were judged; ends what was said of the path before.
   */
  readonly origin: 'download' | 'protected' | 'written';
  /** Everything below the path, too. */
  readonly recursive?: boolean;
}

/**
 * The newest word about a path: on the path itself, or on a folder above it.
 *
 * @param traces - oldest first.
 */
export function traceAt(traces: readonly Trace[], path: string): Trace | null {
  return (
    traces.findLast(
      (trace) =>
        trace.path === path || (trace.recursive === true && path.startsWith(`${trace.path}/`)),
    ) ?? null
  );
}

/** What one call does to files, as far as traces need it. */
export interface FileUse {
  /** Files and folders whose content the call reads, with what is protected among them. */
  readonly read: readonly { readonly path: string; readonly protected: boolean }[];
  readonly written: readonly {
    readonly path: string;
    readonly temporary: boolean;
    readonly download: boolean;
    /** Nothing of what it held before is left. */
    readonly replaced: boolean;
    readonly recursive: boolean;
  }[];
  /** Files that are run. */
  readonly run: readonly string[];
  /** It sends something to the network. */
  readonly sends: boolean;
}

/** Most paths that one call leaves traces of. */
const mostTraces = 64;

/**
 * The traces that a call leaves. What it makes out of a trace is one of the same origin: of several the gravest.
 *
 * @param known - of earlier calls, oldest first.
 */
export function tracesLeft(use: FileUse, known: readonly Trace[]): Trace[] {
  const sources = use.read.map(({ path }) => traceAt(known, path)?.origin);
  const tainted = use.read.some((each) => each.protected) || sources.includes('protected');
  const copied = sources.includes('download');
  return use.written.slice(0, mostTraces).flatMap((file): Trace[] => {
    const recursive = file.recursive ? { recursive: true } : {};
    if (tainted) return [{ path: file.path, origin: 'protected', ...recursive }];
    if (file.download || copied) return [{ path: file.path, origin: 'download', ...recursive }];
    const before = traceAt(known, file.path);
    // Elsewhere the origin of what the session wrote is never asked for.
    const matters = before === null ? file.temporary : file.replaced && before.origin !== 'written';
    return matters ? [{ path: file.path, origin: 'written' }] : [];
  });
}

/** What the traces of earlier calls make of a call. */
export interface Recalled {
  /** A file that it runs came over the network in an earlier call. */
  readonly runsDownload: string | null;
  /** A file that it sends was made from something protected. */
  readonly sendsProtected: string | null;
}

export function recall(use: FileUse, known: readonly Trace[]): Recalled {
  const first = (paths: readonly string[], origin: Trace['origin']): string | null =>
    paths.find((path) => traceAt(known, path)?.origin === origin) ?? null;
  return {
    runsDownload: first(use.run, 'download'),
    sendsProtected: use.sends
      ? first(
          use.read.map(({ path }) => path),
          'protected',
        )
      : null,
  };
}
