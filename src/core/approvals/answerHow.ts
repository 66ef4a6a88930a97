/**
 * How a wait ended, as it is recorded.
 * - `answered`: a person said yes or no.
 * - `changed`: a person said yes, but the call would do something else by now.
 * - `timed-out`: nobody said anything in time.
 * - `lost`: every window that was asked is gone.
 * - `unreachable`: there was no window to ask.
 * - `abandoned`: nobody waits for the answer any more.
 */
export const answerHows = [
  'answered',
  'changed',
  'timed-out',
  'lost',
  'unreachable',
  'abandoned',
] as const;

export type AnswerHow = (typeof answerHows)[number];
