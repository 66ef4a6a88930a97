import type { Statement } from '../../../core/actions/action.ts';
import { collapse, join, segmentsOf } from '../../../core/paths/lexical.ts';
import type { AgentEnvironment, HookCall } from '../../../ports/agent.ts';
import { isAbsolutePath } from '../../../ports/payload.ts';
import { callsIn, headOf, type RolloutCall, type RolloutHead, rolloutOf } from './rollout.ts';
import { shellStatements } from './shellStatements.ts';

/**
 * The model may ask for a `workdir`, and for a `shell`. Payloads leave both out: up to 0.163 nothing tells of them,
 * since 0.169 the payload's `cwd` is where the shell will start (both measured). Calls of newer models come out of a
 * program (`exec`) that the model wrote, and have no line of their own in the rollout; those of older ones have.
 */
const tellsFolder: readonly number[] = [0, 169];

/** A call with what the session's rollout tells: where the session began, and where a shell starts. */
export function withWorkingFolder(
  stated: HookCall,
  homes: readonly string[],
  environment: AgentEnvironment,
): HookCall {
  const rollout = stated.transcript ?? foundRollout(stated.action.session, homes, environment);
  const head = rollout === null ? null : headFor(stated, rollout);
  const began = head?.cwd ?? null;
  const call = began === null || !isAbsolutePath(began) ? stated : { ...stated, startedIn: began };
  const { action } = call;
  const [shell] = action.statements;
  // Arguments of other tools may hold commands, too; those start in the session's folder.
  if (shell?.kind !== 'shell' || shell.typing === undefined || shell.start !== undefined) {
    return call;
  }
  const known = rollout === null ? [] : callsFor(action.callId, rollout);
  const folders = foldersOf(action.cwd, known, head !== null && isFrom(head.version));
  const { command, via } = shell;
  const lost =
    folders.length === 0 ? shellStatements(command, { cwd: action.cwd, known: false }, via) : [];
  // Where nothing tells, names are judged as if it were the session's own folder, too.
  const judged = folders.length === 0 ? [action.cwd] : folders;
  const statements = [
    ...lost,
    ...judged.flatMap((cwd) => shellStatements(command, { cwd, known: true }, via)),
  ];
  const foreign = known.some(({ shell: program }) => foreignShell.test(program ?? ''));
  const why = 'it runs in a shell whose language is not followed yet';
  const unresolved: readonly Statement[] = foreign ? [{ kind: 'unresolved', why, via }] : [];
  // A person's yes is for this folder; where nothing tells it, for this very call.
  const input = { given: action.input, in: folders.length === 0 ? action.callId : folders };
  const cwd = folders.length === 1 ? folders[0]! : action.cwd;
  return {
    ...call,
    action: { ...action, cwd, input, statements: [...statements, ...unresolved] },
  };
}

/** A call that a program of the model's made (`exec-…`) has no line of its own. */
function callsFor(callId: string | null, rollout: string): readonly RolloutCall[] {
  return callId === null || callId.startsWith('exec-') ? [] : callsIn(rollout, callId);
}

/** Version of the Codex that began the session, or null. */
export function versionOf(call: HookCall): string | null {
  return call.transcript === null ? null : (headFor(call, call.transcript)?.version ?? null);
}

function headFor({ action }: HookCall, rollout: string): RolloutHead | null {
  return headOf(rollout, [action.session, action.subagent ?? '']);
}

const foreignShell = /(?:^|[\\/])(?:pwsh|powershell|cmd)(?:\.exe)?$/i;

function foundRollout(
  session: string,
  homes: readonly string[],
  environment: AgentEnvironment,
): string | null {
  const own = environment['CODEX_HOME'];
  const folders = [...(own === undefined ? [] : [own]), ...homes.map((home) => `${home}/.codex`)];
  for (const folder of folders) {
    const rollout = rolloutOf(session, `${folder}/sessions`);
    if (rollout !== null) return rollout;
  }
  return null;
}

/** Where a call may start; empty: nothing tells. */
function foldersOf(cwd: string, known: readonly RolloutCall[], told: boolean): readonly string[] {
  if (known.length === 0) return told ? [cwd] : [];
  return [...new Set(known.flatMap(({ workdir }) => foldersFor(cwd, workdir ?? '', told)))];
}

function foldersFor(cwd: string, workdir: string, told: boolean): readonly string[] {
  if (isAbsolutePath(workdir)) return [workdir];
  const named = segmentsOf(workdir);
  if (named.length === 0) return [cwd];
  // The session may have been begun by another version than the one that runs now: both must agree.
  const below = segmentsOf(collapse(`/${workdir}`)).join('/');
  const folded = below === '' || `${cwd}/`.endsWith(`/${below}/`);
  const joined = join(cwd, workdir);
  if (!folded) return [joined];
  return told && below !== '' ? [cwd] : [cwd, joined];
}

/** Versions from the first one whose `cwd` is where the shell starts. */
function isFrom(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of tellsFolder.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
