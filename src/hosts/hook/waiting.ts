import { askWindows, type AskResult } from '../../adapters/approvals/askWindows.ts';
import {
  hmac,
  recordKeyAt,
  RequestError,
  requestName,
  sha256,
  takeRequest,
} from '../../adapters/approvals/requestFiles.ts';
import {
  answersFor,
  readWindowFiles,
  type WindowFile,
} from '../../adapters/approvals/windowFiles.ts';
import { createJsonlTrail } from '../../adapters/audit/jsonlTrail.ts';
import { answerRecord, conclude, type Conclusion } from '../../app/approvals/conclude.ts';
import { guardAction } from '../../app/guardAction.ts';
import { type ApprovalRequest, factsDigest } from '../../core/approvals/request.ts';
import { type AgentAdapter, type HookAnswer, PayloadError } from '../../ports/agent.ts';
import { adapterOf } from '../shared/agents.ts';
import { type Environment, machineFacts } from '../shared/machine.ts';
import { watchCallers } from './callers.ts';
import { compilePart, runPart } from './part.ts';
import { refusal } from './refusal.ts';
import { type HookPlaces, placesOf, prepare, type Prepared } from './run.ts';
import { send } from './send.ts';

/**
 * The second stage of a hook: program `waiting.cjs AGENT EVENT`, started by the launcher for a call that waits for a
 * person. Asks the windows of the session, finds the facts again after a yes, records, and answers the agent.
 * docs/approvals.md says what it does, docs/decisions/0009-the-second-stage.md why.
 */
async function main(agent: string, event: string, environment: Environment): Promise<number> {
  try {
    const adapter = adapterOf(agent);
    if (adapter === null) throw new PayloadError(`no adapter for the agent ${agent}`);
    const places = placesOf(environment);
    const taken = takeOwn(agent, event, places, environment['PINFOLD_CALL']);
    return send(await answerOf(taken, adapter, environment));
  } catch (error) {
    return send(refusal(error));
  }
}

interface Taken {
  readonly request: ApprovalRequest;
  readonly nonce: string;
  readonly recordKey: string;
}

/**
 * The request that the first stage of this very call left. What else lies in its place goes into the trail.
 * @throws RequestError
 */
function takeOwn(
  agent: string,
  event: string,
  places: HookPlaces,
  caller: string | undefined,
): Taken {
  const trail = createJsonlTrail({ directory: places.audit, sha256, now: Date.now });
  const folder = `${places.state}/requests`;
  const name = requestName(caller?.split('.')[0]);
  try {
    const recordKey = recordKeyAt(places.recordKey);
    if (name === null || recordKey === null) throw new RequestError('cannot be told from others');
    const taken = takeRequest(folder, name, recordKey, Date.now());
    const { call } = taken.request;
    if (call.action.agent !== agent || call.event !== event) {
      throw new RequestError('is for another event');
    }
    const waits = trail.find(
      (record) => record.kind === 'decision' && record.waiting === taken.nonce,
      mostRecords,
    );
    if (waits === null) throw new RequestError('is not the one that the trail tells of');
    return { ...taken, recordKey };
  } catch (error) {
    if (error instanceof RequestError) {
      trail.append({
        kind: 'tampering',
        ...unknownOrigin,
        agent,
        event,
        what: 'request',
        path: `${folder}/${name ?? ''}.json`,
        why: error.why,
      });
    }
    throw error;
  }
}

/** So many records may be written between the two stages of one call. */
const mostRecords = 2_000;

const unknownOrigin = {
  agentVersion: null,
  session: null,
  subagent: null,
  callId: null,
  tool: null,
  cwd: null,
} as const;

async function answerOf(
  { request, nonce, recordKey }: Taken,
  adapter: AgentAdapter,
  environment: Environment,
): Promise<HookAnswer> {
  const { call } = request;
  const here = { environment, machine: machineFacts(environment) };
  const prepared = prepare(call, adapter, here, parts);
  const startedAt = Date.now();
  const asked = await askWindows({
    asked: { request, nonce, facts: factsDigest(request.facts, sha256) },
    windows: windowsFor(request, prepared),
    keys: `${prepared.places.state}/keys`,
    mac: (text) => hmac(recordKey, text),
    now: Date.now,
    answerMs: Date.parse(request.expiresAt) - startedAt,
    abandoned: watchCallers(environment['PINFOLD_CALL']),
    lookMs: 500,
  });
  const conclusion = conclude(request, asked.end, () => {
    // The policy, too, may be another one by now.
    const { dependencies } = prepare(call, adapter, here, parts);
    return { ...guardAction(call.action, dependencies), policy: dependencies.policy };
  });
  if (conclusion.decision.verdict !== 'deny') {
    prepared.dependencies.memory.keep(conclusion.traces);
  }
  record(asked, conclusion, prepared, nonce, Date.now() - startedAt);
  await tellWindows(asked, conclusion);
  return adapter.render(call, conclusion.decision);
}

/** The same parts as those of the first stage, so that a call is judged by the same code again. */
const parts = {
  loadShell: () => (load('shell') as typeof import('./shell.ts')).analyseShell,
  loadBringing: () => (load('bringing') as typeof import('./bringing.ts')).bringing,
  loadApproving: () => (load('approving') as typeof import('./approving.ts')).approving,
  loadCompiler: () => (load('compiler') as typeof import('./compiler.ts')).compileRoot,
  now: Date.now,
};

function load(name: string): unknown {
  return runPart(compilePart(`${__dirname}/${name}`), require);
}

function windowsFor(
  { roots }: ApprovalRequest,
  { places, dependencies }: Prepared,
): readonly WindowFile[] {
  const { foldCase } = dependencies.surroundings;
  return readWindowFiles(places.windows).filter((window) => answersFor(window, roots, foldCase));
}

/** Nothing is answered before this is written. */
function record(
  { end, forged, moreForged }: AskResult,
  conclusion: Conclusion,
  { trail, origin }: Prepared,
  nonce: string,
  waitedMs: number,
): void {
  for (const { socket, why } of forged) {
    trail.append({ kind: 'tampering', ...origin, what: 'answer', path: socket, why });
  }
  const notes = moreForged === 0 ? [] : [`${moreForged} more forged answers were passed over`];
  trail.append(answerRecord(origin, nonce, end, conclusion, { waitedMs, notes }));
}

async function tellWindows(asked: AskResult, { how }: Conclusion): Promise<void> {
  // Of the others no window is left.
  if (how !== 'lost' && how !== 'unreachable') await asked.close(how);
}

const [, , agent = '', event = ''] = process.argv;
main(agent, event, process.env).then(
  // At once: connections to windows that hang would keep the process.
  (code) => process.exit(code),
  () => process.exit(1),
);
