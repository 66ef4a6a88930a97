import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { environment, withFolder } from './support.ts';

/** A file system of its own in memory, as small as a test wants it. Only root of a Linux machine can make one. */
export interface TinyDisk {
  readonly path: string;
  /** Takes all space that is left, or gives it back. */
  readonly fill: () => void;
  readonly empty: () => void;
  readonly remount: (options: string) => void;
}

export function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    withFolder((folder) => {
      mount(folder, 'size=64k');
      unmount(folder);
    });
    return true;
  } catch {
    return false;
  }
}

export function withTinyDisk<T>(options: string, use: (disk: TinyDisk) => T): T {
  return withFolder((folder) => {
    const path = join(folder, 'disk');
    mkdirSync(path);
    mount(path, options);
    const filler = join(path, 'filler');
    const disk: TinyDisk = {
      path,
      fill: () => fill(filler),
      empty: () => rmSync(filler, { force: true }),
      remount: (more) => execute('mount', ['-o', `remount,${more}`, path]),
    };
    let result: T;
    try {
      result = use(disk);
    } catch (error) {
      unmount(path);
      throw error;
    }
    if (result instanceof Promise) return result.finally(() => unmount(path)) as T;
    unmount(path);
    return result;
  });
}

function fill(path: string): void {
  const descriptor = openSync(path, 'a');
  try {
    const piece = Buffer.alloc(4096, 'x');
    for (;;) writeSync(descriptor, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(descriptor);
  }
}

function mount(path: string, options: string): void {
  execute('mount', ['-t', 'tmpfs', '-o', `mode=700,${options}`, 'pinfold-test', path]);
}

function unmount(path: string): void {
  execute('umount', [path]);
}

function execute(command: string, args: readonly string[]): void {
  execFileSync(command, args, { env: environment, stdio: 'pipe' });
}
