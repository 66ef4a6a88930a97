import type { Action } from '../../core/actions/action.ts';
import { grantTargetOf } from '../../core/approvals/grantTarget.ts';
import { grantsFor, pauseOf, type Sha256 } from '../../core/approvals/places.ts';
import { type Policy, watching } from '../../core/policy/decide.ts';
import { isHeldAlways } from '../../core/policy/observe.ts';
import type { Guarded } from '../guardAction.ts';

/**
 * Names below `<state>/approvals` of what could let a stopped call pass: at most two. Where nothing has such a name,
 * there is nothing to read, to check or to load.
 * @param root canonical root of the session, or null
 */
export function approvalNames(
  action: Action,
  { facts, decision }: Guarded,
  policy: Policy,
  root: string | null,
  sha256: Sha256,
): readonly string[] {
  const { verdict, rule, effect } = decision;
  if (verdict === 'allow') return [];
  const names: string[] = [];
  const pausable = policy.index.pause !== 'forbid' && watching(facts, policy) === null;
  if (root !== null && pausable && !isHeldAlways(rule)) names.push(pauseOf(root, sha256));
  if (verdict === 'ask' && effect !== null) {
    const target = grantTargetOf(effect, { action, facts }, sha256);
    if (target !== null) names.push(grantsFor(target, sha256));
  }
  return names;
}
