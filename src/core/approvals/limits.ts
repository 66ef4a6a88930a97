/** How long a person may think, in seconds. */
export const answerSeconds = 120;

/** What the second stage of a hook may take in all; whoever ends it stands outside of it. */
export const waitingDeadlineSeconds = answerSeconds + 10;

/**
 * The time-out that is installed for events that may wait. Agents let a call run whose hook timed out, so it is above
 * both stages (5 s and {@link waitingDeadlineSeconds}) with room for a busy machine.
 */
export const patientAgentSeconds = 150;

/** A hook waits only for an agent that has said that it is at least this patient. */
export const neededPatienceSeconds = waitingDeadlineSeconds + 10;

/** Another window may still say no in this time, in milliseconds. */
export const settleMs = 50;

/** Clocks are set while people think: an answer may seem this much too early or too late, in milliseconds. */
export const clockSlackMs = 5_000;

/** A request is taken by the second stage of the same call, right after it was written: milliseconds. */
export const handOverMs = 15_000;
