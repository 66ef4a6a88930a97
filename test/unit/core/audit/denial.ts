import type { DecisionDraft, Origin } from '../../../../src/core/audit/record.ts';

export const origin: Origin = {
  agent: 'claude-code',
  agentVersion: '2.1.0',
  session: 'session-1',
  subagent: null,
  callId: 'call-1',
  event: 'PreToolUse',
  tool: 'Read',
  cwd: '/home/ada/project',
};

export const readDotenv = {
  kind: 'read',
  target: {
    stated: './.env',
    path: '/home/ada/project/.env',
    faces: [],
    place: 'workspace',
    root: '/home/ada/project',
  },
  via: 'Read',
  certainty: 'surely',
} as const;

export const denial: DecisionDraft = {
  ...origin,
  kind: 'decision',
  facts: { agent: 'claude-code', tool: 'Read', effects: [readDotenv] },
  decision: {
    verdict: 'deny',
    rule: 'built-in.secrets.dotenv',
    layer: 'built-in',
    effect: readDotenv,
    reason: 'This file holds secrets.',
    remedy: 'Read .env.example instead.',
  },
  policy: 'c0ffee'.repeat(10).padEnd(64, '0'),
  durationMs: 1.25,
};
