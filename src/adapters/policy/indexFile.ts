import type { PolicyIndex } from '../../core/policy/policyIndex.ts';

/**
 * The file form of a compiled policy: one line of JSON. It is kept twice: under its own digest, and under a name made
 * from its root, there with a line before it that says what it was compiled for. Comparing the two tells a file that
 * was cut or altered from one that is merely out of date, and costs the hook nothing, where hashing 50 KB in a process
 * that has just started costs 3 ms.
 */
export function writeIndex(index: PolicyIndex): string {
  // ASCII only: one other character would double the memory of the text and the time to parse it.
  return JSON.stringify(index).replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** @returns the index, or null when the text is none. */
export function readIndex(text: string): PolicyIndex | null {
  try {
    const index = JSON.parse(text) as PolicyIndex;
    return index.format === 1 && /^[0-9a-f]{64}$/.test(index.digest) ? index : null;
  } catch {
    return null;
  }
}

/** What an index was compiled for, and the bytes of the index. Null when the file has no such two parts. */
export function splitIndexFile(file: Buffer): { compiledFor: string; body: Buffer } | null {
  const lineEnd = file.indexOf(0x0a);
  if (lineEnd === -1) return null;
  return { compiledFor: file.toString('utf8', 0, lineEnd), body: file.subarray(lineEnd + 1) };
}

export function joinIndexFile(compiledFor: string, body: string): string {
  return `${compiledFor}\n${body}`;
}

/**
 * File name for what an index is compiled for: two 32-bit FNV-1a sums. Names may be made to meet; what keeps one root
 * from being judged by another's policy is the first line of the file.
 */
export function indexName(compiledFor: string): string {
  return [0x811c9dc5, 0x2f0b4c47].map((start) => sum(compiledFor, start)).join('');
}

function sum(text: string, start: number): string {
  let value = start;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, '0');
}
