import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { directoriesFor } from '../../../../src/adapters/install/directories.ts';
import {
  type InstallationOptions,
  protect,
  statusOf,
  unprotect,
} from '../../../../src/hosts/installation/agents.ts';
import { InstallationError } from '../../../../src/ports/installation.ts';
import { distFolder, freshFolder, optionsIn, treeOf } from './homes.ts';

describe('versions of an installation', function () {
  this.timeout(60_000);
  let parent: string;
  let options: InstallationOptions;
  beforeEach(() => {
    parent = freshFolder('versions');
    options = { ...optionsIn(parent), version: '1.2.0' };
  });
  afterEach(() => {
    rmSync(parent, { recursive: true, force: true });
  });
  const places = (): ReturnType<typeof directoriesFor> => directoriesFor(options);
  /** The same home, and programs of another content. */
  const build = (version: string, mark = version): InstallationOptions => ({
    ...options,
    version,
    dist: distFolder(join(parent, `build-${mark}`), `done(); // ${mark}`),
  });
  const refused = (wanted: InstallationOptions, code: string, words: RegExp): void => {
    const before = treeOf(options.home);
    assert.throws(
      () => protect('claude-code', wanted),
      (error) => {
        assert.ok(error instanceof InstallationError);
        assert.equal(error.code, code, error.message);
        assert.match(error.message, words);
        assert.match(error.remedy, /unprotect|latest|Install/);
        return true;
      },
    );
    assert.deepEqual(treeOf(options.home), before);
  };

  for (const lower of ['1.1.9', '0.99.0', '1.2.0-rc.1', '1.2.0-rc.9+later']) {
    it(`${lower} does not replace 1.2.0, and changes nothing`, () => {
      protect('claude-code', options);
      refused(
        build(lower),
        'version-lower',
        new RegExp(`1\\.2\\.0 is installed, and this is ${lower.replace('+', '\\+')}`),
      );
      assert.equal(statusOf('claude-code', options).installed, true);
    });
  }

  for (const allowed of ['1.2.0', '1.2.0+other', '1.2.1-0', '1.10.0', '2.0.0-alpha']) {
    it(`${allowed} replaces 1.2.0`, () => {
      protect('claude-code', options);
      const other = build(allowed, 'other');
      protect('claude-code', other);
      assert.equal(statusOf('claude-code', other).version, allowed);
      assert.equal(statusOf('claude-code', other).installed, true);
    });
  }

  it('what calls itself by no version is not installed', () => {
    refused(build('unknown'), 'version-unknown', /calls itself "unknown"/);
  });

  it('a missing or damaged record does not open the way down: the folders tell the version', () => {
    protect('claude-code', options);
    const { programs } = places();
    const whole = readFileSync(programs, 'utf8');
    const lost: readonly (() => void)[] = [
      () => rmSync(programs),
      () => writeFileSync(programs, ''),
      () => writeFileSync(programs, whole.slice(0, 40)),
      () => writeFileSync(programs, '{"version":"0.0.1"}'),
      () => writeFileSync(programs, whole.replace('1.2.0', '0.0.1')),
    ];
    for (const lose of lost) {
      lose();
      refused(build('1.1.0'), 'version-lower', /1\.2\.0 is installed/);
    }
    assert.equal(protect('claude-code', options).changed, true);
    assert.equal(statusOf('claude-code', options).installed, true);
    assert.equal(readFileSync(programs, 'utf8'), whole);
  });

  it('where nothing tells the version any more, it is refused, and unprotect is the way out', () => {
    protect('claude-code', options);
    const { programs, versions } = places();
    rmSync(versions, { recursive: true });
    writeFileSync(programs, '{');
    refused(options, 'version-unknown', /is damaged/);
    rmSync(programs);
    refused(options, 'version-unknown', /is missing/);
    mkdirSync(join(versions, 'somebodys-folder'), { recursive: true });
    refused(options, 'version-unknown', /is missing/);
    unprotect('claude-code', options);
    protect('claude-code', options);
    assert.equal(statusOf('claude-code', options).installed, true);
  });

  it('unprotect is the way down', () => {
    protect('claude-code', options);
    unprotect('claude-code', build('1.0.0'));
    protect('claude-code', build('1.0.0'));
    assert.equal(statusOf('claude-code', options).version, '1.0.0');
  });

  it('a record of a later format is left alone, and status says so', () => {
    protect('claude-code', options);
    const { programs } = places();
    const later = { ...(JSON.parse(readFileSync(programs, 'utf8')) as object), format: 2 };
    for (const text of [JSON.stringify(later), '{"format":2,"anything":[]}']) {
      writeFileSync(programs, text);
      refused(build('9.0.0'), 'state-newer', /later version/);
      const status = statusOf('claude-code', options);
      assert.equal(status.level, 'open');
      assert.ok(status.problems.some(({ code }) => code === 'state-newer'));
    }
    unprotect('claude-code', { ...options, purge: true });
    // Which folders were made for it stood in the record that cannot be read: those that are not ours stay.
    const left = Object.keys(treeOf(options.home));
    assert.deepEqual(left, ['.local', '.local/share', '.local/state']);
  });

  it('keeps replaced programs for an hour, and the last ones for good', () => {
    const { versions } = places();
    const names = (): string[] =>
      readdirSync(versions)
        .map((name) => name.slice(0, -13))
        .toSorted();
    const age = (version: string, minutes: number): void => {
      const name = readdirSync(versions).find((each) => each.startsWith(`${version}-`));
      const at = new Date(Date.now() - minutes * 60_000);
      utimesSync(join(versions, name!), at, at);
    };
    for (const version of ['1.2.0', '1.3.0', '1.4.0', '1.5.0'])
      protect('claude-code', build(version));
    assert.deepEqual(names(), ['1.2.0', '1.3.0', '1.4.0', '1.5.0']);
    age('1.2.0', 61);
    age('1.3.0', 59);
    age('1.4.0', 62);
    protect('claude-code', build('1.6.0'));
    assert.deepEqual(names(), ['1.3.0', '1.5.0', '1.6.0']);
    age('1.3.0', 600);
    age('1.5.0', 500);
    protect('claude-code', build('1.6.0'));
    assert.deepEqual(names(), ['1.5.0', '1.6.0']);
    unprotect('claude-code', build('1.6.0'));
    assert.deepEqual(treeOf(options.home), {});
  });

  it('mends damaged programs in their folder, file by file', () => {
    protect('claude-code', options);
    const { versions } = places();
    const folder = join(versions, readdirSync(versions)[0]!);
    const before = treeOf(folder);
    const inode = statSync(folder).ino;
    writeFileSync(join(folder, 'hook.cjs'), 'process.exit(42)');
    rmSync(join(folder, 'shell.cjs'));
    writeFileSync(join(folder, 'foreign.cjs'), '');
    assert.equal(statusOf('claude-code', options).installed, false);
    protect('claude-code', options);
    assert.deepEqual(treeOf(folder), before);
    assert.equal(statSync(folder).ino, inode);
    assert.equal(statusOf('claude-code', options).installed, true);
  });

  it('stays with the new launcher when the record cannot be written after the switch', () => {
    protect('claude-code', options);
    const next = build('1.3.0');
    // What writeJson would make first.
    mkdirSync(`${places().programs}.new`);
    assert.throws(() => protect('claude-code', next), InstallationError);
    assert.equal(statusOf('claude-code', next).answering, true);
    refused(build('1.2.5'), 'version-lower', /1\.3\.0 is installed/);
    rmSync(`${places().programs}.new`, { recursive: true });
    protect('claude-code', next);
    assert.equal(statusOf('claude-code', next).installed, true);
  });

  it('refuses names that node cannot read', () => {
    const env = { XDG_DATA_HOME: join(parent, 'caf\u{FFFD}') };
    assert.throws(() => protect('claude-code', { ...options, env }), { code: 'name-unreadable' });
    assert.deepEqual(treeOf(options.home), {});
  });
});

describe('whose an installation is', function () {
  this.timeout(60_000);
  let parent: string;
  let options: InstallationOptions;
  beforeEach(() => {
    parent = freshFolder('owners');
    options = optionsIn(parent);
  });
  afterEach(() => {
    rmSync(parent, { recursive: true, force: true });
  });

  it('protect closes what stands open, says so, and status says it before', () => {
    protect('claude-code', options);
    const { state, launcher, versions } = directoriesFor(options);
    const modes: readonly [string, number, number][] = [
      [state, 0o755, 0o700],
      [versions, 0o777, 0o755],
      [launcher, 0o722, 0o700],
    ];
    for (const [path, open, closed] of modes) {
      chmodSync(path, open);
      const status = statusOf('claude-code', options);
      assert.deepEqual(
        status.problems.map(({ code }) => code).filter((code) => code !== 'not-seen-yet'),
        ['folders-open'],
        path,
      );
      assert.equal(status.installed, false);
      const { changes, warnings } = protect('claude-code', options);
      assert.deepEqual(changes, [`Closed ${path}, which stood open to other users`]);
      assert.deepEqual(
        warnings.map(({ code }) => code),
        ['folders-open'],
      );
      assert.equal(statSync(path).mode & 0o777, closed);
      assert.equal(statusOf('claude-code', options).installed, true);
    }
  });

  it('a folder behind a link is closed where it is', () => {
    const elsewhere = join(parent, 'elsewhere');
    mkdirSync(elsewhere, { mode: 0o755 });
    mkdirSync(join(options.home, '.local/state'), { recursive: true });
    symlinkSync(elsewhere, join(options.home, '.local/state/pinfold'));
    protect('claude-code', options);
    assert.equal(statSync(elsewhere).mode & 0o777, 0o700);
    assert.equal(statusOf('claude-code', options).installed, true);
    assert.ok(existsSync(join(elsewhere, basename(directoriesFor(options).programs))));
  });
});
