/**
 * A second reading of the `apply_patch` format, as Codex 0.169.0 was seen to read it: what it would do when it takes a
 * patch, or null when it refuses. Slow and plain; it knows nothing of the reader that it is compared with.
 */
export function appliedFiles(patch: string): readonly string[] | null {
  const lines = trimAll(patch)
    .split('\n')
    .map((line) => line.replace(/\r$/, ''));
  const inner = withoutHereDocument(lines);
  if (inner === null) return null;
  const files: string[] = [];
  let rest = inner;
  while (rest.length > 0) {
    const taken = takeFile(rest);
    if (taken === null) return null;
    files.push(...taken.files);
    rest = rest.slice(taken.lines);
  }
  return files;
}

function withoutHereDocument(lines: readonly string[]): readonly string[] | null {
  const between = (all: readonly string[]): readonly string[] | null =>
    all.length >= 2 &&
    trimAll(all[0]!) === '*** Begin Patch' &&
    trimAll(all.at(-1)!) === '*** End Patch'
      ? all.slice(1, -1)
      : null;
  const plain = between(lines);
  if (plain !== null) return plain;
  const opens = ['<<EOF', "<<'EOF'", '<<"EOF"'].includes(lines[0] ?? '');
  return opens && lines.length >= 4 && lines.at(-1)!.endsWith('EOF')
    ? between(lines.slice(1, -1))
    : null;
}

interface Taken {
  readonly files: readonly string[];
  readonly lines: number;
}

function takeFile(lines: readonly string[]): Taken | null {
  const header = trimAll(lines[0]!);
  const after = (mark: string): string | null =>
    header.startsWith(mark) && header.length > mark.length ? header.slice(mark.length) : null;
  const added = after('*** Add File: ');
  if (added !== null) {
    let count = 1;
    while (lines[count]?.startsWith('+') === true) count += 1;
    return { files: [`write ${added}`], lines: count };
  }
  const deleted = after('*** Delete File: ');
  if (deleted !== null) return { files: [`delete ${deleted}`], lines: 1 };
  const updated = after('*** Update File: ');
  if (updated === null) return null;
  let count = 1;
  const moved = /^\*\*\* Move to: (.+)$/.exec(lines[1] ?? '')?.[1];
  if (moved !== undefined) count += 1;
  const start = count;
  while (count < lines.length) {
    const line = lines[count]!;
    if (line.startsWith('*') && trimAll(line) !== '*** End of File') break;
    if (!/^(?:@@|[ +-]|$|\*)/.test(line)) return null;
    count += 1;
  }
  if (count === start) return null;
  const files = moved === undefined ? [`write ${updated}`] : [`move ${updated}`, `write ${moved}`];
  return { files, lines: count };
}

/** As Rust's `trim`. */
function trimAll(text: string): string {
  return text.replace(/^\p{White_Space}+/u, '').replace(/\p{White_Space}+$/u, '');
}
