import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { scanBytes, scanFile } from '../../../../src/adapters/secrets/scanFile.ts';
import { timeBudget } from '../../../../src/adapters/secrets/timeBudget.ts';
import { openRules } from '../../../../src/core/secrets/compileRules.ts';
import { packedSecretRules } from '../../../../src/core/secrets/rules/packed.ts';
import { createWorkspace, type Workspace } from '../../../support/workspace.ts';
import { onlyOnLinux, skipBecause } from '../../../support/skip.ts';

const rules = openRules(packedSecretRules);
const options = { now: 0 };
const token = ['gl', 'pat-', 'Zk3fQ9vX2mT7bL5cR8wN'].join('');
const megabyte = 1024 * 1024;

describe('a scan of a file', () => {
  let workspace: Workspace;
  before(() => {
    workspace = createWorkspace({ project: { 'a.txt': `one\ntwo ${token}\n` } });
  });
  after(() => workspace.dispose());

  const scan = (name: string) => scanFile(workspace.path(name), rules, options);
  const write = (name: string, content: string | Buffer) => {
    writeFileSync(workspace.path(name), content);
    return scan(name);
  };
  const places = (result: ReturnType<typeof scanFile>) =>
    result.findings.map(({ line, column }) => [line, column]);

  it('finds what is in it', () => {
    assert.deepEqual(places(scan('a.txt')), [[2, 5]]);
  });

  const encodings: [what: string, encode: (text: string) => Buffer][] = [
    ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16', (text) => Buffer.from(text, 'utf16le')],
    ['UTF-16 with a mark', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 in the other order', (text) => Buffer.from(text, 'utf16le').swap16()],
    [
      'UTF-16 in the other order, cut in the middle',
      (text) => Buffer.concat([Buffer.from(text, 'utf16le').swap16(), Buffer.of(0)]),
    ],
    ['Latin-1', (text) => Buffer.from(`Zürich \n${text}`.slice(8), 'latin1')],
    [
      'bytes that are no UTF-8',
      (text) => Buffer.concat([Buffer.from(text), Buffer.of(0xc3, 0xff, 0x80)]),
    ],
    ['an environment, with NULs', (text) => Buffer.from(`${text}\0HOME=/home/ann\0LANG=C.UTF-8\0`)],
  ];
  for (const [what, encode] of encodings) {
    it(`finds it in ${what}, at its place`, () => {
      const bytes = encode(`first line\nA=${token}`);
      assert.deepEqual(places(write('encoded', bytes)), [[2, 3]]);
      assert.deepEqual(places(scanBytes(bytes, rules, options)), [[2, 3]]);
    });
  }

  it('finds it across the edges of parts, in every encoding', () => {
    for (const encoding of ['utf8', 'utf16le'] as const) {
      const unit = encoding === 'utf8' ? 1 : 2;
      for (const before of [-30, -13, -1, 0, 1]) {
        const lead = `${'é'.repeat(10)}${'x'.repeat(megabyte / unit - (encoding === 'utf8' ? 20 : 10) + before - 1)} `;
        const { findings } = write('edge', Buffer.from(`${lead}${token} end`, encoding));
        assert.deepEqual(
          findings.map(({ start }) => start),
          [lead.length],
          `${encoding} ${String(before)}`,
        );
      }
    }
  });

  it('scans a line of 100 MB in the memory of a part', () => {
    const name = workspace.path('line');
    writeFileSync(name, `${token} `);
    const part = 'const key=e=>e.api[token].secret(pass,word);'.repeat(megabyte / 44);
    for (let written = 0; written < 100; written += 1) appendFileSync(name, part);
    appendFileSync(name, ` ${token}`);
    const before = process.memoryUsage().rss;
    const { findings, skipped } = scanFile(name, rules, {
      ...options,
      budget: timeBudget(600_000),
    });
    assert.equal(findings.length, 2);
    assert.equal(findings[1]?.line, 1);
    assert.equal(findings[1].column, findings[1].start + 1);
    assert.deepEqual(skipped, []);
    assert.ok(process.memoryUsage().rss - before < 150 * megabyte);
  });

  it('stops when its time is over, and says where', () => {
    let clock = 0;
    const budget = timeBudget(10, () => (clock += 1));
    const text = `${token}\n${'curl -u key token: '.repeat(200_000)}`;
    writeFileSync(workspace.path('slow'), text);
    const result = scanFile(workspace.path('slow'), rules, { ...options, budget });
    assert.equal(result.findings.length, 1);
    assert.equal(result.skipped[0]?.why, 'budget');
    assert.ok(result.skipped[0].start < text.length && result.skipped[0].end >= text.length);
  });

  it('says of a binary that it was not looked at', () => {
    const { findings, skipped } = write(
      'binary',
      Buffer.concat([Buffer.alloc(5000), Buffer.from(token)]),
    );
    assert.deepEqual(
      [findings, skipped],
      [[], [{ why: 'binary', rule: null, start: 0, end: 5000 + token.length }]],
    );
  });

  const why = (name: string) => scan(name).skipped.map((skip) => skip.why);

  it('says of what is no file, not there or closed that it was not looked at', function () {
    mkdirSync(workspace.path('folder'));
    symlinkSync('loop', workspace.path('loop'));
    symlinkSync('nowhere', workspace.path('dangling'));
    assert.deepEqual(why('folder'), ['not-a-file']);
    assert.deepEqual(why('loop'), ['unreadable']);
    assert.deepEqual(why('dangling'), ['vanished']);
    assert.deepEqual(why('missing'), ['vanished']);
    assert.deepEqual(
      scanFile('/dev/null', rules, options).skipped.map((skip) => skip.why),
      ['not-a-file'],
    );
    write('closed', token);
    chmodSync(workspace.path('closed'), 0);
    // Root reads what is closed to everybody.
    assert.deepEqual(why('closed'), process.getuid?.() === 0 ? [] : ['unreadable']);
  });

  it('does not wait for a pipe', function () {
    if (process.platform === 'win32') skipBecause(this, 'posix');
    spawnSync('mkfifo', [workspace.path('pipe')], { env: { PATH: process.env['PATH'] ?? '' } });
    assert.deepEqual(why('pipe'), ['not-a-file']);
  });

  it('reads what grows in small pieces, as files of /proc do', function () {
    onlyOnLinux(this);
    assert.deepEqual(scanFile('/proc/self/environ', rules, options).skipped, []);
  });
});
