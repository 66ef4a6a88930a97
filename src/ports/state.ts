/**
 * The format of everything in Pinfold's state together: raised when an older program would misread any of it. It stands
 * in the trail's records (as `version`), in sessions, and in the records of programs and hooks; where it is missing, it
 * is 1. See docs/decisions/0008-life-cycle.md.
 */
export const stateFormat = 1;

export type StateErrorCode =
  /** A later version of Pinfold wrote it. */
  | 'PF-STATE-NEWER'
  /** It is another user's. */
  | 'PF-STATE-OWNER'
  /** Other users may enter it. */
  | 'PF-STATE-OPEN'
  /** Something that is not a folder stands there. */
  | 'PF-STATE-PLACE'
  /** It is not what Pinfold wrote. */
  | 'PF-STATE-DAMAGED'
  /** It cannot be read or written. */
  | 'PF-STATE-UNAVAILABLE';

/** Pinfold's state cannot be relied on: the call is denied. The message names the place. */
export class StateError extends Error {
  readonly code: StateErrorCode;
  /** What a person can do about it. */
  readonly remedy: string;
  constructor(code: StateErrorCode, message: string, remedy: string) {
    super(message);
    this.name = 'StateError';
    this.code = code;
    this.remedy = remedy;
  }
}

/** @param place path of what has the higher number, for the message */
export function newerState(place: string): StateError {
  return new StateError(
    'PF-STATE-NEWER',
    `A later version of Pinfold wrote ${place}, and this one would misread it.`,
    'Install the latest version of Pinfold and run `pinfold protect`.',
  );
}

/** A failure of the file system at a place in the state. */
export function unavailableState(place: string, error: unknown): StateError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return new StateError(
    'PF-STATE-UNAVAILABLE',
    `${place} cannot be used (${reason}).`,
    'Free space, make the folder readable and writable for you, and move away what does not belong there.',
  );
}
