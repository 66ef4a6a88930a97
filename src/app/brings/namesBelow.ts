import type { BroughtNames } from '../../core/actions/action.ts';
import { isLeftOut, isTakenIn } from '../../core/patches/memberPatterns.ts';
import type { BroughtFile } from './brought.ts';

/**
 * The names under which a file may arrive, relative to the target, or absolute where the program keeps that; empty
 * when the program leaves it out.
 * @param patches the names come from a patch
 */
export function namesBelow(
  file: Pick<BroughtFile, 'name' | 'bare'>,
  names: BroughtNames,
  patches: boolean,
): readonly string[] {
  // Archives' members are chosen by their own names, a patch's files by what is left of theirs.
  if (!patches && !comesAlong(file.name, names)) return [];
  const under = names.under.replace(/^\/+|\/+$/g, '');
  return (patches ? cutInPatch(file, names.strip) : cutInArchive(file.name, names.strip)).flatMap(
    (cut) => {
      const name = names.absolute && under === '' ? cut : cut.replace(/^\/+/, '');
      const whole = under === '' ? name : `${under}/${name}`;
      return name === '' || (patches && !comesAlong(whole, names)) ? [] : [whole];
    },
  );
}

function comesAlong(name: string, { only, except, exceptTrees }: BroughtNames): boolean {
  if (only.length > 0 && !only.some((pattern) => isTakenIn(name, pattern))) return false;
  return !except.some((pattern) => isLeftOut(name, pattern, exceptTrees));
}

/** `patch` without `-p` takes the last segment, or what exists; a name too short for its `-p` keeps its last one. */
function cutInPatch(
  { name, bare }: Pick<BroughtFile, 'name' | 'bare'>,
  strip: number | 'all',
): readonly string[] {
  if (strip !== 'all') {
    const count = bare === true ? Math.max(0, strip - 1) : strip;
    return [withoutLeading(name, count) ?? lastOf(name)];
  }
  const guesses = [lastOf(name), withoutLeading(name, 1) ?? name, name];
  return [...new Set(guesses)].filter((guess) => !guess.startsWith('/'));
}

function cutInArchive(name: string, strip: number | 'all'): readonly string[] {
  if (strip === 'all') return [lastOf(name)];
  const cut = withoutLeading(name, strip);
  return cut === null ? [] : [cut];
}

function lastOf(name: string): string {
  return name.replace(/\/+$/, '').replace(/^.*\//s, '');
}

/** Without its first segments; several slashes count as one. Null when no more are there. */
function withoutLeading(name: string, count: number): string | null {
  let at = 0;
  for (let cut = 0; cut < count; cut += 1) {
    const slash = name.indexOf('/', at);
    if (slash === -1) return null;
    at = slash;
    while (name[at] === '/') at += 1;
  }
  return name.slice(at);
}
