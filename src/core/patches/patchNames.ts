import { gitHeaderNames, readName } from './quotedNames.ts';

/** A name of a file as a patch spells it. */
export interface PatchName {
  readonly text: string;
  /** It stands without the `a/` or `b/` that the others have (`rename to x`): one segment fewer is cut off. */
  readonly bare: boolean;
}

/** Names in one patch; more are not looked at one by one. */
export const mostPatchNames = 20_000;

/**
 * Every file that a patch may write, by the names in its headers; null when they cannot be told: more than
 * {@link mostPatchNames}, or a mail whose text is encoded.
 *
 * Unified and context diffs, git's extended headers and `Index:` lines (POSIX `patch`, git-diff(1)). GNU patch picks
 * one of several names by what exists, and takes patches that are indented or quoted by dashes (RFC 934): all names
 * count, and where programs read one differently, every reading does. Lines inside a hunk are text, never headers.
 */
export function namesInPatch(text: string): readonly PatchName[] | null {
  // `git am` decodes a mail before it applies the patch in it.
  if (/^content-transfer-encoding:\s*(?:base64|quoted-printable)/im.test(text)) return null;
  const names = new Map<string, PatchName>();
  let hunk: Hunk | null = null;
  for (const written of text.split('\n')) {
    const line = written.endsWith('\r') ? written.slice(0, -1) : written;
    hunk = hunk !== null && isOpen(hunk) ? afterLine(hunk, line) : null;
    if (hunk !== null) continue;
    const starts = hunkStart.exec(line);
    if (starts !== null) {
      const [, indent = '', before = '1', after = '1'] = starts;
      hunk = { indent, before: Number(before), after: Number(after) };
      continue;
    }
    for (const name of namesInHeader(line)) {
      names.set(`${name.bare ? 'b' : ' '}${name.text}`, name);
    }
    if (names.size > mostPatchNames) return null;
  }
  return [...names.values()];
}

interface Hunk {
  /** What every line of the patch begins with. */
  readonly indent: string;
  /** Lines still to come of the old and the new file. */
  readonly before: number;
  readonly after: number;
}

const hunkStart = /^((?:- )*[ \tX]*)@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

function isOpen({ before, after }: Hunk): boolean {
  return before > 0 || after > 0;
}

/** The hunk after one more line; null when the line is none of it, and so may be a header. */
function afterLine(hunk: Hunk, line: string): Hunk | null {
  const { indent, before, after } = hunk;
  const inside = line.startsWith(indent);
  if (!inside && line.trim() !== '') return null;
  switch (inside ? line[indent.length] : undefined) {
    case '-':
      return before > 0 ? { ...hunk, before: before - 1 } : null;
    case '+':
      return after > 0 ? { ...hunk, after: after - 1 } : null;
    case '\\':
      return hunk;
    case ' ':
    case undefined:
      // An editor may have taken the blank of an empty line.
      return { ...hunk, before: before - 1, after: after - 1 };
    default:
      return null;
  }
}

function namesInHeader(written: string): readonly PatchName[] {
  const line = written.replace(/^(?:- )*[ \tX]*/, '');
  const git = /^diff --git (.+)$/.exec(line)?.[1];
  if (git !== undefined) return gitHeaderNames(git).map((text) => ({ text, bare: false }));
  const moved = /^(?:rename (?:from|to|old|new)|copy to) (.+)$/.exec(line)?.[1];
  if (moved !== undefined) return readName(moved).map((text) => ({ text, bare: true }));
  const named = /^(?:---|\+\+\+|\*\*\*|Index:)[ \t]+(.+)$/.exec(line)?.[1];
  return named === undefined ? [] : readName(named).map((text) => ({ text, bare: false }));
}
