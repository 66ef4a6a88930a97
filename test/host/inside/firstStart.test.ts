import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Activity } from '../../../src/core/present/activity.ts';
import type { KnownAgent } from '../../../src/core/present/knownAgent.ts';
import { commands, explanationScheme } from '../../../src/hosts/vscode/ids.ts';
import { launchHook } from '../../support/launchHook.ts';
import { extension, project, until } from './support.ts';

const settings = join(homedir(), '.claude', 'settings.json');

async function run<T>(command: string, argument?: unknown): Promise<T> {
  return vscode.commands.executeCommand<T>(command, argument);
}

async function agent(): Promise<KnownAgent> {
  const all = await run<readonly KnownAgent[]>(commands.showStatus);
  const claude = all.find((each) => each.agent === 'claude-code');
  assert.ok(claude !== undefined);
  return claude;
}

async function call(tool: string, input: Readonly<Record<string, unknown>>): Promise<void> {
  const place = { root: project(), home: homedir(), temporary: process.env['TMPDIR'] ?? '/tmp' };
  const { exitCode, stderr } = await launchHook(place, 'inside', tool, input);
  assert.equal(exitCode, 0, stderr);
}

/** In this order: from an agent without a fence to a guarded one, and back. */
describe('from the first start to protected', () => {
  let original: string;
  before(async () => {
    original = readFileSync(settings, 'utf8');
    await extension();
  });

  it('finds the agent open', async () => {
    const { trace, status } = await agent();
    assert.equal(trace.present, true);
    assert.equal(trace.installedAt, null);
    assert.equal(status?.level, 'open');
  });

  it('protects it', async () => {
    assert.equal(await run(commands.protectAgents), true);
    assert.match(readFileSync(settings, 'utf8'), /pinfold-hook/);
    const { status } = await agent();
    assert.equal(status?.installed, true);
    assert.equal(status.answering, true);
    assert.equal(status.level, 'open', 'nothing was seen of it yet');
  });

  it('shows what a real hook decides, and counts it as hooked', async () => {
    await call('Read', { file_path: join(project(), '.env') });
    await call('Read', { file_path: join(project(), 'src/circuit.py') });
    let shown: Activity = [];
    await until('both calls are in the activity', async () => {
      shown = await run<Activity>(commands.showActivity);
      return shown.flatMap(({ entries }) => entries).length === 2;
    });
    assert.deepEqual(
      shown[0]?.entries.map(({ kind, label }) => [kind, label]),
      [
        ['allowed', 'read src/circuit.py'],
        ['denied', 'read .env'],
      ],
    );
    await until('it is hooked', async () => (await agent()).status?.level === 'hooked');
  });

  it('explains a decision from its record', async () => {
    const [session] = await run<Activity>(commands.showActivity);
    const denied = session?.entries.find(({ kind }) => kind === 'denied');
    assert.ok(denied !== undefined);
    assert.equal(await run(commands.explainDecision, { entry: denied }), denied.record);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /built-in\.secrets\.dotenv/);
    assert.match(text, /the same decision again/);
  });

  it('runs nothing that the address of a document names', async () => {
    // As `code --file-uri` or a link would open it, with the words of another command.
    for (const path of ['/Record 1', '/Status', '/Record 1 ']) {
      const query = JSON.stringify(['unprotect', 'claude-code']);
      const uri = vscode.Uri.from({ scheme: explanationScheme, path, query });
      const document = await vscode.workspace.openTextDocument(uri);
      assert.doesNotMatch(document.getText(), /removed|taken|unprotect/i);
    }
    assert.ok(existsSync((await agent()).status!.launcher));
    assert.match(readFileSync(settings, 'utf8'), /pinfold-hook/);
  });

  it('opens the file of a call', async () => {
    const [session] = await run<Activity>(commands.showActivity);
    const read = session?.entries.find(({ label }) => label.includes('circuit'));
    await run(commands.openActivityFile, { entry: read });
    assert.equal(
      vscode.window.activeTextEditor?.document.uri.fsPath,
      join(project(), 'src/circuit.py'),
    );
  });

  it('says in words what went wrong, and goes on', async () => {
    // The launcher is taken away, as somebody who cleans up might.
    const { launcher } = (await agent()).status!;
    const { renameSync } = await import('node:fs');
    renameSync(launcher, `${launcher}.away`);
    await until('the damage is found', async () => {
      const { status } = await agent();
      return status?.problems.some(({ code }) => code === 'launcher-missing') === true;
    });
    assert.equal(await run(commands.protectAgent, 'claude-code'), true);
    assert.ok(existsSync(launcher));
    renameSync(launcher, `${launcher}.again`);
    renameSync(`${launcher}.again`, launcher);
    assert.equal((await agent()).status?.answering, true);
  });

  after(() => {
    assert.notEqual(readFileSync(settings, 'utf8'), original);
  });
});
