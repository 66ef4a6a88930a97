import type { PolicyIndex } from '../core/policy/policyIndex.ts';

/** Gives the compiled policy that is in force for a workspace root (null: no root). */
export interface PolicyStore {
  /** @throws PolicyUnavailableError when no policy can be in force: the call is denied. */
  load(root: string | null): PolicyIndex;
  /**
   * Compiles anew and keeps the index in place of whatever is there, damaged or not: a person's repair.
   * @throws PolicyUnavailableError
   */
  renew(root: string | null): PolicyIndex;
}

/** A broken policy, a damaged index or a missing part: nothing may be decided, and the way out is in the words. */
export class PolicyUnavailableError extends Error {
  readonly code: string;
  readonly remedy: string;
  constructor(code: string, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PolicyUnavailableError';
    this.code = code;
    this.remedy = remedy;
  }
}
