import { asciiJson } from '../../core/zones/asciiJson.ts';
import type { PolicyIndex } from '../../core/policy/policyIndex.ts';

/** Also in what an index is compiled for: a file of another format has another name, and is no damage. */
export const indexFormat: PolicyIndex['format'] = 3;

/**
 * The file form of a compiled policy: a line of JSON, then the lines of its glob index as they are, because most of
 * them are never read. It is kept twice: under its own digest, and under a name made from its root, there with a line
 * before it that says what it was compiled for. Comparing the two tells a file that was cut or altered from one that is
 * merely out of date, and costs the hook nothing, where hashing 50 KB in a process that has just started costs 3 ms.
 */
export function writeIndex(index: PolicyIndex): string {
  const { text, ...globs } = index.globs;
  return `${asciiJson({ ...index, globs })}\n${text}`;
}

/** @returns the index, or null when the text is none. */
export function readIndex(text: string): PolicyIndex | null {
  const lineEnd = text.indexOf('\n');
  if (lineEnd === -1) return null;
  try {
    const index = JSON.parse(text.slice(0, lineEnd)) as PolicyIndex;
    if (index.format !== indexFormat || !/^[0-9a-f]{64}$/.test(index.digest)) return null;
    return { ...index, globs: { ...index.globs, text: text.slice(lineEnd + 1) } };
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
