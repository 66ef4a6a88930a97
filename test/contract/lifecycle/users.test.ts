import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { runProgram, type Outcome } from '../../../scripts/lib/processGroup.ts';
import { mintCanary } from '../../support/canary.ts';
import { callClaudeHook, claudeAnswer, type HookPlace } from '../../support/hookCalls.ts';
import { pinfoldProgram } from '../../support/protectedWorkspace.ts';
import { onlyAsRoot } from '../../support/skip.ts';
import { commitAll, workspaceEnvironment } from '../../support/workspace.ts';
import { treeOf } from '../../unit/adapters/install/homes.ts';

interface User extends HookPlace {
  readonly number: number;
}

/** Two accounts on one machine, and a project that belongs to the first and that both work on. */
describe('several users on one machine', function () {
  this.timeout(120_000);
  let base: string;
  let program: string;
  let root: string;
  let alice: User;
  let bob: User;
  const canary = mintCanary();

  before(async function () {
    onlyAsRoot(this);
    // Homes of other users cannot lie in root's own.
    base = mkdtempSync('/home/pinfold-users-');
    chmodSync(base, 0o755);
    cpSync(dirname(pinfoldProgram), join(base, 'dist'), { recursive: true });
    program = join(base, 'dist/pinfold.cjs');
    root = join(base, 'shared/project');
    mkdirSync(join(root, 'src'), { recursive: true });
    writeFileSync(join(root, 'src/a.py'), 'pass\n');
    writeFileSync(join(root, '.env'), `TOKEN=${canary}\n`);
    alice = user('alice', 20_001);
    bob = user('bob', 20_002);
    commitAll(root, alice.home);
    own(root, alice.number);
    for (const each of [alice, bob]) await pinfold(each, ['protect']);
  });
  after(() => {
    if (base !== undefined) rmSync(base, { recursive: true, force: true });
  });

  it('each works behind a fence of their own, in the project that they share', async () => {
    for (const each of [alice, bob]) {
      assert.equal(claudeAnswer(await read(each, 'src/a.py')), 'silent');
      assert.equal(claudeAnswer(await read(each, '.env')), 'deny');
      const status = { tool: 'Bash', input: { command: 'git status && cat src/a.py' } };
      const judged = await callClaudeHook(each, status, { user: each.number });
      assert.equal(claudeAnswer(judged), 'silent');
      const { stdout } = await pinfold(each, ['audit', 'tail', '--json']);
      // The trail begins with a record of its own.
      assert.equal(stdout.trim().split('\n').length, 1 + 3);
    }
  });

  it('neither can read or change what belongs to the other', async () => {
    const { state, data } = placesOf(bob);
    for (const [path, how] of [
      [state, 'readdirSync(path)'],
      [join(state, 'record.key'), 'readFileSync(path)'],
      [join(state, 'audit/000001.jsonl'), 'appendFileSync(path, "x")'],
      [join(state, 'sessions/forged.json'), 'writeFileSync(path, "x")'],
      [join(data, 'bin/pinfold-hook'), 'writeFileSync(path, "x")'],
      [join(data, 'versions/forged'), 'mkdirSync(path)'],
    ] as const) {
      const code = `const path = ${JSON.stringify(path)}; require('node:fs').${how}`;
      const outcome = await as(alice, process.execPath, ['-e', code]);
      assert.match(outcome.stderr, /EACCES/, path);
    }
  });

  it('a call through the hook of somebody else is refused, and leaves nothing there', async () => {
    const before = treeOf(bob.home);
    // Alice may not enter; root may enter anything, and would leave files that Bob cannot use.
    for (const [caller, words] of [
      [alice.number, /Pinfold unavailable: blocked/],
      [0, /belongs to the user with the number 20002, and the hook runs as 0.*\[PF-STATE-OWNER\]/],
    ] as const) {
      const input = { file_path: join(root, 'src/a.py') };
      const outcome = await callClaudeHook(bob, { tool: 'Read', input }, { user: caller });
      assert.equal(claudeAnswer(outcome), 'refused');
      assert.match(outcome.stderr, words);
    }
    assert.deepEqual(treeOf(bob.home), before);
    assert.equal(claudeAnswer(await read(bob, 'src/a.py')), 'silent');
  });

  it('a state that others may write, or that is another user’s, is not believed', async () => {
    const { state } = placesOf(alice);
    chmodSync(state, 0o770);
    assert.match((await read(alice, 'src/a.py')).stderr, /\[PF-STATE-OPEN\]/);
    await pinfold(alice, ['protect']);
    assert.equal(claudeAnswer(await read(alice, 'src/a.py')), 'silent');

    chownSync(state, bob.number, bob.number);
    assert.match((await read(alice, 'src/a.py')).stderr, /\[PF-STATE-OWNER\]/);
    const refused = await pinfold(alice, ['protect'], 2);
    assert.match(refused.stderr, /belongs to the user with the number 20002.*foreign-owner/);
    chownSync(state, alice.number, alice.number);
    assert.equal(claudeAnswer(await read(alice, 'src/a.py')), 'silent');
  });

  it('root does not install into the home of a user', async () => {
    const carol = user('carol', 20_003);
    const refused = await pinfold({ ...carol, number: 0 }, ['protect'], 2);
    assert.match(refused.stderr, /without sudo/);
    assert.deepEqual(readdirSync(carol.home), []);
  });

  it('a home that cannot be written gets nothing, and the reason is said', async () => {
    const dave = user('dave', 20_004);
    chmodSync(dave.home, 0o500);
    const refused = await pinfold(dave, ['protect'], 2);
    assert.match(refused.stderr, /EACCES.*\n.*writable/);
    assert.deepEqual(readdirSync(dave.home), []);
    chmodSync(dave.home, 0o700);
    await pinfold(dave, ['protect']);
  });

  it('a state that cannot be written holds every call up, with a code', async () => {
    const { state } = placesOf(alice);
    const folders = [state, ...['audit', 'sessions', 'policies'].map((name) => join(state, name))];
    for (const folder of folders) chmodSync(folder, 0o500);
    const first = { session: 'not seen before' };
    for (const more of [{}, first]) {
      const input = { file_path: join(root, 'src/a.py') };
      const call = { tool: 'Read', input, ...more };
      const outcome = await callClaudeHook(alice, call, { user: alice.number });
      assert.equal(claudeAnswer(outcome), 'refused');
      assert.match(outcome.stderr, /\[PF-(AUDIT-READONLY|STATE-UNAVAILABLE)\]/);
    }
    for (const folder of folders) chmodSync(folder, 0o700);
    assert.equal(claudeAnswer(await read(alice, 'src/a.py')), 'silent');
  });

  it('taking one away leaves the other', async () => {
    await pinfold(alice, ['unprotect', '--purge']);
    assert.equal(existsSync(placesOf(alice).state), false);
    assert.equal(claudeAnswer(await read(bob, '.env')), 'deny');
    assert.equal(readFileSync(join(root, '.env'), 'utf8').includes(canary), true);
  });

  function user(name: string, number: number): User {
    const place = { home: join(base, name), temporary: join(base, `${name}-tmp`), root };
    for (const folder of [place.home, place.temporary]) {
      mkdirSync(folder, { mode: 0o700 });
      chownSync(folder, number, number);
    }
    return { ...place, number };
  }

  function placesOf({ home }: User): { state: string; data: string } {
    return { state: join(home, '.local/state/pinfold'), data: join(home, '.local/share/pinfold') };
  }

  /** Everything below a folder, the folder too. */
  function own(folder: string, number: number): void {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const path of [folder, ...names.map((name) => join(folder, name))]) {
      lchownSync(path, number, number);
      if (!lstatSync(path).isDirectory()) chmodSync(path, 0o666);
      else chmodSync(path, 0o777);
    }
  }

  function as(who: User, command: string, args: readonly string[]): Promise<Outcome> {
    return runProgram({
      command,
      args,
      cwd: '/',
      env: workspaceEnvironment(who),
      timeoutMs: 60_000,
      user: who.number,
    });
  }

  async function pinfold(who: User, args: readonly string[], exitCode = 0): Promise<Outcome> {
    const outcome = await as(who, process.execPath, [program, ...args]);
    assert.equal(outcome.exitCode, exitCode, outcome.stdout + outcome.stderr);
    return outcome;
  }

  /** The settings are read here as root; the call itself is made as the user. */
  function read(who: User, file: string): Promise<Outcome> {
    const call = { tool: 'Read', input: { file_path: join(root, file) } };
    return callClaudeHook(who, call, { user: who.number });
  }
});
