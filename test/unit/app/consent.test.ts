import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { askConsent, type Consent } from '../../../src/app/consent.ts';
import type { ProcessFact } from '../../../src/core/agents/startedBy.ts';

interface Row {
  readonly name: string;
  readonly above: readonly Partial<ProcessFact>[] | null;
  readonly environment?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly agent: string | null;
}

const rows = readFileSync(
  new URL('../../cases/approvals/started-by.jsonl', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Row);

function consentOf(row: Omit<Row, 'name' | 'agent'>, answer?: string | null): Consent {
  const above = row.above?.map((each, index) => ({
    pid: 100 + index,
    argv: [],
    executable: null,
    script: null,
    environment: null,
    ...each,
  }));
  return askConsent({
    environment: row.environment ?? {},
    ancestry: { ancestors: () => above ?? null },
    isThere: (path) => row.files?.includes(path) === true,
    ask: answer === undefined ? null : () => answer,
    showsAncestors: true,
  });
}

describe('who takes the fence down', () => {
  for (const row of rows) {
    it(`${row.agent ?? 'nobody'}: ${row.name}`, () => {
      const consent = consentOf(row);
      assert.equal(consent.given, row.agent === null);
      assert.equal(consent.agent?.agent ?? null, row.agent);
    });
  }

  const claude = { above: [{ argv: ['claude'] }] };
  for (const [answer, given] of [
    ['unprotect', true],
    [' unprotect\r', true],
    ['yes', false],
    ['y', false],
    ['', false],
    ['unprotect claude-code', false],
    ['UNPROTECT', false],
    [null, false],
  ] as const) {
    it(`at a terminal, ${JSON.stringify(answer)} is ${given ? 'a yes' : 'none'}`, () => {
      const consent = consentOf(claude, answer);
      assert.equal(consent.given, given);
      if (!consent.given) assert.ok(consent.asked);
    });
  }

  it('asks nobody where no agent is behind it', () => {
    const consent = askConsent({
      environment: {},
      ancestry: { ancestors: () => [] },
      isThere: () => false,
      ask: () => assert.fail('asked'),
      showsAncestors: true,
    });
    assert.deepEqual(consent, { given: true, agent: null });
  });

  it('takes it for nobody that nothing can be seen where that says nothing', () => {
    const parts = {
      environment: {},
      ancestry: { ancestors: () => null },
      isThere: () => false,
      ask: null,
    };
    assert.ok(askConsent({ ...parts, showsAncestors: false }).given);
    assert.ok(!askConsent({ ...parts, showsAncestors: true }).given);
  });
});
