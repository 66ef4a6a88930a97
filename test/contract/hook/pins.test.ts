import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256Hex } from '../../../src/adapters/digest/sha256.ts';
import type { Pin } from '../../../src/core/approvals/approval.ts';
import { pinsOf } from '../../../src/core/approvals/places.ts';
import type { AuditRecord } from '../../../src/core/audit/record.ts';
import { runProgram } from '../../../scripts/lib/processGroup.ts';
import { installedCommand } from '../../support/hookSettings.ts';
import { keepAsItIs } from '../../support/mendable.ts';
import { PolicyEditor } from '../../support/policyEditor.ts';
import {
  askPinfold,
  createProtectedWorkspace,
  runPinfold,
} from '../../support/protectedWorkspace.ts';
import { TestEditor } from '../../support/testEditor.ts';
import { workspaceEnvironment, type Workspace } from '../../support/workspace.ts';

const closedLab = `{
  "version": 1,
  "zones": [{ "name": "lab", "paths": ["lab/**"], "edit": "deny" }]
}
`;
const openedLab = closedLab.replace('"deny"', '"allow"');
const strictUser = '{ "version": 1, "preset": "strict" }\n';
const openedSource = `{
  "version": 1,
  "zones": [{ "name": "src", "paths": ["src/**"], "read": "allow" }]
}
`;

/** Approved contents and the installed hook: the real launcher and bundle, and an editor's key. */
describe('the installed hook and what a person approved', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  let mend: () => void;
  let person: PolicyEditor;
  let policy: string;
  let user: string;

  before(async () => {
    workspace = await createProtectedWorkspace({
      project: {
        'src/a.py': 'pass\n',
        'lab/run.py': 'pass\n',
        '.env': 'TOKEN={{canary}}\n',
        '.pinfold/policy.jsonc': closedLab,
      },
    });
    mend = keepAsItIs(workspace);
    policy = workspace.path('.pinfold/policy.jsonc');
    user = join(workspace.home, '.config/pinfold/policy.jsonc');
  });
  beforeEach(() => {
    person = new PolicyEditor(workspace);
  });
  afterEach(() => mend());
  after(() => workspace?.dispose());

  it('opens what a person approved, at the next call, and closes it when the pin is taken away', async () => {
    writeUser(strictUser);
    writeFileSync(policy, openedSource);
    assert.match(await read('src/a.py'), /^deny .*default\.workspace\.read/);
    person.approve(policy);
    assert.equal(await read('src/a.py'), 'silent');
    rmSync(join(pinFolder(), `${sha256Hex(openedSource)}.json`));
    assert.match(await read('src/a.py'), /^deny/);
  });

  it('goes on by an approved content when the key that approved it is there, and not without', async () => {
    writeUser(strictUser);
    writeFileSync(policy, openedSource);
    person.approve(policy);
    assert.equal(await read('src/a.py'), 'silent');
    rmSync(join(person.state, 'keys', `${person.editor.keyId}.key`));
    assert.match(await read('src/a.py'), /^deny/);
  });

  it('lets a change that loosens wait, and says so', async () => {
    person.approve(policy);
    writeFileSync(policy, openedLab);
    const answer = await write('lab/run.py');
    assert.match(answer, /^deny .*A change of the policy, which a person has not approved/);
    assert.match(answer, /\[workspace\.zones\.lab\]/);
    const explained = await runPinfold(workspace, ['explain', 'last']);
    assert.match(explained.stdout, /the recorded facts give the same decision again/);
    person.approve(policy);
    assert.equal(await write('lab/run.py'), 'silent');
    // An earlier content is approved, too: going back asks nobody.
    writeFileSync(policy, closedLab);
    assert.match(await write('lab/run.py'), /^deny /);
    assert.deepEqual(person.pending(), []);
  });

  it('lets a change that tightens count at once', async () => {
    person.approve(policy);
    writeFileSync(policy, closedLab.replace('"lab/**"', '"lab/**", "src/**"'));
    assert.match(await write('src/a.py'), /^deny .*workspace\.zones\.lab/);
  });

  it('holds what an approved file tightened when the file or its folder is gone', async () => {
    person.approve(policy);
    rmSync(policy);
    assert.match(await write('lab/run.py'), /^deny .*workspace\.zones\.lab/);
    rmSync(dirname(policy), { recursive: true });
    assert.match(await write('lab/run.py'), /^deny .*workspace\.zones\.lab/);
    assert.match(newest()[0]?.notes?.[0] ?? '', /policy\.jsonc is gone/);
    const [gone] = person.pending();
    assert.deepEqual([gone?.text, gone?.loosens], ['', ['zones.lab (taken out)']]);
    person.approve(policy);
    assert.equal(await write('lab/run.py'), 'silent');
  });

  it('lets the user’s own relaxation count when it is approved, just as it stands', async () => {
    const relaxed =
      '{ "version": 1, "relax": [{ "rule": "built-in.secrets.dotenv", "why": "Test data." }] }\n';
    writeUser(relaxed);
    assert.match(await read('.env'), /^deny /);
    person.approve(user);
    assert.equal(await read('.env'), 'silent');
    writeUser(
      relaxed.replace('"relax": [', '"relax": [{ "rule": "built-in.escalate", "why": "x" }, '),
    );
    assert.equal(await read('.env'), 'silent', 'what was approved goes on');
    assert.deepEqual(person.pending()[0]?.loosens, ['relax built-in.escalate']);
    rmSync(user);
    assert.match(await read('.env'), /^deny /, 'what was taken back ends at once');
  });

  it('says in `policy show` and `policy check` what is approved and what waits', async () => {
    person.approve(policy);
    const approved = await runPinfold(workspace, ['policy', 'show', '--effective']);
    assert.match(approved.stdout, /workspace +\S+policy\.jsonc \(approved\)/);
    writeFileSync(policy, openedLab);
    const shown = await runPinfold(workspace, ['policy', 'show', '--effective']);
    assert.match(
      shown.stdout,
      /\(changed, not approved: the last approved version holds beside it\)/,
    );
    assert.match(shown.stdout, /workspace\.zones\.lab +read -, write allow .*waits for approval/);
    assert.match(shown.stdout, /workspace\.zones\.lab +read -, write deny .*last approved version/);
    assert.match(shown.stdout, /Waiting for a person’s approval\n {2}zones\.lab \(changed\)/);
    const json = JSON.parse(
      (await runPinfold(workspace, ['policy', 'show', '--effective', '--json'])).stdout,
    ) as { files: { path: string; standing: string; last?: string }[] };
    const source = json.files.find(({ path }) => path === policy);
    assert.deepEqual([source?.standing, source?.last], ['changed', sha256Hex(closedLab)]);
    const checked = await runPinfold(workspace, ['policy', 'check']);
    assert.equal(checked.exitCode, 0, checked.stdout);
    assert.match(checked.stdout, /waits for a person’s approval: zones\.lab \(changed\)/);
  });

  /** Ways to break a workspace's file; the last approved version holds in all of them. */
  const breaks: readonly (readonly [what: string, code: string, act: () => unknown])[] = [
    ['cut off', 'PF-POLICY-SYNTAX', () => writeFileSync(policy, '{ "version": 1, "zones": [')],
    ['emptied', 'PF-POLICY-EMPTY', () => writeFileSync(policy, '')],
    ['garbage', 'PF-POLICY-SYNTAX', () => writeFileSync(policy, '\u0000\u0001')],
    ['of no text', 'PF-POLICY', () => writeFileSync(policy, Buffer.alloc(512, 0xff))],
    [
      'with an unknown key',
      'PF-POLICY-UNKNOWN-KEY',
      () => writeFileSync(policy, '{ "version": 1, "zonse": [] }'),
    ],
    [
      'with a wrong value',
      'PF-POLICY-VALUE',
      () => writeFileSync(policy, closedLab.replace('deny', 'no')),
    ],
    ['of a later version', 'PF-POLICY-VERSION', () => writeFileSync(policy, '{ "version": 2 }')],
    [
      'too large',
      'PF-POLICY-FILE',
      () => writeFileSync(policy, closedLab + ' '.repeat(300 * 1024)),
    ],
    ['a folder', 'PF-POLICY-FILE', () => replaceBy(() => mkdirSync(policy))],
    ['a link to nowhere', 'PF-POLICY-FILE', () => replaceBy(() => symlinkSync('nowhere', policy))],
    [
      'a link to itself',
      'PF-POLICY-UNREADABLE',
      () => replaceBy(() => symlinkSync(policy, policy)),
    ],
    ['a pipe', 'PF-POLICY-FILE', () => replaceBy(() => execFileSync('mkfifo', [policy]))],
    [
      'a link to another file that is broken',
      'PF-POLICY-SYNTAX',
      () =>
        replaceBy(() => {
          writeFileSync(workspace.path('other.jsonc'), '{');
          symlinkSync('../other.jsonc', policy);
        }),
    ],
  ];

  for (const [what, code, act] of breaks) {
    it(`holds the last approved version while the file is broken: ${what}`, async () => {
      act();
      const stopped = await write('src/a.py');
      assert.match(stopped, /^refused .*PF-POLICY/, `nothing was approved yet: ${stopped}`);
      replaceBy(() => writeFileSync(policy, closedLab));
      person.approve(policy);
      replaceBy(() => {});
      act();
      assert.match(await write('lab/run.py'), /^deny .*workspace\.zones\.lab/);
      const kept = index();
      assert.equal(await write('src/a.py'), 'silent');
      assert.deepEqual(index(), kept, 'it is not compiled at each call');
      assert.match(
        newest()[0]?.notes?.[0] ?? '',
        new RegExp(`last approved version of .*policy\\.jsonc is in force.*${code}`),
      );
      const checked = askPinfold(workspace, ['policy', 'check']);
      assert.equal(checked.exitCode, 2, checked.stdout);
      assert.match(checked.stdout, new RegExp(`error ${code}`));
      assert.match(checked.stdout, /is broken: its last approved version is in force instead/);
      const shown = askPinfold(workspace, ['policy', 'show', '--effective']);
      assert.match(shown.stdout, /\(broken: the last approved version is in force \(PF-POLICY/);
      const status = askPinfold(workspace, ['status', '--json']);
      assert.match(status.stdout, /"policy-broken".*its last approved version is in force/);
    });
  }

  it('stops everything while the user’s file is broken, although it was approved before', async () => {
    writeUser(strictUser);
    person.approve(user);
    writeUser('{');
    assert.match(await read('src/a.py'), /^refused .*PF-POLICY-BROKEN/);
  });

  /** What somebody who can write into Pinfold's state might put there, to open the lab. */
  const forgeries: readonly (readonly [what: string, forge: () => void])[] = [
    ['a pin that nobody signed', () => plant({ ...signed(person.editor), signature: noSignature })],
    ['a pin of a key of his own', () => plant(signed(new TestEditor()))],
    ['a pin for the same content elsewhere', () => plant(signed(person.editor, '/other/policy'))],
    [
      'the approved pin under the name of the new content',
      () => copyFileSync(join(pinFolder(), `${sha256Hex(closedLab)}.json`), pinFile()),
    ],
    ['garbage', () => writeFileSync(pinFile(), '{')],
    ['a large file', () => writeFileSync(pinFile(), ' '.repeat(3_000_000))],
    ['a folder', () => mkdirSync(pinFile())],
    ['a pipe', () => execFileSync('mkfifo', [pinFile()])],
    ['a link that leads in a circle', () => symlinkSync(pinFile(), pinFile())],
    [
      'a link to a pin that was signed',
      () => {
        plant(signed(person.editor));
        renameSync(pinFile(), join(person.state, 'pin.json'));
        symlinkSync(join(person.state, 'pin.json'), pinFile());
      },
    ],
    [
      'a signed pin of the day after tomorrow',
      () => plant(signed(person.editor, policy, new Date(Date.now() + 50 * 3_600_000))),
    ],
  ];
  const noSignature = `${'A'.repeat(86)}==`;
  const signed = (by: TestEditor, path = policy, at = new Date()): Pin =>
    by.sign({
      kind: 'pin',
      path,
      digest: sha256Hex(openedLab),
      issuedAt: at.toISOString(),
    }) as Pin;
  const plant = (pin: Pin): void => {
    writeFileSync(pinFile(), JSON.stringify(pin));
    writeFileSync(`${pinFile()}c`, openedLab);
  };

  describe('with a change that waits', () => {
    let mendChange: () => void;
    let approver: PolicyEditor;
    before(async () => {
      approver = new PolicyEditor(workspace);
      approver.approve(policy);
      writeFileSync(policy, openedLab);
      assert.match(await write('lab/run.py'), /^deny /);
      mendChange = keepAsItIs(workspace, 'changed');
    });
    beforeEach(() => {
      mendChange();
      person = approver;
    });

    for (const [what, forge] of forgeries) {
      it(`passes over a forged pin, and records it once: ${what}`, async () => {
        forge();
        assert.match(await write('lab/run.py'), /^deny /);
        const kept = index();
        assert.match(await write('lab/run.py'), /^deny /);
        assert.deepEqual(index(), kept, 'it is not compiled at each call');
        const told = newest(20).filter(({ kind }) => kind === 'tampering');
        assert.equal(told.length, 1, JSON.stringify(told));
        const [tampering] = told;
        assert.ok(tampering?.kind === 'tampering' && tampering.what === 'pin');
        assert.ok(tampering.path.startsWith(pinFolder()));
        assert.match(newest()[0]?.notes?.[0] ?? '', /no approval, and passed over/);
        const checked = askPinfold(workspace, ['policy', 'check']);
        assert.equal(checked.exitCode, 1, checked.stdout);
        assert.match(checked.stdout, /is no approval and is passed over/);
        // A person's own yes to the same content counts all the same, but for what stands in its way.
        if (['a folder'].includes(what)) return;
        person.approve(policy);
        assert.equal(await write('lab/run.py'), 'silent');
      });
    }
  });

  it('takes a pin whose content was damaged for taken away, and records it', async () => {
    writeUser(strictUser);
    writeFileSync(policy, openedSource);
    person.approve(policy);
    assert.equal(await read('src/a.py'), 'silent');
    writeFileSync(join(pinFolder(), `${sha256Hex(openedSource)}.jsonc`), openedLab);
    assert.match(await read('src/a.py'), /^deny /);
    assert.ok(newest(20).some(({ kind }) => kind === 'tampering'));
  });

  it('denies, with a code, when it cannot be told what was approved', async function () {
    person.approve(policy);
    chmodSync(pinFolder(), 0);
    const isSuperuser = process.getuid?.() === 0;
    const answer = await write('lab/run.py');
    chmodSync(pinFolder(), 0o700);
    // Nothing is closed to the superuser.
    if (isSuperuser) assert.match(answer, /^deny .*workspace\.zones\.lab/);
    else assert.match(answer, /^refused .*PF-PINS-UNREADABLE/);
  });

  it('has no verb that approves', async () => {
    const help = await runPinfold(workspace, ['--help']);
    assert.doesNotMatch(help.stdout, /approve|\bpin\b/);
    assert.equal((await runPinfold(workspace, ['policy', 'approve'])).exitCode, 2);
  });

  // Around the hook -------------------------------------------------------------------------------------------------

  const pinFolder = (): string => join(person.state, 'approvals', pinsOf(policy, sha256Hex));
  const pinFile = (): string => join(pinFolder(), `${sha256Hex(openedLab)}.json`);

  function writeUser(text: string): void {
    mkdirSync(dirname(user), { recursive: true });
    writeFileSync(user, text);
  }

  function replaceBy(make: () => unknown): void {
    rmSync(policy, { recursive: true, force: true });
    make();
  }

  /** The compiled policies: names with the identity of each file, which a new compilation changes. */
  function index(): readonly string[] {
    const folder = join(person.state, 'policies');
    return readdirSync(folder).map((name) => `${name} ${statSync(join(folder, name)).ino}`);
  }

  function newest(count = 1): readonly (AuditRecord & { notes?: string[] })[] {
    const args = ['audit', 'tail', '--count', String(count), '--json'];
    const { stdout } = askPinfold(workspace, args);
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditRecord & { notes?: string[] });
  }

  const read = (path: string) => call('Read', { file_path: workspace.path(path) });
  const write = (path: string) => call('Write', { file_path: workspace.path(path), content: '' });

  /** `silent`, or the answer and its words. */
  async function call(tool: string, input: object): Promise<string> {
    const payload = {
      session_id: 'session-1',
      cwd: workspace.root,
      permission_mode: 'acceptEdits',
      hook_event_name: 'PreToolUse',
      tool_name: tool,
      tool_input: input,
      tool_use_id: 'toolu_1',
    };
    const { exitCode, stdout, stderr } = await runProgram({
      command: '/bin/sh',
      args: ['-c', installedCommand(workspace, 'PreToolUse')],
      cwd: workspace.root,
      env: { ...workspaceEnvironment(workspace), AI_AGENT: 'claude-code_2-1-330_harness' },
      timeoutMs: 20_000,
      input: JSON.stringify(payload),
    });
    if (exitCode === 2) return `refused ${stderr}`;
    assert.equal(exitCode, 0, stderr);
    if (stdout === '') return 'silent';
    const { hookSpecificOutput: answer } = JSON.parse(stdout) as {
      hookSpecificOutput: { permissionDecision: string; permissionDecisionReason: string };
    };
    return `${answer.permissionDecision} ${answer.permissionDecisionReason}`;
  }
});
