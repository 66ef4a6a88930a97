import { mostInOneWrite } from './chain.ts';
import { noHash, type AuditRecord, type PrunedDraft, type RecordPlace } from './record.ts';
import { type DraftFault, numbersBetween, placeInWords, segmentName } from './verification.ts';

/** How the records of a trail hang together, while they are read in order. */
export class Chain {
  /** The last line that reads as a record. */
  last: AuditRecord | null = null;
  /** The first one. */
  start: AuditRecord | null = null;
  records = 0;
  sealed = 0;
  firstSegment = 1;
  readonly pruned: PrunedDraft[] = [];
  readonly #notes: string[] = [];
  /** Hashes of the first records, by segment. */
  readonly #starts = new Map<string, string>();
  /** The last records of each segment: what a segment can begin from, and what can have come late. */
  readonly #ends = new Map<string, RecordPlace>();
  /** The last records of the segment that is being read. */
  #newest: RecordPlace[] = [];
  /** Something is wrong with the segment before, or with its end. */
  #wasFaulty = false;
  #clockWentBack = 0;
  #firstBack = 0;

  /** The trail's first file is this one. */
  beginAt(segment: number): void {
    this.firstSegment = segment;
    // Before the very first record there is nothing, and that has a hash.
    if (segment <= 1) this.#ends.set(noHash, { segment: '', seq: 0, hash: noHash });
  }

  beginSegment(open: boolean): void {
    this.#newest = [];
    this.#wasFaulty ||= open;
  }

  endSegment(faulty: boolean): void {
    for (const place of this.#newest) this.#ends.set(place.hash, place);
    this.#wasFaulty = faulty;
  }

  faultOfGap(fault: DraftFault): DraftFault {
    this.#wasFaulty = true;
    return { ...fault, after: this.last?.at ?? null };
  }

  startOf(segment: string): string | undefined {
    return this.#starts.get(segment);
  }

  note(sentence: string): void {
    this.#notes.push(sentence);
  }

  notes(): readonly string[] {
    if (this.#clockWentBack === 0) return this.#notes;
    const times = this.#clockWentBack === 1 ? 'once' : `${this.#clockWentBack} times`;
    const words = `The clock went back ${times}, first at record ${this.#firstBack}. The numbers tell the order.`;
    return [...this.#notes, words];
  }

  /** Takes a record into account, also a faulty one: what follows is measured by what stands there. */
  add(record: AuditRecord, isSound: boolean): void {
    if (this.last !== null && record.at < this.last.at && record.segment === this.last.segment) {
      if (this.#clockWentBack === 0) this.#firstBack = record.seq;
      this.#clockWentBack++;
    }
    if (record.kind === 'segment') this.#starts.set(record.segment, record.hash);
    if (isSound && record.kind === 'pruned') this.pruned.push(record);
    this.#newest.push(record);
    if (this.#newest.length > mostInOneWrite + 1) this.#newest.shift();
    this.start ??= record;
    this.last = record;
    this.records++;
  }

  /** What is wrong with how a record hangs on those before it. */
  faultOfLink(record: AuditRecord, at: Omit<DraftFault, 'problem' | 'missing'>): DraftFault | null {
    if (record.kind === 'segment') {
      return this.#faultOfStart(record, at);
    }
    const fault = this.#faultAfter(this.last, record, at, 1);
    if (fault !== null || record.kind !== 'late') return fault;
    return this.#isThere(record.late)
      ? null
      : {
          ...at,
          problem: `it names ${placeInWords(record.late)}, which is not there`,
          missing: 'that record',
        };
  }

  #faultOfStart(
    record: AuditRecord & { kind: 'segment' },
    at: Omit<DraftFault, 'problem' | 'missing'>,
  ): DraftFault | null {
    const { reserved = 0, previous, damage } = record;
    const isFirst = this.last === null && this.firstSegment > 1;
    // What it hangs on was removed; whether that was allowed is seen at the end.
    const before = isFirst ? beforeFirst(record) : this.#beginning(record);
    if (isFirst) this.#ends.set(before?.hash ?? noHash, before ?? beforeFirst(record));
    const fault = this.#faultAfter(before, record, at, 1 + reserved);
    if (fault !== null) return fault;
    if (this.last !== null && this.last.seq >= record.seq) {
      const problem = `its number is not above ${this.last.seq}, which stands before it`;
      return { ...at, problem, missing: 'unknown: two records have one number' };
    }
    if ((previous ?? '') !== (before?.segment ?? '') && !isFirst) {
      const problem = `it says that it follows segment ${previous ?? '(none)'}`;
      return { ...at, problem, missing: 'the records between' };
    }
    if (damage !== null && !this.#wasFaulty && !isFirst) {
      const problem = 'it says that the segment before is damaged, but that one is in order now';
      return { ...at, problem, missing: 'the damaged lines of the segment before' };
    }
    if (reserved > 0 && !isFirst) this.#noteLeftBehind(before, record);
    return null;
  }

  /** What a segment begins from: the record right before it, or, where numbers were left free, one near an end. */
  #beginning({ reserved, prev }: { reserved?: number; prev: string }): RecordPlace | null {
    return reserved === undefined ? this.last : (this.#ends.get(prev) ?? this.last);
  }

  #faultAfter(
    before: RecordPlace | null,
    record: AuditRecord,
    at: Omit<DraftFault, 'problem' | 'missing'>,
    step: number,
  ): DraftFault | null {
    const seq = before?.seq ?? 0;
    const unknown = 'unknown: the numbers do not tell how many';
    const lost = {
      ...at,
      numbers: numbersBetween(seq, record.seq),
      before: record.at,
      missing: unknown,
    };
    if (record.prev !== (before?.hash ?? noHash)) {
      return {
        ...lost,
        problem: 'it does not follow the record before it: records were removed, added or moved',
      };
    }
    return record.seq === seq + step
      ? null
      : { ...lost, problem: `its number does not follow ${seq}` };
  }

  #isThere({ segment, hash }: RecordPlace): boolean {
    if (Number(segment) < this.firstSegment) return true;
    return (
      this.#ends.get(hash)?.segment === segment || this.#newest.some((one) => one.hash === hash)
    );
  }

  #noteLeftBehind(before: RecordPlace | null, { segment, seq }: RecordPlace): void {
    const from = before?.seq ?? 0;
    const late = [...this.#ends.values()].filter((one) => one.seq > from && one.seq < seq);
    const came =
      late.length === 0
        ? 'Nothing came late.'
        : `It wrote ${late.length} more after that: ${late.map((one) => placeInWords(one)).join(', ')}.`;
    this.note(
      `Segment ${segment} began after record ${from} without waiting for a writer that held ${previousName(segment)}; ` +
        `numbers ${from + 1} to ${seq - 1} were left to it. ${came}`,
    );
  }
}

function previousName(segment: string): string {
  return `segment ${segmentName(Number(segment) - 1)}`;
}

/** What the first record of a trail whose beginning is gone says it hangs on. */
function beforeFirst(record: AuditRecord & { kind: 'segment' }): RecordPlace {
  const seq = record.seq - 1 - (record.reserved ?? 0);
  return { segment: record.previous ?? '', seq, hash: record.prev };
}
