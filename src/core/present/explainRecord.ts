import type { Effect } from '../actions/effect.ts';
import type { AnswerDraft, AuditRecord, Origin } from '../audit/record.ts';
import { showText } from '../paths/show.ts';
import { loosenedLines } from './decision.ts';
import {
  againWords,
  answerWords,
  changeWords,
  effectWords,
  type Repeats,
  wordsOf,
} from './record.ts';

/**
 * A record in several lines for people: what was decided and why, by which rule of which layer, what to do instead; then
 * what it rests on. Digests are shortened: whoever compares them asks for JSON.
 */
export function explainRecord(record: AuditRecord): string {
  const lines: string[][] = [['Record', `#${record.seq} of ${record.at}`], ...saidLines(record)];
  if ('notes' in record) lines.push(...(record.notes ?? []).map((note) => ['Note', note]));
  if (record.shortened !== undefined) {
    lines.push(['Note', `${record.shortened} long texts or lists are shortened here`]);
  }
  if ('agent' in record) lines.push(...originLines(record));
  if ('policy' in record) lines.push(['Policy', shortDigest(record.policy)]);
  lines.push(['Hash', shortDigest(record.hash)]);
  return lines
    .map(([name = '', text = '']) => `${`${name}:`.padEnd(12)}${showText(text, 4200)}`)
    .join('\n');
}

/** What a kind of record has to say that others have not. */
function saidLines(record: AuditRecord): string[][] {
  switch (record.kind) {
    case 'decision':
    case 'race':
      return decisionLines(record);
    case 'tampering':
      return [
        ['Ignored', `${record.what} ${record.path}`],
        ['Why', `It ${record.why}.`],
      ];
    case 'answer':
      return answerLines(record);
    case 'outcome':
    case 'lifecycle':
    case 'seal':
    case 'segment':
    case 'repeat':
    case 'late':
    case 'pruned': {
      const words = wordsOf(record).filter((word) => word !== '');
      return [['What', words.join(', ')]];
    }
  }
}

function decisionLines(record: Extract<AuditRecord, { kind: 'decision' | 'race' }>): string[][] {
  const { verdict, rule, layer, effect, reason, remedy } = record.decision;
  const { paused, effects } = record.facts;
  const lines: string[][] = [['Verdict', verdict]];
  if (effect !== null) lines.push(['Because of', effectWords(effect)]);
  lines.push(['Why', reason]);
  if (remedy !== '') lines.push(['Instead', remedy]);
  lines.push(['Rule', `${rule} (${layer})`], ...loosenedLines(record.decision));
  if (paused !== undefined) {
    lines.push(['Paused', `until ${paused.until}, by pause ${paused.nonce}`]);
  }
  if (record.kind === 'decision' && record.waiting !== undefined) {
    lines.push(['Waits', `for a person, under ${record.waiting}`]);
  }
  lines.push(...effects.map((each) => ['Effect', effectDetail(each)]));
  if (record.kind === 'race') {
    lines.push(...record.changes.map((change) => ['Changed', changeWords(change)]));
  } else if (record.content) {
    lines.push(['Content', `${record.content.length} bytes, not kept`]);
  }
  return lines;
}

/** Long enough to find a record, or a policy, by. */
function shortDigest(digest: string): string {
  return digest.length <= 16 ? digest : `${digest.slice(0, 16)}…`;
}

function effectDetail(effect: Effect): string {
  const words = `${effectWords(effect)} (by ${effect.via})`;
  if (!('target' in effect)) return words;
  const { stated, path, place, faces } = effect.target;
  const named = stated === path ? '' : `, stated as ${stated}`;
  const also = faces.length === 0 ? '' : `, also known as ${faces.join(', ')}`;
  return `${words}, in place: ${place}${named}${also}`;
}

function answerLines(record: AnswerDraft): string[][] {
  const { verdict, how, request, key, answer, waitedMs } = record;
  return [
    ['Verdict', verdict],
    ['What', answerWords[how]],
    ['Request', request],
    ...(key === null ? [] : [['Signed by', key]]),
    ...(answer === null ? [] : [['Answer', answer]]),
    ['Waited', `${(waitedMs / 1000).toFixed(1)} s`],
  ];
}

/** How often a denial was repeated, as a line of what {@link explainRecord} says. */
export function repeatsLine(repeats: Repeats): string {
  return `${'Repeated:'.padEnd(12)}${againWords(repeats)}`;
}

function originLines(origin: Origin): string[][] {
  const version = origin.agentVersion === null ? '' : ` ${origin.agentVersion}`;
  const named: readonly (readonly [string, string | null])[] = [
    ['Agent', `${origin.agent}${version}`],
    ['Session', origin.session],
    ['Subagent', origin.subagent],
    ['Event', origin.event],
    ['Tool', origin.tool],
    ['Call', origin.callId],
    ['Folder', origin.cwd],
  ];
  return named.flatMap(([name, text]) => (text === null ? [] : [[name, text]]));
}
