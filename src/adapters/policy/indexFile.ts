import type { PolicyIndex } from '../../core/policy/policyIndex.ts';

/**
 * The file form of a compiled policy: the SHA-256 of the second line, a line break, the index as one line of JSON.
 * A file that was cut or altered by accident is told from one that is merely out of date.
 */
export function writeIndex(index: PolicyIndex, sha256: (text: string) => string): string {
  const body = JSON.stringify(index);
  return `${sha256(body)}\n${body}`;
}

/** @returns the index, or null when the text is not what {@link writeIndex} wrote. */
export function readIndex(text: string, sha256: (text: string) => string): PolicyIndex | null {
  const lineEnd = text.indexOf('\n');
  if (lineEnd === -1) return null;
  const body = text.slice(lineEnd + 1);
  if (sha256(body) !== text.slice(0, lineEnd)) return null;
  const index = JSON.parse(body) as PolicyIndex;
  return index.format === 1 ? index : null;
}
