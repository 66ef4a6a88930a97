import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pickEnvironment } from '../../../scripts/lib/environment.ts';
import { sha256Hex } from '../../../src/adapters/digest/sha256.ts';
import { parsePayload } from '../../../src/adapters/agents/claude-code/parse.ts';
import { scratchPlaces } from '../../../src/adapters/agents/claude-code/scratch.ts';
import { nodeArchives } from '../../../src/adapters/archives/nodeArchives.ts';
import { nodeFiles } from '../../../src/adapters/files/nodeFiles.ts';
import { createGit } from '../../../src/adapters/git/gitCommands.ts';
import { bringEffects } from '../../../src/app/brings/bringEffects.ts';
import { guardAction, type Guarded } from '../../../src/app/guardAction.ts';
import { createPathResolver } from '../../../src/app/paths/resolver.ts';
import { findRoots } from '../../../src/app/paths/roots.ts';
import { compileRoot } from '../../../src/app/policy/compileRoot.ts';
import { surroundingsOf } from '../../../src/app/surroundings.ts';
import type { Verdict } from '../../../src/core/actions/decision.ts';
import { createPolicy, type Policy } from '../../../src/core/policy/decide.ts';
import { analyseShell } from '../../../src/core/shell/index.ts';
import type { Root } from '../../../src/core/zones/surroundings.ts';
import { noScanCache } from '../../../src/ports/scanCache.ts';
import { noSessionMemory } from '../../../src/ports/sessionMemory.ts';
import { createWorkspace, type Workspace } from '../../support/workspace.ts';

interface Case {
  readonly name: string;
  readonly tool?: string;
  readonly input?: unknown;
  readonly prompt?: string;
  readonly verdict?: Verdict | 'stopped';
}

function casesIn(file: string): readonly Case[] {
  return readFileSync(join(import.meta.dirname, '../../cases/tools', file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Case);
}

const secret = 'TOKEN={{canary}}\n';

const project = {
  '.gitignore': '.env\nbuild/\nnode_modules/\n',
  '.pinfold/policy.jsonc': `{
    "version": 1,
    "zones": [{ "name": "lab", "paths": ["lab/**"], "edit": "deny" }],
    "network": { "deny": ["paste.example.com", "192.168.1.10"] }
  }`,
  'src/app.py': 'pass\n',
  'config/app.yaml': 'x: 1\n',
  'config/.env': secret,
  'build/.env': secret,
  'build/inner/.env': secret,
  'open/.env': secret,
  'open/deep/.env': secret,
  'open/.ignore': '!.env\n',
  'around/inner/.env': secret,
  '.env': secret,
  'by-setting/server.key': secret,
  'by-case/.gitignore': 'SERVER.KEY\n',
  'by-case/server.key': secret,
  '.env.production': secret,
  'lab/notes.md': 'a\n',
  'lab/n.ipynb': '{}\n',
  '.claude/settings.json': '{}\n',
  'node_modules/left-pad/index.js': '0\n',
};

const home = {
  '.ssh/id_ed25519': secret,
  '.azure/token': secret,
  '.config/gh/hosts.yml': secret,
  '.netrc': secret,
  '.bash_history': secret,
};

/** Claude Code's tool calls, judged in this process on a real tree. */
describe('tool calls of Claude Code on a prepared tree', function () {
  this.timeout(20_000);
  let workspace: Workspace;
  let policy: Policy;
  let roots: readonly Root[];

  const machine = () => ({
    platform: 'linux' as const,
    homes: [workspace.home],
    temporary: ['/tmp', '/dev/shm', workspace.temporary],
    user: 'developer',
  });

  before(() => {
    workspace = createWorkspace({ project, home });
    const { root, temporary } = workspace;
    // A session keeps the roots that it found at its first event.
    roots = findRoots(root, machine(), nodeFiles);
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: root,
        stdio: 'pipe',
        env: { ...pickEnvironment(['PATH']), HOME: workspace.home, GIT_CONFIG_NOSYSTEM: '1' },
      });
    git('worktree', 'add', '--quiet', '.claude/worktrees/later', 'HEAD');
    git('config', 'core.excludesFile', `${temporary}/ignored`);
    git('config', 'core.ignoreCase', 'true');
    write(`${temporary}/ignored`, 'by-setting/\n');
    write(`${root}/around/inner/.git/HEAD`, 'ref: refs/heads/main\n');
    symlinkSync('/etc/hostname', `${root}/.env.linked`);
    symlinkSync('.claude/settings.local.json', `${root}/dangling`);
    symlinkSync('.git/hooks', `${root}/hooked`);
    symlinkSync('config', `${root}/linkedfolder`);
    symlinkSync('lab', `${root}/linkedlab`);
    linkSync(`${root}/lab/notes.md`, `${root}/lab-notes.md`);
    symlinkSync(`${workspace.home}/.bashrc`, `${temporary}/rc`);
    linkSync(`${workspace.home}/.netrc`, `${temporary}/innocent.txt`);
    linkSync(`${workspace.home}/.bash_history`, `${temporary}/history.txt`);
    policy = compiled(workspace);
  });
  after(() => workspace.dispose());

  function judge(each: Case): Guarded {
    const { root, home: homeFolder } = workspace;
    const payload = {
      session_id: 's',
      cwd: root,
      transcript_path: `${homeFolder}/.claude/projects/-project/s.jsonl`,
      permission_mode: 'default',
      ...(each.prompt === undefined
        ? { hook_event_name: 'PreToolUse', tool_name: each.tool, tool_input: each.input }
        : { hook_event_name: 'UserPromptSubmit', prompt: each.prompt }),
    };
    const text = JSON.stringify(payload)
      .replaceAll('{{root}}', root)
      .replaceAll('{{home}}', homeFolder)
      .replaceAll('{{temporary}}', workspace.temporary)
      .replaceAll('LONG', 'word/with/slash '.repeat(3_000))
      .replaceAll('MANY', '@a/b '.repeat(3_000))
      .replaceAll('"CELLS"', JSON.stringify(Array.from({ length: 5_000 }, (_, n) => `cell ${n}`)));
    const call = parsePayload(text);
    const scratch = scratchPlaces(call, [homeFolder], undefined);
    const surroundings = surroundingsOf(machine(), roots, scratch, nodeFiles);
    const paths = createPathResolver({
      surroundings,
      files: nodeFiles,
      git: createGit({ ...pickEnvironment(['PATH']), HOME: homeFolder } as never),
      policy,
      agent: 'claude-code',
      scans: noScanCache,
      now: Date.now,
    });
    const scripts = { files: nodeFiles, sha256: sha256Hex };
    const bringing = () => ({ bringEffects, archives: nodeArchives });
    return guardAction(call.action, {
      policy,
      surroundings,
      paths,
      analyseShell,
      scripts,
      memory: noSessionMemory,
      bringing,
    });
  }

  /** A call that cannot be read is refused. */
  function verdictOf(each: Case): { verdict: Verdict; words: string } {
    try {
      const { decision } = judge(each);
      return { verdict: decision.verdict, words: `${decision.reason} [${decision.rule}]` };
    } catch (error) {
      return { verdict: 'deny', words: String(error) };
    }
  }

  it('keeps the words of texts out of the facts, which are recorded', () => {
    const words = 'The password is hunter2/x, ~/hunter2 or hunter2.txt';
    const prompt = `${words} @hunter2/x @~/hunter2`;
    const calls: Case[] = [
      { name: 'comment', tool: 'mcp__tracker__comment', input: { body: words, extra: words } },
      {
        name: 'list',
        tool: 'mcp__tracker__labels',
        input: { labels: ['hunter2/x', 'hunter2.txt'] },
      },
      { name: 'prompt', prompt },
    ];
    for (const each of calls) {
      assert.ok(!JSON.stringify(judge(each).facts).includes('hunter2'), each.name);
    }
  });

  describe('stops', () => {
    for (const each of casesIn('attacks.jsonl')) {
      it(each.name, () => {
        const { verdict, words } = verdictOf(each);
        if (each.verdict === 'stopped') assert.notEqual(verdict, 'allow', words);
        else assert.equal(verdict, each.verdict, words);
      });
    }
  });

  describe('lets pass', () => {
    for (const each of casesIn('ordinary.jsonl')) {
      it(each.name, () => {
        const { verdict, words } = verdictOf(each);
        assert.equal(verdict, 'allow', words);
      });
    }
  });
});

function compiled({ root, home: homeFolder }: Workspace): Policy {
  const result = compileRoot(
    {
      root,
      homes: [homeFolder],
      own: {
        state: `${homeFolder}/.local/state/pinfold`,
        data: `${homeFolder}/.local/share/pinfold`,
        config: `${homeFolder}/.config/pinfold`,
      },
      fold: false,
      build: 'test',
      sha256: sha256Hex,
    },
    nodeFiles,
  );
  assert.ok(result.ok);
  return createPolicy(result.index);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
