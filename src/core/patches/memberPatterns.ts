/**
 * Patterns that choose members of an archive or files of a patch (`tar --exclude`, `unzip -x`, `git apply --include`).
 * Programs differ in what `*` and a bare name match. What takes in is read widely, what leaves out narrowly: a file
 * counts as left out only where every program would leave it out.
 */

/** Whether a pattern may take a name in: it, a folder above it, or its last segment. */
export function isTakenIn(name: string, pattern: string): boolean {
  const wanted = plain(pattern).replace(/\/+$/, '');
  if (wanted === '' || /[[\]{}\\]/.test(wanted)) return true;
  const path = plain(name);
  const candidates = [path, path.slice(path.lastIndexOf('/') + 1), ...foldersOf(path)];
  return candidates.some((each) => matches(wanted, each));
}

/**
 * Whether a pattern surely leaves a name out.
 * @param trees it leaves out all below what it matches, and without a slash at any depth
 */
export function isLeftOut(name: string, pattern: string, trees: boolean): boolean {
  const unwanted = trees ? plain(pattern).replace(/\/+$/, '') : plain(pattern);
  if (unwanted === '' || /[[\]{}\\]/.test(unwanted)) return false;
  const path = plain(name);
  if (matchesBySegment(unwanted, path)) return true;
  // A star at the end takes in all below, where a bare name may not.
  const reachesDown = trees || unwanted.endsWith('/*');
  if (reachesDown && foldersOf(path).some((each) => matchesBySegment(unwanted, each))) return true;
  const anywhere = trees && !unwanted.includes('/') && !pattern.startsWith('/');
  return anywhere && path.split('/').some((segment) => matches(unwanted, segment));
}

function plain(text: string): string {
  return text.replace(/^(?:\.?\/+)+/, '');
}

function foldersOf(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.slice(0, -1).map((_, at) => segments.slice(0, at + 1).join('/'));
}

function matchesBySegment(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const segments = path.split('/');
  return (
    wanted.length === segments.length && wanted.every((each, at) => matches(each, segments[at]!))
  );
}

/** `*` for any characters, `?` for one; in time proportional to both lengths multiplied, whatever the pattern. */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let wanted = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[wanted] === '*') {
      star = wanted;
      resume = at;
      wanted += 1;
    } else if (pattern[wanted] === '?' || pattern[wanted] === text[at]) {
      wanted += 1;
      at += 1;
    } else if (star !== -1) {
      resume += 1;
      at = resume;
      wanted = star + 1;
    } else return false;
  }
  while (pattern[wanted] === '*') wanted += 1;
  return wanted === pattern.length;
}
