import type { EventDraft } from '../../src/core/audit/record.ts';

/** A decision record of usual size. */
export function benchRecord(callId: string): EventDraft {
  const path = '/home/developer/project/src/circuit.py';
  const effect = {
    kind: 'read',
    target: {
      stated: 'src/circuit.py',
      path,
      faces: [],
      place: 'workspace',
      root: '/home/developer/project',
    },
    via: 'Read',
    certainty: 'surely',
  } as const;
  return {
    kind: 'decision',
    agent: 'claude-code',
    agentVersion: '2.1.330',
    session: '5f0e1c9a-6f0e-4d0e-9a51-0d7c6b6a1f11',
    subagent: null,
    callId,
    event: 'PreToolUse',
    tool: 'Read',
    cwd: '/home/developer/project',
    facts: { agent: 'claude-code', tool: 'Read', effects: [effect] },
    decision: {
      verdict: 'allow',
      rule: 'default.workspace.read',
      layer: 'built-in',
      effect,
      reason: 'Agents may read what is in the workspace.',
      remedy: '',
    },
    policy: 'a'.repeat(64),
    durationMs: 3,
  };
}
