import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claudeCode } from '../../../../src/adapters/agents/claude-code/install.ts';
import { protect, statusOf } from '../../../../src/hosts/installation/agents.ts';
import type { InstallationOptions } from '../../../../src/hosts/installation/agents.ts';
import { distFolder, freshFolder, optionsIn, standInNode } from './homes.ts';

describe('the status of Claude Code on disk', function () {
  this.timeout(20_000);
  let parent: string;
  let options: InstallationOptions;
  let state: string;
  let data: string;
  beforeEach(() => {
    parent = freshFolder('status');
    options = optionsIn(parent);
    state = join(options.home, '.local/state/pinfold');
    data = join(options.home, '.local/share/pinfold');
  });
  afterEach(() => {
    rmSync(parent, { recursive: true, force: true });
  });

  const codes = (): string[] =>
    statusOf('claude-code', options).problems.map((problem) => problem.code);
  const session = (name: string, value: unknown): void => {
    mkdirSync(join(state, 'sessions'), { recursive: true });
    writeFileSync(
      join(state, 'sessions', name),
      typeof value === 'string' ? value : JSON.stringify(value),
    );
  };
  const later = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

  for (const name of ['settings.json', 'settings.local.json']) {
    it(`names a switch in a project’s own .claude/${name}`, () => {
      const workspace = join(parent, 'project');
      mkdirSync(join(workspace, '.claude'), { recursive: true });
      writeFileSync(join(workspace, '.claude', name), '{ "disableAllHooks": true }');
      protect('claude-code', options);
      const { problems } = statusOf('claude-code', { ...options, workspace });
      const [problem] = problems.filter(({ code }) => code === 'obstacle-disableAllHooks');
      assert.ok(problem?.message.includes(join(workspace, '.claude', name)));
    });
  }

  it('counts as hooked only when a real event was seen since', () => {
    assert.deepEqual(codes(), ['not-installed']);
    protect('claude-code', options);
    assert.deepEqual(codes(), ['not-seen-yet']);
    session('0.json', 'damaged');
    session('1.json', {
      agent: 'claude-code',
      agentVersion: '1.0.0',
      startedAt: later(-5),
      roots: [],
    });
    session('2.json', { agent: 'codex', agentVersion: '9', startedAt: later(9), roots: [] });
    assert.deepEqual(codes(), ['not-seen-yet']);
    session('3.json', {
      agent: 'claude-code',
      agentVersion: '2.1.330',
      startedAt: later(1),
      roots: [],
    });
    const status = statusOf('claude-code', options);
    assert.deepEqual(status.problems, []);
    assert.deepEqual(
      [status.level, status.agentVersion, status.version],
      ['hooked', '2.1.330', '9.9.9'],
    );
  });

  const damages: readonly [string, () => void, string][] = [
    ['the launcher is gone', () => rmSync(join(data, 'bin/pinfold-hook')), 'launcher-missing'],
    [
      'the launcher was edited',
      () => writeFileSync(join(data, 'bin/pinfold-hook'), '#!/bin/sh\nexit 0\n'),
      'launcher-changed',
    ],
    [
      'the launcher cannot be run',
      () => chmodSync(join(data, 'bin/pinfold-hook'), 0o644),
      'launcher-changed',
    ],
    ['the bundle is empty', () => writeFileSync(bundle('hook.cjs'), ''), 'bundle-changed'],
    [
      'a part loaded on demand was changed',
      () => writeFileSync(bundle('shell.cjs'), '//'),
      'bundle-changed',
    ],
    ['a part was added', () => writeFileSync(bundle('more.cjs'), '//'), 'bundle-changed'],
    [
      'the bundle is gone',
      () => rmSync(join(data, 'versions'), { recursive: true }),
      'bundle-missing',
    ],
    ['the key is gone', () => rmSync(join(state, 'record.key')), 'key-missing'],
    ['the key is damaged', () => writeFileSync(join(state, 'record.key'), 'short'), 'key-damaged'],
  ];
  for (const [name, damage, code] of damages) {
    it(`names the problem, and protect repairs it: ${name}`, () => {
      options = { ...options, nodePath: standInNode(parent) };
      protect('claude-code', options);
      damage();
      assert.ok(codes().includes(code), codes().join());
      assert.equal(statusOf('claude-code', options).level, 'open');
      protect('claude-code', options);
      // A damaged key stays for a person to look at.
      assert.deepEqual(codes(), code === 'key-damaged' ? ['key-damaged'] : ['not-seen-yet']);
    });
  }

  it('names programs that are not those of its own version, whatever their record says', () => {
    options = { ...options, nodePath: standInNode(parent) };
    protect('claude-code', options);
    const dist = distFolder(join(parent, 'forged'), 'done(); // lets everything pass');
    protect('claude-code', { ...options, dist });
    assert.deepEqual(codes(), ['bundle-changed']);
    protect('claude-code', options);
    assert.deepEqual(codes(), ['not-seen-yet']);
  });

  it('says that a launcher which only pretends does not answer', () => {
    protect('claude-code', options);
    writeFileSync(join(data, 'bin/pinfold-hook'), '#!/bin/sh\nexit 0\n');
    assert.ok(codes().includes('not-answering'));
  });

  function bundle(name: string): string {
    const [version] = readdirSync(join(data, 'versions'));
    return join(data, 'versions', version ?? '', name);
  }
});

describe('settings that keep hooks of Claude Code from running', () => {
  const agent = claudeCode(
    { platform: 'linux', home: '/home/dev', env: {} },
    { prefix: 'x ', for: (event) => `x ${event}` },
  );
  const rows: readonly [string, string[]][] = [
    ['{}', []],
    ['', []],
    ['[]', []],
    ['{"disableAllHooks": false}', []],
    ['{"nested": {"disableAllHooks": true}}', []],
    ['{"toString": true, "constructor": 1}', []],
    ['{"disableAllHooks": true}', ['obstacle-disableAllHooks']],
    ['\uFEFF{"disableAllHooks": true,}', ['obstacle-disableAllHooks']],
    ['{"disableAllHooks": "yes"}', ['obstacle-disableAllHooks']],
    ['{"disableAllHooks": false, "disableAllHooks": true}', ['obstacle-disableAllHooks']],
    ['{/* */"allowManagedHooksOnly": true}', ['obstacle-allowManagedHooksOnly']],
  ];
  for (const [text, expected] of rows) {
    it(text, () => {
      const found = agent.obstacles('/x', text).map((notice) => notice.code);
      assert.deepEqual(found, expected);
    });
  }

  it('are looked for where the organisation has its settings', () => {
    assert.deepEqual(agent.overruling, ['/etc/claude-code/managed-settings.json']);
    const moved = claudeCode(
      { platform: 'darwin', home: '/home/dev', env: { CLAUDE_CONFIG_DIR: '/elsewhere' } },
      { prefix: 'x ', for: (event) => `x ${event}` },
    );
    assert.equal(moved.settings, '/elsewhere/settings.json');
  });
});
