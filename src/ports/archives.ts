/** One entry of an archive, in the order in which its program would write them. */
export interface ArchiveEntry {
  /** As the archive spells it: it may begin with `/` or hold `..`. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'hardLink';
  /** Where a link leads, as the archive spells it; null for anything else. */
  readonly target: string | null;
}

export type ArchiveListing =
  | { readonly kind: 'entries'; readonly entries: readonly ArchiveEntry[] }
  /** Nothing is there. */
  | { readonly kind: 'none' }
  /** In words that follow "it". */
  | { readonly kind: 'unreadable'; readonly why: string };

/** Entries that are looked at; an archive with more counts as one that cannot be listed. */
export const mostEntries = 20_000;

/**
 * What archives hold, without unpacking them. Archives come from anywhere: a damaged or hostile one is `unreadable`,
 * never an error and never half a list.
 */
export interface Archives {
  /** @param path canonical */
  list(path: string): ArchiveListing;
}
