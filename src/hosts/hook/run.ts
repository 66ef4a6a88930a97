import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hmacSha256Hex, sha256Hex } from '../../adapters/digest/sha256.ts';
import { createJsonlTrail } from '../../adapters/audit/jsonlTrail.ts';
import { waitingExitCode } from '../../adapters/install/launcher.ts';
import { nodeFiles } from '../../adapters/files/nodeFiles.ts';
import { createGit } from '../../adapters/git/gitCommands.ts';
import { createScanFiles } from '../../adapters/scans/scanFiles.ts';
import { createSessionFiles } from '../../adapters/sessions/sessionFiles.ts';
import { checkStateFolder } from '../../adapters/state/stateFolder.ts';
import {
  type Bringing,
  guardAction,
  type GuardDependencies,
  type Guarded,
} from '../../app/guardAction.ts';
import { findRoots } from '../../app/paths/roots.ts';
import { createPathResolver } from '../../app/paths/resolver.ts';
import { raceRecord } from '../../app/recordOutcome.ts';
import { contentMark, decisionRecord, originOf } from '../../app/recordOf.ts';
import { type MachineFacts, surroundingsOf } from '../../app/surroundings.ts';
import { neededPatienceSeconds } from '../../core/approvals/limits.ts';
import { askingEffects, createPolicy } from '../../core/policy/decide.ts';
import { policyNotes } from '../../core/policy/policyNotes.ts';
import {
  type AgentAdapter,
  type HookAnswer,
  type HookCall,
  PayloadError,
} from '../../ports/agent.ts';
import type { DecisionDraft, Origin } from '../../core/audit/record.ts';
import type { AuditTrail } from '../../ports/auditTrail.ts';
import type { Session, Sessions } from '../../ports/sessions.ts';
import type { AnalyseShell } from '../../ports/shellAnalysis.ts';
import { adapterOf } from '../shared/agents.ts';
import { type Approving, tellTampering, withApprovals } from './approvals.ts';
import { version } from '../shared/build.ts';
import { type CompileRoot, createPolicyAccess } from '../shared/policyAccess.ts';
import { type Environment, machineFacts } from '../shared/machine.ts';

export interface HookParts {
  /** Loads the shell analysis; called only for shell calls. */
  readonly loadShell: () => AnalyseShell;
  /** Loads what looks into patches, archives and folders; called only for calls that bring files. */
  readonly loadBringing: () => Bringing;
  /** Loads the policy compiler; called only when a policy changed. */
  readonly loadCompiler: () => CompileRoot;
  /** Loads what reads a person's approvals; called only for stopped calls for which one lies there. */
  readonly loadApproving: () => Approving;
  /** Loads what leaves a question for a person; called only for a call that asks, when a window is registered. */
  readonly loadAsking: () => typeof import('./asking.ts');
  readonly readRecordKey: (path: string) => string | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface HookRequest {
  readonly agent: string;
  readonly event: string;
  readonly payload: string;
  readonly environment: Environment;
  /** Seconds after which the agent gives up, as the installed line says; 0 when it does not. */
  readonly patience: number;
}

/**
 * Answers one event of an agent: parse, judge, record, render. An answer is given only after its record is written.
 * @throws whatever goes wrong; the caller turns it into a refusal
 */
export function runHook(request: HookRequest, parts: HookParts): HookAnswer {
  const adapter = adapterOf(request.agent);
  if (adapter === null) throw new PayloadError(`no adapter for the agent ${request.agent}`);
  if (request.event === 'SelfTest') return selfTest;
  const startedAt = parts.now();
  const stated = adapter.parse(request.event, request.payload);
  const machine = machineFacts(request.environment);
  const call = adapter.complete?.(stated, machine.homes, request.environment) ?? stated;
  const prepared = prepare(call, adapter, { environment: request.environment, machine }, parts);
  const { places, trail, session, dependencies, origin } = prepared;
  const { policy } = dependencies;
  switch (call.phase) {
    case 'lifecycle': {
      const guarded = guardAction(call.action, dependencies);
      const seen =
        guarded.decision.verdict === 'allow'
          ? { kind: 'lifecycle' as const, ...origin, policy: policy.index.digest }
          : unstoppable(decisionRecord(origin, guarded, policy.index.digest, null, 0));
      trail.append(seen);
      return silence;
    }
    case 'after-tool':
      return afterTool(call, adapter, dependencies, trail, origin);
    case 'before-tool':
    case 'prompt': {
      const { guarded, record } = withApprovals(
        call.action,
        guardAction(call.action, dependencies),
        {
          state: places.state,
          trail,
          origin,
          policy,
          root: session.roots[0]?.path ?? null,
          now: parts.now(),
          loadApproving: parts.loadApproving,
        },
      );
      const key = call.action.content === null ? null : parts.readRecordKey(places.recordKey);
      const content = contentMark(call.action, key, hmacSha256Hex, byteLength);
      const waiting =
        guarded.decision.verdict === 'ask'
          ? askAPerson(call, guarded, prepared, request, parts)
          : null;
      // A call that the agent is to ask about may run: what it would leave is remembered, too.
      const mayRun = guarded.decision.verdict !== 'deny' && waiting === null;
      if (mayRun) dependencies.memory.keep(guarded.traces);
      const duration = parts.now() - startedAt;
      const draft = decisionRecord(origin, guarded, policy.index.digest, content, duration);
      record(waiting === null ? draft : { ...draft, waiting });
      return waiting === null ? adapter.render(call, guarded.decision) : waits;
    }
  }
}

/** What it takes to judge one call. */
export interface Prepared {
  readonly places: HookPlaces;
  readonly trail: AuditTrail;
  readonly agentVersion: string | null;
  readonly session: Session;
  readonly dependencies: GuardDependencies;
  readonly origin: Origin;
}

/** Finds the session, its roots and its policy. @throws whatever goes wrong */
export function prepare(
  call: HookCall,
  adapter: AgentAdapter,
  here: { readonly environment: Environment; readonly machine: MachineFacts },
  parts: Pick<HookParts, 'loadShell' | 'loadBringing' | 'loadCompiler' | 'loadApproving' | 'now'>,
): Prepared {
  const { environment, machine } = here;
  const places = placesOf(environment);
  checkStateFolder(places.state);
  const trail = createJsonlTrail({ directory: places.audit, sha256: sha256Hex, now: parts.now });
  const sessions = createSessionFiles(places.sessions, sha256Hex);
  const files = nodeFiles;
  const agentVersion = adapter.version(call, environment);
  const session = sessionOf(call, sessions, agentVersion, parts.now, () =>
    findRoots(call.startedIn ?? call.action.cwd, machine, files),
  );
  const scratch = adapter.scratch(call, machine.homes, environment);
  const surroundings = surroundingsOf(machine, session.roots, scratch, files);
  let compiled = false;
  const loadCompiler: typeof parts.loadCompiler = () => {
    compiled = true;
    return parts.loadCompiler();
  };
  const fold = surroundings.foldCase;
  const store = createPolicyAccess({ places, homes: machine.homes, fold, files, loadCompiler });
  const policy = createPolicy(store.load(session.roots[0]?.path ?? null));
  const dependencies: GuardDependencies = {
    policy,
    surroundings,
    paths: createPathResolver({
      surroundings,
      files,
      git: createGit({ PATH: '/usr/bin:/bin', HOME: machine.homes[0] ?? '/' }),
      policy,
      agent: call.action.agent,
      scans: createScanFiles(`${places.scans}/${policy.index.digest.slice(0, 16)}`, sha256Hex),
      now: parts.now,
    }),
    analyseShell: (command, context) => parts.loadShell()(command, context),
    scripts: { files, sha256: sha256Hex },
    bringing: parts.loadBringing,
    memory: sessions.memory(call.action.agent, call.action.session),
  };
  const origin = originOf(call, agentVersion, policyNotes(policy.index));
  const state = { state: places.state, trail, origin, loadApproving: parts.loadApproving };
  // When it was met; while it lies there, each record says so in its notes.
  if (compiled) tellTampering(policy.index.tampering ?? [], state);
  return { places, trail, agentVersion, session, dependencies, origin };
}

/**
 * Leaves the question for the second stage when a window answers for the session. Without one, which is usual, this is
 * one look at a folder.
 * @returns the nonce of the request, or null
 */
function askAPerson(
  call: HookCall,
  guarded: Guarded,
  { places, agentVersion, dependencies }: Prepared,
  { patience, environment }: HookRequest,
  parts: HookParts,
): string | null {
  // Agents let a call run whose hook timed out: an impatient one must not be kept waiting.
  if (patience < neededPatienceSeconds || !isAnyWindow(places.windows)) return null;
  const { surroundings, policy } = dependencies;
  return parts.loadAsking().leaveQuestion({
    call,
    agentVersion,
    guarded,
    asking: askingEffects(guarded.facts, policy),
    policy: policy.index.digest,
    roots: surroundings.roots.map((root) => root.path),
    foldCase: surroundings.foldCase,
    state: places.state,
    recordKey: places.recordKey,
    launcher: environment['PINFOLD_CALL']?.split('.')[0],
    now: parts.now(),
  });
}

function isAnyWindow(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith('.json'));
  } catch {
    return false;
  }
}

/** What a person should know of an event that only tells of something: it was judged, and not held up. */
function unstoppable(record: DecisionDraft): DecisionDraft {
  return { ...record, notes: [...(record.notes ?? []), 'it had happened already: not stopped'] };
}

const waits: HookAnswer = { stdout: '', stderr: '', exitCode: waitingExitCode };

const silence: HookAnswer = { stdout: '', stderr: '', exitCode: 0 };

const selfTest: HookAnswer = {
  stdout: JSON.stringify({ pinfold: 'answering', version }),
  stderr: '',
  exitCode: 0,
};

function afterTool(
  call: HookCall,
  adapter: AgentAdapter,
  dependencies: GuardDependencies,
  trail: AuditTrail,
  origin: ReturnType<typeof originOf>,
): HookAnswer {
  const { callId } = call.action;
  const before =
    callId === null
      ? null
      : trail.find((record) => record.kind === 'decision' && record.callId === callId, 400);
  const race = raceRecord(call, before, guardAction(call.action, dependencies), origin);
  if (race === null) return silence;
  trail.append({ ...race, policy: dependencies.policy.index.digest });
  return adapter.render(call, race.decision);
}

function sessionOf(
  call: HookCall,
  sessions: Sessions,
  agentVersion: string | null,
  now: () => number,
  roots: () => Session['roots'],
): Session {
  const { agent, session: id } = call.action;
  if (id === '') throw new PayloadError('`session_id` is missing');
  const known = sessions.find(agent, id);
  if (known !== null) return known;
  const startedAt = new Date(now()).toISOString();
  return sessions.keep(agent, id, { agent, agentVersion, startedAt, roots: roots() });
}

export interface HookPlaces {
  readonly state: string;
  readonly data: string;
  readonly config: string;
  readonly policies: string;
  readonly audit: string;
  readonly sessions: string;
  readonly recordKey: string;
  readonly scans: string;
  readonly windows: string;
}

/**
 * The launcher names its folders in the form that node's path module gives them; that is not loaded for nothing.
 * @throws PayloadError when the launcher did not say where the state is
 */
export function placesOf(environment: Environment): HookPlaces {
  const state = environment['PINFOLD_STATE'];
  const data = environment['PINFOLD_DATA'];
  const home = environment['HOME'];
  if (state === undefined || data === undefined || home === undefined) {
    throw new PayloadError('the hook was started without its launcher');
  }
  return {
    state,
    data,
    config:
      environment['PINFOLD_CONFIG'] ??
      join(environment['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'pinfold'),
    policies: `${state}/policies`,
    audit: `${state}/audit`,
    sessions: `${state}/sessions`,
    recordKey: `${state}/record.key`,
    scans: `${state}/scans`,
    windows: `${state}/windows`,
  };
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
