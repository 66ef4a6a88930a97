import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  leaveRequest,
  recordKeyAt,
  requestName,
  takeRequest,
} from '../../../../src/adapters/approvals/requestFiles.ts';
import { requestNonce } from '../../../../src/core/approvals/request.ts';
import { sampleRequest, sha256 } from '../../../support/approvalRequests.ts';

const key = 'a'.repeat(64);
const name = '1-4711';

describe('the request between the two stages', () => {
  let base: string;
  let directory: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'pf-r-'));
    directory = join(base, 'requests');
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  const path = (): string => join(directory, `${name}.json`);
  const leave = (request = sampleRequest()): ReturnType<typeof sampleRequest> => {
    leaveRequest(directory, name, request, key);
    return request;
  };
  const take = (): ReturnType<typeof takeRequest> => takeRequest(directory, name, key, Date.now());
  const refuses = (what: RegExp): void => {
    assert.throws(take, (error: Error & { code?: string }) => {
      assert.equal(error.code, 'PF-APPROVAL-REQUEST');
      assert.match(error.message, what);
      return true;
    });
    assert.equal(existsSync(path()), false, 'it is gone afterwards');
  };

  it('is taken as it was left, once', () => {
    const request = leave();
    assert.deepEqual(
      [statSync(directory).mode & 0o777, statSync(path()).mode & 0o777],
      [0o700, 0o600],
    );
    const taken = take();
    assert.deepEqual(taken, {
      request,
      nonce: requestNonce(request, sha256),
    });
    assert.deepEqual(readdirSync(directory), []);
    refuses(/missing/);
  });

  it('takes the place of what a launcher with the same number left, or somebody put there', () => {
    leave();
    const request = leave();
    assert.equal(take().nonce, requestNonce(request, sha256));
    const target = join(base, 'target');
    writeFileSync(target, 'untouched');
    symlinkSync(target, path());
    leave();
    take();
    assert.equal(readFileSync(target, 'utf8'), 'untouched');
  });

  it('is none of this call when it is older than a moment', () => {
    leave(sampleRequest({ createdAt: new Date(Date.now() - 60_000).toISOString() }));
    refuses(/not of this call/);
    leave(sampleRequest({ createdAt: new Date(Date.now() + 60_000).toISOString() }));
    refuses(/not of this call/);
  });

  it('is refused when a single byte was changed', () => {
    leave();
    const honest = readFileSync(path());
    fc.assert(
      fc.property(fc.nat(honest.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Buffer.from(honest);
        bytes[at]! ^= change;
        writeFileSync(path(), bytes);
        refuses(/not written by a hook|missing/);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused when it is another launcher’s, made with another key, cut or empty', () => {
    leave();
    const other = join(directory, '1-4712.json');
    copyFileSync(path(), other);
    assert.throws(() => takeRequest(directory, '1-4712', key, Date.now()), /not written by a hook/);
    leaveRequest(directory, name, sampleRequest(), 'b'.repeat(64));
    refuses(/not written by a hook/);
    for (const text of ['', 'x', '{}', '0'.repeat(64), `${'0'.repeat(64)}\n{}`]) {
      writeFileSync(path(), text);
      refuses(/not written by a hook/);
    }
  });

  it('is refused in place of which a link, a pipe or a folder stands', () => {
    leave();
    renameSync(path(), join(base, 'moved'));
    symlinkSync(join(base, 'moved'), path());
    refuses(/no regular file/);
    assert.ok(existsSync(join(base, 'moved')));
    execFileSync('mkfifo', [path()]);
    refuses(/no regular file/);
    mkdirSync(join(path(), 'full'), { recursive: true });
    assert.throws(take, { code: 'PF-APPROVAL-REQUEST' });
    assert.throws(() => leave(), { code: 'PF-APPROVAL-REQUEST' });
    assert.ok(
      existsSync(join(path(), 'full')),
      'nothing is cleared away that Pinfold did not make',
    );
  });

  it('is not left in a folder that others can enter, or behind a link', () => {
    mkdirSync(directory);
    chmodSync(directory, 0o755);
    assert.throws(() => leave(), { code: 'PF-APPROVAL-REQUEST' });
    rmSync(directory, { recursive: true });
    const elsewhere = join(base, 'elsewhere');
    mkdirSync(elsewhere, { mode: 0o700 });
    const old = join(elsewhere, 'work.txt');
    writeFileSync(old, 'x');
    utimesSync(old, 1, 1);
    symlinkSync(elsewhere, directory);
    assert.throws(() => leave(), { code: 'PF-APPROVAL-REQUEST' });
    assert.ok(existsSync(old));
  });

  it('is cleared away when nobody took it', () => {
    leave();
    utimesSync(path(), 1, 1);
    leaveRequest(directory, '1-1', sampleRequest(), key);
    assert.deepEqual(readdirSync(directory), ['1-1.json']);
  });

  it('has the launcher’s number for a name, and no other text', () => {
    assert.match(requestName('4711') ?? '', /^\d+-4711$/);
    for (const bad of [undefined, '', '0', '-1', '1/..', '1 2', '../x', '12345678901']) {
      assert.equal(requestName(bad), null, String(bad));
    }
  });

  it('needs the key of the records as it was made', () => {
    const file = join(base, 'record.key');
    assert.equal(recordKeyAt(file), null);
    writeFileSync(file, `${key}\n`);
    assert.equal(recordKeyAt(file), key);
    writeFileSync(file, 'damaged');
    assert.equal(recordKeyAt(file), null);
  });
});
