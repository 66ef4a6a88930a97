import type { Program } from '../../scripts/lib/processGroup.ts';

/**
 * A command that sees the file systems which a piece of shell mounts for it, and nobody else does: a namespace of its
 * own, which ends with it. Needs Linux and leave to make namespaces; where there is none, running it fails.
 */
export function inMounts(
  setup: string,
  command: string,
  args: readonly string[],
): Pick<Program, 'command' | 'args'> {
  const inside = `set -e\n${setup}\nexec "$@"`;
  return {
    command: '/usr/bin/unshare',
    args: ['--mount', '--map-root-user', '/bin/sh', '-c', inside, 'sh', command, ...args],
  };
}

/** Shell that puts a file system of its own in a folder's place, with the same content, and no byte free. */
export function fullDisk(folder: string): string {
  return `${ownFileSystem(folder, '4m')}
head -c 8m /dev/zero > '${folder}/.full' 2>/dev/null || true`;
}

/** The same, and then read-only. */
export function readOnlyDisk(folder: string): string {
  return `${ownFileSystem(folder, '16m')}
mount -o remount,ro '${folder}'`;
}

function ownFileSystem(folder: string, size: string): string {
  if (folder.includes("'")) throw new RangeError('no folder for a quoted word');
  // The content is copied by way of another mount, because the new one hides it.
  return `there=$(mktemp -d)
mount --bind '${folder}' "$there"
mount -t tmpfs -o size=${size},mode=0700 tmpfs '${folder}'
cp -a "$there/." '${folder}/'
umount "$there"
rmdir "$there"
chmod 0700 '${folder}'`;
}
