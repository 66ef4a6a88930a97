import type { PathFact } from '../../core/actions/effect.ts';
import { isUnder, parentOf, relativeTo, withAncestors } from '../../core/paths/lexical.ts';
import { readSearchGlobs } from '../../core/paths/searchGlobs.ts';
import { type Files, FilesError } from '../../ports/files.ts';
import type { Git } from '../../ports/git.ts';
import type { Tree } from './tree.ts';

/**
 * Files that a search tool opens although git may ignore them. The tool does not ask git, it reads ignore files
 * itself, and differs: it opens an ignored folder that it is sent to, lets `.ignore` and `.rgignore` take files back
 * in, and starts anew at each folder that looks like a repository.
 */
export function searchedAnyway(
  fact: PathFact,
  paths: readonly string[],
  tree: Tree,
  git: Git,
): readonly string[] {
  const folder = fact.path;
  const isThere = (path: string): boolean => tree.lstat(path) !== null;
  const overrules = (at: string): boolean => isThere(`${at}/.ignore`) || isThere(`${at}/.rgignore`);
  const repository = withAncestors(folder).find((at) => isThere(`${at}/.git`));
  if (repository === undefined || withAncestors(folder).some(overrules)) return paths;
  // Through a link, files have other names than those that ignore files speak of.
  if (fact.faces.some((face) => isUnder(face, repository))) return paths;
  const asked = folder === repository ? paths : [folder, ...paths];
  const ignored = git.ignored(folder, asked);
  if (ignored.has(folder)) return paths;
  return paths.filter((path) => {
    if (!ignored.has(path)) return true;
    const between = withAncestors(parentOf(path)).filter(
      (at) => at !== folder && isUnder(at, folder),
    );
    return between.some((at) => overrules(at) || isThere(`${at}/.git`));
  });
}

const ignoreFiles = ['.gitignore', '.ignore', '.rgignore', '.fdignore', '.git/info/exclude'];

/** Longer ignore files are not read to their end: what they say is not known. */
const longest = 262_144;

/**
 * Whether a line of an ignore file above a path may take it back in (`!.env`). Search tools then open it, also where
 * its name starts with a dot. What cannot be read may say so.
 */
export function takenBackIn(path: string, files: Files, tree: Tree): boolean {
  return withAncestors(parentOf(path)).some((folder) =>
    ignoreFiles.some((name) => {
      const file = `${folder}/${name}`;
      if (tree.lstat(file) === null) return false;
      const lines = linesOf(file, files);
      return lines === null || takesIn(lines, relativeTo(path, folder) ?? path);
    }),
  );
}

function linesOf(file: string, files: Files): readonly string[] | null {
  try {
    const text = files.readText(file, longest);
    if (text === null || text.length >= longest) return null;
    return text.split('\n');
  } catch (error) {
    if (error instanceof FilesError) return null;
    throw error;
  }
}

function takesIn(lines: readonly string[], relative: string): boolean {
  const written = lines
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1).trim())
    .filter((glob) => glob !== '');
  if (written.length === 0) return false;
  // Folders on the way count too: one that is hidden itself may be what is taken back in.
  const parts = relative.split('/');
  const paths = parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
  return written.some((glob) => {
    const globs = readSearchGlobs([glob]);
    return paths.some((part) => globs.opens(part));
  });
}
