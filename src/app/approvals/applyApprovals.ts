import type { Action } from '../../core/actions/action.ts';
import type { Facts, Given } from '../../core/actions/facts.ts';
import type { Grant, GrantTarget } from '../../core/approvals/approval.ts';
import { grantTargetOf } from '../../core/approvals/grantTarget.ts';
import { endOf, outOfForce } from '../../core/approvals/inForce.ts';
import { canonicalJson } from '../../core/audit/canonicalJson.ts';
import { utcTime } from '../../core/audit/utcTime.ts';
import { askingEffects, decide, type Policy, watching } from '../../core/policy/decide.ts';
import type { Approvals, Held } from '../../ports/approvals.ts';
import type { Tampering } from '../../core/approvals/tampering.ts';
import type { Guarded } from '../guardAction.ts';

export interface ApprovalContext {
  readonly approvals: Approvals;
  readonly policy: Policy;
  /** Canonical root of the session; null where there is none: nothing can be paused there. */
  readonly root: string | null;
  readonly sha256: (text: string) => string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether the trail knows of a call, other than the one with this id, that this grant let pass. */
  readonly usedInTrail: (grant: Grant, exceptCall: string | null) => boolean;
}

export interface Approved {
  readonly guarded: Guarded;
  /** Nonces of the grants that this call used up. */
  readonly spent: readonly string[];
  /** To be told before the decision is recorded. */
  readonly suspicions: readonly Tampering[];
}

/** More questions than this in one call are not answered by grants: looking for them is bounded. */
const mostTargets = 32;

/** Two hooks that are installed for one agent see the same call at about the same time. Milliseconds. */
const sharedFor = 60_000;

/**
 * Looks whether a person allowed what a call is stopped for. A pause comes first, since it uses up nothing; then every
 * question that is left must have a grant of its own. A `once` is used up only when the call passes; what another
 * program takes in the same moment may cost a grant, and never lets a call pass that should not.
 */
export function applyApprovals(
  action: Action,
  guarded: Guarded,
  context: ApprovalContext,
): Approved {
  const search = new Search(action, context);
  const paused = search.pausing(guarded);
  const granted = paused.decision.verdict === 'ask' ? search.granting(paused) : paused;
  return { guarded: granted, spent: search.spent, suspicions: search.suspicions };
}

/** One question, or several that one grant answers. */
interface Question {
  readonly target: GrantTarget;
  readonly effects: number[];
}

class Search {
  readonly spent: string[] = [];
  readonly suspicions: Tampering[] = [];
  readonly #action: Action;
  readonly #context: ApprovalContext;
  readonly #call: string | null;

  constructor(action: Action, context: ApprovalContext) {
    this.#action = action;
    this.#context = context;
    const { agent, session, callId } = action;
    this.#call =
      callId === null ? null : context.sha256(canonicalJson({ agent, session, call: callId }));
  }

  pausing(guarded: Guarded): Guarded {
    const { policy, root, approvals, now } = this.#context;
    if (root === null || policy.index.pause === 'forbid') return guarded;
    if (watching(guarded.facts, policy) !== null) return guarded;
    const { signed, suspicions } = approvals.pauseFor(root);
    this.suspicions.push(...suspicions);
    const pause = signed[0]?.approval;
    if (pause === undefined || outOfForce(pause, now) !== null) return guarded;
    if (approvals.markOf(pause.nonce) !== null) return guarded;
    const until = utcTime(endOf(pause));
    return this.#decided(guarded, { paused: { nonce: pause.nonce, until } });
  }

  granting(guarded: Guarded): Guarded {
    const questions = this.#questions(guarded.facts);
    if (questions === null) return guarded;
    const answers: { question: Question; grants: readonly Grant[] }[] = [];
    for (const question of questions) {
      const grants = this.#fitting(question.target);
      if (grants.length === 0) return guarded;
      answers.push({ question, grants });
    }
    const given: Given[] = [];
    for (const { question, grants } of answers) {
      // A grant that lasts is not used up: it is taken before one for a single call.
      const grant = grants.find((each) => each.scope !== 'once' || this.#spend(each));
      if (grant === undefined) return guarded;
      given.push({ nonce: grant.nonce, scope: grant.scope, effects: question.effects });
    }
    return this.#decided(guarded, { granted: given });
  }

  /** Null where something cannot be granted, or too much is asked. */
  #questions(facts: Facts): readonly Question[] | null {
    const { policy, sha256 } = this.#context;
    const questions = new Map<string, Question>();
    for (const position of askingEffects(facts, policy)) {
      const call = { action: this.#action, facts };
      const target = grantTargetOf(facts.effects[position]!, call, sha256);
      if (target === null) return null;
      const name = sha256(canonicalJson(target));
      const known = questions.get(name);
      if (known !== undefined) known.effects.push(position);
      else questions.set(name, { target, effects: [position] });
      if (questions.size > mostTargets) return null;
    }
    return [...questions.values()];
  }

  /** Grants for a target that hold for this call now, those that last first, and of equals the one that ends first. */
  #fitting(target: GrantTarget): readonly Grant[] {
    const { approvals, now } = this.#context;
    const { signed, suspicions } = approvals.grantsFor(target);
    this.suspicions.push(...suspicions);
    return signed
      .filter(
        ({ approval }) =>
          outOfForce(approval, now) === null &&
          (approval.callId === null || approval.callId === this.#action.callId),
      )
      .filter((held) => this.#isUnused(held))
      .map(({ approval }) => approval)
      .toSorted((a, b) => rank(a) - rank(b) || endOf(a) - endOf(b));
  }

  #isUnused({ approval: grant, path }: Held<Grant>): boolean {
    const { approvals, usedInTrail } = this.#context;
    if (approvals.markOf(grant.nonce) !== null) return this.#isShared(grant);
    if (grant.scope !== 'once' || !usedInTrail(grant, null)) return true;
    // The one who used it may have made the mark in between.
    if (approvals.markOf(grant.nonce) !== null) return this.#isShared(grant);
    this.suspicions.push({ what: 'grant', path, why: 'was used before, and its mark is gone' });
    return false;
  }

  /** The same call used it a moment ago: another hook of the same agent asked for it. */
  #isShared(grant: Grant): boolean {
    if (grant.scope !== 'once' || this.#call === null) return false;
    const mark = this.#context.approvals.markOf(grant.nonce);
    if (mark === null || mark.why !== 'used' || mark.call !== this.#call) return false;
    // A mark says what its writer wishes; the trail is asked, too.
    return (
      Math.abs(this.#context.now - mark.at) <= sharedFor &&
      !this.#context.usedInTrail(grant, this.#action.callId)
    );
  }

  #spend(grant: Grant): boolean {
    const { approvals, now } = this.#context;
    if (approvals.markOf(grant.nonce) === null) {
      const done = approvals.spend(grant, { call: this.#call, now });
      if (done) this.spent.push(grant.nonce);
      if (done) return true;
    }
    return this.#isShared(grant);
  }

  #decided(guarded: Guarded, more: Pick<Facts, 'granted' | 'paused'>): Guarded {
    const facts = { ...guarded.facts, ...more };
    return { ...guarded, facts, decision: decide(facts, this.#context.policy) };
  }
}

/** What lasts first, then what is for this very call. */
function rank({ scope, callId }: Grant): number {
  if (scope !== 'once') return scope === 'session' ? 0 : 1;
  return callId === null ? 3 : 2;
}
