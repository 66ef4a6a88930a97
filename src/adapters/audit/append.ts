import type { AuditRecord, RecordDraft } from '../../core/audit/record.ts';
import {
  countOn,
  isOpen,
  isRepeatable,
  isTellingDue,
  newStreak,
  repeatDraft,
  repeatKey,
  toldOf,
} from '../../core/audit/repeats.ts';
import { again, type Again, type WriteOptions, writeAt, type Written } from './appendRecord.ts';
import { makePrivate } from './folder.ts';
import { isThere } from './ownedNames.ts';
import { type Limits, type Place, takePlace } from './place.ts';
import { isFull, makeReserve, markFull, restoreReserve, withSpace } from './reserve.ts';
import { segmentPath } from './segments.ts';
import { sleep } from './sleep.ts';
import {
  clearStreaks,
  findStreak,
  keepTold,
  keepUntold,
  type KeptStreak,
  mostStreaks,
  remark,
  startStreak,
  takeUntold,
} from './streaks.ts';

export interface AppendOptions extends WriteOptions {
  readonly waitMs: number;
  readonly stallMs: number;
}

/** Appends a record, or counts it with an earlier one: then null. @throws the system's error, or AuditError */
export function append(draft: RecordDraft, options: AppendOptions): AuditRecord | null {
  const { directory, sha256, stallMs, waitMs } = options;
  makePrivate(directory);
  const limits = { deadline: performance.now() + waitMs, stallMs };
  const key = draft.kind === 'decision' && isRepeatable(draft) ? repeatKey(draft, sha256) : null;
  if (isEvidence(draft)) {
    return withSpace(directory, options.now(), draft.kind === 'pruned', (wasFull) =>
      appendOnce(wasFull ? withNote(draft, fullNote) : draft, key, limits, options),
    );
  }
  try {
    return appendOnce(draft, key, limits, options);
  } catch (error) {
    if (isFull(error)) markFull(directory, options.now());
    throw error;
  }
}

const fullNote = 'the disk is full: this stands in space that was reserved';

/** What may use the reserved space: all but the traces of a call that runs. Those are worth no more than the call. */
function isEvidence(draft: RecordDraft): boolean {
  if (draft.kind === 'decision') return draft.decision.verdict === 'deny';
  if (draft.kind === 'answer') return draft.verdict === 'deny';
  return draft.kind !== 'outcome' && draft.kind !== 'lifecycle';
}

function withNote(draft: RecordDraft, note: string): RecordDraft {
  if (!('agent' in draft)) return draft;
  return { ...draft, notes: [...(draft.notes ?? []), note] };
}

/** @param key what equal denials have in common; null for what is never counted */
function appendOnce(
  draft: RecordDraft,
  key: string | null,
  limits: Limits,
  options: AppendOptions,
): AuditRecord | null {
  for (;;) {
    const place = takePlace(options.directory, limits);
    let outcome: Written | Again | null;
    try {
      outcome = appendAt(place, draft, key, options);
    } finally {
      place.lock.release();
    }
    if (outcome === null) return null;
    if (outcome !== again) {
      if (outcome.late !== null) appendOnce(outcome.late, null, limits, options);
      return outcome.record;
    }
    sleep(1);
  }
}

/** @returns null when the draft was counted */
function appendAt(
  place: Place,
  draft: RecordDraft,
  key: string | null,
  options: AppendOptions,
): Written | Again | null {
  const { directory } = options;
  const { number, folder } = place;
  const said = folder.reserve === 'used' ? afterFullDisk(draft, options) : [];
  const now = options.now();
  const streak = key === null ? null : findStreak(directory, number, key);
  if (streak !== null && isOpen(streak.streak, now)) return count(place, streak, now, options);
  const untold = folder.repeated.length === 0 ? [] : takeUntold(directory, number, folder);
  try {
    const drafts = [...said, ...untold.map((one) => one.draft), draft];
    const written = writeAt(place, drafts, options);
    if (written === again) return again;
    for (const { settle } of untold) settle();
    if (key !== null) remember(place, key, written.record, now, options);
    return written;
  } finally {
    for (const { release } of untold) release();
  }
}

/**
 * Once the disk was full, nothing but evidence is written until the reserve is whole again.
 * @returns what there is to say then
 */
function afterFullDisk(draft: RecordDraft, { directory }: AppendOptions): readonly RecordDraft[] {
  const since = restoreReserve(directory);
  if (since !== null) {
    const words = `The disk was full from ${since} until now: calls were refused, and denials recorded as long as the reserved space lasted`;
    return [remark('disk-full', words)];
  }
  if (isEvidence(draft)) return [];
  throw Object.assign(new Error('the disk was full, and there is still too little space'), {
    code: 'ENOSPC',
  });
}

function count(place: Place, kept: KeptStreak, now: number, options: AppendOptions): Again | null {
  const streak = countOn(kept.streak, now);
  if (isTellingDue(streak)) {
    if (writeAt(place, [repeatDraft(streak)], options) === again) return again;
    keepTold(kept, toldOf(streak));
    return null;
  }
  const isPassed = isThere(segmentPath(options.directory, place.number + 1));
  if (isPassed || !place.lock.isHeld()) return again;
  keepUntold(kept, streak);
  return null;
}

/** From now on the same again is counted. The record is written: nothing here is worth failing for. */
function remember(
  { number, folder }: Place,
  key: string,
  { seq, segment }: AuditRecord,
  now: number,
  { directory }: AppendOptions,
): void {
  try {
    if (folder.reserve === 'none') makeReserve(directory);
    // The record may have begun a new segment, whose lock is not ours any more.
    if (Number(segment) !== number) return;
    if (folder.denied.length < mostStreaks)
      startStreak(directory, number, key, newStreak(seq, now));
    else clearStreaks(directory, number, folder, (streak) => !isOpen(streak, now));
  } catch {
    // Then the next one is recorded in full, too.
  }
}
