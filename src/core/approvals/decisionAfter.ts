import type { Decision } from '../actions/decision.ts';
import type { AnswerHow } from './answerHow.ts';
import { answerSeconds } from './limits.ts';

/** A person's no, as the agent reads it. */
export function deniedByPerson(asked: Decision): Decision {
  return denied(
    asked,
    'A person was asked and said no.',
    'Do not try it in another way. Go on without it, or tell the user what you need it for.',
  );
}

/** Nobody said yes or no. */
export function deniedWithoutAnswer(
  asked: Decision,
  how: Exclude<AnswerHow, 'answered' | 'unreachable'>,
): Decision {
  const { words, remedy } = endings[how];
  return denied(asked, words, remedy);
}

const endings = {
  'timed-out': {
    words: `A person was asked and did not answer within ${answerSeconds} seconds (PF-APPROVAL-TIMEOUT).`,
    remedy: 'Go on with something else, and tell the user what waits for their yes.',
  },
  lost: {
    words: 'The editor window that was asked is gone (PF-APPROVAL-LOST).',
    remedy: 'Try once more when the user has an editor window open for this project.',
  },
  changed: {
    words:
      'A person said yes, but it would do something else by now: what it touches, or the policy, was changed while they were asked (PF-APPROVAL-CHANGED).',
    remedy: 'Look at what changed, and try again when nothing else works on it.',
  },
  abandoned: {
    words: 'The agent gave up while a person was asked (PF-APPROVAL-ABANDONED).',
    remedy: 'Try again.',
  },
} as const;

function denied(asked: Decision, words: string, remedy: string): Decision {
  return { ...asked, verdict: 'deny', reason: `${words} ${asked.reason}`, remedy };
}
