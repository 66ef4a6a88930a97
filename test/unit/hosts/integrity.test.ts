import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { addPublicKey } from '../../../src/adapters/approvals/publicKeys.ts';
import { createJsonlTrail } from '../../../src/adapters/audit/jsonlTrail.ts';
import { sha256Hex } from '../../../src/adapters/digest/sha256.ts';
import { directoriesFor, type Directories } from '../../../src/adapters/install/directories.ts';
import type { Finding } from '../../../src/core/integrity/finding.ts';
import { judge, learn } from '../../../src/core/integrity/judge.ts';
import { nothingRemembered, type Remembered } from '../../../src/core/integrity/remembered.ts';
import {
  protect,
  statusOf,
  unprotect,
  type InstallationOptions,
} from '../../../src/hosts/installation/agents.ts';
import { open, type Integrity } from '../../../src/hosts/vscode/integrity/integrityPart.ts';
import { nodeFiles } from '../../../src/adapters/files/nodeFiles.ts';
import { compileWithPins } from '../../../src/hosts/shared/compileWithPins.ts';
import { policyPlacesOf } from '../../../src/hosts/shared/places.ts';
import { createPolicyAccess } from '../../../src/hosts/shared/policyAccess.ts';
import { distFolder, freshFolder, optionsIn, standInNode } from '../adapters/install/homes.ts';
import { TestEditor } from '../../support/testEditor.ts';

/** Real files in a home of their own: what `protect` puts there, and what somebody does to it. */
describe('the integrity of files', function () {
  this.timeout(60_000);
  let parent: string;
  let options: InstallationOptions;
  let places: Directories;
  let integrity: Integrity;
  let known: Remembered;
  let settings: string;
  let programs: string;

  beforeEach(() => {
    parent = freshFolder('integrity');
    options = { ...optionsIn(parent), nodePath: standInNode(parent) };
    places = directoriesFor(options);
    settings = join(options.home, '.claude/settings.json');
    mkdirSync(dirname(settings));
    writeFileSync(settings, theirs);
    protect('claude-code', options);
    const [version = ''] = readdirSync(places.versions);
    programs = join(places.versions, version);
    // Compiled code, as a real node leaves it.
    writeFileSync(join(programs, 'shell.cache'), 'compiled');
    writeFileSync(join(programs, 'shell.check'), '// shell\ncompiled');
    integrity = open(options);
    known = learnt(nothingRemembered);
    assert.deepEqual(findings(), []);
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  const look = (memory = known) => {
    const seen = integrity.look(memory);
    assert.ok(seen !== null);
    return seen;
  };
  const learnt = (memory: Remembered): Remembered => learn(memory, look(memory));
  const findings = (): readonly Finding[] => judge(known, look());
  const kinds = (): readonly string[] => findings().map(({ weight, kind }) => `${weight} ${kind}`);

  const evasions: readonly (readonly [what: string, act: () => void, found: string])[] = [
    ['a wrapper that calls the original', () => wrapLauncher(), 'alarm launcher'],
    ['another file renamed over the launcher', () => renameOver(places.launcher), 'alarm launcher'],
    [
      'a link to a copy with the same bytes in place of the launcher',
      () => linkInstead(places.launcher),
      'alarm launcher',
    ],
    [
      'a folder in place of the launcher',
      () => {
        rmSync(places.launcher);
        mkdirSync(places.launcher);
      },
      'alarm launcher',
    ],
    ['a launcher that cannot be run', () => chmodSync(places.launcher, 0o600), 'alarm launcher'],
    [
      'the launcher with the same size and the same time of change',
      () => sameSizeAndTime(places.launcher),
      'alarm launcher',
    ],
    [
      'a program with the same size and the same time of change',
      () => sameSizeAndTime(join(programs, 'shell.cjs')),
      'alarm programs',
    ],
    [
      'a program changed through another name of it',
      () => {
        const other = join(parent, 'other-name');
        linkSync(join(programs, 'shell.cjs'), other);
        appendFileSync(other, '//');
      },
      'alarm programs',
    ],
    ['a link to a copy of the folder of programs', () => linkInstead(programs), 'alarm programs'],
    [
      'a link to a copy of the folder of versions',
      () => linkInstead(places.versions),
      'alarm programs',
    ],
    [
      'a link to a copy of the folder of the launcher',
      () => linkInstead(dirname(places.launcher)),
      'alarm programs',
    ],
    [
      'the folder of programs exchanged for another one',
      () => {
        renameSync(programs, `${programs}.old`);
        cpSync(`${programs}.old`, programs, { recursive: true });
        writeFileSync(join(programs, 'hook.cjs'), '// nothing');
      },
      'alarm programs',
    ],
    ['a program more', () => writeFileSync(join(programs, 'more.cjs'), '//'), 'alarm programs'],
    [
      'both files of compiled code alike',
      () => {
        writeFileSync(join(programs, 'shell.cache'), 'COMPILED');
        writeFileSync(join(programs, 'shell.check'), '// shell\nCOMPILED');
      },
      'alarm programs',
    ],
    [
      'compiled code for the entry',
      () => writeFileSync(join(programs, 'hook.cache'), 'x'),
      'alarm programs',
    ],
    [
      'launcher, programs and their record, all of them in agreement',
      () => forge(options.version),
      'alarm launcher',
    ],
    [
      'the same under the name of a higher version: only a person can say',
      () => forge('99.0.0'),
      'note other-version',
    ],
    ['the record of the programs', () => writeFileSync(places.programs, '{}'), 'alarm record'],
    [
      'the key of the trail',
      () => writeFileSync(places.recordKey, `${'0'.repeat(64)}\n`),
      'alarm record-key',
    ],
    [
      '`|| true` behind a hook',
      () => edit((text) => text.replace(/exit 2; \}/, '$& || true')),
      'alarm hooks',
    ],
    [
      '`true ||` before a hook',
      () => edit((text) => text.replace('"command":"', '$&true || ')),
      'alarm hooks',
    ],
    [
      'a hook that runs in the background',
      () => edit((text) => text.replace('"timeout":', '"async":true,$&')),
      'alarm hooks',
    ],
    [
      'a shorter time-out',
      () => edit((text) => text.replace(/"timeout":\d+/, '"timeout":1')),
      'alarm hooks',
    ],
    [
      'a matcher that matches less',
      () => edit((text) => text.replace('"matcher":"*"', '"matcher":"Nothing"')),
      'alarm hooks',
    ],
    [
      'another name of the event',
      () => edit((text) => text.replace('"PreToolUse"', '"PostTool"')),
      'alarm hooks',
    ],
    [
      'hooks in a comment',
      () => edit((text) => text.replace(/"hooks":\{.*/s, '/* $& */}')),
      'alarm hooks',
    ],
    [
      'a second "hooks"',
      () => edit((text) => text.replace(/\}\s*$/, ',"hooks":{}}')),
      'alarm hooks',
    ],
    ['no settings at all', () => rmSync(settings), 'alarm hooks'],
    [
      '"disableAllHooks"',
      () => edit((text) => text.replace('{', '{"disableAllHooks":true,')),
      'alarm switch',
    ],
    [
      'hooks and install record',
      () => {
        writeFileSync(settings, theirs);
        rmSync(join(places.installs, 'claude-code.json'));
      },
      'alarm hooks',
    ],
    [
      'a key',
      () => void addPublicKey(join(places.state, 'keys'), new TestEditor().publicKey),
      'alarm key',
    ],
  ];
  for (const [what, act, found] of evasions) {
    it(`finds: ${what}`, () => {
      act();
      assert.equal(kinds()[0], found, JSON.stringify(findings()));
      // Nothing that was found wrong is learnt, and a window that is new here finds it, too.
      assert.equal(judge(learnt(known), look())[0]?.kind, findings()[0]?.kind);
      const other = open(options).look(known);
      assert.equal(other === null ? '' : judge(known, other)[0]?.kind, findings()[0]?.kind);
    });
  }

  const harmless: readonly (readonly [what: string, act: () => void])[] = [
    [
      'files that were touched',
      () => everyFile((path) => utimesSync(path, new Date(), new Date())),
    ],
    [
      'files that were written again, with the same bytes',
      () => everyFile((path) => writeFileSync(path, readFileSync(path))),
    ],
    [
      'a backup of the same bytes that was put back',
      () => {
        cpSync(places.data, `${places.data}.copy`, { recursive: true });
        rmSync(places.data, { recursive: true });
        renameSync(`${places.data}.copy`, places.data);
      },
    ],
    ['another name of a program', () => linkSync(join(programs, 'shell.cjs'), join(parent, 'x'))],
    ['settings in another layout', () => edit((text) => JSON.stringify(JSON.parse(text), null, 4))],
    [
      'hooks of others before and behind ours',
      () =>
        edit((text) => {
          const value = JSON.parse(text) as { hooks: Record<string, unknown[]> };
          const other = { matcher: 'Bash', hooks: [{ type: 'command', command: 'lint' }] };
          for (const list of Object.values(value.hooks)) {
            list.unshift(other);
            list.push(other);
          }
          return JSON.stringify(value);
        }),
    ],
    ['`protect` once more', () => void protect('claude-code', options)],
    ['`protect` of another agent', () => void protect('codex', options)],
    [
      '`unprotect` that the trail tells of',
      () => {
        unprotect('claude-code', options);
        tellUnprotect();
        assert.deepEqual(kinds(), ['hint hooks-taken-away']);
        known = { ...known, agents: {} };
      },
    ],
    [
      'an upgrade by a terminal to the version of this editor',
      () => {
        const newer = {
          ...options,
          version: '10.0.0',
          dist: distFolder(join(parent, 'new'), 'done(); //'),
        };
        integrity = open(newer);
        assert.deepEqual(kinds(), ['hint older-version']);
        protect('claude-code', newer);
      },
    ],
  ];
  for (const [what, act] of harmless) {
    it(`does not mind: ${what}`, () => {
      act();
      assert.deepEqual(findings(), []);
    });
  }

  it('notices that somebody protected with another interpreter, and asks', () => {
    const node = join(parent, 'other-node');
    copyFileSync(options.nodePath, node);
    protect('claude-code', { ...options, nodePath: node });
    assert.deepEqual(kinds(), ['note written-elsewhere']);
  });

  it('looks at the programs that a known launcher starts, whatever the record says', () => {
    // A launcher of another version: its text cannot be read, and its digest is known.
    writeFileSync(places.launcher, '#!/bin/sh\n# of an older version\n', { mode: 0o700 });
    const launcher = sha256Hex(readFileSync(places.launcher, 'utf8'));
    assert.ok(known.programs !== null);
    known = { ...known, programs: { ...known.programs, launcher } };
    const record = JSON.parse(readFileSync(places.programs, 'utf8')) as Record<string, unknown>;
    const decoy = join(places.versions, '99.0.0-000000000000');
    cpSync(programs, decoy, { recursive: true });
    writeFileSync(places.programs, JSON.stringify({ ...record, folder: decoy }));
    writeFileSync(join(programs, 'hook.cjs'), '// lets everything pass');
    assert.equal(kinds()[0], 'alarm programs', JSON.stringify(findings()));
  });

  for (const name of ['settings.json', 'settings.local.json']) {
    it(`finds a switch in .claude/${name} of a project that is open, also above its folder`, () => {
      const project = join(parent, 'project');
      const folder = join(project, 'packages/one');
      mkdirSync(folder, { recursive: true });
      mkdirSync(join(project, '.git'));
      mkdirSync(join(project, '.claude'));
      integrity = open(options, () => [folder]);
      assert.deepEqual(findings(), []);
      const path = join(project, '.claude', name);
      writeFileSync(path, '{"disableAllHooks":true}');
      assert.deepEqual(
        findings().map(({ weight, kind, path: where }) => [weight, kind, where]),
        [['alarm', 'switch', path]],
      );
    });
  }

  it('waits while an installation is at work', () => {
    writeFileSync(places.installLock, String(process.pid));
    writeFileSync(places.launcher, '');
    assert.equal(integrity.look(known), null);
    assert.notEqual(integrity.look(known, true), null);
  });

  it('finds any change of a byte, wherever it is', () => {
    const files = [
      places.launcher,
      places.recordKey,
      ...readdirSync(programs).map((name) => join(programs, name)),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (path, at, by) => {
          const before = readFileSync(path);
          const changed = Buffer.from(before);
          const place = at % changed.length;
          changed[place] = (changed[place] ?? 0) ^ by;
          writeFileSync(path, changed);
          try {
            assert.match(kinds().join(), /alarm|note/, `${path} at ${String(place)}`);
          } finally {
            writeFileSync(path, before);
          }
          assert.deepEqual(findings(), []);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('does not mind what others set, in whatever order', () => {
    const text = readFileSync(settings, 'utf8');
    const value = JSON.parse(text) as Record<string, unknown>;
    const names = fc
      .string()
      .filter(
        (name) =>
          !['hooks', 'disableAllHooks', 'allowManagedHooksOnly', '__proto__'].includes(name),
      );
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), fc.nat({ max: 8 }), (others, indent) => {
        const entries = [...Object.entries(others), ...Object.entries(value)];
        const turned = indent % 2 === 0 ? entries : entries.toReversed();
        writeFileSync(settings, JSON.stringify(Object.fromEntries(turned), null, indent));
        assert.deepEqual(findings(), []);
      }),
      { numRuns: 100 },
    );
  });

  describe('of compiled policies', () => {
    let root: string;
    let policy: string;
    const compileAgain = (): void => {
      createPolicyAccess({
        places: policyPlacesOf(places),
        homes: [options.home],
        fold: false,
        files: nodeFiles,
        loadCompiler: () => compileWithPins,
      }).load(root);
    };
    beforeEach(() => {
      root = join(parent, 'project');
      policy = join(root, '.pinfold/policy.jsonc');
      mkdirSync(dirname(policy), { recursive: true });
      writeFileSync(policy, '{"version":1,"zones":[{"name":"a","paths":["lab"],"edit":"deny"}]}');
      compileAgain();
      assert.deepEqual(findings(), []);
    });

    it('finds both copies changed alike, and setting one aside puts it right', () => {
      for (const name of readdirSync(places.policies)) {
        const path = join(places.policies, name);
        const text = readFileSync(path, 'latin1');
        assert.ok(text.includes('"deny"'));
        writeFileSync(path, text.replace('"deny"', '"allow"'), 'latin1');
      }
      const [found] = findings();
      assert.equal(found?.kind, 'policy-index');
      assert.deepEqual(kinds(), ['alarm policy-index'], 'it stays until it is put right');
      integrity.setAside(found.path);
      assert.deepEqual(findings(), []);
      compileAgain();
      assert.deepEqual(findings(), []);
    });

    it('does not mind a policy that changed since, nor what was compiled for it', () => {
      writeFileSync(policy, '{"version":1}');
      integrity.forget();
      assert.deepEqual(findings(), []);
      compileAgain();
      assert.deepEqual(findings(), []);
    });
  });

  it('tells the trail what was changed', () => {
    writeFileSync(places.launcher, '');
    const [alarm] = findings();
    assert.ok(alarm !== undefined);
    integrity.record(alarm);
    const [record] = trail().last(1);
    assert.ok(record?.kind === 'tampering');
    assert.deepEqual([record.what, record.path], ['launcher', places.launcher]);
  });

  for (const [what, act] of evasions.filter(([, , found]) =>
    /launcher|programs|record$/.test(found),
  )) {
    it(`is put right by one repair: ${what}`, () => {
      act();
      const before = look();
      integrity.makeRoom(findings(), before);
      protect('claude-code', options);
      known = integrity.learnOwn(known, before, look(), ['claude-code']);
      assert.deepEqual(findings(), []);
      assert.deepEqual(
        statusOf('claude-code', options).problems.map(({ code }) => code),
        ['not-seen-yet'],
      );
    });
  }

  function trail() {
    return createJsonlTrail({ directory: places.audit, sha256: sha256Hex });
  }

  function tellUnprotect(): void {
    trail().append({
      kind: 'lifecycle',
      agent: 'pinfold',
      agentVersion: null,
      session: null,
      subagent: null,
      callId: null,
      event: 'unprotect',
      tool: null,
      cwd: null,
      notes: ['took the fence of claude-code away'],
    });
  }

  function edit(change: (text: string) => string): void {
    const before = readFileSync(settings, 'utf8');
    const text = JSON.stringify(JSON.parse(before));
    const after = change(text);
    assert.notEqual(after, text);
    writeFileSync(settings, after);
  }

  function everyFile(act: (path: string) => void): void {
    for (const name of readdirSync(programs)) act(join(programs, name));
    for (const path of [places.launcher, places.programs, places.recordKey, settings]) act(path);
  }

  function wrapLauncher(): void {
    const original = `${places.launcher}-1`;
    renameSync(places.launcher, original);
    writeFileSync(places.launcher, `#!/bin/sh\n'${original}' "$@"\nexit 42\n`, { mode: 0o700 });
  }

  function renameOver(path: string): void {
    writeFileSync(`${path}.x`, '#!/bin/sh\nexit 42\n', { mode: 0o700 });
    renameSync(`${path}.x`, path);
  }

  function linkInstead(path: string): void {
    const copy = join(parent, 'copy');
    cpSync(path, copy, { recursive: true });
    renameSync(path, `${path}.before`);
    symlinkSync(copy, path);
    if (statSync(copy).isFile()) rmSync(`${path}.before`);
  }

  function sameSizeAndTime(path: string): void {
    const { atime, mtime } = statSync(path);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/\/\/|sh/, '##'));
    utimesSync(path, atime, mtime);
  }

  /** Everything on disk agrees afterwards; `pinfold status` relies on nothing else. */
  function forge(version: string): void {
    const dist = distFolder(join(parent, 'forged'), 'done(); // lets everything pass');
    rmSync(places.launcher);
    protect('claude-code', { ...options, version, dist });
    rmSync(programs, { recursive: true });
  }
});

const theirs = '{"model":"opus","permissions":{"allow":["Bash(ls)"]}}\n';
