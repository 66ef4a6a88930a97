import { collapse, segmentsOf } from './lexical.ts';
import { unresolved, type Unresolved } from './unresolved.ts';

/**
 * What Windows makes of a name before any file system sees it, as text. Format: "Naming Files, Paths, and
 * Namespaces" of the Windows documentation, and the object manager's prefixes `\\?\`, `\\.\`, `\??\`.
 * Canonical form: `C:/a/b` with an upper-case drive, or `//server/share/a` with both names in lower case.
 */
export type WindowsPath =
  | {
      readonly kind: 'path';
      readonly path: string;
      /** A segment looks like an 8.3 name: only the real tree knows which file it is. */
      readonly shortNames: boolean;
    }
  | { readonly kind: 'stream'; readonly path: string };

const devices = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$/i;
const local = /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?|0*--1\.ipv6-literal\.net)$/i;

/**
 * @param cwd absolute in canonical form, or null when it is not known
 */
export function parseWindowsPath(text: string, cwd: string | null): WindowsPath | Unresolved {
  const slashed = text.replaceAll('\\', '/');
  const namespaced = /^\/(?:\/[.?]|\?\?)\/(.*)$/s.exec(slashed);
  if (namespaced) return fromNamespace(namespaced[1] ?? '');
  const share = /^\/\/([^/]+)\/+([^/]+)(.*)$/s.exec(slashed);
  if (share) return fromShare(share[1] ?? '', share[2] ?? '', share[3] ?? '');
  if (slashed.startsWith('//')) return unresolved('device', 'a server without a share');
  const drive = /^([A-Za-z]):(.*)$/s.exec(slashed);
  if (drive) return fromDrive((drive[1] ?? '').toUpperCase(), drive[2] ?? '', cwd);
  const device = bareDevice(slashed);
  if (device) return device;
  if (cwd === null) return unresolved('cwd', 'a relative path and no known working directory');
  const anchor = /^(?:[A-Za-z]:|\/\/[^/]+\/[^/]+)/.exec(cwd)?.[0] ?? '';
  return finish(
    anchor,
    slashed.startsWith('/') ? slashed : `${cwd.slice(anchor.length)}/${slashed}`,
  );
}

/** Git Bash, Cygwin and WSL write drives as folders: `/c/Users`, `/cygdrive/c/Users`, `/mnt/c/Users`. */
export function unixDrivePath(text: string): string | null {
  const found = /^\/(?:cygdrive\/|mnt\/)?([A-Za-z])(\/.*)?$/s.exec(text);
  return found ? `${found[1]}:${found[2] ?? '/'}` : null;
}

/** Whether a name may be the short form of another: up to six characters, `~`, a number, a short extension. */
export function isShortName(name: string): boolean {
  return /^[^.~]{1,6}~\d{1,4}(?:\.[^.]{0,3})?$/.test(name);
}

function fromNamespace(rest: string): WindowsPath | Unresolved {
  const unc = /^unc\/+([^/]+)\/+([^/]+)(.*)$/is.exec(rest);
  if (unc) return fromShare(unc[1] ?? '', unc[2] ?? '', unc[3] ?? '');
  const drive = /^([A-Za-z]):(\/.*)?$/s.exec(rest);
  if (drive) return finish(`${(drive[1] ?? '').toUpperCase()}:`, drive[2] ?? '/');
  if (/^nul$/i.test(rest)) return { kind: 'stream', path: '/dev/null' };
  return unresolved('device', 'a name in the device namespace');
}

function fromShare(server: string, share: string, rest: string): WindowsPath | Unresolved {
  // A machine shows its own drives to itself as \\localhost\c$.
  const own = /^([A-Za-z])\$$/.exec(share);
  if (own && local.test(server)) return finish(`${(own[1] ?? '').toUpperCase()}:`, rest);
  return finish(`//${server.toLowerCase()}/${share.toLowerCase()}`, rest);
}

function fromDrive(drive: string, rest: string, cwd: string | null): WindowsPath | Unresolved {
  if (rest.startsWith('/')) return finish(`${drive}:`, rest);
  // `C:name` starts from the directory that this process last used on C:, known only for the current drive.
  if (cwd === null || !cwd.toUpperCase().startsWith(`${drive}:`)) {
    return unresolved('drive', `relative to a working directory on ${drive}: that is not known`);
  }
  return finish(`${drive}:`, `${cwd.slice(2)}/${rest}`);
}

function bareDevice(name: string): WindowsPath | null {
  const word = name.replace(/[:. ]+$/, '').toLowerCase();
  if (word === 'nul') return { kind: 'stream', path: '/dev/null' };
  if (word === 'con' || word === 'conin$') return { kind: 'stream', path: '/dev/fd/0' };
  return word === 'conout$' ? { kind: 'stream', path: '/dev/fd/1' } : null;
}

function finish(anchor: string, rest: string): WindowsPath | Unresolved {
  const segments: string[] = [];
  for (const raw of segmentsOf(rest)) {
    const name = raw === '..' ? raw : plainName(raw);
    const stem = /^[^.]*/.exec(name)?.[0].trimEnd() ?? '';
    // Older systems take `x\nul.txt` for the device, newer ones for a file.
    if (devices.test(stem)) return unresolved('device', `${stem.toUpperCase()} may name a device`);
    if (name !== '') segments.push(name);
  }
  return {
    kind: 'path',
    path: collapse(`${anchor}/${segments.join('/')}`, true),
    shortNames: segments.some(isShortName),
  };
}

/** Without an alternate stream (`a.txt:hidden:$DATA` belongs to `a.txt`) and without trailing dots and spaces. */
function plainName(segment: string): string {
  return (segment.split(':', 1)[0] ?? '').replace(/[. ]+$/, '');
}
