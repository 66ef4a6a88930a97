import type { Sha256 } from './chain.ts';
import { noHash, type PrunedDraft } from './record.ts';
import { Chain } from './verifyChain.ts';
import {
  type DraftFault,
  type Fault,
  inWords,
  missingSegments,
  segmentName,
  type TrailSegment,
  type Verification,
} from './verification.ts';
import { type OpenEnd, verifySegment } from './verifySegment.ts';

/**
 * Checks a whole trail, segments in order, oldest first. After a fault it goes on with the next segment, so
 * `faults` holds at most one fault of each segment (and one for each gap of missing segments); `first` is the oldest.
 *
 * Three things look like damage and are none, where a later record says so: an interrupted write that was sealed, an end that a
 * stopped or killed writer left behind when the next segment began, and a beginning of the trail that was pruned.
 *
 * What it cannot see: that the newest records were cut off cleanly, or that everything was written anew.
 */
export function verifyTrail(segments: Iterable<TrailSegment>, sha256: Sha256): Verification {
  const chain = new Chain();
  const found: (readonly [string, DraftFault])[] = [];
  // What the segment before leaves open: whether its end is a fault, the next segment's first record tells.
  let open: readonly [string, OpenEnd] | null = null;
  let count = 0;
  let expected: number | null = null;
  for (const segment of segments) {
    const number = Number(segment.name);
    if (expected === null) chain.beginAt(number);
    else if (number !== expected) {
      found.push([segmentName(expected), chain.faultOfGap(missingSegments(expected, number - 1))]);
    }
    const { fault, end, follows } = verifySegment(segment, chain, open?.[1] ?? null, sha256);
    if (open !== null && !follows) found.push([open[0], open[1].fault]);
    else if (open !== null)
      chain.note(
        `Segment ${open[0]} ends in an interrupted write, at most one record. Its call was refused.`,
      );
    if (fault !== null) found.push([segment.name, fault]);
    open = end === null ? null : [segment.name, end];
    count++;
    expected = number + 1;
  }
  if (open !== null) found.push([open[0], open[1].fault]);
  const gone = faultOfPruned(chain);
  if (gone !== null) found.unshift([segmentName(1), gone]);
  return summary(
    chain,
    count,
    found.map(([name, fault]) => inWords(fault, name)),
  );
}

function summary(chain: Chain, segments: number, faults: readonly Fault[]): Verification {
  const { records, sealed, last } = chain;
  const known = { records, sealed, segments, notes: chain.notes() };
  const [first] = faults;
  if (first !== undefined) return { ok: false, ...known, first, faults };
  return { ok: true, ...known, head: last?.hash ?? noHash };
}

/** A trail that does not begin at its beginning must hold the leave for that. */
function faultOfPruned(chain: Chain): DraftFault | null {
  const { firstSegment, start } = chain;
  if (firstSegment <= 1) return null;
  const leave = chain.pruned.find(
    ({ next }) => Number(next.segment) >= firstSegment && chain.startOf(next.segment) === next.hash,
  );
  const missing = { ...missingSegments(1, firstSegment - 1), before: start?.at ?? null };
  const numbers = start === null || start.seq < 2 ? null : { first: 1, last: start.seq - 1 };
  if (leave === undefined) return { ...missing, numbers };
  chain.note(prunedWords(leave));
  return null;
}

function prunedWords({ removed, keepDays, next }: PrunedDraft): string {
  const { last } = removed;
  const upTo =
    last === null ? `up to segment ${removed.to}` : `up to record ${last.seq} of ${last.at}`;
  return `What was older, ${upTo}, was pruned to keep ${keepDays} days: the trail begins with record ${next.seq}.`;
}
