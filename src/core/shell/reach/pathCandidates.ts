/** The word itself, option values, `key=value`, `@file`, and the sides of `a:b`. */
export function pathCandidates(text: string): string[] {
  if (text.length > 2_048 || text === '' || /^(-{1,2}|-\w|\d+)$/.test(text)) return [];
  const found = new Set<string>();
  if (!text.startsWith('-')) found.add(text);
  const value = /^-{0,2}[\w.@-]+=(.*)$/s.exec(text)?.[1];
  if (value !== undefined) found.add(value);
  const attached = /^-\w(.+)$/s.exec(text)?.[1];
  if (attached !== undefined && !text.startsWith('--')) found.add(attached);
  for (const base of Array.from(found)) {
    if (/^[@<]/.test(base)) found.add(base.slice(1));
    if (/[:,]/.test(base) && !base.includes('://')) {
      const sides = base.startsWith('concat:') ? base.slice(7).split('|') : base.split(/[:,]/);
      for (const side of sides) if (side !== '') found.add(side.replace(/^\w+=|^@/, ''));
    }
  }
  found.delete('');
  return Array.from(found)
    .filter((candidate) => !candidate.includes('\n'))
    .slice(0, 12);
}
