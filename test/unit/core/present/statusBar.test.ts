import assert from 'node:assert/strict';
import { agentItem } from '../../../../src/core/present/agentsView.ts';
import type { KnownAgent } from '../../../../src/core/present/knownAgent.ts';
import { judge } from '../../../../src/core/integrity/judge.ts';
import { integrityCases, knownIn, seenIn } from '../../../support/integrityCases.ts';
import { nothingFound } from '../../../../src/core/integrity/standing.ts';
import { parseStatus } from '../../../../src/core/present/parseStatus.ts';
import { underPolicy, type AgentStatus } from '../../../../src/core/present/status.ts';
import {
  type ApprovalsStatus,
  nothingToAnswer,
  statusBarView,
  type StatusBarInput,
} from '../../../../src/core/present/statusBar.ts';

const installedAt = '2026-11-20T10:00:00.000Z';
const seenAt = '2026-11-21T10:00:00.000Z';

const hooked: AgentStatus = {
  agent: 'claude-code',
  name: 'Claude Code',
  level: 'hooked',
  installed: true,
  answering: true,
  firing: true,
  version: '0.1.0',
  agentVersion: '2.1.330',
  lastSeen: seenAt,
  settings: '/home/ada/.claude/settings.json',
  launcher: '/home/ada/.local/share/pinfold/bin/pinfold-hook',
  keys: [],
  problems: [],
};

function problem(code: string): AgentStatus {
  const problems = [{ code, message: `The ${code} is gone.`, remedy: 'Protect again.' }];
  return { ...hooked, level: 'open', firing: false, problems };
}

function known(change: Partial<KnownAgent['trace']>, status: AgentStatus | null): KnownAgent {
  const trace = { name: 'Claude Code', present: true, installedAt, lastSeen: null, ...change };
  return { agent: 'claude-code', trace, status };
}

const nothing = {
  brokenPolicies: [],
  denied: 0,
  trusted: true,
  integrity: nothingFound,
  approvals: nothingToAnswer,
} as const;

function view(agents: readonly KnownAgent[], rest: Partial<StatusBarInput> = {}) {
  return statusBarView({ ...nothing, agents, ...rest });
}

describe('the status bar', () => {
  const open = known({ installedAt: null, lastSeen: seenAt }, null);
  const states: readonly (readonly [
    what: string,
    agents: readonly KnownAgent[],
    text: string,
    warns: boolean,
  ])[] = [
    ['an agent without a fence', [open], '$(warning) Pinfold: open', true],
    [
      'a machine without agents',
      [known({ present: false, installedAt: null }, null)],
      '$(circle-slash) Pinfold: no agent',
      false,
    ],
    ['hooks that nobody checked yet', [known({}, null)], '$(shield) Pinfold: installed', false],
    [
      'hooks that an old session was seen with',
      [known({ lastSeen: '2026-11-19T10:00:00.000Z' }, null)],
      '$(shield) Pinfold: installed',
      false,
    ],
    [
      'hooks without a session',
      [known({}, problem('not-seen-yet'))],
      '$(shield) Pinfold: installed',
      false,
    ],
    ['hooks that fire', [known({}, hooked)], '$(shield) Pinfold: hooked', false],
    [
      'a launcher that is gone',
      [known({}, problem('launcher-missing'))],
      '$(error) Pinfold: needs repair',
      true,
    ],
    ['one agent of two', [known({}, hooked), open], '$(shield) Pinfold: 1 of 2 hooked', false],
    [
      'damage at one agent of two',
      [known({}, problem('bundle-changed')), known({}, hooked)],
      '$(error) Pinfold: needs repair',
      true,
    ],
  ];
  for (const [what, agents, text, warns] of states) {
    it(`says "${text}" of ${what}`, () => {
      const shown = view(agents);
      assert.deepEqual([shown.text, shown.warns], [text, warns]);
    });
  }

  it('promises "hooked" only after a check that found it', () => {
    for (const status of [null, problem('not-seen-yet'), problem('not-answering')]) {
      const { text, tooltip, spoken } = view([known({ lastSeen: seenAt }, status)]);
      assert.doesNotMatch(text + tooltip + spoken, /hooked|protected/);
    }
  });

  it('says "watched", not "hooked", where the policy only observes', () => {
    const watched = underPolicy(hooked, { observes: true, problems: [] });
    const { text, tooltip } = view([known({}, watched)]);
    assert.equal(text, '$(shield) Pinfold: watched');
    assert.match(tooltip, /Claude Code: watched, the policy only observes/);
    assert.deepEqual(parseStatus(JSON.stringify(watched)), watched);
    const open = { ...hooked, level: 'open' } as const;
    assert.equal(underPolicy(open, { observes: true, problems: [] }).level, 'open');
  });

  it('says "open" with the reason in an alarm, whatever a check found', () => {
    const [tampered] = integrityCases('tampering');
    const alarms = judge(knownIn(tampered!), seenIn(tampered!));
    const integrity = { ...nothingFound, alarms };
    const shown = view([known({}, hooked)], {
      integrity,
      brokenPolicies: ['x'],
      // An alarm comes before an answer: what asks may not be what it says.
      approvals: { ...nothingToAnswer, waiting: 1, waitingSeconds: 9, pausedSeconds: 9 },
    });
    assert.equal(shown.leadsTo, 'integrity');
    assert.equal(shown.text, '$(error) Pinfold: open – launcher was changed');
    assert.deepEqual([shown.warns, shown.alarms], [true, true]);
    assert.match(shown.spoken, /Launcher was changed: \/home\/ada\/data\/bin\/pinfold-hook/);
    const item = agentItem(known({}, hooked), alarms);
    assert.deepEqual(
      [item.description, item.icon, item.facts.map(({ label }) => label)],
      ['open: launcher was changed', 'error', ['launcher was changed']],
    );
    // An agent that nobody protected is open anyway.
    assert.equal(agentItem(known({ installedAt: null }, null), alarms).description, 'open');
  });

  it('warns of what only a person can tell, and of what has passed, without an alarm', () => {
    const row = integrityCases('tampering').find(({ finds }) => finds[0] === 'note other-version');
    const notes = judge(knownIn(row!), seenIn(row!));
    const note = view([known({}, hooked)], { integrity: { ...nothingFound, notes } });
    assert.match(note.text, /^\$\(warning\) Pinfold: another version .* 9\.9\.9$/);
    assert.deepEqual([note.warns, note.alarms, note.leadsTo], [true, false, 'integrity']);
    const passed = ['launcher was changed, and is as it was again'];
    const past = view([known({}, hooked)], { integrity: { ...nothingFound, passed } });
    assert.equal(past.text, '$(warning) Pinfold: something was changed');
    assert.match(past.tooltip, /^Launcher was changed, and is as it was again/);
  });

  it('says that a policy is broken, and which', () => {
    const { text, tooltip, warns } = view([known({}, hooked)], {
      brokenPolicies: ['.pinfold/policy.jsonc'],
    });
    assert.equal(text, '$(error) Pinfold: policy broken');
    assert.equal(warns, true);
    assert.match(tooltip, /Broken policy: \.pinfold\/policy\.jsonc/);
  });

  it('tells of denials and of Restricted Mode in words', () => {
    const { tooltip } = view([known({}, hooked)], { denied: 3, trusted: false });
    assert.match(tooltip, /3 calls denied since this window opened/);
    assert.match(tooltip, /Restricted Mode/);
  });

  const quiet = { waiting: 0, waitingSeconds: 0, policies: [], pausedSeconds: null, trouble: '' };
  const approvals: readonly (readonly [Partial<ApprovalsStatus>, text: string, leadsTo: string])[] =
    [
      [{}, '$(shield) Pinfold: hooked', 'status'],
      [{ waiting: 1, waitingSeconds: 96 }, '$(question) Pinfold: a call waits, 96 s', 'answer'],
      [{ waiting: 3, waitingSeconds: 7 }, '$(question) Pinfold: 3 calls wait, 7 s', 'answer'],
      [{ policies: ['a.jsonc'] }, '$(warning) Pinfold: policy waits', 'policy'],
      [{ pausedSeconds: 245 }, '$(debug-pause) Pinfold: paused 4:05', 'pause'],
      [
        { pausedSeconds: 5, policies: ['a.jsonc'], waiting: 1, waitingSeconds: 2 },
        '$(question) Pinfold: a call waits, 2 s',
        'answer',
      ],
      [{ pausedSeconds: 5, policies: ['a.jsonc'] }, '$(debug-pause) Pinfold: paused 0:05', 'pause'],
    ];
  for (const [change, text, leadsTo] of approvals) {
    it(`says "${text}" of ${JSON.stringify(change)}`, () => {
      const shown = view([known({}, hooked)], { approvals: { ...quiet, ...change } });
      assert.deepEqual([shown.text, shown.leadsTo], [text, leadsTo]);
      assert.equal(shown.warns, leadsTo !== 'status');
    });
  }

  it('says that it needs repair before anything but a call that waits', () => {
    const damaged = [known({}, problem('launcher-missing'))];
    const paused = { ...quiet, pausedSeconds: 60, policies: ['a.jsonc'] };
    assert.match(view(damaged, { approvals: paused }).text, /needs repair/);
    assert.match(view(damaged, { approvals: { ...paused, waiting: 1 } }).text, /a call waits/);
  });

  it('says in words what waits, what is paused and why this window cannot be asked', () => {
    const { tooltip } = view([known({}, hooked)], {
      approvals: {
        waiting: 2,
        waitingSeconds: 9,
        policies: ['a.jsonc'],
        pausedSeconds: 9,
        trouble: 'No.',
      },
    });
    assert.match(tooltip, /^2 calls wait for your answer\n/);
    assert.match(tooltip, /A change of a\.jsonc waits for your approval/);
    assert.match(tooltip, /Paused here: only secrets/);
    assert.match(tooltip, /^No\.$/m);
  });

  it('speaks without icons', () => {
    const { spoken } = view([known({}, null)]);
    assert.equal(spoken, 'Pinfold: installed. Claude Code: hooks installed, no session seen yet');
  });
});

describe('an agent in its view', () => {
  const rows: readonly (readonly [KnownAgent, description: string, icon: string])[] = [
    [known({ installedAt: null }, null), 'open', 'circle-slash'],
    [known({}, null), 'installed, not checked yet', 'shield'],
    [known({}, hooked), 'hooked', 'shield'],
    [known({}, { ...hooked, level: 'watched' }), 'watched, the policy only observes', 'shield'],
    [known({}, problem('not-seen-yet')), 'installed, no session seen yet', 'shield'],
    [known({}, problem('hooks-changed')), 'needs a repair', 'warning'],
  ];
  for (const [agent, description, icon] of rows) {
    it(`is "${description}"`, () => {
      const item = agentItem(agent);
      assert.deepEqual([item.description, item.icon], [description, icon]);
    });
  }

  it('shows what its state rests on, and what to do', () => {
    const { facts } = agentItem(known({}, problem('launcher-missing')));
    assert.deepEqual(
      facts.map(({ label, description, remedy }) => [label, description, remedy]),
      [
        ['Installed', 'yes, Pinfold 0.1.0', ''],
        ['Answering', 'yes', ''],
        ['Firing', 'no, no event has arrived since the installation', ''],
        ['The launcher-missing is gone.', '', 'Protect again.'],
      ],
    );
  });
});

describe('parseStatus', () => {
  it('reads what the command line writes', () => {
    assert.deepEqual(parseStatus(JSON.stringify(hooked)), hooked);
  });

  const bad: readonly string[] = [
    '',
    'not JSON',
    '[]',
    'null',
    JSON.stringify({ ...hooked, level: 'safe' }),
    JSON.stringify({ ...hooked, firing: 'yes' }),
    JSON.stringify({ ...hooked, problems: [{ code: 1 }] }),
    JSON.stringify({ ...hooked, lastSeen: 3 }),
  ];
  for (const line of bad) {
    it(`takes nothing else for a status: ${line.slice(0, 30)}`, () => {
      assert.equal(parseStatus(line), null);
    });
  }
});
