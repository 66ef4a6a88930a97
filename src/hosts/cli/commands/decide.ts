import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { parsePayload } from '../../../adapters/agents/claude-code/parse.ts';
import { scratchPlaces } from '../../../adapters/agents/claude-code/scratch.ts';
import { sha256Hex } from '../../../adapters/digest/sha256.ts';
import { nodeFiles } from '../../../adapters/files/nodeFiles.ts';
import { createGit } from '../../../adapters/git/gitCommands.ts';
import { guardAction } from '../../../app/guardAction.ts';
import { createPathResolver } from '../../../app/paths/resolver.ts';
import { findRoots, rootsOfFolders } from '../../../app/paths/roots.ts';
import { surroundingsOf } from '../../../app/surroundings.ts';
import { compileRoot } from '../../../app/policy/compileRoot.ts';
import { createPolicy, type Policy } from '../../../core/policy/decide.ts';
import { batchAnswer, batchError } from '../../../core/present/batch.ts';
import { analyseShell } from '../../../core/shell/index.ts';
import type { Root } from '../../../core/zones/surroundings.ts';
import { noScanCache } from '../../../ports/scanCache.ts';
import { machineFacts } from '../../shared/machine.ts';
import { directoriesOf, policyPlacesOf } from '../../shared/places.ts';
import { compileOrThrow } from '../../shared/policyAccess.ts';
import { readArguments } from '../arguments.ts';
import { type Command, type Terminal, UsageError } from '../command.ts';

export const decideCommand: Command = {
  name: 'decide',
  usage: 'decide --agent <name> --batch [--workspace DIR] [--policy FILE]',
  summary: 'Judges hook payloads from stdin, one JSON object a line, and prints one answer a line.',
  help: `Stateless: no record, no prompt, no grant is touched. HOME comes from the environment, paths are resolved
on the real tree. Without --workspace each payload's own cwd says where its root is.

--workspace DIR  the root of all payloads
--policy FILE    the workspace policy to judge by; you vouch for it, so it may loosen defaults. A root's own
                 .pinfold/policy.jsonc only tightens, as long as nobody has approved it.`,
  run(args, terminal) {
    const { values } = readArguments('decide', args, {
      agent: { type: 'string' },
      batch: { type: 'boolean', default: false },
      workspace: { type: 'string' },
      policy: { type: 'string' },
    });
    if (values.agent === undefined || values.batch !== true) {
      throw new UsageError('--agent and --batch are needed.', `Usage: pinfold ${this.usage}`);
    }
    if (values.agent !== 'claude-code') {
      throw new UsageError(
        `There is no adapter for "${String(values.agent)}".`,
        'It knows: claude-code.',
      );
    }
    const judge = createJudge(terminal, text(values.workspace), text(values.policy));
    const lines = terminal.stdin().split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const line of lines) terminal.out(`${JSON.stringify(judge(line))}\n`);
    return 0;
  },
};

type Judge = (line: string) => ReturnType<typeof batchAnswer> | ReturnType<typeof batchError>;

function createJudge(
  terminal: Terminal,
  workspace: string | undefined,
  policyFile: string | undefined,
): Judge {
  const machine = machineFacts(terminal.environment);
  const context = machine;
  const fixedRoots =
    workspace === undefined
      ? null
      : rootsOfFolders([canonical(terminal, workspace)], context, nodeFiles);
  const vouched = policyFile === undefined ? undefined : canonical(terminal, policyFile);
  const policies = new Map<string, Policy>();
  const places = policyPlacesOf(directoriesOf(terminal.environment));

  const policyFor = (roots: readonly Root[], fold: boolean): Policy => {
    const root = roots[0]?.path ?? null;
    const known = policies.get(root ?? '');
    if (known !== undefined) return known;
    const options = {
      places,
      homes: machine.homes,
      fold,
      files: nodeFiles,
      loadCompiler: () => compileRoot,
    };
    const policy = createPolicy(compileOrThrow(root, options, vouched));
    policies.set(root ?? '', policy);
    return policy;
  };

  return (line) => {
    try {
      const call = parsePayload(line);
      const roots = fixedRoots ?? findRoots(call.action.cwd, context, nodeFiles);
      const scratch = scratchPlaces(call, machine.homes, terminal.environment['CLAUDE_CONFIG_DIR']);
      const surroundings = surroundingsOf(machine, roots, scratch, nodeFiles);
      const policy = policyFor(roots, surroundings.foldCase);
      const paths = createPathResolver({
        surroundings,
        files: nodeFiles,
        git: createGit({ PATH: terminal.environment['PATH'] ?? '', HOME: machine.homes[0] ?? '/' }),
        policy,
        agent: call.action.agent,
        scans: noScanCache,
        now: terminal.now,
      });
      const scripts = { files: nodeFiles, sha256: sha256Hex };
      return batchAnswer(
        guardAction(call.action, { policy, surroundings, paths, analyseShell, scripts }),
      );
    } catch (error) {
      return batchError(error instanceof Error ? error.message : 'unknown error');
    }
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function canonical(terminal: Terminal, path: string): string {
  const absolute = resolve(terminal.cwd, path);
  try {
    return realpathSync.native(absolute);
  } catch {
    throw new UsageError(`${absolute} does not exist.`, 'Name an existing file or folder.');
  }
}
