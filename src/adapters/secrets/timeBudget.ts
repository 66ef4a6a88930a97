import type { Budget } from '../../core/secrets/finding.ts';

/** Steps between two looks at the clock: a fraction of a millisecond of the dearest expressions. */
const between = 200_000;

/**
 * A budget of time from now on. One attempt of an expression is over after some thousandths of a second whatever the
 * text, so that a scan ends that much after its time at most.
 * @param milliseconds of wall time
 */
export function timeBudget(
  milliseconds: number,
  clock: () => number = () => performance.now(),
): Budget {
  const deadline = clock() + milliseconds;
  let steps = 0;
  let over = false;
  return {
    take: (more) => {
      steps += more;
      if (steps < between) return !over;
      steps = 0;
      over ||= clock() > deadline;
      return !over;
    },
  };
}
