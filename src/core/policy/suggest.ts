/**
 * "Did you mean": the nearest word of a small set.
 */

/**
 * Damerau-Levenshtein distance in UTF-16 units: the number of insertions, deletions, substitutions and swaps of
 * neighbours between two words. The unrestricted form (a swapped pair may be edited further), hence a metric.
 */
export function editDistance(a: string, b: string): number {
  const far = a.length + b.length;
  const lastRowOf = new Map<string, number>();
  const rows: number[][] = [
    Array.from({ length: b.length + 2 }, () => far),
    [far, ...Array.from({ length: b.length + 1 }, (_, column) => column)],
  ];
  for (let i = 1; i <= a.length; i++) {
    const above = rows[i]!;
    const row = [far, i];
    let lastMatch = 0;
    for (let j = 1; j <= b.length; j++) {
      const swapRow = lastRowOf.get(b[j - 1]!) ?? 0;
      const swapColumn = lastMatch;
      const same = a[i - 1] === b[j - 1];
      if (same) lastMatch = j;
      row.push(
        Math.min(
          above[j]! + (same ? 0 : 1),
          row[j]! + 1,
          above[j + 1]! + 1,
          rows[swapRow]![swapColumn]! + (i - swapRow - 1) + 1 + (j - swapColumn - 1),
        ),
      );
    }
    lastRowOf.set(a[i - 1]!, i);
    rows.push(row);
  }
  return rows[a.length + 1]![b.length + 1]!;
}

/** How many edits away a word may be and still be taken for a slip of `candidate`. */
export function reach(candidate: string): number {
  return Math.max(1, Math.floor(candidate.length / 3));
}

/** Words that people use for ours; a suggestion only, never accepted in a file. */
const otherWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    deny: [
      'block',
      'blocked',
      'forbid',
      'reject',
      'refuse',
      'disallow',
      'denied',
      'never',
      'none',
      'no',
    ],
    allow: ['permit', 'accept', 'allowed', 'pass', 'always', 'yes', 'ok'],
    ask: ['prompt', 'confirm', 'approve', 'review', 'warn'],
    edit: ['write', 'modify', 'change', 'delete'],
    why: ['reason', 'description', 'message', 'because', 'comment'],
    paths: ['files', 'globs', 'glob', 'patterns', 'pattern', 'include'],
    except: ['exclude', 'ignore', 'exceptions', 'unless', 'not'],
    zones: ['rules', 'areas', 'folders'],
    send: ['upload', 'post'],
    match: ['command', 'words', 'argv', 'pattern'],
    verdict: ['action', 'decision', 'effect'],
  }).flatMap(([ours, theirs]) => theirs.map((word) => [word, ours] as const)),
);

/**
 * The candidate that somebody who wrote `word` most likely meant, or null.
 * Nearest by edits within {@link reach} first, then the same word in other case, a stem of it, another word for it.
 */
export function suggest(word: string, candidates: readonly string[]): string | null {
  const folded = word.toLowerCase();
  const sameButCase = candidates.find((candidate) => candidate.toLowerCase() === folded);
  if (sameButCase !== undefined) return sameButCase;
  let nearest: { candidate: string; distance: number } | null = null;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > reach(candidate)) continue;
    const distance = editDistance(folded, candidate.toLowerCase());
    if (distance > reach(candidate)) continue;
    if (nearest === null || distance < nearest.distance) nearest = { candidate, distance };
  }
  if (nearest !== null) return nearest.candidate;
  const other = otherWords.get(folded);
  if (other !== undefined && candidates.includes(other)) return other;
  return candidates.find((candidate) => isStem(folded, candidate.toLowerCase())) ?? null;
}

/** One is the beginning of the other, with enough of it written to mean something: `claude` of `claude-code`. */
function isStem(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= 4 && (a.startsWith(b) || b.startsWith(a));
}
