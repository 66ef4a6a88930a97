import { nodeArchives } from '../../adapters/archives/nodeArchives.ts';
import { nodeFiles } from '../../adapters/files/nodeFiles.ts';
import { sha256Hex } from '../../adapters/digest/sha256.ts';
import { createGit } from '../../adapters/git/gitCommands.ts';
import { bringEffects } from '../../app/brings/bringEffects.ts';
import { guardAction, type Guarded } from '../../app/guardAction.ts';
import { createPathResolver } from '../../app/paths/resolver.ts';
import { findRoots, rootsOfFolders } from '../../app/paths/roots.ts';
import { surroundingsOf } from '../../app/surroundings.ts';
import { createPolicy, type Policy } from '../../core/policy/decide.ts';
import { analyseShell } from '../../core/shell/index.ts';
import type { Root } from '../../core/zones/surroundings.ts';
import type { AgentAdapter } from '../../ports/agent.ts';
import { noScanCache } from '../../ports/scanCache.ts';
import { noSessionMemory } from '../../ports/sessionMemory.ts';
import { compileWithPins } from './compileWithPins.ts';
import { type Environment, machineFacts } from './machine.ts';
import { directoriesOf, policyPlacesOf } from './places.ts';
import { compileOrThrow } from './policyAccess.ts';

export interface JudgeOptions {
  /** The agent whose payloads are judged. */
  readonly adapter: AgentAdapter;
  /** `HOME` and the other settings that say where things are. */
  readonly environment: Environment;
  readonly now: () => number;
  /** Canonical root of all payloads; null: each payload's own `cwd` says where its root is. */
  readonly workspace: string | null;
  /** Canonical path of a workspace policy that the user vouches for. */
  readonly vouched: string | null;
}

/** What was judged, and by which policy. */
export interface Judged extends Guarded {
  readonly policy: Policy;
}

/**
 * Judges native hook payloads without a session: nothing is recorded, and no grant is touched.
 *
 * @returns takes one payload as JSON text. @throws Error for a payload that is none, and for a broken policy.
 */
export function createJudge(options: JudgeOptions): (payload: string) => Judged {
  const { adapter, environment, workspace, vouched } = options;
  const machine = machineFacts(environment);
  const fixedRoots = workspace === null ? null : rootsOfFolders([workspace], machine, nodeFiles);
  const policies = new Map<string, Policy>();
  const places = policyPlacesOf(directoriesOf(environment));

  const policyFor = (roots: readonly Root[], fold: boolean): Policy => {
    const root = roots[0]?.path ?? null;
    const known = policies.get(root ?? '');
    if (known !== undefined) return known;
    const access = {
      places,
      homes: machine.homes,
      fold,
      files: nodeFiles,
      loadCompiler: () => compileWithPins,
    };
    const policy = createPolicy(compileOrThrow(root, access, vouched ?? undefined));
    policies.set(root ?? '', policy);
    return policy;
  };

  return (payload) => {
    const call = adapter.parseAny(payload);
    const roots = fixedRoots ?? findRoots(call.action.cwd, machine, nodeFiles);
    const scratch = adapter.scratch(call, machine.homes, environment);
    const surroundings = surroundingsOf(machine, roots, scratch, nodeFiles);
    const policy = policyFor(roots, surroundings.foldCase);
    const paths = createPathResolver({
      surroundings,
      files: nodeFiles,
      git: createGit({ PATH: environment['PATH'] ?? '', HOME: machine.homes[0] ?? '/' }),
      policy,
      agent: call.action.agent,
      scans: noScanCache,
      now: options.now,
    });
    const scripts = { files: nodeFiles, sha256: sha256Hex };
    const bringing = () => ({ bringEffects, archives: nodeArchives });
    const memory = noSessionMemory;
    const dependencies = { policy, surroundings, paths, analyseShell, scripts, memory, bringing };
    return { ...guardAction(call.action, dependencies), policy };
  };
}
