import type { StatedPath, Statement } from '../actions/action.ts';
import type { EditPatch, PatchedFile } from './editPatch.ts';

/**
 * What applying a patch from `cwd` does, file by file.
 * @param cwd absolute, or null when it cannot be known
 */
export function patchStatements(patch: EditPatch, cwd: string | null, via: string): Statement[] {
  const statements = patch.files.flatMap((file) =>
    pathsOf(file, cwd).flatMap((path) => statementsFor(file, path, via)),
  );
  if (patch.trouble === null) return statements;
  return [...statements, { kind: 'unresolved', why: patch.trouble, via }];
}

function statementsFor({ act, perhaps }: PatchedFile, path: StatedPath, via: string): Statement[] {
  const common = { path, via, certainty: perhaps ? 'perhaps' : 'surely' } as const;
  switch (act) {
    case 'write':
      return [{ kind: 'write', ...common }];
    case 'delete':
      return [{ kind: 'delete', ...common }];
    case 'move':
      // Whoever may read the new name may read what stood under the old one.
      return [
        { kind: 'read', ...common },
        { kind: 'delete', ...common },
      ];
  }
}

/** The name as it stands, whatever it looks like; and HOME for `~`, which some versions may know. */
function pathsOf({ name }: PatchedFile, cwd: string | null): StatedPath[] {
  const isAbsolute = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(name);
  const literal = { text: isAbsolute ? name : `./${name}`, cwd, glob: false };
  return name.startsWith('~') ? [literal, { ...literal, text: name }] : [literal];
}
