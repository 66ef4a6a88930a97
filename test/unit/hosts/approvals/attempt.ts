import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createApprovalFiles } from '../../../../src/adapters/approvals/approvalFiles.ts';
import { createApprovalList } from '../../../../src/adapters/approvals/listApprovals.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import { applyApprovals } from '../../../../src/app/approvals/applyApprovals.ts';
import { decisionRecord } from '../../../../src/app/recordOf.ts';
import type { Guarded } from '../../../../src/app/guardAction.ts';
import type { Action } from '../../../../src/core/actions/action.ts';
import type { Decision } from '../../../../src/core/actions/decision.ts';
import type { Effect } from '../../../../src/core/actions/effect.ts';
import type { Approval, GrantTarget } from '../../../../src/core/approvals/approval.ts';
import { grantTargetOf } from '../../../../src/core/approvals/grantTarget.ts';
import { grantsFor, pauseOf } from '../../../../src/core/approvals/places.ts';
import type { AuditRecord, EventDraft, Origin } from '../../../../src/core/audit/record.ts';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { createPolicy, decide, type Policy } from '../../../../src/core/policy/decide.ts';
import type { PolicyIndex } from '../../../../src/core/policy/policyIndex.ts';
import type { PolicyFile } from '../../../../src/core/policy/schema.ts';
import { withApprovals } from '../../../../src/hosts/hook/approvals.ts';
import type { AuditTrail } from '../../../../src/ports/auditTrail.ts';
import { TestEditor } from '../../../support/testEditor.ts';

export const home = '/home/u';
const project = `${home}/project`;
const issued = Date.parse('2026-03-01T12:00:00.000Z');
const minute = 60_000;

/** How a call differs from the usual one; see test/cases/approvals/README.md. */
export interface CallChange {
  readonly agent?: string;
  readonly session?: string;
  readonly callId?: string | null;
  readonly subagent?: string;
  readonly cwd?: string;
  readonly path?: string;
  readonly faces?: readonly string[];
  readonly via?: string;
  readonly kind?: 'read' | 'write' | 'search';
  readonly command?: string;
  readonly input?: unknown;
  readonly script?: string;
  readonly more?: string;
  readonly also?: readonly string[];
  readonly root?: string | null;
}

export interface Row {
  readonly name: string;
  readonly command?: string;
  readonly for?: CallChange;
  readonly call?: CallChange;
  readonly grant?: ApprovalWish;
  readonly pause?: ApprovalWish;
  readonly signer?: 'editor' | 'stranger' | 'none';
  readonly edit?: Readonly<Record<string, unknown>>;
  readonly lies?: string;
  readonly key?: 'removed' | 'swapped';
  readonly earlier?: readonly (string | null)[];
  readonly then?: string;
  readonly after?: number;
  readonly policy?: PolicyFile;
  readonly verdict: Decision['verdict'];
  readonly rule?: string;
  readonly observed?: string;
  readonly tampering?: string;
}

interface ApprovalWish {
  readonly kind?: Approval['kind'];
  readonly scope?: 'once' | 'minutes' | 'session';
  readonly callId?: string | null;
  readonly minutes?: number;
}

const full = (path: string): string => path.replace(/^~/, home);

function actionOf(row: Row, change: CallChange): Action {
  const { command = row.command, cwd = project } = change;
  const tool = command === undefined ? 'Read' : 'Bash';
  const input =
    change.input ??
    (command === undefined ? { file_path: change.path ?? '~/notes.txt' } : { command });
  return {
    agent: change.agent ?? 'claude-code',
    session: change.session ?? 's1',
    cwd: full(cwd),
    tool,
    callId: change.callId === undefined ? 'c1' : change.callId,
    subagent: change.subagent ?? null,
    statements:
      command === undefined ? [] : [{ kind: 'shell', command, cwd: full(cwd), via: tool }],
    content: null,
    input,
  };
}

function effectsOf(row: Row, change: CallChange): readonly Effect[] {
  const command = change.command ?? row.command;
  const also = (change.also ?? []).map((path) => access('read', path, []));
  if (command === undefined) {
    const { kind = 'read', path = '~/notes.txt', faces = [], via } = change;
    return [access(kind, path, faces, via), ...also];
  }
  const digest = (change.script ?? 'a').repeat(64);
  const script = { path: `${project}/deploy.sh`, digest };
  const more: Effect[] =
    change.more === undefined ? [] : [{ kind: 'unresolved', why: change.more, via: 'make' }];
  return [
    { kind: 'run', program: 'sh', args: [], via: 'Bash', script },
    { kind: 'unresolved', why: 'it runs what nobody knows', via: 'make' },
    ...more,
    ...also,
  ];
}

function access(
  kind: 'read' | 'write' | 'search',
  stated: string,
  faces: readonly string[],
  via = 'Read',
): Effect {
  const path = full(stated);
  const inside = path.startsWith(`${project}/`);
  const target = {
    stated,
    path,
    faces: faces.map(full),
    place: inside ? ('workspace' as const) : ('home' as const),
    root: inside ? project : null,
  };
  return { kind, target, via, certainty: 'surely' };
}

/** A trail in memory. */
export class MemoryTrail implements AuditTrail {
  readonly records: AuditRecord[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  append(draft: EventDraft): AuditRecord {
    const seq = this.records.length + 1;
    const at = new Date(this.#now()).toISOString();
    const link = { version: 1, seq, at, segment: '000001', prev: '', hash: '' } as const;
    this.records.push({ ...draft, ...link });
    return this.records.at(-1)!;
  }
  last(count: number): readonly AuditRecord[] {
    return this.records.slice(-count);
  }
  find(fits: (record: AuditRecord) => boolean): AuditRecord | null {
    return this.records.findLast(fits) ?? null;
  }
}

const policies = new Map<string, Policy>();

function policyOf(file: PolicyFile | undefined): Policy {
  const name = JSON.stringify(file ?? null);
  const known = policies.get(name);
  if (known !== undefined) return known;
  const index = compilePolicy({
    layers: file === undefined ? [] : [{ name: 'organisation', file, anchor: null, trusted: true }],
    sources: [],
    homes: [home],
    own: { state: `${home}/.state`, data: `${home}/.data`, config: `${home}/.config/pinfold` },
    fold: false,
    build: 'test',
    sha256: sha256Hex,
  });
  policies.set(name, createPolicy(index));
  return policies.get(name)!;
}

/** One installation with one approval in it, and a session that makes calls there. */
export class Attempt {
  readonly state: string;
  readonly keys: string;
  readonly folder: string;
  readonly editor: TestEditor;
  now = issued;
  readonly trail = new MemoryTrail(() => this.now);
  /** How often the part was loaded that reads approvals. */
  loads = 0;
  readonly #row: Row;
  readonly #laid: { readonly path: string; readonly text: string }[] = [];
  readonly #policy: Policy;

  /** @param there an installation that is there already, and its policy; left out, a new one */
  constructor(row: Row, there?: { readonly state: string; readonly index: PolicyIndex }) {
    this.#row = row;
    this.#policy = there === undefined ? policyOf(row.policy) : createPolicy(there.index);
    const state = there?.state;
    this.state = state ?? mkdtempSync(join(tmpdir(), 'pinfold-approvals-'));
    this.keys = join(this.state, 'keys');
    this.folder = join(this.state, 'approvals');
    this.editor = new TestEditor();
    if (state === undefined) this.editor.register(this.keys);
  }

  get index(): PolicyIndex {
    return this.#policy.index;
  }

  /** Makes a call; returns what was decided. */
  call(change: CallChange, trail: AuditTrail = this.trail): Decision {
    const { guarded, action } = this.judged(change);
    const origin: Origin = {
      agent: action.agent,
      agentVersion: null,
      session: action.session,
      subagent: action.subagent,
      callId: action.callId,
      event: 'PreToolUse',
      tool: action.tool,
      cwd: action.cwd,
    };
    const { guarded: approved, record } = withApprovals(action, guarded, {
      state: this.state,
      policy: this.#policy,
      root: change.root === undefined ? project : change.root,
      trail,
      origin,
      now: this.now,
      loadApproving: () => {
        this.loads++;
        return { applyApprovals, createApprovalFiles };
      },
    });
    record(decisionRecord(origin, approved, 'p', null, 1));
    return approved.decision;
  }

  judged(change: CallChange): { action: Action; guarded: Guarded } {
    const action = actionOf(this.#row, change);
    const effects = effectsOf(this.#row, change);
    const facts = { agent: action.agent, tool: action.tool, effects };
    return { action, guarded: { facts, decision: decide(facts, this.#policy), traces: [] } };
  }

  targetOf(change: CallChange): GrantTarget {
    const { action, guarded } = this.judged(change);
    const { facts, decision } = guarded;
    return grantTargetOf(decision.effect!, { action, facts }, sha256Hex)!;
  }

  /** Lays the row's approval where it is looked for, or whatever the row says instead. */
  lay(): void {
    const { call = {}, lies } = this.#row;
    const seen = this.#row.for ?? call;
    const target = this.targetOf(seen);
    const root = full(seen.root ?? project);
    const wish = this.#row.grant ?? this.#row.pause ?? {};
    const approval = this.sign(wish, target, root);
    const folderFor = (each: GrantTarget): string => join(this.folder, grantsFor(each, sha256Hex));
    const elsewhere = lies === 'elsewhere' || lies === 'crowd';
    const isPause = this.#row.grant === undefined;
    const path = isPause
      ? join(this.folder, pauseOf(elsewhere ? project : root, sha256Hex))
      : join(
          folderFor(elsewhere ? this.targetOf(call) : target),
          `${String(approval['nonce'])}.json`,
        );
    mkdirSync(dirname(path), { recursive: true });
    layAt(path, JSON.stringify(approval), lies);
    this.#laid.push({ path, text: JSON.stringify(approval) });
    if (this.#row.key === 'removed') unlinkSync(join(this.keys, `${this.editor.keyId}.key`));
    if (this.#row.key === 'swapped') {
      const other = new TestEditor().register(this.keys);
      renameSync(
        join(this.keys, `${other.keyId}.key`),
        join(this.keys, `${this.editor.keyId}.key`),
      );
    }
  }

  /** Puts a copy of what was laid back in its place, as far as that can be done. */
  layAgain(): void {
    for (const { path, text } of this.#laid) {
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text, { flag: 'wx' });
      } catch {
        // It is there, or something else is.
      }
    }
  }

  /** Lays a good grant for a call. @returns its path */
  layFor(change: CallChange, wish: ApprovalWish): string {
    const target = this.targetOf(change);
    const grant = this.sign({ kind: 'grant', ...wish }, target, project);
    const folder = join(this.folder, grantsFor(target, sha256Hex));
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${String(grant['nonce'])}.json`);
    writeFileSync(path, JSON.stringify(grant));
    return path;
  }

  sign(wish: ApprovalWish, target: GrantTarget, root: string): Record<string, unknown> {
    const { scope = 'once', callId = null, minutes = 10 } = wish;
    const until = new Date(issued + minutes * minute).toISOString();
    const issuedAt = new Date(issued).toISOString();
    const kind = wish.kind ?? (this.#row.grant === undefined ? 'pause' : 'grant');
    const forms = {
      grant: { kind: 'grant', target, scope, callId, until, issuedAt },
      pause: { kind: 'pause', root, until, issuedAt },
      pin: { kind: 'pin', path: '/x', digest: '0'.repeat(64), issuedAt },
      answer: {
        kind: 'answer',
        request: '0'.repeat(32),
        callId,
        facts: '0'.repeat(64),
        verdict: 'allow',
        issuedAt,
      },
    } as const;
    const signer = this.#row.signer === 'stranger' ? new TestEditor() : this.editor;
    const signed: Record<string, unknown> = { ...signer.sign(forms[kind]) };
    if (this.#row.signer === 'none') signed['signature'] = `${'A'.repeat(86)}==`;
    for (const [name, value] of Object.entries(this.#row.edit ?? {})) {
      if (value === '{{nothing}}') delete signed[name];
      else if (value === '{{key}}') signed[name] = this.editor.keyId;
      else signed[name] = value === '{{root}}' ? project : value;
    }
    return signed;
  }

  /** What somebody does before the call. */
  meddle(how: string): void {
    const used = join(this.folder, 'used');
    const list = createApprovalList({ approvals: this.folder, keys: this.keys }, sha256Hex);
    const [first] = list.all().approvals;
    const mark = join(used, first?.approval.nonce ?? 'none');
    const copy = join(this.state, 'copy');
    cpSync(join(this.folder, this.#row.grant === undefined ? 'pauses' : 'grants'), copy, {
      recursive: true,
    });
    const restore = (): void =>
      cpSync(copy, join(this.folder, this.#row.grant === undefined ? 'pauses' : 'grants'), {
        recursive: true,
      });
    switch (how) {
      case 'mark removed':
        return unlinkSync(mark);
      case 'mark forged': {
        const call = sha256Hex(JSON.stringify({ agent: 'claude-code', call: 'c1', session: 's1' }));
        const { until } = first!.approval;
        return writeFileSync(mark, JSON.stringify({ why: 'used', call, at: this.now, until }));
      }
      case 'mark is a folder':
      case 'mark is a link':
        rmSync(mark, { force: true });
        mkdirSync(used, { recursive: true });
        return how === 'mark is a link' ? symlinkSync('nowhere', mark) : mkdirSync(mark);
      case 'taken back':
        return list.revoke(first!, this.now);
      case 'taken back and restored':
        list.revoke(first!, this.now);
        return restore();
      case 'tidied a week later': {
        const week = this.now + 7 * 1440 * minute;
        createApprovalFiles({ approvals: this.folder, keys: this.keys }, sha256Hex).tidy(week);
        if (readdirSync(used).length > 0) throw new Error('nothing was tidied');
        return restore();
      }
      case 'marks cannot be written':
        return writeFileSync(used, '');
      default:
        throw new Error(`nobody knows how to: ${how}`);
    }
  }

  dispose(): void {
    rmSync(this.state, { recursive: true });
  }
}

function layAt(path: string, text: string, lies: string | undefined): void {
  switch (lies) {
    case undefined:
    case 'elsewhere':
      return writeFileSync(path, text);
    case 'renamed':
      return writeFileSync(join(dirname(path), `${'0'.repeat(32)}.json`), text);
    case 'copied':
      writeFileSync(path, text);
      return copyFileSync(path, join(dirname(path), `${'0'.repeat(32)}.json`));
    case 'pipe':
      execFileSync('mkfifo', [path], { env: { PATH: '/usr/bin:/bin' } });
      return;
    case 'folder':
      mkdirSync(path);
      return;
    case 'link':
      writeFileSync(`${dirname(path)}.real`, text);
      return symlinkSync(`${dirname(path)}.real`, path);
    case 'dangling':
      return symlinkSync('nowhere', path);
    case 'huge':
      return writeFileSync(path, text.replace('}', `}${' '.repeat(200_000)}`));
    case 'garbage':
      return writeFileSync(path, text.slice(0, -1));
    case 'empty':
      return writeFileSync(path, '');
    case 'file for folder':
      rmSync(dirname(path), { recursive: true });
      return writeFileSync(dirname(path), text);
    case 'beside':
      writeFileSync(path, text);
      return writeFileSync(join(dirname(path), 'notes.txt'), '');
    case 'crowd':
      for (let n = 0; n < 100; n++) {
        writeFileSync(join(dirname(path), `${String(n).padStart(32, '0')}.json`), text);
      }
      return;
    default:
      throw new Error(`nobody knows how to lay: ${lies}`);
  }
}

export function rowsOf(name: string): readonly Row[] {
  const file = new URL(`../../../cases/approvals/${name}`, import.meta.url);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

export const minutesLater = (minutes: number): number => issued + minutes * minute;
