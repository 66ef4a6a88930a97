import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { chainRecord, type Sha256 } from '../../../../src/core/audit/chain.ts';
import {
  noHash,
  tamperedThings,
  type AuditRecord,
  type EventDraft,
  type Origin,
  type RecordDraft,
} from '../../../../src/core/audit/record.ts';
import { denial, origin, readDotenv } from './denial.ts';
import { segmentName, type TrailSegment } from '../../../../src/core/audit/verification.ts';
import { anyText } from '../../../support/anyText.ts';

export { denial, origin };

export const sha256: Sha256 = (data) => createHash('sha256').update(data).digest('hex');

const text = anyText({ maxLength: 12 });
const anyOrigin: fc.Arbitrary<Origin> = fc.record({
  agent: text,
  agentVersion: fc.option(text),
  session: fc.option(text),
  subagent: fc.option(text),
  callId: fc.option(text),
  event: text,
  tool: fc.option(text),
  cwd: fc.option(text),
});

/** Any draft that a use case may append. */
export const anyDraft: fc.Arbitrary<EventDraft> = fc.oneof(
  fc
    .tuple(anyOrigin, text, fc.double({ noNaN: true, noDefaultInfinity: true }))
    .map(([who, path, durationMs]): EventDraft => {
      const effect = { ...readDotenv, target: { ...readDotenv.target, path, faces: [path] } };
      const decision = { ...denial.decision, effect, reason: path };
      const facts = { ...denial.facts, effects: [effect] };
      return { ...denial, ...who, facts, decision, durationMs };
    }),
  anyOrigin.map((who): EventDraft => ({
    ...who,
    kind: 'outcome',
    result: 'succeeded',
    withheld: false,
    durationMs: null,
  })),
  anyOrigin.map((who): EventDraft => ({
    ...who,
    kind: 'answer',
    request: 'f'.repeat(32),
    verdict: 'allow',
    how: 'answered',
    key: 'a'.repeat(16),
    answer: 'b'.repeat(32),
    waitedMs: 1,
  })),
  fc
    .tuple(anyOrigin, fc.array(text, { maxLength: 3 }))
    .map(([who, notes]): EventDraft => ({ ...who, kind: 'lifecycle', notes })),
  fc
    .tuple(anyOrigin, fc.constantFrom(...tamperedThings), text, text)
    .map(([who, what, path, why]): EventDraft => ({ ...who, kind: 'tampering', what, path, why })),
);

export interface BuiltSegment {
  readonly name: string;
  readonly records: readonly AuditRecord[];
  readonly lines: readonly string[];
}

/** A sound trail in memory: one segment for each list of drafts. */
export function buildTrail(segments: readonly (readonly RecordDraft[])[]): BuiltSegment[] {
  let last: AuditRecord | null = null;
  return segments.map((drafts, index) => {
    const segment = segmentName(index + 1);
    const records: AuditRecord[] = [];
    const lines: string[] = [];
    const start: RecordDraft = { kind: 'segment', previous: last?.segment ?? null, damage: null };
    for (const draft of [start, ...drafts]) {
      const position: Parameters<typeof chainRecord>[1] = {
        seq: (last?.seq ?? 0) + 1,
        segment,
        prev: last?.hash ?? noHash,
        at: '2026-01-02T03:04:05.678Z',
      };
      const chained = chainRecord(draft, position, sha256);
      last = chained.record;
      records.push(chained.record);
      lines.push(chained.line);
    }
    return { name: segment, records, lines };
  });
}

export function asSegment({ name, lines }: Pick<BuiltSegment, 'name' | 'lines'>): TrailSegment {
  return { name, lines, terminated: true };
}
