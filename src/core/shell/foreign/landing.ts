import type { Machine } from '../machine.ts';
import { joinPath } from '../state/scope.ts';

/** The folder that a clone makes: the last part of its address. */
export function lastName(address: string): string {
  return (
    address
      .replace(/[?#].*$/, '')
      .replace(/\/+$/, '')
      .replace(/\.(?:git|bundle)$/, '')
      .split(/[/:]/)
      .at(-1) ?? ''
  );
}

/** `tool-1.2-linux.tar.gz` may unpack into `tool`, `tool-1.2` and the like. */
export function stemOf(address: string): string {
  const name = lastName(address).replace(
    /\.(?:tar(?:\.\w+)?|t[gbx]z2?|zip|7z|rar|gz|xz|bz2|zst|deb|rpm)$/i,
    '',
  );
  return name.replace(
    /[-_.]v?\d.*$|[-_](?:linux|darwin|macos|x86|amd64|arm|src|main|master).*$/i,
    '',
  );
}

/** Folders in which other things lie, too: only what is named like the download came with it. */
export function isShared(path: string, machine: Machine): boolean {
  const own = joinPath('/', machine.context.cwd);
  const home = joinPath('/', machine.context.home);
  if (own === path || own.startsWith(`${path}/`) || home === path) return true;
  return /^(?:\/|\/tmp|\/var\/tmp|\/dev\/shm|\/opt|\/usr(?:\/local)?(?:\/bin)?|.*\/\.local(?:\/bin|\/share)?|.*\/bin)$/.test(
    path,
  );
}
