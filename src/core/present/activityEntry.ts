import type { Effect } from '../actions/effect.ts';
import type { AnswerDraft, AuditRecord, Origin } from '../audit/record.ts';
import { relativeTo } from '../paths/lexical.ts';
import { showText } from '../paths/show.ts';
import { answerWords, effectWords } from './record.ts';

/** What a line of the activity is about; `note` is anything that Pinfold did or met by itself. */
export type ActivityKind =
  | 'denied'
  | 'asked'
  | 'allowed'
  | 'observed'
  | 'changed'
  | 'tampering'
  | 'note';

/** One line of the activity. All texts are safe to show: agents choose much of what stands in a record. */
export interface ActivityEntry {
  /** Names the line for as long as it is there. */
  readonly id: string;
  /** Number of the newest record that it stands for. */
  readonly record: number;
  /** ISO time of the first and of the newest record. */
  readonly since: string;
  readonly at: string;
  /** How many records it stands for. */
  readonly times: number;
  /** The records that it stands for, newest first, and how often each was repeated without another one. */
  readonly repeats: readonly { readonly record: number; readonly count: number }[];
  /** Equal for records that are the same to a reader. */
  readonly sameness: string;
  readonly kind: ActivityKind;
  /** What happened in a few words, e.g. `read lab/device.json`. */
  readonly label: string;
  /** Rule that decided; empty where none did. */
  readonly rule: string;
  /** Why, and what to do instead. */
  readonly why: readonly string[];
  /** Canonical path of the file that it is about, unescaped; null when it is about none. */
  readonly file: string | null;
  /** The call was put to a person; null when it was not. */
  readonly wait: ActivityWait | null;
}

export interface ActivityWait {
  /** Nonce of the request. */
  readonly request: string;
  /** It is over. */
  readonly isOver: boolean;
  /** How it stands, in a few words: `a person said no`. */
  readonly words: string;
}

/** A session as its first record tells of it. */
export interface ActivityOrigin {
  /** Names the session for as long as it is there. */
  readonly key: string;
  /** Adapter id. */
  readonly agent: string;
  /** Working directory, unescaped; null when unknown. */
  readonly cwd: string | null;
}

export interface ActivityRecord {
  readonly origin: ActivityOrigin;
  readonly entry: ActivityEntry;
}

const labelLimit = 160;

/**
 * A record as a line of the activity; null for records that only belong to the bookkeeping (how calls ended, sessions
 * that began or ended, the trail's own).
 *
 * @param home the user's home, shown as `~`.
 */
export function activityRecord(record: AuditRecord, home: string): ActivityRecord | null {
  switch (record.kind) {
    case 'decision': {
      const { verdict, rule, reason, remedy, effect, observed } = record.decision;
      const kind = observed === undefined ? verdictKinds[verdict] : 'observed';
      const label = effect === null ? callWords(record) : shortWords(effect, home);
      const why = [reason, remedy].filter((text) => text !== '');
      const { waiting: request } = record;
      const wait =
        request === undefined ? null : { request, isOver: false, words: 'waits for a person' };
      return lineOf(record, { kind, label, rule, why, file: fileOf(effect), wait });
    }
    case 'race': {
      const [change] = record.changes;
      const label = `${change?.stated ?? 'a path'} led elsewhere after the call`;
      const why = record.changes.map(
        ({ before, after }) => `${before ?? 'nothing'} before, ${after ?? 'nothing'} after`,
      );
      const { rule } = record.decision;
      return lineOf(record, { kind: 'changed', label, rule, why, file: change?.after ?? null });
    }
    case 'tampering': {
      const label = `${record.what} is not ours`;
      const why = [`It ${record.why}.`, 'It was passed over, not obeyed.'];
      return lineOf(record, { kind: 'tampering', label, rule: '', why, file: record.path });
    }
    case 'segment': {
      if (record.damage === null) return null;
      const why = [record.damage, 'Run `pinfold audit verify` to see what may be missing.'];
      const label = 'the audit trail was damaged';
      return lineOf(
        { ...record, ...ownOrigin },
        { kind: 'note', label, rule: '', why, file: null },
      );
    }
    case 'answer': {
      const words = endWords(record);
      const label = `${record.tool ?? record.event}: ${words}`;
      const kind = verdictKinds[record.verdict];
      const wait = { request: record.request, isOver: true, words };
      return lineOf(record, { kind, label, rule: '', why: [], file: null, wait });
    }
    case 'outcome':
    case 'lifecycle':
    case 'seal':
    case 'repeat':
    case 'late':
    case 'pruned':
      return null;
  }
}

function endWords({ how, verdict }: Pick<AnswerDraft, 'how' | 'verdict'>): string {
  if (how !== 'answered') return answerWords[how];
  return verdict === 'deny' ? 'a person said no' : 'a person said yes';
}

const verdictKinds = { deny: 'denied', ask: 'asked', allow: 'allowed' } as const;

const ownOrigin = { agent: 'pinfold', session: null, cwd: null } as const;

type Line = Pick<ActivityEntry, 'kind' | 'label' | 'rule' | 'why' | 'file'> &
  Partial<Pick<ActivityEntry, 'wait'>>;
type Told = Pick<AuditRecord, 'seq' | 'at' | 'hash'> & Pick<Origin, 'agent' | 'session' | 'cwd'>;

function lineOf(record: Told, line: Line): ActivityRecord {
  const { seq, at, hash, agent, session, cwd } = record;
  const { wait = null } = line;
  const label = showText(line.label, labelLimit);
  return {
    origin: { key: `${agent} ${session ?? ''}`, agent, cwd },
    entry: {
      ...line,
      id: hash,
      record: seq,
      since: at,
      at,
      times: 1,
      repeats: [{ record: seq, count: 0 }],
      wait,
      // Each call that waits is a line of its own: it ends by itself.
      sameness: `${line.kind} ${line.rule} ${label} ${wait?.request ?? ''}`,
      label,
      rule: showText(line.rule),
      why: line.why.map((text) => showText(text, 600)),
    },
  };
}

function callWords({ event, tool }: Pick<Origin, 'event' | 'tool'>): string {
  if (/prompt/i.test(event)) return 'prompt';
  return tool === null || tool === event ? event : `${tool}: nothing that matters`;
}

/** Paths as a person in this project would write them. */
function shortWords(effect: Effect, home: string): string {
  if (!('target' in effect)) return effectWords(effect);
  const { path, root } = effect.target;
  return `${effect.kind} ${shortPath(path, root, home)}`;
}

function shortPath(path: string, root: string | null, home: string): string {
  const inside = root === null ? null : relativeTo(path, root);
  if (inside !== null) return inside === '' ? '.' : inside;
  const inHome = relativeTo(path, home);
  return inHome === null ? path : `~/${inHome}`;
}

function fileOf(effect: Effect | null): string | null {
  return effect !== null && 'target' in effect ? effect.target.path : null;
}
