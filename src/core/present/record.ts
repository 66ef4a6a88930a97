import type { Effect } from '../actions/effect.ts';
import type { AnswerHow } from '../approvals/answerHow.ts';
import type {
  AnswerDraft,
  AuditRecord,
  Origin,
  PrunedDraft,
  RepeatDraft,
  SegmentDraft,
} from '../audit/record.ts';
import { showText } from '../paths/show.ts';
import { loosenedLines } from './decision.ts';

/**
 * One record as one line for people: number, time of day (UTC), agent, verdict, tool, effect, rule.
 * Agents choose much of what stands in a record, so nothing in it can move the cursor, turn text around or add lines.
 */
export function recordLine(record: AuditRecord): string {
  const words = [`#${record.seq}`, record.at.slice(11, 19), ...wordsOf(record)];
  return showText(words.filter((word) => word !== '').join('  '), 400);
}

/** A record in several lines for people: what happened, by which rule of which layer, why, and what to do instead. */
export function explainRecord(record: AuditRecord): string {
  const lines: string[][] = [['Record', `#${record.seq} of ${record.at}`]];
  if ('agent' in record) lines.push(...originLines(record));
  switch (record.kind) {
    case 'decision':
    case 'race': {
      const { verdict, rule, layer, effect, reason, remedy } = record.decision;
      lines.push(['Verdict', verdict], ['Rule', `${rule} (${layer})`], ['Why', reason]);
      lines.push(...loosenedLines(record.decision));
      if (remedy !== '') lines.push(['Instead', remedy]);
      if (effect !== null) lines.push(['Because of', effectWords(effect)]);
      const { paused } = record.facts;
      if (paused !== undefined) {
        lines.push(['Paused', `until ${paused.until}, by pause ${paused.nonce}`]);
      }
      lines.push(...record.facts.effects.map((each) => ['Effect', effectDetail(each)]));
      if (record.kind === 'race')
        lines.push(...record.changes.map((c) => ['Changed', changeWords(c)]));
      else if (record.content) lines.push(['Content', `${record.content.length} bytes, not kept`]);
      lines.push(['Policy', record.policy]);
      if (record.kind === 'decision' && record.waiting !== undefined) {
        lines.push(['Waits', `for a person, under ${record.waiting}`]);
      }
      break;
    }
    case 'tampering':
      lines.push(['Ignored', `${record.what} ${record.path}`], ['Why', `It ${record.why}.`]);
      break;
    case 'answer':
      lines.push(...answerLines(record));
      break;
    case 'outcome':
    case 'lifecycle':
    case 'seal':
    case 'segment':
    case 'repeat':
    case 'late':
    case 'pruned':
      lines.push([
        'What',
        wordsOf(record)
          .filter((word) => word !== '')
          .join(', '),
      ]);
  }
  if ('notes' in record) lines.push(...(record.notes ?? []).map((note) => ['Note', note]));
  if (record.shortened !== undefined) {
    lines.push(['Note', `${record.shortened} long texts or lists are shortened here`]);
  }
  lines.push(['Hash', record.hash]);
  return lines
    .map(([name = '', text = '']) => `${`${name}:`.padEnd(12)}${showText(text, 4200)}`)
    .join('\n');
}

/** What an effect does, in a few words: `read /home/ada/.ssh/id_rsa`. */
export function effectWords(effect: Effect): string {
  switch (effect.kind) {
    case 'read':
    case 'write':
    case 'delete':
    case 'search':
      return `${effect.kind} ${effect.target.path}`;
    case 'run':
      return ['run', effect.program, ...effect.args].join(' ');
    case 'connect':
      return `${effect.sends ? 'send to' : 'connect to'} ${effect.host}`;
    case 'escalate':
    case 'persist':
    case 'tamper':
    case 'expose':
    case 'terminal':
    case 'destroy':
    case 'unresolved':
      return `${effect.kind}: ${effect.why}`;
  }
}

function effectDetail(effect: Effect): string {
  const words = `${effectWords(effect)} (by ${effect.via})`;
  if (!('target' in effect)) return words;
  const { stated, path, place, faces } = effect.target;
  const named = stated === path ? '' : `, stated as ${stated}`;
  const also = faces.length === 0 ? '' : `, also known as ${faces.join(', ')}`;
  return `${words}, in place: ${place}${named}${also}`;
}

function wordsOf(record: AuditRecord): string[] {
  switch (record.kind) {
    case 'decision': {
      const { verdict, effect, rule, observed } = record.decision;
      const what = effect === null ? '' : effectWords(effect);
      const answer =
        observed === undefined ? verdict : `${verdict} (observed: ${observed.verdict})`;
      const waits = record.waiting === undefined ? '' : 'waits for a person';
      return [record.agent, answer, record.tool ?? record.event, clip(what), `[${rule}]`, waits];
    }
    case 'answer': {
      const { agent, verdict, tool, event, how } = record;
      return [agent, verdict, tool ?? event, answerWords[how]];
    }
    case 'race': {
      const changes = record.changes.map(changeWords).join('; ');
      return [
        record.agent,
        'race',
        record.tool ?? record.event,
        clip(changes),
        `[${record.decision.rule}]`,
      ];
    }
    case 'outcome': {
      const withheld = record.withheld ? 'output withheld' : '';
      return [record.agent, record.result, record.tool ?? record.event, withheld];
    }
    case 'lifecycle':
      return [record.agent, record.event, clip((record.notes ?? []).join('; '))];
    case 'tampering':
      return [record.agent, 'tampering', record.what, clip(record.path), clip(record.why)];
    case 'seal':
      return ['pinfold', 'seal', `${record.torn.bytes} bytes of an interrupted write`];
    case 'segment':
      return ['pinfold', `segment ${record.segment} begins`, record.damage ?? '', left(record)];
    case 'repeat':
      return ['pinfold', 'repeat', repeatWords(record)];
    case 'late':
      return [
        'pinfold',
        'late',
        `#${record.late.seq} came late, in segment ${record.late.segment}`,
      ];
    case 'pruned':
      return ['pinfold', 'pruned', prunedWords(record)];
  }
}

/** How the wait of a call ended, in a sentence. */
export const answerWords: Readonly<Record<AnswerHow, string>> = {
  answered: 'a person answered',
  changed: 'a person said yes, but it changed meanwhile',
  'timed-out': 'nobody answered in time',
  lost: 'the window that was asked is gone',
  unreachable: 'no window could be asked',
  abandoned: 'the agent gave up waiting',
};

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

export type Repeats = Omit<RepeatDraft, 'kind'>;

/** How often a denial was repeated: `#12 was denied again 9,999 times, from 03:04:05 to 03:04:41`. */
export function repeatWords(repeats: Repeats): string {
  return `#${repeats.of} was ${againWords(repeats)}`;
}

/** The same as a line of what {@link explainRecord} says. */
export function repeatsLine(repeats: Repeats): string {
  return `${'Repeated:'.padEnd(12)}${againWords(repeats)}`;
}

function againWords({ count, from, to }: Repeats): string {
  const times = count === 1 ? 'once' : `${count.toLocaleString('en')} times`;
  return `denied again ${times}, from ${from.slice(11, 19)} to ${to.slice(11, 19)}`;
}

function prunedWords({ removed, keepDays }: PrunedDraft): string {
  const { first, last, records } = removed;
  const which = first === null || last === null ? '' : `, #${first.seq} to #${last.seq}`;
  const when = first === null || last === null ? '' : `, of ${first.at} to ${last.at}`;
  return `${records} records removed${which}${when}; ${keepDays} days are kept`;
}

function left({ reserved }: SegmentDraft): string {
  return reserved === undefined
    ? ''
    : `${reserved} numbers are left to a writer that does not get on`;
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

function changeWords(change: {
  stated: string;
  before: string | null;
  after: string | null;
}): string {
  return `${change.stated} was ${change.before ?? 'not there'}, is ${change.after ?? 'not there'}`;
}

/** A long command must not push the rule out of the line. */
function clip(text: string): string {
  return showText(text, 160);
}
