import type { Decision } from '../../core/actions/decision.ts';
import type { Given } from '../../core/actions/facts.ts';
import type { Trace } from '../../core/actions/trace.ts';
import type { AnswerHow } from '../../core/approvals/answerHow.ts';
import { deniedByPerson, deniedWithoutAnswer } from '../../core/approvals/decisionAfter.ts';
import { type ApprovalRequest, doesTheSame } from '../../core/approvals/request.ts';
import type { WaitEnd } from '../../core/approvals/wait.ts';
import type { AnswerDraft, Origin } from '../../core/audit/record.ts';
import { askingEffects, decide, type Policy } from '../../core/policy/decide.ts';
import type { Guarded } from '../guardAction.ts';

/** A call as it is judged now. */
export type JudgedAgain = Pick<Guarded, 'facts' | 'traces'> & { readonly policy: Policy };

export interface Conclusion {
  /** What the agent is told. */
  readonly decision: Decision;
  readonly how: AnswerHow;
  /** What the call leaves on disk that later ones must know of; empty unless it may run. */
  readonly traces: readonly Trace[];
}

/**
 * What comes of a wait.
 * @param judgeAgain judges the call as the tree and the policy are now; called only after a yes
 */
export function conclude(
  request: ApprovalRequest,
  end: WaitEnd,
  judgeAgain: () => JudgedAgain,
): Conclusion {
  const asked = request.decision;
  switch (end.how) {
    case 'answered': {
      if (end.answer.verdict === 'deny') {
        return { decision: deniedByPerson(asked), how: 'answered', traces: [] };
      }
      const { facts, policy, traces } = judgeAgain();
      // The yes is for all that was shown, and for nothing else; a no of the policy stays.
      const effects = askingEffects(facts, policy);
      const yes: Given = { nonce: end.answer.nonce, scope: 'answer', effects };
      const decision = decide({ ...facts, granted: [yes] }, policy);
      if (decision.verdict !== 'allow' || !doesTheSame(request.facts, facts)) {
        return { decision: deniedWithoutAnswer(asked, 'changed'), how: 'changed', traces: [] };
      }
      return { decision, how: 'answered', traces };
    }
    case 'unreachable':
      // As on a machine without an editor: the agent may ask by itself. What the call would leave is found out again.
      return { decision: asked, how: 'unreachable', traces: judgeAgain().traces };
    case 'timed-out':
    case 'lost':
    case 'abandoned':
      return { decision: deniedWithoutAnswer(asked, end.how), how: end.how, traces: [] };
  }
}

/** The record of how a wait ended. */
export function answerRecord(
  origin: Origin,
  nonce: string,
  end: WaitEnd,
  { decision, how }: Conclusion,
  told: { readonly waitedMs: number; readonly notes: readonly string[] },
): AnswerDraft {
  const answer = end.how === 'answered' ? end.answer : null;
  const notes = [...(origin.notes ?? []), ...told.notes];
  return {
    kind: 'answer',
    ...origin,
    ...(notes.length === 0 ? {} : { notes }),
    request: nonce,
    verdict: decision.verdict,
    how,
    key: answer?.key ?? null,
    answer: answer?.nonce ?? null,
    waitedMs: told.waitedMs,
  };
}
