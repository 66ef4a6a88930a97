import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createProtectedWorkspace, runPinfold } from '../../support/protectedWorkspace.ts';
import { createWorkspace, type Workspace } from '../../support/workspace.ts';

const lab = '{ "version": 1, "zones": [{ "name": "lab", "paths": ["lab/**"], "edit": "deny" }] }\n';

describe('pinfold policy, with several layers', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  let user: string;
  before(async () => {
    workspace = await createProtectedWorkspace({
      project: {
        'src/a.py': 'pass\n',
        '.env': 'TOKEN={{canary}}\n',
        '.vscode/settings.json':
          '{ "editor.tabSize": 2, "pinfold.secrets.paths": ["config/prod"] }\n',
        '.pinfold/policy.jsonc': lab,
        '.pinfold/policy.test.jsonc': `[
          { "name": "the lab is closed", "write": "lab/run.py", "expected": "deny", "rule": "workspace.zones.lab" },
          { "name": "work goes on", "write": "src/a.py", "expected": "allow" },
          { "name": "secrets stay", "command": "cat .env", "expected": "deny" },
        ]`,
      },
    });
    user = join(workspace.home, '.config/pinfold/policy.jsonc');
  });
  after(() => workspace.dispose());
  afterEach(() => rmSync(user, { force: true }));

  const run = (...args: string[]) => runPinfold(workspace, args);
  const writeUser = (text: string): void => {
    mkdirSync(dirname(user), { recursive: true });
    writeFileSync(user, text);
  };

  it('checks every file that holds here', async () => {
    const sound = await run('policy', 'check');
    assert.equal(sound.exitCode, 0, sound.stdout);
    assert.match(sound.stdout, /\.pinfold\/policy\.jsonc is a sound policy/);
    assert.match(sound.stdout, /\.vscode\/settings\.json is a sound policy/);
    writeUser('{ "version": 1, "relax": [{ "rule": "built-in.secrets.dotenf", "why": "x" }] }');
    const broken = await run('policy', 'check', '--json');
    assert.equal(broken.exitCode, 2);
    const { files } = JSON.parse(broken.stdout) as {
      files: { layer: string; ok: boolean; diagnostics: { code: string; message: string }[] }[];
    };
    const found = files.find(({ layer }) => layer === 'user');
    const wrong = found?.diagnostics.find(({ code }) => code === 'PF-POLICY-RULE');
    assert.match(wrong?.message ?? '', /`built-in\.secrets\.dotenv`/);
  });

  it('knows whose file it is by its place, or is told', async () => {
    writeUser('{ "version": 1, "mode": "observe" }');
    const own = await run('policy', 'check', user);
    assert.equal(own.exitCode, 0, own.stdout);
    assert.match(own.stdout, /note PF-POLICY-WAITS/);
    const other = join(workspace.base, 'o.jsonc');
    writeFileSync(other, '{ "version": 1, "mode": "observe" }');
    assert.equal((await run('policy', 'check', other)).exitCode, 2);
    const organisation = await run('policy', 'check', other, '--layer', 'organisation');
    assert.equal(organisation.exitCode, 0, organisation.stdout);
    assert.doesNotMatch(organisation.stdout, /WAITS/);
  });

  it('shows what can speak, from which file, and what waits', async () => {
    writeUser(
      '{ "version": 1, "mode": "observe", "zones": [{ "name": "n", "paths": ["~/n"], "read": "allow" }] }',
    );
    const shown = await run('policy', 'show', '--effective');
    assert.equal(shown.exitCode, 0, shown.stderr);
    assert.match(shown.stdout, /user\.zones\.n +read allow.*waits for approval/);
    assert.match(shown.stdout, /workspace\.settings\.secrets +read deny/);
    assert.match(
      shown.stdout,
      /Waiting for a person’s approval\n {2}zones\.n .*\n {2}mode observe/,
    );
    const json = JSON.parse((await run('policy', 'show', '--effective', '--json')).stdout) as {
      rows: { id: string; file: string | null }[];
    };
    const row = json.rows.find(({ id }) => id === 'workspace.zones.lab');
    assert.equal(row?.file, workspace.path('.pinfold/policy.jsonc'));
  });

  it('runs the cases beside the policy, and says which fails', async () => {
    const passed = await run('policy', 'test');
    assert.equal(passed.exitCode, 0, passed.stdout + passed.stderr);
    assert.match(passed.stdout, /3 passed, 0 failed/);
    const cases = join(workspace.base, 'cases.jsonc');
    writeFileSync(cases, '[{ "name": "open", "write": "lab/run.py", "expected": "allow" }]');
    const failed = await run('policy', 'test', cases);
    assert.equal(failed.exitCode, 1);
    assert.match(failed.stdout, /✗ open\n.*expected allow, got deny by workspace\.zones\.lab/);
    writeFileSync(cases, '[{ "name": "open" }]');
    const unreadable = await run('policy', 'test', cases);
    assert.equal(unreadable.exitCode, 2);
    assert.match(unreadable.stderr, /Case 1/);
  });

  it('holds agents up for a broken file of the user, with a code and the way out', async () => {
    const payload = JSON.stringify({
      session_id: 's',
      cwd: workspace.root,
      hook_event_name: 'PreToolUse',
      tool_name: 'Read',
      tool_input: { file_path: 'src/a.py' },
    });
    const hook = () => runPinfold(workspace, ['hook', 'claude-code', 'PreToolUse'], payload);
    writeUser('{ "version": 1, "zonse": [] }');
    const stopped = await hook();
    assert.equal(stopped.exitCode, 2, stopped.stdout);
    assert.match(stopped.stderr, /Your own policy cannot be used\..*policy\.jsonc:1:17/);
    assert.match(stopped.stderr, /PF-POLICY-BROKEN/);
    rmSync(user);
    const free = await hook();
    assert.notEqual(free.exitCode, 2, free.stderr);
  });

  it('takes a change of the user’s file and of the settings at the next call', async () => {
    const verdictOf = async (path: string): Promise<string> => {
      const payload = JSON.stringify({
        session_id: 't',
        cwd: workspace.root,
        hook_event_name: 'PreToolUse',
        tool_name: 'Write',
        tool_input: { file_path: path, content: '' },
      });
      return (await runPinfold(workspace, ['hook', 'claude-code', 'PreToolUse'], payload)).stdout;
    };
    assert.equal(await verdictOf('notes/a.md'), '');
    writeUser(
      '{ "version": 1, "zones": [{ "name": "notes", "paths": ["notes"], "edit": "deny" }] }',
    );
    assert.match(await verdictOf('notes/a.md'), /user\.zones\.notes/);
    const settings = workspace.path('.vscode/settings.json');
    const before = readFileSync(settings, 'utf8');
    writeFileSync(
      settings,
      '{ "pinfold.zones": [{ "name": "docs", "paths": ["docs"], "edit": "deny" }] }',
    );
    assert.match(await verdictOf('docs/a.md'), /workspace\.settings\.zones\.docs/);
    writeFileSync(settings, before);
    rmSync(user);
    assert.equal(await verdictOf('notes/a.md'), '');
  });
});

describe('pinfold init', function () {
  this.timeout(30_000);
  it('writes a policy once, and never over one that is there', async () => {
    const workspace = createWorkspace({ project: { 'src/a.py': '', 'lab/run.py': '' } });
    try {
      const file = workspace.path('.pinfold/policy.jsonc');
      const printed = await runPinfold(workspace, ['init', '--print']);
      assert.match(printed.stdout, /"name": "lab"/);
      const first = await runPinfold(workspace, ['init']);
      assert.equal(first.exitCode, 0, first.stderr);
      assert.equal(readFileSync(file, 'utf8'), printed.stdout);
      assert.equal((await runPinfold(workspace, ['policy', 'check'])).exitCode, 0);
      writeFileSync(file, lab);
      const second = await runPinfold(workspace, ['init', '--force']);
      assert.equal(second.exitCode, 1);
      assert.equal(readFileSync(file, 'utf8'), lab);
    } finally {
      workspace.dispose();
    }
  });

  it('writes nothing into a home', async () => {
    const workspace = createWorkspace({ project: {} });
    try {
      const outcome = await runPinfold({ ...workspace, root: workspace.home }, ['init', '--force']);
      assert.equal(outcome.exitCode, 2);
      assert.match(outcome.stderr, /no workspaces/);
    } finally {
      workspace.dispose();
    }
  });
});
