/** Entries of a table by the program names that each lists (`'a|b'`), looked for once a name. */
export function byName<T extends { readonly programs: string }>(
  table: readonly T[],
): (name: string) => readonly T[] {
  const index = new Map<string, T[]>();
  return (name) => {
    if (index.size === 0) {
      for (const entry of table) {
        for (const program of entry.programs.split('|')) {
          const known = index.get(program);
          if (known === undefined) index.set(program, [entry]);
          else known.push(entry);
        }
      }
    }
    return index.get(name) ?? [];
  };
}
