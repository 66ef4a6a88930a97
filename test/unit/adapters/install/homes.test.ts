import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { applyEdits, modify, parse } from 'jsonc-parser';
import { hookedEvents } from '../../../../src/adapters/agents/claude-code/events.ts';
import { protect, statusOf, unprotect } from '../../../../src/hosts/installation/agents.ts';
import { InstallationError } from '../../../../src/ports/installation.ts';
import { waitingDeadlineSeconds } from '../../../../src/core/approvals/limits.ts';
import { copyHome, distFolder, freshFolder, optionsIn, standInNode, treeOf } from './homes.ts';

interface HomeCase {
  readonly error?: { readonly code: string; readonly line?: number; readonly column?: number };
}

const cases = join(import.meta.dirname, '../../../cases/install');
const names = readdirSync(cases).filter((name) => existsSync(join(cases, name, 'case.json')));
const settingsIn = (home: string): string => join(home, '.claude', 'settings.json');

describe('protect and unprotect on prepared homes', function () {
  this.timeout(30_000);
  let parent: string;
  beforeEach(() => {
    parent = freshFolder('install');
  });
  afterEach(() => {
    rmSync(parent, { recursive: true, force: true });
  });

  it('has prepared homes', () => {
    assert.ok(names.length > 20);
  });

  for (const name of names) {
    const { error } = JSON.parse(readFileSync(join(cases, name, 'case.json'), 'utf8')) as HomeCase;
    if (error === undefined) {
      it(`${name}: leaves everything as it was`, () => {
        const options = { ...optionsIn(parent), nodePath: standInNode(parent) };
        copyHome(join(cases, name, 'home'), options.home);
        const before = treeOf(options.home);
        assert.equal(protect('claude-code', options).changed, true);
        const during = treeOf(options.home);
        for (const [path, what] of Object.entries(before)) {
          if (what.startsWith('link ')) assert.equal(during[path], what);
        }
        assert.equal(statusOf('claude-code', options).installed, true);
        const again = protect('claude-code', options);
        assert.deepEqual(again.changes, []);
        assert.deepEqual(treeOf(options.home), during);
        assert.equal(unprotect('claude-code', options).changed, true);
        assert.deepEqual(treeOf(options.home), before);
        assert.equal(unprotect('claude-code', options).changed, false);
        assert.deepEqual(treeOf(options.home), before);
      });

      it(`${name}: the same when the state was lost in between`, () => {
        const options = { ...optionsIn(parent), nodePath: standInNode(parent) };
        copyHome(join(cases, name, 'home'), options.home);
        const foreign = withoutEmpties(settingsIn(options.home));
        protect('claude-code', options);
        rmSync(join(options.home, '.local', 'state'), { recursive: true });
        unprotect('claude-code', options);
        assert.equal(withoutEmpties(settingsIn(options.home)), foreign);
        assert.equal(existsSync(join(options.home, '.local/share/pinfold')), false);
      });
    } else {
      it(`${name}: refuses, and writes nothing`, () => {
        const options = { ...optionsIn(parent), nodePath: standInNode(parent) };
        copyHome(join(cases, name, 'home'), options.home);
        const before = treeOf(options.home);
        assert.throws(
          () => protect('claude-code', options),
          (thrown) => {
            assert.ok(thrown instanceof InstallationError);
            assert.equal(thrown.code, error.code);
            const { line, column } = error;
            const place = line === undefined ? '' : `:${line}:${String(column)}:`;
            assert.ok(
              thrown.message.includes(`${settingsIn(options.home)}${place}`),
              thrown.message,
            );
            assert.notEqual(thrown.remedy, '');
            return true;
          },
        );
        assert.deepEqual(treeOf(options.home), before);
      });
    }
  }

  it('hooks every event with a command that blocks when it must', () => {
    const options = optionsIn(parent);
    const { launcher, settings } = protect('claude-code', options);
    const { hooks } = parse(readFileSync(settings, 'utf8')) as {
      hooks: Record<string, { matcher?: string; hooks: { command: string; timeout: number }[] }[]>;
    };
    assert.deepEqual(
      Object.keys(hooks),
      hookedEvents.map((event) => event.event),
    );
    for (const { event, failure, timeoutSeconds } of hookedEvents) {
      const [handler] = hooks[event]?.[0]?.hooks ?? [];
      const end =
        failure === 'block'
          ? ` ${timeoutSeconds}; [ $? -eq 42 ] || { echo 'Pinfold unavailable: blocked' >&2; exit 2; }`
          : ' || true';
      assert.equal(handler?.command, `'${launcher}' claude-code ${event}${end}`);
      // Both stages of a call that waits for a person, or the first one of any other.
      assert.ok((handler?.timeout ?? 0) > (failure === 'block' ? 5 + waitingDeadlineSeconds : 5));
    }
    const blocking = hookedEvents.filter((event) => event.failure === 'block');
    assert.deepEqual(
      blocking.map((event) => event.event),
      ['PreToolUse', 'UserPromptSubmit', 'UserPromptExpansion'],
    );
  });

  it('keeps what somebody else edited in the meantime', () => {
    const options = optionsIn(parent);
    copyHome(join(cases, 'foreign-hooks', 'home'), options.home);
    const settings = settingsIn(options.home);
    const original = readFileSync(settings, 'utf8');
    protect('claude-code', options);
    const edit = (text: string): string => applyEdits(text, modify(text, ['model'], 'opus', {}));
    writeFileSync(settings, edit(readFileSync(settings, 'utf8')));
    assert.deepEqual(protect('claude-code', options).changes, []);
    unprotect('claude-code', options);
    assert.equal(readFileSync(settings, 'utf8'), edit(original));
  });

  it('keeps a foreign hook that somebody put into our own group', () => {
    const options = optionsIn(parent);
    const { settings } = protect('claude-code', options);
    const text = readFileSync(settings, 'utf8');
    const foreign = { type: 'command', command: 'theirs' };
    const path = ['hooks', 'PreToolUse', 0, 'hooks', 1];
    writeFileSync(
      settings,
      applyEdits(text, modify(text, path, foreign, { isArrayInsertion: true })),
    );
    assert.equal(statusOf('claude-code', options).installed, true);
    unprotect('claude-code', options);
    assert.deepEqual(parse(readFileSync(settings, 'utf8')), {
      hooks: { PreToolUse: [{ matcher: '*', hooks: [foreign] }] },
    });
  });

  it('goes back to the exact bytes after a foreign edit and a second protect', () => {
    const options = optionsIn(parent);
    copyHome(join(cases, 'comments', 'home'), options.home);
    const settings = settingsIn(options.home);
    protect('claude-code', options);
    const text = readFileSync(settings, 'utf8').replace('"opus"', '"haiku"');
    // One of our hooks gets lost on the way too.
    const lost = applyEdits(text, modify(text, ['hooks', 'SessionEnd'], undefined, {}));
    writeFileSync(settings, lost);
    assert.equal(statusOf('claude-code', options).installed, false);
    assert.equal(protect('claude-code', options).changed, true);
    assert.equal(statusOf('claude-code', options).installed, true);
    unprotect('claude-code', options);
    const expected = readFileSync(join(cases, 'comments/home/.claude/settings.json'), 'utf8');
    assert.equal(readFileSync(settings, 'utf8'), expected.replace('"opus"', '"haiku"'));
  });

  for (const mode of [0o600, 0o644, 0o640, 0o444]) {
    it(`keeps the mode ${mode.toString(8)} of the settings`, () => {
      const options = optionsIn(parent);
      copyHome(join(cases, 'plain', 'home'), options.home);
      chmodSync(settingsIn(options.home), mode);
      protect('claude-code', options);
      assert.equal(statSync(settingsIn(options.home)).mode & 0o777, mode);
    });
  }

  it('keeps other names of the same settings file', () => {
    const options = optionsIn(parent);
    copyHome(join(cases, 'plain', 'home'), options.home);
    linkSync(settingsIn(options.home), join(options.home, 'other.json'));
    const before = treeOf(options.home);
    protect('claude-code', options);
    const other = readFileSync(join(options.home, 'other.json'));
    assert.deepEqual(other, readFileSync(settingsIn(options.home)));
    unprotect('claude-code', options);
    assert.deepEqual(treeOf(options.home), before);
  });

  it('works in a home with a hostile name', () => {
    const options = optionsIn(parent, join(parent, `it's $HOME "a" \`b\` é`));
    const before = treeOf(options.home);
    protect('claude-code', options);
    assert.equal(statusOf('claude-code', options).answering, true);
    unprotect('claude-code', options);
    assert.deepEqual(treeOf(options.home), before);
  });

  it('refuses a settings link that leads to itself, and a settings folder', () => {
    const options = optionsIn(parent);
    mkdirSync(join(options.home, '.claude'));
    symlinkSync('settings.json', settingsIn(options.home));
    assert.throws(() => protect('claude-code', options), { code: 'settings-link-loop' });
    rmSync(settingsIn(options.home));
    mkdirSync(settingsIn(options.home));
    assert.throws(() => protect('claude-code', options), { code: 'settings-not-a-file' });
  });

  it('takes everything back when the settings cannot be written', () => {
    const options = optionsIn(parent);
    writeFileSync(join(options.home, 'file'), '');
    mkdirSync(join(options.home, '.claude'));
    symlinkSync('../file/settings.json', settingsIn(options.home));
    const before = treeOf(options.home);
    assert.throws(() => protect('claude-code', options), InstallationError);
    assert.deepEqual(treeOf(options.home), before);
  });

  it('installs nothing when the hook would not answer', () => {
    const options = optionsIn(parent);
    const before = treeOf(options.home);
    const broken = { ...options, dist: join(parent, 'broken') };
    mkdirSync(broken.dist);
    for (const program of ['', 'process.exit(0)', 'throw new Error("no")', 'syntax error']) {
      writeFileSync(join(broken.dist, 'hook.cjs'), program);
      assert.throws(() => protect('claude-code', broken), { code: 'not-answering' });
      assert.deepEqual(treeOf(options.home), before);
    }
    rmSync(join(broken.dist, 'hook.cjs'));
    assert.throws(() => protect('claude-code', broken), { code: 'bundles-missing' });
    const noNode = { ...options, nodePath: join(parent, 'node') };
    assert.throws(() => protect('claude-code', noNode), { code: 'node-missing' });
    assert.throws(() => protect('claude-code', { ...options, platform: 'win32' }), {
      code: 'platform-unsupported',
    });
    assert.deepEqual(treeOf(options.home), before);
  });

  it('keeps the old version working when the new one would not answer', () => {
    const options = optionsIn(parent);
    protect('claude-code', options);
    const before = treeOf(options.home);
    const dist = join(parent, 'broken');
    mkdirSync(dist);
    writeFileSync(join(dist, 'hook.cjs'), '');
    assert.throws(() => protect('claude-code', { ...options, dist }), { code: 'not-answering' });
    assert.deepEqual(treeOf(options.home), before);
  });

  it('goes to a new version without touching the settings', () => {
    const options = optionsIn(parent);
    const { settings } = protect('claude-code', options);
    const text = readFileSync(settings, 'utf8');
    const other = {
      ...options,
      dist: distFolder(join(parent, 'next'), 'done(); //'),
      version: '10.0.0',
    };
    assert.equal(protect('claude-code', other).changed, true);
    assert.equal(readFileSync(settings, 'utf8'), text);
    assert.equal(statusOf('claude-code', other).version, '10.0.0');
    assert.equal(statusOf('claude-code', other).installed, true);
    assert.equal(readdirSync(join(options.home, '.local/share/pinfold/versions')).length, 2);
    unprotect('claude-code', other);
    assert.deepEqual(treeOf(options.home), {});
  });

  it('keeps the audit trail and its key, and takes them with purge', () => {
    const options = optionsIn(parent);
    const state = join(options.home, '.local/state/pinfold');
    protect('claude-code', options);
    writeFileSync(join(state, 'audit', '0001.jsonl'), '{}\n');
    writeFileSync(join(state, 'sessions', 'a.json'), '{}');
    unprotect('claude-code', options);
    assert.deepEqual(readdirSync(state).toSorted(), ['audit', 'record.key']);
    assert.equal(existsSync(join(options.home, '.local/share')), false);
    const key = readFileSync(join(state, 'record.key'), 'utf8');
    protect('claude-code', options);
    assert.equal(readFileSync(join(state, 'record.key'), 'utf8'), key);
    unprotect('claude-code', { ...options, purge: true });
    assert.equal(existsSync(state), false);
  });

  it('keeps secrets of its state to the user', () => {
    const options = optionsIn(parent);
    protect('claude-code', options);
    const state = join(options.home, '.local/state/pinfold');
    assert.equal(statSync(state).mode & 0o777, 0o700);
    assert.equal(statSync(join(state, 'record.key')).mode & 0o777, 0o600);
    assert.match(readFileSync(join(state, 'record.key'), 'utf8'), /^[0-9a-f]{64}\n$/);
    chmodSync(state, 0o755);
    protect('claude-code', options);
    assert.equal(statSync(state).mode & 0o777, 0o700);
  });

  const partly = ['.claude', '.local/share', '.local/state', '.local', '.local/share/pinfold/bin'];
  for (const gone of partly) {
    it(`unprotects when ${gone} is gone already`, () => {
      const options = optionsIn(parent);
      protect('claude-code', options);
      rmSync(join(options.home, gone), { recursive: true });
      unprotect('claude-code', options);
      const left = Object.keys(treeOf(options.home));
      // Without its record, what protect made is not known to be its own: empty folders and `{}` may stay.
      const may = ['.claude', '.claude/settings.json', '.local', '.local/share', '.local/state'];
      const extra = left.filter((path) => !may.includes(path));
      assert.deepEqual(extra, []);
      if (existsSync(settingsIn(options.home))) {
        assert.deepEqual(parse(readFileSync(settingsIn(options.home), 'utf8')), {});
      }
    });
  }

  it('refuses to take hooks out of settings that broke, and leaves the launcher for them', () => {
    const options = optionsIn(parent);
    const { settings, launcher } = protect('claude-code', options);
    const broken = readFileSync(settings, 'utf8').slice(0, -4);
    writeFileSync(settings, broken);
    assert.throws(() => unprotect('claude-code', options), { code: 'settings-invalid' });
    assert.equal(readFileSync(settings, 'utf8'), broken);
    assert.equal(existsSync(launcher), true);
  });
});

/** Settings as text without what stands empty: with the record, nobody knows any more who made that. */
function withoutEmpties(settings: string): string {
  if (!existsSync(settings)) return '{}';
  const text = readFileSync(settings, 'utf8').replace(/^\uFEFF/, '');
  const value = (parse(text) as { hooks?: Record<string, unknown> } | undefined) ?? {};
  for (const [event, groups] of Object.entries(value.hooks ?? {})) {
    if (Array.isArray(groups) && groups.length === 0) delete value.hooks?.[event];
  }
  if (Object.keys(value.hooks ?? {}).length === 0) delete value.hooks;
  return JSON.stringify(value);
}
