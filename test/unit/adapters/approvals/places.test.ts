import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { longestSocketPath, socketPlace } from '../../../../src/adapters/approvals/socketPlace.ts';
import {
  answersFor,
  readWindowFiles,
  writeWindowFile,
} from '../../../../src/adapters/approvals/windowFiles.ts';
import { ChannelPlace, endWords } from '../../../support/channelPlace.ts';

const id = '0123456789abcdef';

describe('the place of a socket', () => {
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'pf-s-'));
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  const runtime = (mode = 0o700): string => {
    const folder = join(base, 'run');
    mkdirSync(folder);
    chmodSync(folder, mode);
    return folder;
  };
  const windows = (): string => join(base, 'state', 'windows');

  it('is the runtime folder of the session, and both folders are the user’s alone', () => {
    const folder = runtime();
    const path = socketPlace(id, { windows: windows(), runtime: folder }, 'linux');
    assert.equal(path, join(folder, 'pinfold', `${id}.sock`));
    for (const each of [join(folder, 'pinfold'), windows()]) {
      assert.equal(statSync(each).mode & 0o777, 0o700);
    }
  });

  it('is beside the window’s file where there is no such folder, or others can enter it', () => {
    const beside = join(windows(), `${id}.sock`);
    const open = runtime(0o755);
    for (const other of [null, join(base, 'missing'), 'relative', open]) {
      assert.equal(socketPlace(id, { windows: windows(), runtime: other }, 'linux'), beside);
    }
  });

  it('is never behind a link', () => {
    const folder = runtime();
    mkdirSync(join(base, 'elsewhere'));
    symlinkSync(join(base, 'elsewhere'), join(folder, 'pinfold'));
    const places = { windows: windows(), runtime: folder };
    assert.equal(socketPlace(id, places, 'linux'), join(windows(), `${id}.sock`));
    rmSync(windows(), { recursive: true });
    symlinkSync(join(base, 'elsewhere'), windows());
    assert.throws(() => socketPlace(id, places, 'linux'), { code: 'PF-APPROVAL-PLACE' });
    assert.deepEqual(readdirSync(join(base, 'elsewhere')), []);
  });

  it('closes a folder of its own that others could enter', () => {
    mkdirSync(windows(), { recursive: true });
    chmodSync(windows(), 0o777);
    socketPlace(id, { windows: windows(), runtime: null }, 'linux');
    assert.equal(statSync(windows()).mode & 0o777, 0o700);
  });

  it('is refused in words when its path is too long for the system', () => {
    const long = join(base, 'x'.repeat(longestSocketPath), 'windows');
    assert.throws(
      () => socketPlace(id, { windows: long, runtime: null }, 'linux'),
      (error: Error) =>
        'code' in error &&
        error.code === 'PF-APPROVAL-PATH' &&
        /may have 100 bytes/.test(error.message),
    );
    const path = socketPlace(id, { windows: long, runtime: runtime() }, 'linux');
    assert.ok(Buffer.byteLength(path) <= longestSocketPath, path);
  });

  it('is a pipe on Windows', () => {
    const path = socketPlace(id, { windows: windows(), runtime: null }, 'win32');
    assert.equal(path, String.raw`\\.\pipe\pinfold-0123456789abcdef`);
  });
});

describe('the files of windows', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'pf-w-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const file = {
    format: 1 as const,
    id,
    pid: 1,
    socket: `/run/user/1/pinfold/${id}.sock`,
    roots: ['/w'],
    startedAt: '2026-01-01T00:00:00.000Z',
  };

  it('are read as they were written, and are nobody else’s to read', () => {
    writeWindowFile(directory, file);
    writeWindowFile(directory, file);
    assert.deepEqual(readWindowFiles(directory), [file]);
    assert.equal(statSync(join(directory, `${id}.json`)).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(directory), [`${id}.json`]);
  });

  it('are none when they are anything else', () => {
    const write = (text: string, name = `${id}.json`): void =>
      writeFileSync(join(directory, name), text);
    const bad: readonly unknown[] = [
      null,
      [],
      'x',
      {},
      { ...file, format: 2 },
      { ...file, id: 'fedcba9876543210' },
      { ...file, socket: '/run/docker.sock' },
      { ...file, socket: `relative/${id}.sock` },
      { ...file, socket: `/run/${id}.sock.other` },
      { ...file, roots: '/w' },
      { ...file, pid: '1' },
    ];
    for (const value of bad) {
      write(JSON.stringify(value));
      assert.deepEqual(readWindowFiles(directory), [], JSON.stringify(value));
    }
    write('{');
    write('x'.repeat(100_000), 'fedcba9876543210.json');
    write(JSON.stringify(file), 'other.json');
    assert.deepEqual(readWindowFiles(directory), []);
  });

  it('are not looked for behind links, in pipes or in folders, and nothing waits for them', () => {
    const elsewhere = join(directory, 'elsewhere');
    writeFileSync(elsewhere, JSON.stringify(file));
    symlinkSync(elsewhere, join(directory, `${id}.json`));
    execFileSync('mkfifo', [join(directory, 'fedcba9876543210.json')]);
    mkdirSync(join(directory, 'aaaaaaaaaaaaaaaa.json'));
    assert.deepEqual(readWindowFiles(directory), []);
    assert.deepEqual(readWindowFiles(elsewhere), []);
    assert.deepEqual(readWindowFiles(join(directory, 'missing')), []);
  });

  const roots: readonly [string, string, boolean, boolean][] = [
    ['/w', '/w', false, true],
    ['/w/packages/a', '/w', false, true],
    ['/w', '/w/packages/a', false, true],
    ['/', '/w', false, true],
    ['/w', '/wide', false, false],
    ['/wide', '/w', false, false],
    ['/v', '/w', false, false],
    ['/W', '/w', false, false],
    ['/W', '/w', true, true],
  ];
  for (const [open, root, foldCase, answers] of roots) {
    it(`say that a window with ${open} ${answers ? 'answers' : 'does not answer'} for ${root}${foldCase ? ', case folded' : ''}`, () => {
      assert.equal(answersFor({ roots: [open] }, [root], foldCase), answers);
    });
  }

  it('say that no window answers for a session without a root', () => {
    assert.equal(answersFor({ roots: ['/'] }, [], false), false);
    assert.equal(answersFor({ roots: [] }, ['/w'], false), false);
  });
});

describe('what a window that crashed leaves behind', function () {
  this.timeout(20_000);
  let place: ChannelPlace;
  beforeEach(() => {
    place = new ChannelPlace();
  });
  afterEach(() => place.dispose());

  const age = (path: string): void => {
    // Links and sockets cannot be opened, but their times can be set.
    execFileSync('touch', ['-h', '-d', '1 hour ago', path]);
  };

  it('is removed by the next one, and nothing else is', async () => {
    const dead = await place.window(() => undefined);
    const living = await place.window((pending) => void pending.answer('allow'));
    const kept = { socket: `${dead.socket}.kept`, file: join(place.windows, `${dead.id}.kept`) };
    renameSync(join(place.windows, `${dead.id}.json`), kept.file);
    renameSync(dead.socket, kept.socket);
    await dead.close();
    renameSync(kept.file, join(place.windows, `${dead.id}.json`));
    renameSync(kept.socket, dead.socket);
    writeFileSync(join(place.windows, 'notes.txt'), 'x');
    writeFileSync(join(place.windows, 'ffffffffffffffff.sock'), 'no socket');
    const all = readdirSync(place.windows);
    for (const name of all) age(join(place.windows, name));

    assert.ok(lstatSync(dead.socket).isSocket());
    const next = await place.window(() => undefined);
    const left = [`${living.id}.json`, `${living.id}.sock`, `${next.id}.json`, `${next.id}.sock`];
    assert.deepEqual(
      readdirSync(place.windows).toSorted(),
      [...left, 'ffffffffffffffff.sock', 'notes.txt'].toSorted(),
    );
    assert.equal(endWords(await place.ask()), 'allow');
  });

  it('does not keep a hook from asking the others, and counts as nobody', async () => {
    const dead = await place.impostor(() => undefined);
    rmSync(dead.socket);
    assert.equal(endWords(await place.ask()), 'unreachable');
    await place.window((pending) => void pending.answer('allow'));
    assert.equal(endWords(await place.ask()), 'allow');
  });

  it('is left alone while it may just be starting', async () => {
    const path = join(place.windows, `${id}.sock`);
    mkdirSync(place.windows, { recursive: true, mode: 0o700 });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(`${path}.bound`, resolve));
    renameSync(`${path}.bound`, path);
    await new Promise((resolve) => server.close(resolve));
    await place.window(() => undefined);
    assert.ok(existsSync(path));
    utimesSync(path, 1, 1);
    await place.window(() => undefined);
    assert.equal(existsSync(path), false);
  });

  it('is nothing after a window was closed, and a window notices that it cannot be found', async () => {
    const window = await place.window(() => undefined);
    assert.equal(statSync(window.socket).mode & 0o777, 0o600);
    assert.equal(window.isReachable(), true);
    rmSync(join(place.windows, `${window.id}.json`));
    assert.equal(window.isReachable(), false);
    window.setRoots(['/v']);
    assert.equal(window.isReachable(), true);
    assert.deepEqual(readWindowFiles(place.windows)[0]?.roots, ['/v']);
    rmSync(window.socket);
    assert.equal(window.isReachable(), false);
    await window.close();
    assert.deepEqual(readdirSync(place.windows), []);
  });
});
