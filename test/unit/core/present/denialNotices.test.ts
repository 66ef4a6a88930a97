import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  hearDenial,
  isSecretOrZone,
  noNotices,
  type HeardDenial,
  type NoticeMemory,
  type NoticeOptions,
} from '../../../../src/core/present/denialNotices.ts';

const minute = 60_000;
const usual: NoticeOptions = { choice: 'secretsAndZones', intervalMs: 10 * minute };

function denied(
  rule = 'built-in.secrets.dotenv',
  session = 'one',
  label = 'read .env',
): HeardDenial {
  return { session, agent: 'Claude Code', entry: { kind: 'denied', rule, label, record: 7 } };
}

/** The messages that a row of denials gives rise to. */
function messages(
  row: readonly (readonly [at: number, denial: HeardDenial])[],
  options = usual,
): readonly string[] {
  let memory: NoticeMemory = noNotices;
  return row.flatMap(([at, denial]) => {
    const heard = hearDenial(memory, denial, at, options);
    memory = heard.memory;
    return heard.notice?.message ?? [];
  });
}

describe('hearDenial', () => {
  it('tells of a denied secret at once', () => {
    assert.deepEqual(messages([[0, denied()]]), [
      'Claude Code was denied: read .env (built-in.secrets.dotenv).',
    ]);
  });

  it('tells of one session and rule once in the interval, and then how many there were', () => {
    const storm = Array.from({ length: 1000 }, (_, i) => [i * 60, denied()] as const);
    const later = [11 * minute, denied()] as const;
    assert.deepEqual(messages([...storm, later]), [
      'Claude Code was denied: read .env (built-in.secrets.dotenv).',
      'Claude Code was denied: read .env (built-in.secrets.dotenv). 999 more like it since the last message.',
    ]);
  });

  it('tells of another rule and of another session, but not faster than one can read', () => {
    const rules = ['built-in.secrets.dotenv', 'workspace.zones.lab', 'built-in.credentials.ssh'];
    const fast = rules.map((rule, i) => [i * 100, denied(rule)] as const);
    assert.equal(messages(fast).length, 1);
    const slow = rules.map((rule, i) => [i * 11_000, denied(rule)] as const);
    assert.equal(messages(slow).length, 3);
    assert.equal(
      messages([
        [0, denied()],
        [11_000, denied(undefined, 'two')],
      ]).length,
      2,
    );
  });

  it('never says more than one message in ten seconds, whatever comes', () => {
    const rows = fc.array(
      fc.record({ wait: fc.nat(20_000), rule: fc.nat(30), session: fc.constantFrom('a', 'b') }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(rows, (list) => {
        let memory: NoticeMemory = noNotices;
        let now = 0;
        let last = Number.NEGATIVE_INFINITY;
        for (const { wait, rule, session } of list) {
          now += wait;
          const denial = denied(`workspace.zones.z${String(rule)}`, session);
          const heard = hearDenial(memory, denial, now, usual);
          memory = heard.memory;
          if (heard.notice === null) continue;
          assert.ok(now - last >= 10_000);
          last = now;
        }
      }),
    );
  });

  it('remembers no more than it needs', () => {
    let memory: NoticeMemory = noNotices;
    for (let i = 0; i < 5000; i += 1) {
      memory = hearDenial(memory, denied(`workspace.zones.z${String(i)}`), i, usual).memory;
    }
    assert.ok(memory.byRule.size <= 500);
  });

  it('tells of what was chosen', () => {
    const other = denied('default.home.write');
    assert.equal(messages([[0, other]]).length, 0);
    assert.equal(messages([[0, other]], { ...usual, choice: 'all' }).length, 1);
    assert.equal(messages([[0, denied()]], { ...usual, choice: 'off' }).length, 0);
    const allowed = { ...denied(), entry: { ...denied().entry, kind: 'allowed' as const } };
    assert.equal(messages([[0, allowed]], { ...usual, choice: 'all' }).length, 0);
  });

  it('lets no path of an agent become a link or an icon', () => {
    const label = 'read [Click](command:workbench.action.reload) $(alert)';
    const [message = ''] = messages([[0, denied(undefined, 'one', label)]]);
    assert.doesNotMatch(message, /\]\(|\$\(/);
  });
});

describe('isSecretOrZone', () => {
  const rules: readonly (readonly [rule: string, is: boolean])[] = [
    ['built-in.secrets.private-key', true],
    ['built-in.credentials.aws', true],
    ['workspace.secrets', true],
    ['workspace.settings.secrets', true],
    ['user.zones.lab', true],
    ['workspace.settings.zones.lab', true],
    ['default.home.read', false],
    ['built-in.project.ci', false],
    ['workspace.commands.2', false],
  ];
  for (const [rule, is] of rules) {
    it(`${is ? 'knows' : 'passes over'} ${rule}`, () => assert.equal(isSecretOrZone(rule), is));
  }
});
