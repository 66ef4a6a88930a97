import type { Answer } from './approval.ts';
import { settleMs } from './limits.ts';

/**
 * One wait for a person's answer, as a value. Events come from outside; {@link endOf} says whether it is over.
 * Times are milliseconds of any clock that only goes forward.
 */
export interface Wait {
  readonly deadline: number;
  readonly windows: ReadonlyMap<string, Standing>;
  /** Valid ones, in the order in which they came. */
  readonly answers: readonly Received[];
}

/**
 * - `coming`: being reached, or proving itself.
 * - `asked`: it was told what the request is.
 * - `answered`: it has said what it had to say.
 * - `gone`: it was asked, and is there no more.
 * - `never`: it could not be reached, or is no window of this installation.
 */
export type Standing = 'coming' | 'asked' | 'answered' | 'gone' | 'never';

interface Received {
  readonly answer: Answer;
  readonly at: number;
}

export type WaitEvent =
  | { readonly kind: 'asked' | 'closed'; readonly window: string }
  /** The answer is valid: signed, for this request, in time. */
  | {
      readonly kind: 'answer';
      readonly window: string;
      readonly answer: Answer;
      readonly at: number;
    };

/** How a wait ends. */
export type WaitEnd =
  | { readonly how: 'answered'; readonly answer: Answer }
  | { readonly how: 'timed-out' | 'lost' | 'unreachable' | 'abandoned' };

export function beginWait(windows: readonly string[], deadline: number): Wait {
  return { deadline, windows: new Map(windows.map((id) => [id, 'coming'])), answers: [] };
}

export function withEvent(wait: Wait, event: WaitEvent): Wait {
  const before = wait.windows.get(event.window);
  if (before === undefined) return wait;
  const standing = (now: Standing): Wait['windows'] =>
    new Map([...wait.windows, [event.window, now]]);
  switch (event.kind) {
    case 'asked':
      return before === 'coming' ? { ...wait, windows: standing('asked') } : wait;
    case 'closed':
      if (before === 'answered') return wait;
      return {
        ...wait,
        windows: standing(before === 'asked' || before === 'gone' ? 'gone' : 'never'),
      };
    case 'answer': {
      // Who was not asked has nothing to say, and who has spoken does not speak again.
      if (before !== 'asked') return wait;
      const { answer, at } = event;
      return {
        ...wait,
        windows: standing('answered'),
        answers: [...wait.answers, { answer, at }],
      };
    }
  }
}

/** The end of a wait, or null while it goes on. A no counts more than a yes; of two of a kind the first counts. */
export function endOf(wait: Wait, now: number): WaitEnd | null {
  const no = wait.answers.find(({ answer }) => answer.verdict === 'deny');
  if (no !== undefined) return { how: 'answered', answer: no.answer };
  const [yes] = wait.answers;
  const standings = [...wait.windows.values()];
  const open = standings.some((standing) => standing === 'coming' || standing === 'asked');
  if (yes !== undefined) {
    const settled = !open || now - yes.at >= settleMs || now >= wait.deadline;
    return settled ? { how: 'answered', answer: yes.answer } : null;
  }
  if (now >= wait.deadline) return { how: 'timed-out' };
  if (open) return null;
  return { how: standings.includes('gone') ? 'lost' : 'unreachable' };
}

/** Milliseconds until {@link endOf} may change its mind without an event. */
export function nextLook(wait: Wait, now: number): number {
  const [first] = wait.answers;
  const due = first === undefined ? wait.deadline : Math.min(wait.deadline, first.at + settleMs);
  return Math.max(0, due - now);
}
