import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoriesFor } from '../../../src/adapters/install/directories.ts';
import type { Outcome } from '../../../scripts/lib/processGroup.ts';
import { runOrphan } from '../../support/orphan.ts';
import {
  askPinfold,
  createProtectedWorkspace,
  pinfoldProgram,
  runPinfold,
} from '../../support/protectedWorkspace.ts';
import {
  createWorkspace,
  snapshot,
  type Workspace,
  workspaceEnvironment,
} from '../../support/workspace.ts';

const project = {
  'src/a.py': 'pass\n',
  '.env': 'TOKEN={{canary}}\n',
  '.github/workflows/ci.yml': 'on: push\n',
  '.pinfold/policy.jsonc':
    '{ "version": 1, "zones": [{ "name": "ci", "paths": [".github/**", "node_modules/mine/**"], "edit": "allow" }, { "name": "lab", "paths": ["lab/**"], "edit": "deny" }] }\n',
};

interface Answer {
  readonly verdict: string;
  readonly rule?: string;
  readonly reason?: string;
  readonly error?: string;
  readonly effects?: readonly { kind: string; path?: string; via: string }[];
}

describe('pinfold decide --batch', function () {
  this.timeout(30_000);
  let workspace: Workspace;
  before(() => {
    workspace = createWorkspace({ project, home: { '.ssh/id_rsa': '{{canary}}\n' } });
  });
  after(() => workspace.dispose());

  const row = (tool: string, input: object, cwd = workspace.root): string =>
    JSON.stringify({
      session_id: 's',
      cwd,
      hook_event_name: 'PreToolUse',
      tool_name: tool,
      tool_input: input,
    });

  async function decide(lines: readonly string[], ...more: string[]): Promise<Answer[]> {
    const args = ['decide', '--agent', 'claude-code', '--batch', ...more];
    const outcome = await runPinfold(workspace, args, `${lines.join('\n')}\n`);
    assert.equal(outcome.exitCode, 0, outcome.stderr);
    return outcome.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
  }

  it('answers line by line, in order, malformed lines included', async () => {
    const answers = await decide([
      row('Read', { file_path: 'src/a.py' }),
      'not json',
      '',
      '{}',
      row('Bash', { command: 'cat .env ~/.ssh/id_rsa' }),
      row('Edit', { file_path: '.github/workflows/ci.yml' }),
    ]);
    assert.deepEqual(
      answers.map(({ verdict }) => verdict),
      ['allow', 'deny', 'deny', 'deny', 'deny', 'ask'],
    );
    for (const answer of answers.slice(1, 4)) assert.match(answer.error ?? '', /./);
    const read = answers[0]?.effects?.[0];
    assert.deepEqual(read, { kind: 'read', path: workspace.path('src/a.py'), via: 'Read' });
    const paths = answers[4]?.effects?.map(({ path }) => path) ?? [];
    assert.ok(paths.includes(workspace.path('.env')));
    assert.ok(paths.includes(join(workspace.home, '.ssh/id_rsa')));
    assert.match(answers[4]?.reason ?? '', /Instead:/);
  });

  it('touches nothing: no record, no state', async () => {
    const before = [snapshot(workspace.root), snapshot(workspace.home)];
    await decide([row('Read', { file_path: '.env' })]);
    assert.deepEqual([snapshot(workspace.root), snapshot(workspace.home)], before);
  });

  it('lets a root’s own policy only tighten, and a policy that the caller names loosen too', async () => {
    const lines = [
      row('Write', { file_path: 'lab/x', content: '' }),
      row('Write', { file_path: 'node_modules/mine/x.js', content: '' }),
    ];
    assert.deepEqual(
      (await decide(lines)).map((a) => a.verdict),
      ['deny', 'deny'],
    );
    const named = await decide(lines, '--policy', workspace.path('.pinfold/policy.jsonc'));
    assert.deepEqual(
      named.map((a) => a.verdict),
      ['deny', 'allow'],
    );
  });

  it('takes the root from --workspace, wherever the payload’s folder is', async () => {
    const line = row(
      'Write',
      { file_path: workspace.path('src/b.py'), content: '' },
      workspace.home,
    );
    assert.equal((await decide([line]))[0]?.verdict, 'deny');
    assert.equal((await decide([line], '--workspace', workspace.root))[0]?.verdict, 'allow');
  });

  it('denies every line while the policy is broken', async () => {
    const broken = join(workspace.base, 'broken.jsonc');
    writeFileSync(broken, '{ "version": 1, "zonse": [] }');
    const [answer] = await decide([row('Read', { file_path: 'src/a.py' })], '--policy', broken);
    assert.equal(answer?.verdict, 'deny');
    assert.match(answer?.error ?? '', /broken\.jsonc:1:17/);
  });
});

describe('pinfold on the command line', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  before(async () => {
    workspace = await createProtectedWorkspace({ project });
  });
  after(() => workspace.dispose());
  const run = (...args: string[]) => runPinfold(workspace, args);

  it('says what it can do', async () => {
    const help = await run('--help');
    assert.equal(help.exitCode, 0);
    for (const name of ['protect', 'policy check', 'audit verify'])
      assert.ok(help.stdout.includes(name));
    assert.equal((await run()).exitCode, 2);
  });

  it('has help for each command', async () => {
    const help = await run('--help');
    const names = [...help.stdout.matchAll(/^ {2}(\S+(?: \S+)?) {2,}/gm)].map((m) => m[1]!);
    assert.ok(names.length >= 10, names.join());
    for (const name of names) {
      const outcome = askPinfold(workspace, [...name.split(' '), '--help']);
      assert.equal(outcome.exitCode, 0, name);
      assert.match(outcome.stdout, new RegExp(`Usage: pinfold ${name}`));
    }
  });

  for (const [args, words] of [
    [['fly'], /no command "fly"/],
    [['policy'], /pinfold policy check/],
    [['audit', 'tail', '--count', 'x'], /"x" is no number/],
    [['status', '--wrong'], /--wrong.*status --help/s],
    [['protect', 'gemini'], /no adapter for "gemini"/],
    [['explain'], /Which record/],
    [['explain', '99999'], /no record 99999/],
    [['decide', '--batch'], /--agent/],
    [['policy', 'check', '/nowhere.jsonc'], /cannot be read/],
  ] as const) {
    it(`answers a mistake in words: pinfold ${args.join(' ')}`, async () => {
      const outcome = await run(...args);
      assert.equal(outcome.exitCode, 2);
      assert.equal(outcome.stdout, '');
      assert.match(outcome.stderr, words);
      assert.doesNotMatch(outcome.stderr, /\n\s+at /, 'no stack');
    });
  }

  it('checks a policy and shows where it is broken', async () => {
    const sound = await run('policy', 'check');
    assert.equal(sound.exitCode, 0, sound.stdout);
    const file = join(workspace.base, 'p.jsonc');
    writeFileSync(file, '{\n  "version": 1,\n  "zonse": []\n}\n');
    const broken = await run('policy', 'check', file);
    assert.equal(broken.exitCode, 2);
    assert.match(broken.stdout, /p\.jsonc:3:3: error PF-POLICY-UNKNOWN-KEY.*`zones`/s);
  });

  it('shows the rules with their layers', async () => {
    const shown = await run('policy', 'show');
    assert.equal(shown.exitCode, 0, shown.stderr);
    assert.match(shown.stdout, /built-in\.credentials\.ssh +read deny, write deny/);
    assert.match(shown.stdout, /workspace \(not approved: tightens only\)/);
    assert.match(shown.stdout, /workspace\.zones\.lab +read -, write deny/);
    const json = JSON.parse((await run('policy', 'show', '--json')).stdout) as { rules: unknown[] };
    assert.ok(json.rules.length > 20);
  });

  it('mends a damaged index when a person says so', async () => {
    const { policies } = directoriesFor({ platform: 'linux', home: workspace.home, env: {} });
    mkdirSync(policies, { recursive: true });
    assert.equal((await run('policy', 'compile')).exitCode, 0);
    for (const name of readdirSync(policies)) writeFileSync(join(policies, name), 'damaged');
    assert.equal((await run('policy', 'compile')).exitCode, 0);
    assert.ok(
      readdirSync(policies).some((n) => readFileSync(join(policies, n), 'utf8').startsWith('{')),
    );
  });

  it('protects twice without a second change, says its status, and takes everything back', async () => {
    const second = await run('protect', 'claude-code');
    assert.match(second.stdout, /Nothing to do/);
    const status = await run('status', '--json');
    const { level } = JSON.parse(status.stdout) as { level: string };
    assert.equal(level, 'open', 'installed and answering, but no event was seen yet');
    const unprotect = async (): Promise<Outcome> =>
      runOrphan(
        {
          command: process.execPath,
          args: [pinfoldProgram, 'unprotect'],
          cwd: workspace.root,
          env: workspaceEnvironment(workspace),
          timeoutMs: 30_000,
        },
        workspace.base,
      );
    assert.equal((await unprotect()).exitCode, 0);
    assert.match((await unprotect()).stdout, /Nothing to do/);
  });
});
