/**
 * Paths as text. Nothing here knows a file system; in particular `a/../b` is only ever folded where a caller
 * asks for it, because `link/..` is the parent of what the link points to.
 *
 * A canonical path is absolute, `/`-separated, without empty, `.` or `..` segments and without a trailing slash
 * (except the anchor alone: `/`, `C:/`, `//server/share/`).
 */

/**
 * Splits off what `..` can never leave: empty for POSIX, `C:` or `//server/share` for Windows.
 * @param windows whether drive letters and share names mean anything; elsewhere `C:` is a file name
 */
export function splitAnchor(path: string, windows: boolean): { anchor: string; rest: string } {
  const anchor = windows ? (/^(?:[A-Za-z]:|\/\/[^/]+\/[^/]+)/.exec(path)?.[0] ?? '') : '';
  return { anchor, rest: path.slice(anchor.length) };
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/');
}

/** `rest` below `base`, unless `rest` is absolute itself. Nothing is folded. */
export function join(base: string, rest: string): string {
  if (isAbsolute(rest)) return rest;
  return base.endsWith('/') ? base + rest : `${base}/${rest}`;
}

/** Segments without empty ones and `.`; `..` stays. */
export function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.');
}

/** Folds `.` and `..` as text, as programs do that tidy a path before they open it. */
export function collapse(path: string, windows = false): string {
  const { anchor, rest } = splitAnchor(path, windows);
  const kept: string[] = [];
  for (const segment of segmentsOf(rest)) {
    if (segment === '..') kept.pop();
    else kept.push(segment);
  }
  return `${anchor}/${kept.join('/')}`;
}

/** Parent of a canonical path; the anchor is its own parent. */
export function parentOf(path: string): string {
  const cut = path.lastIndexOf('/');
  const parent = path.slice(0, cut);
  return parent === '' || /^(?:[A-Za-z]:|\/\/[^/]+(?:\/[^/]+)?)$/.test(parent)
    ? path.slice(0, cut + 1)
    : parent;
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether a canonical path is the folder or lies below it. Both in the same spelling. */
export function isUnder(path: string, folder: string): boolean {
  if (!path.startsWith(folder)) return false;
  return path.length === folder.length || folder.endsWith('/') || path[folder.length] === '/';
}

/** What comes after the folder, without a leading slash; empty for the folder itself, null outside it. */
export function relativeTo(path: string, folder: string): string | null {
  if (!isUnder(path, folder)) return null;
  return path.slice(folder.endsWith('/') ? folder.length : folder.length + 1);
}

/** A canonical path and all its ancestors, nearest first, ending with the anchor. */
export function withAncestors(path: string): string[] {
  const all = [path];
  for (let at = path; ;) {
    const parent = parentOf(at);
    if (parent === at) return all;
    all.push(parent);
    at = parent;
  }
}

const ascii = /^[\0-\x7f]*$/;

/**
 * Nearly all text is ASCII. Expressions with Unicode properties cost a process that has just started a fifth of a
 * millisecond each, so they are left for text that needs them.
 */
export function isAscii(text: string): boolean {
  return ascii.test(text);
}

/**
 * The form in which two spellings of a name are compared: Unicode NFC and, where the volume folds case, one case.
 * Upper first, then lower, so that `ſ`, `K` (Kelvin) and `ß` meet what APFS and NTFS take them for. It folds a
 * little more than any one volume does: two names may count as one, one name never as two.
 */
export function foldKey(text: string, foldCase: boolean): string {
  if (isAscii(text)) return foldCase ? text.toLowerCase() : text;
  const composed = text.normalize('NFC');
  return foldCase ? composed.toUpperCase().toLowerCase().normalize('NFC') : composed;
}
