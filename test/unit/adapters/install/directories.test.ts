import assert from 'node:assert/strict';
import { directoriesFor } from '../../../../src/adapters/install/directories.ts';
import type { Machine } from '../../../../src/adapters/install/directories.ts';

const rows: readonly [string, Machine, { data: string; state: string; userPolicy: string }][] = [
  [
    'Linux',
    { platform: 'linux', home: '/home/dev', env: {} },
    {
      data: '/home/dev/.local/share/pinfold',
      state: '/home/dev/.local/state/pinfold',
      userPolicy: '/home/dev/.config/pinfold/policy.jsonc',
    },
  ],
  [
    'Linux with XDG variables',
    {
      platform: 'linux',
      home: '/home/dev',
      env: { XDG_DATA_HOME: '/d', XDG_STATE_HOME: '/s/', XDG_CONFIG_HOME: '/c/../e' },
    },
    { data: '/d/pinfold', state: '/s/pinfold', userPolicy: '/e/pinfold/policy.jsonc' },
  ],
  [
    'Linux with XDG variables that do not count',
    {
      platform: 'linux',
      home: '/home/dev',
      env: { XDG_DATA_HOME: '', XDG_STATE_HOME: 'relative', XDG_CONFIG_HOME: './x' },
    },
    {
      data: '/home/dev/.local/share/pinfold',
      state: '/home/dev/.local/state/pinfold',
      userPolicy: '/home/dev/.config/pinfold/policy.jsonc',
    },
  ],
  [
    'macOS',
    { platform: 'darwin', home: '/Users/dev', env: {} },
    {
      data: '/Users/dev/Library/Application Support/Pinfold',
      state: '/Users/dev/Library/Application Support/Pinfold/State',
      userPolicy: '/Users/dev/Library/Application Support/Pinfold/Config/policy.jsonc',
    },
  ],
  [
    'Windows',
    {
      platform: 'win32',
      home: String.raw`C:\Users\dev`,
      env: { LOCALAPPDATA: String.raw`D:\Local`, XDG_DATA_HOME: '/d' },
    },
    {
      data: String.raw`D:\Local\Pinfold`,
      state: String.raw`D:\Local\Pinfold\State`,
      userPolicy: String.raw`D:\Local\Pinfold\Config\policy.jsonc`,
    },
  ],
  [
    'Windows without a local folder',
    { platform: 'win32', home: String.raw`C:\Users\dev`, env: {} },
    {
      data: String.raw`C:\Users\dev\AppData\Local\Pinfold`,
      state: String.raw`C:\Users\dev\AppData\Local\Pinfold\State`,
      userPolicy: String.raw`C:\Users\dev\AppData\Local\Pinfold\Config\policy.jsonc`,
    },
  ],
];

describe('directories', () => {
  for (const [name, machine, expected] of rows) {
    it(name, () => {
      const found = directoriesFor(machine);
      const { data, state, userPolicy } = found;
      assert.deepEqual({ data, state, userPolicy }, expected);
      assert.ok(found.launcher.startsWith(data) && found.launcher.endsWith('pinfold-hook'));
      assert.ok(found.audit.startsWith(state));
    });
  }
});
