import type { Pin } from '../../core/approvals/approval.ts';
import { waitingEntries } from '../../core/policy/waiting.ts';
import type { Files } from '../../ports/files.ts';
import type { KeepPin } from '../../ports/pins.ts';
import { type CompileRootInput, type PolicyState, readPolicyFiles } from './compileRoot.ts';
import type { PolicyPlace } from './policyPlaces.ts';

/** A content that nobody approved, as a person should see it before saying yes. */
export interface PendingApproval {
  readonly layer: PolicyPlace['layer'];
  readonly path: string;
  /** SHA-256, hex, of {@link text}. */
  readonly digest: string;
  /** What stands there; empty when the file is gone. */
  readonly text: string;
  /** The content that was approved last; null when none was, or that the file was gone. */
  readonly before: string | null;
  /** What waits for the yes, entry by entry. Empty: it only tightens, and holds already. */
  readonly loosens: readonly string[];
}

/** What waits for a person's yes in the policy of a root. A broken file is to be mended first. */
export function pendingApprovals(
  input: CompileRootInput,
  files: Files,
): readonly PendingApproval[] {
  return pendingOf(readPolicyFiles(input, files), input.sha256);
}

export function pendingOf(
  states: readonly PolicyState[],
  sha256: (text: string) => string,
): readonly PendingApproval[] {
  const layers = states.flatMap((each) => (each.ok ? each.layers : []));
  const waiting = waitingEntries(layers);
  return states.flatMap((state): PendingApproval[] => {
    if (!state.ok || state.place.layer === 'organisation') return [];
    const { place, source, text, approvedText: before } = state;
    if (!['first', 'changed', 'removed'].includes(source.standing)) return [];
    const { layer, path } = place;
    const loosens = waiting
      .filter((each) => layers[each.layer - 1]?.path === path)
      .map(({ entry }) => entry);
    return [{ layer, path, digest: source.digest ?? sha256(text), text, before, loosens }];
  });
}

/** What the editor signs: it adds its key, a nonce and the time. */
export type SignPin = (pin: Pick<Pin, 'kind' | 'path' | 'digest'>) => Pin;

/**
 * Keeps a person's yes to exactly what they saw, whatever stands in the file meanwhile.
 * @throws PinsError, with nothing approved
 */
export function approve(
  { path, digest, text }: PendingApproval,
  sign: SignPin,
  keep: KeepPin,
): void {
  keep(sign({ kind: 'pin', path, digest }), text);
}
