import type { PolicyIndex } from '../../core/policy/policyIndex.ts';

/**
 * The file form of a compiled policy: one line of JSON. It is kept twice, under the name of its root and under its own
 * digest, byte for byte the same: comparing the two tells a file that was cut or altered from one that is merely out
 * of date, and costs the hook nothing, where hashing 50 KB in a process that has just started costs 3 ms.
 */
export function writeIndex(index: PolicyIndex): string {
  return JSON.stringify(index);
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
