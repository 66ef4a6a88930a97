import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openWindow } from '../../../src/adapters/approvals/windowServer.ts';
import { AnsweringEditor, passed } from '../../support/answeringEditor.ts';
import { endWords } from '../../support/channelPlace.ts';
import { resultOf, runClaude, type Session } from '../../support/claudeSession.ts';
import { launchHook } from '../../support/launchHook.ts';
import { runPinfold } from '../../support/protectedWorkspace.ts';
import { TestEditor } from '../../support/testEditor.ts';
import { keepScreenOfFailure, Workbench } from '../../support/workbench.ts';

/** A person answers in the real editor, by keyboard alone. In this order: what is granted early is taken back late. */
describe('approvals in the workbench', () => {
  let place: AnsweringEditor;

  before(async () => {
    place = await AnsweringEditor.open();
  });
  afterEach(async function () {
    await keepScreenOfFailure(this, place.workbench);
    // No more than three are shown at a time.
    await place.workbench.run('Notifications: Clear All Notifications');
  });
  after(() => place.end());

  const session = (...commands: readonly string[]): Promise<Session> =>
    runClaude({
      workspace: place.workspace,
      isBystander: (pid) => place.editor.host.server.owns(pid),
      timeoutMs: 150_000,
      turns: [
        ...commands.map((command) => ({
          tools: [{ name: 'Bash', input: { command, description: 'Lists all files' } }],
        })),
        { text: 'done' },
      ],
    });

  it('made one key, said so and recorded it', async () => {
    assert.equal(readdirSync(join(place.state, 'keys')).length, 1);
    await place.workbench.notification('Pinfold made a key for this editor').first().waitFor();
    assert.deepEqual(
      place.told().filter((event) => event.includes('key')),
      ['add key'],
    );
  });

  it('answers each call of a real session as a person says', async () => {
    const running = session(
      'mkdir asked-deny',
      'mkdir asked-once',
      'mkdir -p asked-minutes',
      'mkdir -p asked-minutes',
      'mkdir -p asked-session',
      'mkdir -p asked-session',
    );
    await place.answer('Deny', 'mkdir asked-deny');
    await place.answer('Allow Once', 'mkdir asked-once');
    await place.answer('Allow for 15 Minutes', 'mkdir -p asked-minutes');
    await place.answer('Allow for This Session', 'mkdir -p asked-session');
    const ended = await running;
    assert.match(resultOf(ended, 0).text, /A person was asked and said no/);
    for (const turn of [1, 2, 3, 4, 5]) assert.equal(resultOf(ended, turn).isError, false);
    for (const name of ['once', 'minutes', 'session']) {
      assert.ok(existsSync(place.workspace.path(`asked-${name}`)), name);
    }
    assert.ok(!existsSync(place.workspace.path('asked-deny')));
    const answers = place.records().filter(({ kind }) => kind === 'answer');
    assert.equal(answers.length, 4, 'the other two were granted');
  });

  it('shows each call and its answer as one line', async () => {
    const { workbench } = place;
    await workbench.run('Pinfold: Show Activity');
    await workbench
      .row(/mkdir asked-deny.*denied: a person said no/)
      .first()
      .waitFor();
    await workbench
      .row(/mkdir asked-once.*allowed: a person said yes/)
      .first()
      .waitFor();
  });

  it('hears no letters and no hasty Enter, and says more when asked', async () => {
    const { workbench } = place;
    const { page } = workbench;
    const asked = place.ask('terraform apply', 115);
    await workbench.status.filter({ hasText: 'a call waits' }).waitFor();
    await workbench.run('Pinfold: Answer Waiting Call');
    const question = place.question();
    await question.locator('.quick-input-title', { hasText: 'terraform apply' }).waitFor();
    // As somebody who is writing: at once, and when the question has stood there for a while.
    for (const _ of ['at once', 'later']) {
      await page.keyboard.type('allow once\n', { delay: 5 });
      await setTimeout(1_000);
      await question.locator('.monaco-list-row.focused', { hasText: 'Deny' }).waitFor();
    }
    await place.moveTo('Why asked', 'terraform apply');
    while (!(await page.locator('.tab', { hasText: 'Waiting Call' }).isVisible())) {
      await page.keyboard.press('Enter');
      await setTimeout(100);
    }
    await page.locator('.view-lines', { hasText: 'Changes real infrastructure' }).waitFor();
    assert.ok(await question.isVisible(), 'the question stays');
    await page.keyboard.press('Escape');
    await workbench.status.filter({ hasText: 'a call waits' }).waitFor();
    await place.answer('Allow Once', 'terraform apply');
    const result = await asked;
    assert.equal(endWords(result), 'allow');
    await result.close('answered');
  });

  it('puts several calls one after the other', async () => {
    const all = ['one', 'two', 'three'].map((name) => place.ask(`terraform ${name}`, 60));
    await place.workbench.status.filter({ hasText: '3 calls wait' }).waitFor();
    await place.workbench.run('Pinfold: Answer Waiting Call');
    for (const _ of all) {
      const title = place.question().locator('.quick-input-title');
      await title.filter({ hasText: 'terraform' }).waitFor();
      const name = /terraform (\w+)/.exec((await title.textContent()) ?? '')?.[1] ?? '';
      await place.choose(name === 'two' ? 'Allow Once' : 'Deny', `terraform ${name}`);
    }
    const results = await Promise.all(all);
    assert.deepEqual(results.map(endWords), ['deny', 'allow', 'deny']);
    await Promise.all(results.map(({ close }) => close('answered')));
  });

  it('closes the question when the time is up, and says so', async () => {
    const { workbench } = place;
    const asked = place.ask('terraform late', 5);
    await workbench.status.filter({ hasText: 'a call waits' }).waitFor();
    await workbench.run('Pinfold: Answer Waiting Call');
    const title = place.question().locator('.quick-input-title', { hasText: 'terraform late' });
    await title.waitFor();
    const result = await asked;
    assert.equal(endWords(result), 'timed-out');
    await result.close('timed-out');
    await title.waitFor({ state: 'hidden' });
    await workbench.notification('Nobody answered in time').first().waitFor();
    await workbench.status.filter({ hasText: 'waits' }).waitFor({ state: 'detached' });
  });

  it('asks in every window of the folder, until one of them answers', async () => {
    const { page } = place.workbench;
    const other = new Workbench(await page.context().newPage());
    other.page.setDefaultTimeout(60_000);
    try {
      await other.page.goto(page.url());
      await place.windowsOpen(2);
      const asked = place.ask('terraform twice', 60);
      for (const workbench of [place.workbench, other]) {
        await workbench.status.filter({ hasText: 'a call waits' }).waitFor();
      }
      await place.workbench.run('Pinfold: Answer Waiting Call');
      await place.answer('Deny', 'terraform twice', other);
      const result = await asked;
      assert.equal(endWords(result), 'deny');
      await result.close('answered');
      await place.question().waitFor({ state: 'hidden' });
      await place.workbench.notification('Answered in another window').first().waitFor();
    } finally {
      await other.page.close();
    }
  });

  it('lets nobody else answer: a forged yes is passed over and recorded', async () => {
    const stranger = new TestEditor();
    const forger = await openWindow({
      places: { windows: join(place.state, 'windows'), runtime: place.runtime },
      roots: [place.workspace.root],
      platform: process.platform,
      keyId: stranger.keyId,
      sign: (text) => stranger.signText(text),
      approvals: join(place.state, 'approvals'),
      recordKey: () => null,
      now: Date.now,
      onRequest: (pending) => void pending.answer('allow'),
    });
    try {
      const running = place.bash('mkdir asked-forged');
      await place.answer('Deny', 'mkdir asked-forged');
      assert.match((await running).stdout, /A person was asked and said no/);
      const forged = place.records().filter(({ kind }) => kind === 'tampering');
      assert.match(JSON.stringify(forged), new RegExp(`is signed by ${stranger.keyId}`));
    } finally {
      await forger.close();
    }
  });

  it('raises an alarm for a key that it did not make, and takes it out', async () => {
    const { workbench } = place;
    const stranger = new TestEditor().register(join(place.state, 'keys'));
    await workbench.status.filter({ hasText: 'open – an unknown key was added' }).waitFor();
    await workbench.notification('an unknown key was added').first().waitFor();
    const tampering = place.records().filter(({ kind }) => kind === 'tampering');
    assert.match(JSON.stringify(tampering), new RegExp(`${stranger.keyId}[^}]*neither made`));
    await workbench.run('Pinfold: Manage Grants…');
    await place.moveTo(stranger.keyId, 'Manage Grants');
    await workbench.page.keyboard.press('Enter');
    while (readdirSync(join(place.state, 'keys')).length !== 1) await setTimeout(50);
    await workbench.page.keyboard.press('Escape');
    assert.ok(place.told().includes('remove key'));
    // A person's own doing is no news.
    await workbench.status.filter({ hasText: 'Pinfold: hooked' }).waitFor();
  });

  it('takes a grant back', async () => {
    const { workbench, workspace } = place;
    await workbench.run('Pinfold: Manage Grants…');
    const row = workbench.row('mkdir -p asked-session');
    await row.first().waitFor();
    await place.moveTo('mkdir -p asked-session', 'Manage Grants');
    await workbench.page.keyboard.press('Enter');
    while (!place.told().includes('grants revoke')) await setTimeout(50);
    await workbench.page.keyboard.press('Escape');
    const { stdout } = await runPinfold(workspace, ['grants', 'list']);
    assert.match(stdout, /for some minutes/);
    assert.doesNotMatch(stdout, /for this session/);
  });

  it('pauses after a question, and holds again at once', async () => {
    const { workbench, workspace } = place;
    const { page, status } = workbench;
    await workbench.run('Pinfold: Pause…');
    await workbench.pick('5 Minutes');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.filter({ hasText: 'Still held: secrets' }).waitFor();
    await page.keyboard.press('Enter');
    await status.filter({ hasText: /paused [45]:\d\d/ }).waitFor();
    assert.ok(passed(await place.bash('mkdir asked-paused')));
    const secret = { file_path: workspace.path('.env') };
    assert.match((await launchHook(workspace, 's', 'Read', secret)).stdout, /deny/);
    await workbench.run('Pinfold: End Pause');
    await status.filter({ hasText: 'paused' }).waitFor({ state: 'detached' });
    const running = place.bash('mkdir asked-paused');
    await place.answer('Deny', 'mkdir asked-paused');
    assert.match((await running).stdout, /said no/);
    assert.deepEqual(
      place.told().filter((event) => event.includes('pause')),
      ['pause', 'end pause'],
    );
  });

  it('approves a policy only when a person does, and asks once about each content', async () => {
    const { workbench, workspace } = place;
    const file = workspace.path('.pinfold/policy.jsonc');
    const original = readFileSync(file, 'utf8');
    const write = { file_path: workspace.path('lab/x'), content: '' };
    const mayWrite = async (): Promise<boolean> =>
      passed(await launchHook(workspace, 's', 'Write', write));
    const opened = original.replace('"edit": "ask"', '"edit": "allow"');
    writeFileSync(file, opened);
    await workbench.status.filter({ hasText: 'policy waits' }).waitFor();
    await workbench.notification('loosens what agents may do').first().waitFor();
    await workbench.run('Pinfold: Approve Policy Change…');
    await workbench.page.locator('.tab', { hasText: 'Approved ↔ Waiting' }).waitFor();
    await workbench.row('zones.pipelines').first().waitFor();
    await place.choose('all of it holds from now on', 'Approve the change of');
    await workbench.status.filter({ hasText: 'policy waits' }).waitFor({ state: 'detached' });
    assert.equal(await mayWrite(), false);

    const looser = opened.replace('"edit": "deny"', '"edit": "allow"');
    writeFileSync(file, looser);
    await workbench.status.filter({ hasText: 'policy waits' }).waitFor();
    await workbench.run('Pinfold: Approve Policy Change…');
    await workbench.row('zones.lab (changed)').first().waitFor();
    await place.choose('Not This Content', 'Approve the change of');
    await workbench.status.filter({ hasText: 'policy waits' }).waitFor({ state: 'detached' });
    assert.equal(await mayWrite(), false, 'the approved one stays in force');

    writeFileSync(file, `${looser}\n// Another content.\n`.replace('"lab/**"', '"lab/*"'));
    await workbench.status.filter({ hasText: 'policy waits' }).waitFor();
    await workbench.run('Pinfold: Approve Policy Change…');
    await place.choose('all of it holds from now on', 'Approve the change of');
    await workbench.status.filter({ hasText: 'policy waits' }).waitFor({ state: 'detached' });
    assert.equal(await mayWrite(), true);
    assert.deepEqual(
      place.told().filter((event) => event.endsWith('policy')),
      ['approve policy', 'decline policy', 'approve policy'],
    );
  });

  it('proposes for always, and writes nothing before it is saved and approved', async () => {
    const { workbench, workspace } = place;
    const { page } = workbench;
    const notes = join(workspace.home, 'notes');
    mkdirSync(notes);
    writeFileSync(join(notes, 'plan.md'), 'later\n');
    const policy = join(workspace.home, '.config/pinfold/policy.jsonc');
    const read = { file_path: join(notes, 'plan.md') };
    const running = launchHook(workspace, 'reader', 'Read', read);
    await place.answer('Always', 'wants to read ~/notes/plan.md');
    const input = page.locator('.quick-input-widget', { hasText: 'Why is it always allowed?' });
    await input.waitFor();
    await page.keyboard.type('I keep my plans there.');
    await page.keyboard.press('Enter');
    await page.locator('.tab', { hasText: 'Your Policy ↔ Proposed' }).waitFor();
    await page.locator('.view-lines', { hasText: 'I keep my plans there.' }).first().waitFor();
    assert.ok(!existsSync(policy), 'nothing is written yet');
    await place.answer('Allow Once', '~/notes/plan.md');
    assert.ok(passed(await running));
    await page.keyboard.press('Control+s');
    while (!existsSync(policy)) await setTimeout(50);
    await workbench.status.filter({ hasText: 'policy waits' }).waitFor();
    await workbench.run('Pinfold: Approve Policy Change…');
    await workbench.row('zones.allowed-1').first().waitFor();
    await place.choose('all of it holds from now on', 'Approve the change of');
    await workbench.status.filter({ hasText: 'policy waits' }).waitFor({ state: 'detached' });
    assert.ok(passed(await launchHook(workspace, 'another', 'Read', read)));
  });

  it('has raised no alarm about anything that it did itself', () => {
    const alarms = place.records().flatMap((record) => {
      if (record.kind !== 'tampering') return [];
      return [record.what];
    });
    // The forged answer, and the strange key.
    assert.deepEqual(alarms.toSorted(), ['answer', 'key']);
  });

  it('makes another key in the place of its own, and what the old one signed counts no longer', async () => {
    const { workbench, workspace } = place;
    const { page } = workbench;
    const before = readdirSync(join(place.state, 'keys'));
    const [name = ''] = before;
    await workbench.run('Pinfold: Manage Grants…');
    await place.moveTo(name.replace('.key', ''), 'Manage Grants');
    await page.keyboard.press('Enter');
    await page.locator('.monaco-dialog-box', { hasText: 'wait for your approval again' }).waitFor();
    await page.keyboard.press('Enter');
    const renewed = (): boolean => {
      const names = readdirSync(join(place.state, 'keys'));
      return names.length === 1 && names[0] !== name;
    };
    while (!renewed()) await setTimeout(50);
    // The list comes once more, with the new key in it.
    const [fresh = ''] = readdirSync(join(place.state, 'keys'));
    await workbench.row(fresh.replace('.key', '')).first().waitFor();
    await page.keyboard.press('Escape');
    await place.question().waitFor({ state: 'hidden' });
    const read = { file_path: join(workspace.home, 'notes/plan.md') };
    const running = launchHook(workspace, 'another', 'Read', read);
    await place.answer('Allow Once', '~/notes/plan.md');
    assert.ok(passed(await running), 'asked again, and answered with the new key');
    await workbench.status.filter({ hasText: 'Pinfold: open' }).waitFor({ state: 'detached' });
  });
});
