/** Says when the audit trail may have grown: other processes write it. */
export interface TrailChanges {
  /**
   * Calls back soon after each change; more often than needed, but never not at all. The trail need not exist yet.
   *
   * @returns stops it.
   */
  watch(changed: () => void): () => void;
}
