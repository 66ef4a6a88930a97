import assert from 'node:assert/strict';
import { agentStatus } from '../../../src/app/agentStatus.ts';
import type { InstallationParts } from '../../../src/app/agentStatus.ts';
import { protectAgent, unprotectAgent } from '../../../src/app/protect.ts';
import { statusText } from '../../../src/core/present/status.ts';
import { InstallationError } from '../../../src/ports/installation.ts';
import type {
  HookedAgent,
  InstallRecord,
  ProgramsInspection,
  SeenSession,
  SelfTest,
} from '../../../src/ports/installation.ts';

const hook = { event: 'Before', matcher: null, command: 'ours Before', timeoutSeconds: 10 };
const agent: HookedAgent = {
  id: 'some-agent',
  name: 'Some Agent',
  folder: '/home/dev/.some-agent',
  settings: '/home/dev/settings',
  overruling: ['/etc/managed'],
  hooks: [hook],
  commandPrefix: 'ours ',
  obstacles: (file, text) =>
    text.includes('off') ? [{ code: 'off', message: `${file} is off`, remedy: 'Turn it on' }] : [],
};
const noon = '2026-11-22T12:00:00.000Z';

/** A machine in memory. Settings are lines; a line of ours is `ours …`; a text with `broken` cannot be edited. */
class World {
  readonly disk = new Map<string, string>();
  readonly stored = new Map<string, InstallRecord>();
  installed = false;
  programs: ProgramsInspection = {
    record: 'present',
    owners: 'own',
    launcher: 'present',
    bundle: 'intact',
    node: 'present',
    recordKey: 'present',
    version: '1.0.0',
  };
  test: SelfTest = { answered: true, version: '1.0.0' };
  session: SeenSession | null = null;
  ignored: readonly { readonly path: string; readonly why: string }[] = [];
  /** Runs just before the settings are replaced: what somebody else does meanwhile. */
  meanwhile: () => void = () => undefined;
  readonly log: string[] = [];

  parts(): InstallationParts {
    const digest = (text: string): string => `digest of ${text}`;
    const check = (text: string | null): void => {
      if (text?.includes('broken') === true)
        throw new InstallationError('broken', 'Broken.', 'Mend it.');
    };
    const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
    const text = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
    return {
      files: {
        digest,
        read: (path) => {
          const found = this.disk.get(path) ?? null;
          return {
            path,
            target: path,
            text: found,
            digest: found === null ? null : digest(found),
            missingDirectories: found === null ? ['/home/dev'] : [],
          };
        },
        replace: (snapshot, replacement) => {
          this.meanwhile();
          if ((this.disk.get(snapshot.path) ?? null) !== snapshot.text) return false;
          this.log.push('settings');
          if (replacement === null) this.disk.delete(snapshot.path);
          else this.disk.set(snapshot.path, replacement);
          return true;
        },
        removeEmptyDirectories: (directories) => directories,
      },
      editor: {
        inspect: (_file, found, wanted) => {
          check(found);
          const own = lines(found ?? '').filter((line) => line.startsWith('ours '));
          const missing = wanted.filter((entry) => !own.includes(entry.command));
          const exact = wanted.length - missing.length;
          return { missing, stale: own.length - exact, exact };
        },
        add: (_file, found, wanted) => {
          check(found);
          const foreign = lines(found ?? '').filter((line) => !line.startsWith('ours '));
          return text([...foreign, ...wanted.map((entry) => entry.command)]);
        },
        remove: (_file, found, _prefixes, before) => {
          check(found);
          const foreign = lines(found).filter((line) => !line.startsWith('ours '));
          return foreign.length === 0 && before === null ? null : text(foreign);
        },
      },
      records: {
        read: (id) => this.stored.get(id) ?? null,
        write: (record) => {
          this.log.push('record');
          this.stored.set(record.agent, record);
        },
        remove: (id) => this.stored.delete(id),
        list: () => [...this.stored.keys()],
      },
      programs: {
        launcher: '/data/launcher',
        install: () => {
          const changes = this.installed ? [] : ['Installed'];
          this.installed = true;
          this.log.push('programs');
          return { changes, warnings: [] };
        },
        remove: () => {
          this.log.push('no programs');
          this.installed = false;
          return [];
        },
        inspect: () => this.programs,
        selfTest: () => this.test,
      },
      sessions: { newest: () => this.session },
      approvals: { keys: () => ['0123456789abcdef'], ignored: () => this.ignored },
    };
  }
}

describe('protecting an agent', () => {
  it('writes programs, then the record, then the settings; and takes them away the other way round', () => {
    const world = new World();
    world.disk.set(agent.settings, 'theirs\n');
    assert.equal(protectAgent(world.parts(), agent, noon).changed, true);
    assert.deepEqual(world.log, ['programs', 'record', 'settings']);
    assert.equal(protectAgent(world.parts(), agent, noon).changed, false);
    world.log.length = 0;
    unprotectAgent(world.parts(), agent, false);
    assert.deepEqual(world.log, ['settings', 'no programs']);
    assert.deepEqual([...world.disk], [[agent.settings, 'theirs\n']]);
  });

  it('writes nothing when the settings are broken', () => {
    const world = new World();
    world.disk.set(agent.settings, 'broken\n');
    assert.throws(() => protectAgent(world.parts(), agent, noon), { code: 'broken' });
    assert.deepEqual([world.log, world.installed, world.stored.size], [[], false, 0]);
  });

  it('starts again when somebody saves the settings in between, and keeps what was saved', () => {
    const world = new World();
    world.disk.set(agent.settings, 'theirs\n');
    let saves = 0;
    world.meanwhile = () => {
      saves += 1;
      if (saves === 1) world.disk.set(agent.settings, 'theirs\nnew\n');
    };
    protectAgent(world.parts(), agent, noon);
    assert.equal(world.disk.get(agent.settings), 'theirs\nnew\nours Before\n');
    unprotectAgent(world.parts(), agent, false);
    assert.equal(world.disk.get(agent.settings), 'theirs\nnew\n');
  });

  it('gives up, with nothing left, when the settings never come to rest', () => {
    const world = new World();
    let saves = 0;
    world.meanwhile = () => {
      saves += 1;
      world.disk.set(agent.settings, `theirs ${saves}\n`);
    };
    assert.throws(() => protectAgent(world.parts(), agent, noon), { code: 'settings-busy' });
    assert.deepEqual([world.installed, world.stored.size], [false, 0]);
    assert.equal(world.disk.get(agent.settings), `theirs ${saves}\n`);
  });

  it('keeps the programs while another agent needs them', () => {
    const world = new World();
    const other = { ...agent, id: 'other-agent', settings: '/home/dev/other' };
    protectAgent(world.parts(), agent, noon);
    protectAgent(world.parts(), other, noon);
    unprotectAgent(world.parts(), agent, false);
    assert.equal(world.installed, true);
    unprotectAgent(world.parts(), other, false);
    assert.equal(world.installed, false);
    assert.equal(world.disk.size, 0);
  });

  it('warns of settings that keep hooks from running', () => {
    const world = new World();
    world.disk.set('/etc/managed', 'off');
    const { warnings } = protectAgent(world.parts(), agent, noon);
    assert.deepEqual(
      warnings.map((warning) => warning.code),
      ['off'],
    );
  });
});

describe('the status of an agent', () => {
  const after = '2026-11-22T12:00:01.000Z';
  const protectedWorld = (): World => {
    const world = new World();
    protectAgent(world.parts(), agent, noon);
    world.session = { agent: agent.id, agentVersion: '2.1.330', startedAt: after };
    return world;
  };
  const rows: readonly [string, (world: World) => void, string, string | null][] = [
    ['all is well', () => undefined, 'hooked iaf', null],
    [
      'a forged grant lies there',
      (world) => {
        world.ignored = [{ path: '/state/approvals/grants/x.json', why: 'is no approval' }];
      },
      'hooked iaf',
      'tampering',
    ],
    [
      'no event yet',
      (world) => {
        world.session = null;
      },
      'open ia-',
      'not-seen-yet',
    ],
    [
      'only events from before',
      (world) => {
        world.session = {
          agent: agent.id,
          agentVersion: '2',
          startedAt: '2026-11-22T11:59:59.000Z',
        };
      },
      'open ia-',
      'not-seen-yet',
    ],
    [
      'it does not answer',
      (world) => {
        world.test = { answered: false, words: 'no' };
      },
      'open i--',
      'not-answering',
    ],
    [
      'the launcher is gone',
      (world) => {
        world.programs = { ...world.programs, launcher: 'missing' };
      },
      'open ---',
      'launcher-missing',
    ],
    [
      'the launcher was changed',
      (world) => {
        world.programs = { ...world.programs, launcher: 'changed' };
      },
      'open -a-',
      'launcher-changed',
    ],
    [
      'the bundle was changed',
      (world) => {
        world.programs = { ...world.programs, bundle: 'changed' };
      },
      'open -a-',
      'bundle-changed',
    ],
    [
      'the bundle is gone',
      (world) => {
        world.programs = { ...world.programs, bundle: 'missing' };
      },
      'open -a-',
      'bundle-missing',
    ],
    [
      'node is gone',
      (world) => {
        world.programs = { ...world.programs, node: 'missing' };
      },
      'open -a-',
      'node-missing',
    ],
    [
      'the key is damaged',
      (world) => {
        world.programs = { ...world.programs, recordKey: 'damaged' };
      },
      'open -a-',
      'key-damaged',
    ],
    [
      'the key is gone',
      (world) => {
        world.programs = { ...world.programs, recordKey: 'missing' };
      },
      'open -a-',
      'key-missing',
    ],
    [
      'the hooks are gone',
      (world) => {
        world.disk.delete(agent.settings);
      },
      'open -a-',
      'not-installed',
    ],
    [
      'a hook was changed',
      (world) => {
        world.disk.set(agent.settings, 'ours Before; true\n');
      },
      'open -a-',
      'hooks-missing',
    ],
    [
      'a hook stands there twice',
      (world) => {
        world.disk.set(agent.settings, 'ours Before\nours x\n');
      },
      'open -a-',
      'hooks-changed',
    ],
    [
      'the record is gone',
      (world) => {
        world.stored.clear();
      },
      'open -a-',
      'record-missing',
    ],
    [
      'the settings are broken',
      (world) => {
        world.disk.set(agent.settings, 'broken');
      },
      'open -a-',
      'broken',
    ],
    [
      'hooks are switched off',
      (world) => {
        world.disk.set('/etc/managed', 'off');
      },
      'open ia-',
      'off',
    ],
  ];
  for (const [name, change, expected, problem] of rows) {
    it(name, () => {
      const world = protectedWorld();
      change(world);
      const status = agentStatus(world.parts(), agent);
      const letters = `${status.installed ? 'i' : '-'}${status.answering ? 'a' : '-'}${status.firing ? 'f' : '-'}`;
      assert.equal(`${status.level} ${letters}`, expected);
      const codes = status.problems.map((found) => found.code);
      if (problem === null) assert.deepEqual(codes, []);
      else assert.ok(codes.includes(problem), codes.join());
      const text = statusText(status);
      assert.ok(text.startsWith(`Some Agent: ${status.level}`));
      for (const found of status.problems) {
        assert.notEqual(found.remedy, '');
        assert.ok(text.includes(found.message) && text.includes(found.remedy));
      }
    });
  }

  it('of an agent that was never protected has one problem, with its remedy', () => {
    const world = new World();
    world.programs = {
      record: 'missing',
      owners: 'own',
      launcher: 'missing',
      bundle: 'missing',
      node: 'missing',
      recordKey: 'missing',
      version: null,
    };
    const status = agentStatus(world.parts(), agent);
    assert.deepEqual(status.problems, [
      {
        code: 'not-installed',
        message: 'No hooks of Pinfold in /home/dev/settings.',
        remedy: 'Run: pinfold protect some-agent',
      },
    ]);
    assert.equal(status.level, 'open');
  });
});
