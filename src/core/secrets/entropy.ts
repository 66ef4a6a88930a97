/** More characters do not change the picture. */
const longest = 4096;

/** Shannon's entropy of a text's characters, in bits for each; 0 for none. */
export function entropyOf(text: string): number {
  const length = Math.min(text.length, longest);
  const counts = new Map<number, number>();
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) bits -= (count / length) * Math.log2(count / length);
  return bits;
}
