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
  let updated: readonly PatchedFile[] = [];
  let trouble = isEnclosed(lines) ? null : 'the patch does not begin and end as one';
  for (const line of lines) {
    if (/^[+-]/.test(line)) continue;
    const header = line.includes('***') ? readHeader(line) : null;
    if (header === null) {
      if (isUnknownHeader(line)) trouble ??= `the patch says ${trimmed(line).slice(0, 60)}`;
      continue;
    }
    // In an update, a line with a blank in front is text that is there already.
    const perhaps = updated.length > 0 && line.startsWith(' ');
    const act = header.kind === 'delete' ? 'delete' : 'write';
    const files = header.names.map((name): PatchedFile => ({ act, name, perhaps }));
    const moved = header.kind === 'move' ? updated : [];
    for (const file of [...files, ...moved.map((each) => ({ ...each, act: 'move' as const }))]) {
      found.set(keyOf(file), file);
    }
    if (header.kind !== 'move' && !perhaps) updated = header.kind === 'update' ? files : [];
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

const headers =
  /^\*{3}\s{0,9}(?:(add|update|delete)\s{1,9}file|(move)\s{1,9}to)\s{0,9}:[ \t]?([\s\S]*)$/i;

function readHeader(line: string): Header | null {
  const [, act, move, rest = ''] = headers.exec(trimmedStart(line)) ?? [];
  const kind = (act ?? move)?.toLowerCase();
  if (kind === undefined) return null;
  const names = [...new Set([trimmedEnd(rest), rest.endsWith('\r') ? rest.slice(0, -1) : rest])];
  return { kind: kind as Header['kind'], names: names.filter((name) => name !== '') };
}

/** A marker that is neither a file, nor the beginning or the end of anything. */
function isUnknownHeader(line: string): boolean {
  if (line.startsWith(' ')) return false;
  const mark = trimmed(line);
  return mark.startsWith('***') && !/^\*\*\* (?:Begin Patch|End Patch|End of File)$/.test(mark);
}

/** Only blank lines, and a here-document around it, may stand outside. */
function isEnclosed(lines: readonly string[]): boolean {
  const isWritten = (line: string): boolean => trimmedStart(line) !== '';
  const first = lines.findIndex(isWritten);
  const last = lines.findLastIndex(isWritten);
  const opens = /^<<-?\s{0,9}['"]?\w+['"]?\s{0,9}$/.test(trimmedStart(lines[first] ?? ''));
  const inner = opens ? lines.slice(first + 1, last) : lines.slice(first, last + 1);
  const begin = inner.find(isWritten) ?? '';
  const end = inner.findLast(isWritten) ?? '';
  return trimmed(begin) === '*** Begin Patch' && trimmed(end) === '*** End Patch';
}

/** As Rust's `trim`: every character that Unicode calls white space. */
const blank = /\p{White_Space}/u;

function trimmed(line: string): string {
  return trimmedEnd(trimmedStart(line));
}

function trimmedStart(text: string): string {
  let at = 0;
  while (at < text.length && blank.test(text[at] ?? '')) at += 1;
  return at === 0 ? text : text.slice(at);
}

function trimmedEnd(text: string): string {
  let at = text.length;
  while (at > 0 && blank.test(text[at - 1] ?? '')) at -= 1;
  return text.slice(0, at);
}

function keyOf({ act, name, perhaps }: PatchedFile): string {
  return `${act}\0${perhaps ? 'p' : ''}\0${name}`;
}
