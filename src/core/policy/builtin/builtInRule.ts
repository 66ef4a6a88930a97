import type { Verdict } from '../../actions/decision.ts';
import type { Place } from '../../actions/effect.ts';
import type { Access, Family } from '../policyIndex.ts';

/**
 * A built-in protection as data. Patterns: `~/x` is below the user's home and below every other user's; `/x` is
 * absolute; everything else floats (`x` means `**\/x`).
 */
export interface BuiltInRule {
  /** Without the `built-in.` prefix. Relaxations name it: it never changes. */
  readonly id: string;
  readonly family: Extract<Family, 'built-in' | 'secrets'>;
  readonly title: string;
  readonly access: Access;
  readonly paths: readonly string[];
  readonly except?: readonly string[];
  readonly places?: readonly Place[];
  readonly ownPlace?: true;
  /** As in PathRule. */
  readonly perhaps?: Verdict;
  readonly why: string;
  readonly remedy: string;
}
