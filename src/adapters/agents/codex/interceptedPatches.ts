import type { Statement } from '../../../core/actions/action.ts';
import { join } from '../../../core/paths/lexical.ts';
import { readEditPatch } from '../../../core/patches/editPatch.ts';
import { patchStatements } from '../../../core/patches/patchStatements.ts';

/**
 * Codex looks for its own patches in shell commands and applies them itself, without a shell: `apply_patch <<EOF`,
 * alone or after `cd FOLDER &&`. It takes the text and the folder as they stand, expands nothing, and does not mind a
 * folder that is not there; of `cd "$X/sub"` it keeps `/sub` (all measured on 0.169.0). The shell analysis says what a
 * shell would make of the same line; this says what Codex makes of it.
 */
export function interceptedPatches(command: string, cwd: string | null, via: string): Statement[] {
  const [before] = start.exec(command) ?? [];
  if (before === undefined || !command.includes('*** ')) return [];
  const patch = readEditPatch(patchIn(command));
  const folder = folderIn(before);
  if (folder === null) {
    return [
      { kind: 'unresolved', why: 'Codex applies the patch in a folder that cannot be told', via },
    ];
  }
  // `~` is HOME here, and in the names of a patch it is not: such a folder counts as both.
  if (folder === '') return patchStatements(patch, cwd, via);
  if (!folder.startsWith('~')) {
    const known = cwd !== null || folder.startsWith('/');
    return patchStatements(patch, known ? join(cwd ?? '/', folder) : null, via);
  }
  const files = patch.files.map((file) => ({ ...file, name: join(folder, file.name) }));
  return patchStatements({ ...patch, files }, cwd, via);
}

/** What may stand in front of the patch for Codex to take it, and the beginning of the patch. */
const start =
  /^(?:[\s(){};!]|[A-Za-z_]\w{0,100}=\S{0,200}\s|cd\s[^&|;\n]{0,4000}&&){0,50}apply_?patch\b/;

/** From the first mark to the last: what lies between two patches counts, too. */
function patchIn(command: string): string {
  const begin = command.indexOf('*** Begin Patch');
  const mark = '*** End Patch';
  const end = command.lastIndexOf(mark);
  return command.slice(Math.max(0, begin), end < 0 || end < begin ? undefined : end + mark.length);
}

/** What the `cd` in front names, as it stands; empty without one, null when that cannot be told. */
function folderIn(before: string): string | null {
  if (!/\bcd\s/.test(before)) return '';
  const plain = /\bcd\s+(?:'([^'$`\\]*)'|"([^"$`\\]*)"|([^\s'"$`\\<>(){}*?[\]#!]+))\s*&&/.exec(
    before,
  );
  const several = before.split(/\bcd\s/).length > 2;
  return several ? null : (plain?.[1] ?? plain?.[2] ?? plain?.[3] ?? null);
}
