import type { Effect } from '../actions/effect.ts';
import type { AnswerHow } from '../approvals/answerHow.ts';
import type { AuditRecord, PrunedDraft, RepeatDraft, SegmentDraft } from '../audit/record.ts';
import { showText } from '../paths/show.ts';

/**
 * One record as one line for people: number, time of day (UTC), agent, verdict, tool, effect, rule.
 * Agents choose much of what stands in a record, so nothing in it can move the cursor, turn text around or add lines.
 */
export function recordLine(record: AuditRecord): string {
  const words = [`#${record.seq}`, record.at.slice(11, 19), ...wordsOf(record)];
  return showText(words.filter((word) => word !== '').join('  '), 400);
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

/** What a record says, in a few words each; some may be empty. */
export function wordsOf(record: AuditRecord): string[] {
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

export type Repeats = Omit<RepeatDraft, 'kind'>;

/** How often a denial was repeated: `#12 was denied again 9,999 times, from 03:04:05 to 03:04:41`. */
export function repeatWords(repeats: Repeats): string {
  return `#${repeats.of} was ${againWords(repeats)}`;
}

/** `denied again 9,999 times, from 03:04:05 to 03:04:41`. */
export function againWords({ count, from, to }: Repeats): string {
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

/** What a path led to before a call, and after it. */
export function changeWords(change: {
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
