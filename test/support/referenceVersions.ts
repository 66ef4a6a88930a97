import type { Verdict } from '../../src/core/actions/decision.ts';
import type { Effect } from '../../src/core/actions/effect.ts';
import type { PolicyFile } from '../../src/core/policy/schema.ts';
import {
  referenceAnswer,
  type ReferenceAnswer,
  type ReferenceLayer,
  type ReferenceMachine,
} from './referencePolicy.ts';

/** A file, and what a person approved of it. */
export interface ReferenceFile {
  readonly name: ReferenceLayer['name'];
  /** What stands there; null: nothing. */
  readonly file: PolicyFile | null;
  /**
   * - `true`: just that was approved; `false`: neither that nor anything before it.
   * - otherwise the version that was approved last.
   */
  readonly approved: boolean | PolicyFile;
}

/**
 * "The stricter of the policy with the last approved version and the policy with the present one", word for word: each
 * file in each of its versions, as approved, with all others in each of theirs.
 */
export function referenceVersions(
  effects: readonly Effect[],
  agent: string,
  files: readonly ReferenceFile[],
  machine: ReferenceMachine,
): ReferenceAnswer {
  return combinationsOf(files)
    .map((layers) => referenceAnswer(effects, agent, layers, machine))
    .reduce((a, b) => ({
      verdict: stricter(a.verdict, b.verdict),
      unobserved: stricter(a.unobserved, b.unobserved),
      unrelaxed: {
        verdict: stricter(a.unrelaxed.verdict, b.unrelaxed.verdict),
        unobserved: stricter(a.unrelaxed.unobserved, b.unrelaxed.unobserved),
      },
    }));
}

/** Every way to take one version of each file. */
export function combinationsOf(
  files: readonly ReferenceFile[],
): readonly (readonly ReferenceLayer[])[] {
  let ways: readonly (readonly ReferenceLayer[])[] = [[]];
  for (const { name, file, approved } of files) {
    const trusted = approved !== false;
    const versions = typeof approved === 'boolean' ? [file] : [approved, file];
    ways = ways.flatMap((way) =>
      versions.map((each) => (each === null ? way : [...way, { name, file: each, trusted }])),
    );
  }
  return ways;
}

export function stricter(a: Verdict, b: Verdict): Verdict {
  if (a === 'deny' || b === 'deny') return 'deny';
  return a === 'ask' || b === 'ask' ? 'ask' : 'allow';
}
