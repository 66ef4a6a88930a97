import assert from 'node:assert/strict';
import { machineFacts } from '../../../src/hosts/shared/machine.ts';

const temporary = (TMPDIR: string, HOME = '/home/nobody-here'): readonly string[] =>
  machineFacts({ HOME, TMPDIR }).temporary;

describe('what the environment may say about the machine', () => {
  it('may name another temporary folder', () => {
    assert.ok(temporary('/scratch/nobody-here/tmp').includes('/scratch/nobody-here/tmp'));
    assert.ok(temporary('/scratch/tmp/').includes('/scratch/tmp'));
  });

  for (const folder of [
    '/',
    '/etc',
    '/usr/local',
    '/home',
    '/home/nobody-here',
    '/proc/self',
    'relative',
    '/var/lib',
    '/opt',
  ]) {
    it(`may not make ${folder} one`, () => {
      const plain = machineFacts({ HOME: '/home/nobody-here' }).temporary;
      assert.deepEqual(temporary(folder), plain);
    });
  }

  it('knows the usual temporary folders', () => {
    assert.ok(temporary('').includes('/tmp'));
  });

  it('counts the agent’s own home as one too, last', () => {
    const { homes } = machineFacts({ HOME: '/home/a-a', PINFOLD_CALLER_HOME: '/home/b-b' });
    assert.deepEqual(homes, ['/home/a-a', '/home/b-b']);
    assert.deepEqual(machineFacts({ HOME: '/home/a-a', PINFOLD_CALLER_HOME: 'x' }).homes, [
      '/home/a-a',
    ]);
  });
});
