import type { LayerInput } from './compile.ts';

/** How long records of the audit trail are kept, in days. */
export interface Retention {
  /** No record may be removed earlier; null when no file says anything. */
  readonly atLeast: number | null;
  /** Whose word that is. */
  readonly layer: LayerInput['name'] | null;
  /** What is older may go without a further word: a file that is trusted says so. */
  readonly isSet: boolean;
}

/**
 * The longest time that a file asks for counts. What nobody approved, a file or a new version of one, lengthens it, and
 * shortens nothing.
 */
export function retentionOf(layers: readonly LayerInput[]): Retention {
  let longest: Retention = { atLeast: null, layer: null, isSet: false };
  for (const { name, file, trusted, version } of layers) {
    const days = file.audit?.retentionDays;
    if (days === undefined) continue;
    const isSet = longest.isSet || (trusted && version !== 'waiting');
    longest =
      longest.atLeast === null || days > longest.atLeast
        ? { atLeast: days, layer: name, isSet }
        : { ...longest, isSet };
  }
  return longest;
}
