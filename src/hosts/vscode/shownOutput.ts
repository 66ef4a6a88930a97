/** Path of the document that explains a record. */
export function recordPath(record: number): string {
  return `/Record ${String(record)}`;
}

/** Path of the document that shows what all layers come to. */
export const effectivePolicyPath = '/Effective Policy';

/**
 * Arguments of `pinfold` whose output a document shows; null for a path that shows nothing. The path is the whole of it:
 * anybody can open a document by its address (`code --file-uri`, a link), agents too, and none of them may choose what
 * is run. All that can be shown only reads.
 */
export function argumentsFor(path: string): readonly string[] | null {
  if (path === effectivePolicyPath) return ['policy', 'show', '--effective'];
  const record = /^\/Record (\d{1,15})$/.exec(path)?.[1];
  return record === undefined ? null : ['explain', record];
}
