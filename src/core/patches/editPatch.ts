/**
 * The patches of the `apply_patch` tool: `*** Begin Patch`, then `*** Add File: x`, `*** Update File: x` with
 * `*** Move to: y`, `*** Delete File: x` and lines of content, then `*** End Patch`.
 *
 * Format: the grammar in Codex's own tool description, and what its parser (0.169.0) was seen to accept: blanks of
 * any kind around a header, CRLF, a here-document around the whole. Names are never expanded. Versions differ in which
 * indented lines are headers, so every one that might be counts.
 */

/** What a patch does to one file. */
export interface PatchedFile {
  /** `move`: its content arrives under another name, which is a `write` of its own. */
  readonly act: 'write' | 'delete' | 'move';
  readonly name: string;
  /** The header stands where the patch may only speak of it. */
  readonly perhaps: boolean;
}

export interface EditPatch {
  readonly files: readonly PatchedFile[];
  /** Why it is not known what the patch does beyond that, in words for people; null when it is. */
  readonly trouble: string | null;
}

/** Files in one patch; more are not looked at one by one. */
export const mostPatchedFiles = 2_000;

/** Reads a patch. Pure and total. */
export function readEditPatch(text: string): EditPatch {
  const lines = text.split('\n');
  const found = new Map<string, PatchedFile>();
  let updated: PatchedFile | null = null;
  let trouble = isEnclosed(lines) ? null : 'the patch does not begin and end as one';
  for (const line of lines) {
    if (/^[+-]/.test(line)) continue;
    const header = readHeader(line);
    if (header === null) {
      if (isUnknownHeader(line)) trouble ??= `the patch says ${trimmed(line).slice(0, 60)}`;
      continue;
    }
    // In an update, a line with a blank in front is text that is there already.
    const perhaps = updated !== null && line.startsWith(' ');
    for (const name of header.names) {
      const act = header.kind === 'delete' ? 'delete' : 'write';
      const file: PatchedFile = { act, name, perhaps };
      found.set(keyOf(file), file);
      if (header.kind === 'update' && !perhaps) updated = file;
    }
    if (header.kind === 'move' && updated !== null) {
      const moved: PatchedFile = { ...updated, act: 'move' };
      found.set(keyOf(moved), moved);
    }
    if (header.kind !== 'update' && header.kind !== 'move' && !perhaps) updated = null;
    if (found.size > mostPatchedFiles)
      return { files: [], trouble: 'the patch has too many files' };
  }
  if (found.size === 0) trouble ??= 'the patch names no file';
  return { files: [...found.values()], trouble };
}

interface Header {
  readonly kind: 'add' | 'update' | 'delete' | 'move';
  /** The name as it stands, and as it stands without the blanks at its end. */
  readonly names: readonly string[];
}

const headers = /^\*{3}\s*(?:(add|update|delete)\s+file|(move)\s+to)\s*:[ \t]?([\s\S]*)$/i;

function readHeader(line: string): Header | null {
  const [, act, move, rest = ''] = headers.exec(line.replace(leading, '')) ?? [];
  const kind = (act ?? move)?.toLowerCase();
  if (kind === undefined) return null;
  const names = [...new Set([rest.replace(trailing, ''), rest.replace(/\r+$/, '')])];
  return { kind: kind as Header['kind'], names: names.filter((name) => name !== '') };
}

/** A marker that is neither a file, nor the beginning or the end of anything. */
function isUnknownHeader(line: string): boolean {
  return (
    /^\*{3}/.test(line.startsWith(' ') ? '' : trimmed(line)) &&
    !/^\*\*\* (?:Begin Patch|End Patch|End of File)$/.test(trimmed(line))
  );
}

/** Only blank lines, and a here-document around it, may stand outside. */
function isEnclosed(lines: readonly string[]): boolean {
  const written = lines.map(trimmed).filter((line) => line !== '');
  const isHereDocument = /^<<-?\s*['"]?\w+['"]?$/.test(written[0] ?? '');
  const inner = isHereDocument ? written.slice(1, -1) : written;
  return inner[0] === '*** Begin Patch' && inner.at(-1) === '*** End Patch';
}

/** As Rust's `trim`: every character that Unicode calls white space. */
const leading = /^\p{White_Space}+/u;
const trailing = /\p{White_Space}+$/u;

function trimmed(line: string): string {
  return line.replace(leading, '').replace(trailing, '');
}

function keyOf({ act, name, perhaps }: PatchedFile): string {
  return `${act}\0${perhaps ? 'p' : ''}\0${name}`;
}
