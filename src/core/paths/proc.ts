/**
 * Names that mean "the process that opens them": `/proc/self`, `/proc/thread-self`, `/dev/fd`, `/dev/stdin`….
 * Looked up by Pinfold they would show Pinfold's own process, so they are mapped as text to what they are for the
 * agent's. Other processes (`/proc/<pid>/cwd`) are followed on the real tree.
 */

export type ProcStep =
  /** The name stands for another path, to be resolved in turn. */
  | { readonly kind: 'path'; readonly path: string }
  /** An open descriptor: a pipe, a terminal, or a file that was judged when it was opened. */
  | { readonly kind: 'stream'; readonly path: string }
  /** A name inside the agent's own `/proc` entry: kept as it is, never looked up. */
  | { readonly kind: 'stay'; readonly path: string }
  | { readonly kind: 'unknown'; readonly why: string };

const standard: Readonly<Record<string, string>> = {
  stdin: '/dev/fd/0',
  stdout: '/dev/fd/1',
  stderr: '/dev/fd/2',
};

/** Whether {@link procStep} may have something to say about names in this folder. Cheap: asked for each segment. */
export function isProcFolder(current: string): boolean {
  if (current.length < 4) return false;
  if (current.startsWith('/dev')) return current.length === 4 || current === '/dev/fd';
  return (
    current.startsWith('/proc') && (current.length === 5 || /^\/proc\/self(?:\/|$)/.test(current))
  );
}

/**
 * One step from a canonical folder to a name in it.
 * @param cwd the agent's working directory, null when it cannot be known
 * @returns null when the name means the same for every process
 */
export function procStep(
  current: string,
  name: string,
  cwd: string | null,
  platform: 'linux' | 'darwin' | 'win32',
): ProcStep | null {
  if (current === '/proc') {
    if (name === 'self') return { kind: 'stay', path: '/proc/self' };
    return name === 'thread-self' ? { kind: 'stay', path: '/proc/self/task/self' } : null;
  }
  if (current === '/dev') return deviceStep(name, platform);
  if (current === '/dev/fd' || /^\/proc\/self\/(?:task\/[^/]+\/)?fd$/.test(current)) {
    return /^\d+$/.test(name)
      ? { kind: 'stream', path: `/dev/fd/${Number(name)}` }
      : { kind: 'stay', path: `${current}/${name}` };
  }
  if (/^\/proc\/self(?:\/task\/[^/]+)?$/.test(current)) {
    if (name === 'root') return { kind: 'path', path: '/' };
    if (name === 'cwd') {
      return cwd === null
        ? { kind: 'unknown', why: 'the working directory is not known' }
        : { kind: 'path', path: cwd };
    }
  }
  return { kind: 'stay', path: `${current}/${name}` };
}

function deviceStep(name: string, platform: 'linux' | 'darwin' | 'win32'): ProcStep | null {
  const stream = Object.hasOwn(standard, name) ? standard[name] : undefined;
  if (stream !== undefined) return { kind: 'stream', path: stream };
  // On Linux /dev/fd is a link, so `/dev/fd/..` is the process and not /dev.
  if (name === 'fd') {
    return { kind: 'stay', path: platform === 'linux' ? '/proc/self/fd' : '/dev/fd' };
  }
  if (name === 'tcp' || name === 'udp') {
    return { kind: 'unknown', why: `/dev/${name} opens a network connection in some shells` };
  }
  return null;
}

/**
 * Whether a link belongs to another process: the kernel follows it to an open file or directory, and its text is
 * only a description (`pipe:[7]`, `/x (deleted)`, a path in another mount namespace).
 */
export function isMagicLink(path: string): boolean {
  return (
    path.startsWith('/proc/') &&
    /^\/proc\/\d+\/(?:task\/\d+\/)?(?:root|cwd|exe|fd\/\d+|map_files\/[^/]+)$/.test(path)
  );
}

/**
 * macOS shows the same folder at two places without any link between them, and a file's fork as a name below it.
 * @returns the folder's usual path, or null when there is nothing to map
 */
export function darwinAlias(current: string): string | null {
  if (/^\/system\/volumes\/data$/i.test(current)) return '';
  const fork = /^(.+)\/\.\.namedfork\/[^/]+$/i.exec(current);
  return fork?.[1] ?? null;
}
