import type { StatedPath } from '../actions/action.ts';
import type { Surroundings } from '../zones/surroundings.ts';
import { collapse, isAbsolute, isAscii, join } from './lexical.ts';
import { unresolved, type Unresolved } from './unresolved.ts';
import { parseWindowsPath, unixDrivePath } from './windows.ts';

/**
 * One way of reading what was written, as an absolute path. Programs differ: a file tool tidies `link/..` as text
 * and decodes a URL, a shell leaves both to the kernel. Where they may differ, every reading is judged.
 */
export interface Reading {
  /** Absolute; `.` and `..` may still be in it. */
  readonly path: string;
  readonly stream: boolean;
  /** An unlikely reading: it counts only if something exists at this path. */
  readonly onlyIf: string | null;
  /** Windows: a segment may be an 8.3 name. */
  readonly shortNames: boolean;
}

export type Readings =
  | { readonly kind: 'readings'; readonly readings: readonly [Reading, ...Reading[]] }
  | Unresolved;

/** What a reading depends on besides the words. */
export interface StatedContext extends Pick<Surroundings, 'homes' | 'platform' | 'user'> {
  /** Home directory of another account; null: no such account. Absent: the platform's usual place is assumed. */
  readonly homeOf?: (user: string) => string | null;
}

/** PATH_MAX of Linux; longer names reach a file only through repeated changes of directory. */
const longest = 4096;

const maybeUnclean = /[^\x21-\x7e]/;

/**
 * Everything that a stated path may mean, the likeliest first.
 * Unresolved when no reading can be bounded: no working directory, an unknown account, a device.
 */
export function readStated(stated: StatedPath, context: StatedContext): Readings {
  const { text } = stated;
  if (text.includes('\0')) return unresolved('nul', 'a NUL character in the path');
  if (!isAscii(text) && /\p{Cs}/u.test(text))
    return unresolved('surrogate', 'half a character in the path');
  if (text.length > longest) return unresolved('tooLong', 'the path is longer than any file name');
  const first = readWords(text, stated.cwd, context);
  if (first.kind === 'unresolved') return first;
  const readings = [...first.readings];
  if (maybeUnclean.test(text)) {
    // HFS+ ignores some of these, and tools trim what they are given.
    const cleaned = withoutInvisible(text).trim();
    if (cleaned !== text) {
      const also = readWords(cleaned, stated.cwd, context);
      if (also.kind === 'readings') readings.push(...also.readings);
    }
  }
  for (const reading of first.readings) {
    if (reading.stream || !/(?:^|\/)\.\.(?:\/|$)/.test(reading.path)) continue;
    readings.push({ ...reading, path: collapse(reading.path) });
  }
  return { kind: 'readings', readings: [first.readings[0], ...readings.slice(1)] };
}

function withoutInvisible(text: string): string {
  return text.replace(
    /(?:[\p{Cc}\p{Cf}\u115f\u1160]|\u034f|[\u180b-\u180d]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])/gu,
    '',
  );
}

function readWords(text: string, cwd: string | null, context: StatedContext): Readings {
  if (context.platform !== 'win32' && text.startsWith('/')) return one(text);
  const url = /^file:(.*)$/is.exec(text);
  if (url) return readUrl(text, url[1] ?? '', cwd, context);
  if (text.startsWith('~')) return readTilde(text, cwd, context);
  if (context.platform === 'win32') return readWindows(text, cwd);
  if (isAbsolute(text)) return one(text);
  return cwd === null
    ? unresolved('cwd', 'a relative path and no known working directory')
    : one(join(cwd, text));
}

function readTilde(text: string, cwd: string | null, context: StatedContext): Readings {
  const slash = text.search(context.platform === 'win32' ? /[/\\]/ : /\//);
  const name = slash === -1 ? text.slice(1) : text.slice(1, slash);
  const rest = slash === -1 ? '' : text.slice(slash);
  const literal = cwd === null ? null : join(cwd, text);
  const homes = homesFor(name, context);
  if (homes === null) return unresolved('user', `no account with the name of ~${name} is known`);
  // `~+`, `~-`, `~2` name directories of the shell's own; other marks make it an ordinary file name.
  if (homes === 'shell') return unresolved('user', `~${name} depends on the shell's history`);
  const readings = homes.flatMap((home) => {
    const read = context.platform === 'win32' ? readWindows(home + rest, cwd) : one(home + rest);
    return read.kind === 'readings' ? read.readings : [];
  });
  if (literal !== null) {
    readings.push({ ...plain(literal), onlyIf: join(cwd ?? '/', text.slice(0, name.length + 1)) });
  }
  const [first, ...more] = readings;
  if (first) return { kind: 'readings', readings: [first, ...more] };
  return literal === null ? unresolved('cwd', 'no known working directory') : one(literal);
}

function homesFor(name: string, context: StatedContext): readonly string[] | 'shell' | null {
  if (name === '' || name === context.user) return context.homes;
  if (/^(?:[+-]?\d*)$/.test(name)) return 'shell';
  if (!/^[A-Za-z_][\w.-]*\$?$/.test(name)) return [];
  if (context.homeOf) {
    const home = context.homeOf(name);
    return home === null ? null : [home];
  }
  if (context.platform === 'win32') return [`C:/Users/${name}`];
  if (context.platform === 'darwin') return [name === 'root' ? '/var/root' : `/Users/${name}`];
  return [name === 'root' ? '/root' : `/home/${name}`];
}

/** `file:` as browsers and language libraries read it, and as a plain name. */
function readUrl(text: string, rest: string, cwd: string | null, context: StatedContext): Readings {
  const spots = new Set<string>();
  const path = rest.replaceAll('\\', '/').replace(/^\/\/[^/]*(?=\/)/, '');
  for (const part of [path.replace(/[?#].*$/s, ''), path]) {
    try {
      spots.add(decodeURIComponent(part));
    } catch {
      return unresolved('url', 'a file URL that is not well-formed');
    }
  }
  const readings: Reading[] = [];
  for (const spot of spots) {
    if (spot.includes('\0')) return unresolved('nul', 'a NUL character in the path');
    const drive = /^\/+[A-Za-z][:|]/.test(spot) ? spot.replace(/^\/+([A-Za-z])[:|]/, '$1:') : spot;
    const read =
      context.platform === 'win32' ? readWindows(drive, cwd) : one(`/${spot.replace(/^\/+/, '')}`);
    if (read.kind === 'unresolved') return read;
    readings.push(...read.readings);
  }
  if (cwd !== null && context.platform !== 'win32') {
    const literal = join(cwd, text);
    readings.push({ ...plain(literal), onlyIf: join(cwd, text.split('/', 1)[0] ?? '') });
  }
  const [first, ...more] = readings;
  return first ? { kind: 'readings', readings: [first, ...more] } : unresolved('url', 'empty URL');
}

function readWindows(text: string, cwd: string | null): Readings {
  const parsed = parseWindowsPath(text, cwd);
  const drive = unixDrivePath(text);
  const other = drive === null ? null : parseWindowsPath(drive, null);
  const readings = [other, parsed].flatMap((read) =>
    read === null || read.kind === 'unresolved' ? [] : [fromWindows(read)],
  );
  const [first, ...more] = readings;
  if (first) return { kind: 'readings', readings: [first, ...more] };
  return parsed.kind === 'unresolved' ? parsed : unresolved('device', 'no reading');
}

function fromWindows(read: { kind: string; path: string; shortNames?: boolean }): Reading {
  return {
    path: read.path,
    stream: read.kind === 'stream',
    onlyIf: null,
    shortNames: read.shortNames ?? false,
  };
}

function plain(path: string): Reading {
  return { path, stream: false, onlyIf: null, shortNames: false };
}

function one(path: string): Readings {
  return { kind: 'readings', readings: [plain(path)] };
}
