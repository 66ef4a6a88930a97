import { parentOf } from '../core/paths/lexical.ts';
import type { Root, Surroundings } from '../core/zones/surroundings.ts';
import type { Files } from '../ports/files.ts';

/** What of {@link Surroundings} belongs to the machine and its user, not to the session. */
export type MachineFacts = Pick<Surroundings, 'platform' | 'homes' | 'temporary' | 'user'>;

/** The surroundings of one session: the machine, its roots, and whether case counts where they lie. */
export function surroundingsOf(
  machine: MachineFacts,
  roots: readonly Root[],
  scratch: readonly string[],
  files: Files,
): Surroundings {
  const foldCase =
    foldsByDefault(machine.platform) ||
    [...roots.map((root) => root.path), ...machine.homes].some((path) => foldsCase(path, files));
  return { ...machine, roots, scratch, foldCase };
}

/** The volumes of macOS and Windows fold case unless somebody formats them otherwise: judged as if all did. */
export function foldsByDefault(platform: Surroundings['platform']): boolean {
  return platform !== 'linux';
}

/**
 * Whether a folder is also found by its name in the other case: so on a Windows drive in WSL, a network share, an
 * ext4 folder with case folding. A second folder that merely has that name has another identity.
 */
export function foldsCase(path: string, files: Files): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const other = swapCase(name);
  if (other === name) return false;
  try {
    const here = files.lstat(path);
    const there = here === null ? null : files.lstat(`${parentOf(path)}/${other}`);
    return here !== null && there !== null && here.identity === there.identity;
  } catch {
    return false;
  }
}

function swapCase(text: string): string {
  const lower = text.toLowerCase();
  return lower === text ? text.toUpperCase() : lower;
}
