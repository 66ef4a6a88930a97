import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createJsonlTrail } from '../../../src/adapters/audit/jsonlTrail.ts';
import { sha256Hex } from '../../../src/adapters/digest/sha256.ts';
import { directoriesFor, type Directories } from '../../../src/adapters/install/directories.ts';
import type { AuditRecord } from '../../../src/core/audit/record.ts';
import type { Verification } from '../../../src/core/audit/verification.ts';
import type { Outcome } from '../../../scripts/lib/processGroup.ts';
import { runPinfold } from '../../support/protectedWorkspace.ts';
import { createWorkspace, type Workspace } from '../../support/workspace.ts';
import { denial, origin } from '../../unit/core/audit/denial.ts';

const day = 24 * 60 * 60 * 1000;

describe('pinfold audit', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  let directories: Directories;

  /** Five segments of two months ago, and a few records of today. */
  beforeEach(() => {
    workspace = createWorkspace({ project: { 'src/a.py': 'pass\n' } });
    directories = directoriesFor({ platform: 'linux', home: workspace.home, env: {} });
    append(60, 20);
    append(0, 3);
  });
  afterEach(() => workspace.dispose());

  function append(daysAgo: number, count: number): void {
    const now = (): number => Date.now() - daysAgo * day;
    const directory = directories.audit;
    const trail = createJsonlTrail({ directory, sha256: sha256Hex, now, segmentBytes: 4000 });
    for (let i = 0; i < count; i++) {
      trail.append({
        ...origin,
        kind: 'lifecycle',
        callId: `${daysAgo}-${i}`,
        notes: ['x'.repeat(700)],
      });
    }
  }

  const run = (...args: string[]): Promise<Outcome> => runPinfold(workspace, ['audit', ...args]);

  async function verified(): Promise<Verification> {
    return JSON.parse((await run('verify', '--json')).stdout) as Verification;
  }

  function userPolicy(text: string): void {
    mkdirSync(join(directories.userPolicy, '..'), { recursive: true });
    writeFileSync(directories.userPolicy, text);
  }

  it('export prints every record in order, as it is hashed', async () => {
    const outcome = await run('export');
    assert.equal(outcome.exitCode, 0, outcome.stderr);
    const records = outcome.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditRecord);
    assert.deepEqual(
      records.map(({ seq }) => seq),
      records.map((_, i) => i + 1),
    );
    const files = readdirSync(directories.audit).filter((name) => name.endsWith('.jsonl'));
    assert.equal(
      outcome.stdout,
      files.map((name) => readFileSync(join(directories.audit, name), 'utf8')).join(''),
    );
  });

  it('verify names the record, the numbers and the times of what may be missing', async () => {
    const file = join(directories.audit, '000002.jsonl');
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.toSpliced(2, 2).join('\n'));
    const outcome = await run('verify');
    assert.equal(outcome.exitCode, 1);
    assert.match(
      outcome.stdout,
      /^000002, line 3 \(record \d+\): It does not follow .* records \d+ to \d+ \(2\), written between 20\S+Z and 20\S+Z\.$/m,
    );
    const result = await verified();
    assert.ok(!result.ok);
    const { numbers, after, before } = result.first;
    assert.equal((numbers?.last ?? 0) - (numbers?.first ?? 0), 1);
    assert.ok(after !== null && before !== null && after <= before);
    writeFileSync(file, lines.with(1, lines[1]!.replace('xxx', 'yyy')).join('\n'));
    assert.equal((await run('export')).exitCode, 0, 'a changed record is a record');
    writeFileSync(file, lines.with(1, 'garbage').join('\n'));
    const partial = await run('export');
    assert.equal(partial.exitCode, 1);
    assert.match(partial.stderr, /1 lines are no records/);
  });

  it('prune removes what is older than it is told, and verify says so', async () => {
    const dry = await run('prune', '--keep', '30d', '--dry-run');
    assert.match(dry.stdout, /^Would remove \d+ records \(segments 000001 to 00000\d/);
    const before = await verified();
    const outcome = await run('prune', '--keep', '30d');
    assert.equal(outcome.exitCode, 0, outcome.stderr);
    assert.match(outcome.stdout, /^Removed \d+ records .*\nRecord #\d+ tells of it\.\n$/);
    const after = await verified();
    assert.ok(after.ok && before.ok && after.records < before.records);
    const words = (await run('verify')).stdout;
    assert.match(
      words,
      /Note: What was older, up to record \d+ of 20\S+, was pruned to keep 30 days/,
    );
    assert.match((await run('prune', '--keep', '30d')).stdout, /Nothing is older than 30 days/);
    assert.match((await run('tail', '-n', '1')).stdout, /pinfold {2}pruned {2}\d+ records removed/);
  });

  it('prune removes nothing without being told how long records are kept', async () => {
    const outcome = await run('prune');
    assert.equal(outcome.exitCode, 2);
    assert.match(outcome.stderr, /so all are.*--keep 365d/s);
    for (const keep of ['0d', '30', '-1d', '1y', '']) {
      const wrong = await run('prune', `--keep=${keep}`);
      assert.equal(wrong.exitCode, 2, keep);
      assert.match(wrong.stderr, /is no time to keep/);
    }
  });

  it('prune keeps at least what the policy says, longer if told, and never by a workspace’s word', async () => {
    userPolicy('{ "version": 1, "audit": { "retentionDays": 45 } }');
    const shorter = await run('prune', '--keep', '30d');
    assert.equal(shorter.exitCode, 2);
    assert.match(shorter.stderr, /user's policy keeps records for 45 days.*--keep 45d/s);
    // Nobody approved that file: by itself it removes nothing.
    assert.equal((await run('prune')).exitCode, 2);
    assert.match((await run('prune', '--keep', '90d')).stdout, /Nothing is older than 90 days/);
    assert.match((await run('prune', '--keep', '45d')).stdout, /Removed/);
    mkdirSync(workspace.path('.pinfold'), { recursive: true });
    writeFileSync(
      workspace.path('.pinfold/policy.jsonc'),
      '{ "version": 1, "audit": { "retentionDays": 1 } }',
    );
    const check = await runPinfold(workspace, ['policy', 'check']);
    assert.match(check.stdout, /`audit` may not stand in a workspace/);
    assert.match((await run('prune', '--keep', '30d')).stderr, /45 days/);
  });

  it('prune refuses while the policy that could forbid it cannot be read', async () => {
    userPolicy('{ "version": 1, "audit": ');
    const outcome = await run('prune', '--keep', '30d');
    assert.equal(outcome.exitCode, 2);
    assert.match(outcome.stderr, /Your own policy cannot be used/);
  });

  it('tail tells of repetitions that no record tells of yet', async () => {
    const trail = createJsonlTrail({ directory: directories.audit, sha256: sha256Hex });
    for (let i = 0; i < 5; i++) trail.append(denial);
    assert.match(
      (await run('tail')).stdout,
      /not recorded yet: #\d+ was denied again 4 times, from/,
    );
    assert.match((await run('verify')).stdout, /Note: Record \d+ was repeated 4 times more/);
    const json = await run('tail', '--json');
    for (const line of json.stdout.trimEnd().split('\n')) assert.ok(JSON.parse(line));
  });
});
