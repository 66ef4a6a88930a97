import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApprovalFiles } from '../../../../src/adapters/approvals/approvalFiles.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import { AuditError, type AuditTrail } from '../../../../src/ports/auditTrail.ts';
import { Attempt, minutesLater, type Row, rowsOf } from './attempt.ts';

function attempted(row: Row): Attempt {
  const attempt = new Attempt(row);
  try {
    attempt.lay();
    const { call = {}, earlier = [], then } = row;
    for (const callId of earlier) {
      // Who used it before did what was granted.
      attempt.call({ ...(row.for ?? call), callId });
    }
    attempt.now = minutesLater(row.after ?? 0);
    if (then !== undefined) attempt.meddle(then);
    const decision = attempt.call(call);
    assert.equal(decision.verdict, row.verdict, JSON.stringify(decision));
    if (row.rule !== undefined) assert.equal(decision.rule, row.rule);
    if (row.observed !== undefined) assert.equal(decision.observed?.rule, row.observed);
    return attempt;
  } catch (error) {
    attempt.dispose();
    throw error;
  }
}

describe('what a person’s yes opens, and what it does not', () => {
  for (const name of ['grants.jsonl', 'pauses.jsonl']) {
    describe(name, () => {
      for (const row of rowsOf(name)) {
        it(`${row.verdict}: ${row.name}`, () => {
          const attempt = attempted(row);
          const told = attempt.trail.records.filter(({ kind }) => kind === 'tampering');
          const why = told.map((record) => ('why' in record ? record.why : '')).join('; ');
          attempt.dispose();
          if (row.tampering === undefined) assert.equal(why, '');
          else assert.ok(why.includes(row.tampering), `told: ${why}`);
        });
      }
    });
  }

  it('tells of a file once, and again when it changes', () => {
    const attempt = attempted({ name: '', grant: {}, signer: 'none', verdict: 'ask' });
    const told = (): number =>
      attempt.trail.records.filter(({ kind }) => kind === 'tampering').length;
    assert.equal(told(), 1);
    attempt.call({});
    attempt.call({ callId: 'c2' });
    assert.equal(told(), 1);
    attempt.lay();
    attempt.call({});
    assert.equal(told(), 2);
    attempt.dispose();
  });

  it('reads nothing where nothing lies, and nothing for what is allowed', () => {
    const attempt = new Attempt({ name: '', grant: {}, verdict: 'ask' });
    assert.equal(attempt.call({}).verdict, 'ask');
    attempt.lay();
    assert.equal(attempt.call({ path: '~/project/src/a.py' }).verdict, 'allow');
    assert.equal(attempt.call({ path: '~/other.txt' }).verdict, 'ask');
    assert.equal(attempt.call({ path: '~/.ssh/id_rsa' }).verdict, 'deny');
    assert.equal(attempt.loads, 0);
    assert.equal(attempt.call({}).verdict, 'allow');
    assert.equal(attempt.loads, 1);
    attempt.dispose();
  });
});

describe('a call with several questions', () => {
  const both = { also: ['~/other.txt'] };
  const other = { path: '~/other.txt' };
  const used = (attempt: Attempt): number => {
    const folder = join(attempt.folder, 'used');
    return existsSync(folder) ? readdirSync(folder).length : 0;
  };

  it('passes only when each of them is granted, and uses up nothing before', () => {
    const attempt = new Attempt({ name: '', grant: {}, verdict: 'ask' });
    attempt.lay();
    assert.equal(attempt.call(both).verdict, 'ask');
    assert.equal(used(attempt), 0);
    attempt.layFor(other, { scope: 'once' });
    assert.equal(attempt.call({ ...both, also: ['~/other.txt', '~/third.txt'] }).verdict, 'ask');
    assert.equal(used(attempt), 0);
    assert.equal(attempt.call({ ...both, also: ['~/other.txt', '~/.netrc'] }).verdict, 'deny');
    assert.equal(used(attempt), 0);
    assert.equal(attempt.call(both).verdict, 'allow');
    assert.equal(used(attempt), 2);
    assert.equal(attempt.call({ ...both, callId: 'c2' }).verdict, 'ask');
    attempt.dispose();
  });

  it('takes what lasts before what is used up, and what is for this call before what is for any', () => {
    const attempt = new Attempt({ name: '', grant: {}, verdict: 'allow' });
    attempt.lay();
    attempt.layFor({}, { scope: 'once', callId: 'c1' });
    attempt.layFor({}, { scope: 'minutes', minutes: 5 });
    assert.equal(attempt.call({}).granted?.scope, 'minutes');
    assert.equal(used(attempt), 0);
    attempt.now = minutesLater(6);
    const mine = attempt.call({}).granted;
    assert.deepEqual([mine?.scope, used(attempt)], ['once', 1]);
    assert.equal(attempt.call({ callId: 'c2' }).granted?.scope, 'once');
    assert.equal(used(attempt), 2);
    attempt.dispose();
  });

  it('is not looked after beyond a bound', () => {
    const attempt = new Attempt({ name: '', grant: {}, verdict: 'ask' });
    const also = Array.from({ length: 40 }, (_, n) => `~/file-${n}.txt`);
    attempt.lay();
    for (const path of also) attempt.layFor({ path }, { scope: 'minutes' });
    assert.equal(attempt.call({ also }).verdict, 'ask');
    assert.equal(attempt.call({ also: also.slice(0, 30) }).verdict, 'allow');
    attempt.dispose();
  });
});

describe('a call that a person allowed, and whose record cannot be written', () => {
  it('is refused, and says that the yes is used up', () => {
    const attempt = new Attempt({ name: '', grant: {}, verdict: 'allow' });
    attempt.lay();
    const full: AuditTrail = {
      append: () => {
        throw new AuditError('PF-AUDIT-FULL', '/audit', 'Make room.');
      },
      last: () => [],
      find: () => null,
    };
    assert.throws(() => attempt.call({}, full), {
      code: 'PF-AUDIT-FULL',
      remedy: 'Make room. The yes that a person gave for this call is used up: ask once more.',
    });
    assert.equal(attempt.call({ callId: 'c2' }).verdict, 'ask');
    attempt.dispose();
  });
});

describe('what is left over', () => {
  it('is removed a day after its end, grants before their marks, and evidence never', () => {
    const attempt = new Attempt({ name: '', grant: {}, verdict: 'allow' });
    attempt.lay();
    attempt.call({});
    attempt.layFor({ path: '~/other.txt' }, { scope: 'session', minutes: 1440 });
    const forged = join(attempt.layFor({ path: '~/x' }, {}), '..', `${'0'.repeat(32)}.json`);
    writeFileSync(forged, '{}');
    const files = createApprovalFiles({ approvals: attempt.folder, keys: attempt.keys }, sha256Hex);
    const left = (): number =>
      readdirSync(attempt.folder, { recursive: true, withFileTypes: true }).filter((each) =>
        each.isFile(),
      ).length;
    assert.equal(left(), 5);
    files.tidy(minutesLater(1440));
    assert.equal(left(), 5, 'nothing is a day past its end');
    files.tidy(minutesLater(1440 + 16));
    assert.equal(left(), 2, 'the session and the forged file');
    files.tidy(minutesLater(3 * 1440));
    assert.equal(left(), 1);
    assert.ok(existsSync(forged));
    attempt.dispose();
  });
});
