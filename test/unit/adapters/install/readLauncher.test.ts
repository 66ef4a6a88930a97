import assert from 'node:assert/strict';
import fc from 'fast-check';
import { waitingDeadlineSeconds } from '../../../../src/core/approvals/limits.ts';
import { type LauncherFacts, launcherText } from '../../../../src/adapters/install/launcher.ts';
import { readLauncher } from '../../../../src/adapters/install/readLauncher.ts';

const facts: LauncherFacts = {
  node: '/opt/editor/node',
  nodeOptions: ['--no-sparkplug', '--single-threaded-gc'],
  bundle: '/home/ada/data/versions/1/hook.cjs',
  waitingBundle: '/home/ada/data/versions/1/waiting.cjs',
  watchdog: { kind: 'timeout', path: '/usr/bin/timeout' },
  env: '/usr/bin/env',
  state: '/home/ada/state',
  data: '/home/ada/data',
  home: '/home/ada',
  recorded: { PINFOLD_CONFIG: '/home/ada/config', PINFOLD_USER: 'ada' },
  deadlineSeconds: 5,
  waitingDeadlineSeconds,
};

const path = fc
  .oneof(
    fc.string({ minLength: 1 }),
    fc.string({ unit: fc.constantFrom("'", '\\', '\n', ' ', 'x'), minLength: 1 }),
  )
  .map((text) => `/${text.replaceAll('\0', '_')}`);
const watchdog = fc.constantFrom<LauncherFacts['watchdog'][]>(
  { kind: 'timeout', path: '/usr/bin/timeout' },
  { kind: 'perl', path: '/usr/bin/perl' },
  { kind: 'shell', sleep: '/bin/sleep' },
);

describe('what a launcher was made from', () => {
  it('is read from its text, whatever stands in its paths', () => {
    fc.assert(
      fc.property(
        fc.record({
          node: path,
          folder: path,
          watchdog,
          env: fc.constantFrom('/usr/bin/env', null),
          home: path,
          value: path,
          options: fc.subarray(['--no-sparkplug', '--single-threaded-gc']),
        }),
        ({ node, folder, watchdog: ends, env, home, value, options }) => {
          const whole: LauncherFacts = {
            ...facts,
            node,
            nodeOptions: options,
            bundle: `${folder.replace(/\/+$/, '')}/v/hook.cjs`.replaceAll(/\/+/g, '/'),
            waitingBundle: `${folder.replace(/\/+$/, '')}/v/waiting.cjs`.replaceAll(/\/+/g, '/'),
            watchdog: ends,
            env,
            home,
            recorded: { PINFOLD_CONFIG: value },
          };
          const read = readLauncher(launcherText(whole));
          assert.deepEqual(read, whole);
        },
      ),
    );
  });

  const refused: readonly (readonly [string, Partial<LauncherFacts>])[] = [
    ['an option that runs other code', { nodeOptions: ['--require=/home/ada/x.js'] }],
    ['a watchdog of somebody', { watchdog: { kind: 'timeout', path: '/home/ada/timeout' } }],
    ['a nap of somebody', { watchdog: { kind: 'shell', sleep: '/home/ada/sleep' } }],
    ['an env of somebody', { env: '/home/ada/env' }],
    ['another second stage', { waitingBundle: '/home/ada/x.cjs' }],
    ['another program of ours', { bundle: '/home/ada/data/versions/1/pinfold.cjs' }],
    ['a longer deadline', { deadlineSeconds: 3600 }],
  ];
  for (const [what, change] of refused) {
    it(`is nothing of ours with ${what}`, () => {
      assert.equal(readLauncher(launcherText({ ...facts, ...change })), null);
    });
  }

  it('is nothing where a line was added', () => {
    const text = launcherText(facts);
    assert.notEqual(readLauncher(text), null);
    for (const line of text.split('\n').keys()) {
      const lines = text.split('\n').toSpliced(line, 0, 'exit 42');
      assert.equal(readLauncher(lines.join('\n')), null);
    }
  });
});
