import type { RepeatDraft } from '../audit/record.ts';
import type {
  ActivityEntry,
  ActivityKind,
  ActivityOrigin,
  ActivityRecord,
} from './activityEntry.ts';

/** What agents did, by session, as far as it is kept. */
export interface SessionActivity extends ActivityOrigin {
  readonly startedAt: string;
  readonly lastAt: string;
  readonly counts: Readonly<Record<ActivityKind, number>>;
  /** Newest first; what is the same within a short time is one line. */
  readonly entries: readonly ActivityEntry[];
  /** Lines that were let go to keep the memory bounded. */
  readonly letGo: number;
}

/** Newest first. */
export type Activity = readonly SessionActivity[];

export interface ActivityLimits {
  readonly sessions: number;
  /** Lines of one session. */
  readonly entries: number;
}

export const activityLimits: ActivityLimits = { sessions: 40, entries: 300 };

/** A storm of denials seldom has more kinds than this; further back nobody looks for its twin. */
const twinsAmong = 100;
/** Of a line that came often, so many records may still be told of as repeated. */
const repeatsKept = 20;
const twinsWithinMs = 10 * 60_000;

/**
 * The activity with newer records added; the very same one without any. Memory stays bounded: the oldest lines and
 * sessions are let go.
 *
 * @param records oldest first.
 */
export function addActivity(
  activity: Activity,
  records: readonly ActivityRecord[],
  limits: ActivityLimits = activityLimits,
): Activity {
  if (records.length === 0) return activity;
  const sessions = new Map(activity.toReversed().map((session) => [session.key, session]));
  for (const { origin, entry } of records) {
    const session = sessions.get(origin.key) ?? newSession(origin, entry);
    // The newest session stands last here.
    sessions.delete(origin.key);
    sessions.set(origin.key, withEntry(session, entry, limits));
  }
  return [...sessions.values()].toReversed().slice(0, limits.sessions);
}

/**
 * The activity with denials counted that came again. A count is of all repetitions of one record, so that to be told
 * of it twice changes nothing; what is no longer kept is passed over.
 */
export function countRepeats(
  activity: Activity,
  repeats: readonly Pick<RepeatDraft, 'of' | 'count' | 'to'>[],
): Activity {
  return repeats.reduce<Activity>((sessions, repeat) => {
    const place = sessions.findIndex(({ entries }) => entries.some((each) => stands(each, repeat)));
    const session = sessions[place];
    if (session === undefined) return sessions;
    const after = counted(session, repeat);
    return after === session ? sessions : sessions.with(place, after);
  }, activity);
}

function stands({ repeats }: ActivityEntry, { of }: Pick<RepeatDraft, 'of'>): boolean {
  return repeats.some(({ record }) => record === of);
}

function counted(
  session: SessionActivity,
  repeat: Pick<RepeatDraft, 'of' | 'count' | 'to'>,
): SessionActivity {
  const place = session.entries.findIndex((each) => stands(each, repeat));
  const entry = session.entries[place];
  const known = entry?.repeats.find(({ record }) => record === repeat.of)?.count ?? 0;
  if (entry === undefined || repeat.count <= known) return session;
  const more = repeat.count - known;
  const { of: record, count, to } = repeat;
  const changed: ActivityEntry = {
    ...entry,
    at: later(entry.at, to),
    times: entry.times + more,
    repeats: entry.repeats.map((each) => (each.record === record ? { record, count } : each)),
  };
  return {
    ...session,
    lastAt: later(session.lastAt, to),
    counts: { ...session.counts, [entry.kind]: session.counts[entry.kind] + more },
    // What came last stands first.
    entries: [changed, ...session.entries.toSpliced(place, 1)],
  };
}

/** Of two ISO times. */
function later(one: string, other: string): string {
  return one > other ? one : other;
}

function newSession(origin: ActivityOrigin, { at }: ActivityEntry): SessionActivity {
  const counts = {
    denied: 0,
    asked: 0,
    allowed: 0,
    observed: 0,
    changed: 0,
    tampering: 0,
    note: 0,
  };
  return { ...origin, startedAt: at, lastAt: at, counts, entries: [], letGo: 0 };
}

function withEntry(
  session: SessionActivity,
  entry: ActivityEntry,
  limits: ActivityLimits,
): SessionActivity {
  const { entries, counts } = session;
  const asked = entries.findIndex((other) => isEndOf(entry, other));
  if (asked !== -1) return answered(session, asked, entry);
  const place = entries.slice(0, twinsAmong).findIndex((other) => areTwins(other, entry));
  const twin = entries[place];
  const rest = twin === undefined ? entries : entries.toSpliced(place, 1);
  const { id, since, times } = twin ?? { ...entry, times: 0 };
  const repeats = [...entry.repeats, ...(twin?.repeats ?? [])].slice(0, repeatsKept);
  const all = [{ ...entry, id, since, times: times + entry.times, repeats }, ...rest];
  return {
    ...session,
    cwd: session.cwd ?? null,
    lastAt: entry.at,
    counts: { ...counts, [entry.kind]: counts[entry.kind] + entry.times },
    entries: all.slice(0, limits.entries),
    letGo: session.letGo + Math.max(0, all.length - limits.entries),
  };
}

function isEndOf({ wait }: ActivityEntry, asked: ActivityEntry): boolean {
  return wait?.isOver === true && asked.wait?.request === wait.request && !asked.wait.isOver;
}

/** A call that waited, and what came of it, are one line: that of the call. */
function answered(session: SessionActivity, place: number, end: ActivityEntry): SessionActivity {
  const { entries, counts } = session;
  const asked = entries[place]!;
  const { kind, at, wait } = end;
  const line: ActivityEntry = {
    ...asked,
    kind,
    at,
    wait,
    why: [`${wait?.words ?? ''}.`, ...asked.why],
    sameness: end.sameness,
  };
  const less = { ...counts, [asked.kind]: counts[asked.kind] - asked.times };
  return {
    ...session,
    lastAt: at,
    counts: { ...less, [kind]: less[kind] + asked.times },
    entries: [line, ...entries.toSpliced(place, 1)],
  };
}

function areTwins(older: ActivityEntry, newer: ActivityEntry): boolean {
  if (older.sameness !== newer.sameness) return false;
  return Date.parse(newer.at) - Date.parse(older.at) <= twinsWithinMs;
}

/** Lines in which an agent was held up, or that a person should look at. */
export function isInterruption({ kind }: ActivityEntry): boolean {
  return kind !== 'allowed';
}

/** What came of a session's calls, in words: `2 denied, 1 asked, 14 allowed`. */
export function countWords({ counts }: Pick<SessionActivity, 'counts'>): string {
  const words = kindsInOrder.flatMap((kind) =>
    counts[kind] === 0 ? [] : [`${String(counts[kind])} ${kindWords[kind]}`],
  );
  return words.join(', ');
}

const kindsInOrder = [
  'denied',
  'asked',
  'tampering',
  'changed',
  'observed',
  'allowed',
  'note',
] as const;

/** How a kind is called in a sentence. */
export const kindWords: Readonly<Record<ActivityKind, string>> = {
  denied: 'denied',
  asked: 'asked',
  allowed: 'allowed',
  observed: 'only observed',
  changed: 'changed under way',
  tampering: 'tampering',
  note: 'notes',
};
