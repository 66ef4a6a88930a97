import assert from 'node:assert/strict';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import { bringEffects } from '../../../../src/app/brings/bringEffects.ts';
import { guardAction, type Guarded } from '../../../../src/app/guardAction.ts';
import { createPathResolver } from '../../../../src/app/paths/resolver.ts';
import { compileRoot } from '../../../../src/app/policy/compileRoot.ts';
import { createPolicy, type Policy } from '../../../../src/core/policy/decide.ts';
import { analyseShell } from '../../../../src/core/shell/index.ts';
import type { Surroundings } from '../../../../src/core/zones/surroundings.ts';
import { noScanCache } from '../../../../src/ports/scanCache.ts';
import { memoryArchives } from '../../../support/memoryArchives.ts';
import { noSessionMemory, type SessionMemory } from '../../../../src/ports/sessionMemory.ts';
import { type Entry, type MemoryFiles, memoryFiles } from '../../../support/memoryFiles.ts';

/** What lies on the machine of the cases, beside what a case adds. */
export const usualTree: Readonly<Record<string, Entry>> = {
  '/home/u/ws/.git/HEAD': 'ref: refs/heads/main\n',
  '/home/u/ws/.env': 'TOKEN=x\n',
  '/home/u/ws/src/a.ts': 'a\n',
  '/home/u/.ssh/id_rsa': 'k\n',
  '/home/u/.aws/credentials': 'k\n',
  '/home/u/.bashrc': '\n',
  '/tmp': { folder: true },
};

const surroundings: Surroundings = {
  platform: 'linux',
  roots: [{ path: '/home/u/ws', worktrees: [] }],
  homes: ['/home/u'],
  temporary: ['/tmp'],
  scratch: [],
  user: 'u',
  foldCase: false,
};

const policies = new Map<string, Policy>();
const policyPath = '/home/u/ws/.pinfold/policy.jsonc';

/** The built-in policy, and what the project on the machine adds to it. */
function policyOn(tree: MemoryFiles): Policy {
  const text = tree.lstat(policyPath) === null ? '' : (tree.readText(policyPath, 65_536) ?? '');
  const known = policies.get(text);
  if (known !== undefined) return known;
  const own = { state: '/home/u/.state', data: '/home/u/.data', config: '/home/u/.config/pinfold' };
  const result = compileRoot(
    {
      root: '/home/u/ws',
      homes: ['/home/u'],
      own,
      fold: false,
      build: 'test',
      sha256: sha256Hex,
    },
    tree,
  );
  assert.ok(result.ok);
  const policy = createPolicy(result.index);
  policies.set(text, policy);
  return policy;
}

/** Judges one shell command in `/home/u/ws` of a machine in memory, by its policy. */
export function judge(
  command: string,
  files: Readonly<Record<string, Entry>> = {},
): Guarded & { readonly files: MemoryFiles } {
  const tree = memoryFiles({ ...usualTree, ...files });
  return { ...judgeOn(tree, command), files: tree };
}

export function judgeOn(
  tree: MemoryFiles,
  command: string,
  memory: SessionMemory = noSessionMemory,
): Guarded {
  const cwd = '/home/u/ws';
  const policy = policyOn(tree);
  const paths = createPathResolver({
    surroundings,
    files: tree,
    git: { ignored: () => new Set() },
    policy,
    agent: 'claude-code',
    scans: noScanCache,
    now: () => 0,
  });
  return guardAction(
    {
      agent: 'claude-code',
      session: 's',
      cwd,
      tool: 'Bash',
      callId: null,
      subagent: null,
      statements: [{ kind: 'shell', command, cwd, via: 'Bash' }],
      content: null,
      input: null,
    },
    {
      policy,
      surroundings,
      paths,
      analyseShell,
      scripts: { files: tree, sha256: sha256Hex },
      bringing: () => ({ bringEffects, archives: memoryArchives(tree) }),
      memory,
    },
  );
}
