import type { Decision } from '../../../core/actions/decision.ts';
import { sentence } from '../../../core/present/decision.ts';
import type { HookAnswer, HookCall } from '../../../ports/agent.ts';

const silence: HookAnswer = { stdout: '', stderr: '', exitCode: 0 };

/**
 * Permission modes in which a native `ask` was seen to hold (2.1.330): headless it is refused, in a terminal a
 * person is asked. In any other mode an ask becomes a denial.
 */
export const modesThatAsk: ReadonlySet<string> = new Set([
  'default',
  'acceptEdits',
  'dontAsk',
  'bypassPermissions',
  'auto',
]);

/**
 * A decision in Claude Code's words. Allowed means silence: the agent's own permission prompt stays.
 * Denials go out as JSON with exit code 0, so that the model reads the reason and nothing else; every failure is
 * exit code 2 with words on stderr, which the host program answers, not this.
 */
export function renderDecision(call: HookCall, decision: Decision): HookAnswer {
  if (decision.verdict === 'allow') return silence;
  switch (call.phase) {
    case 'before-tool': {
      const asks = decision.verdict === 'ask' && modesThatAsk.has(call.permissionMode ?? 'default');
      return json({
        hookSpecificOutput: {
          hookEventName: call.event,
          permissionDecision: asks ? 'ask' : 'deny',
          permissionDecisionReason: sentence(decision),
        },
      });
    }
    case 'prompt':
    case 'after-tool':
      return json({ decision: 'block', reason: sentence(decision) });
    case 'lifecycle':
      return silence;
  }
}

function json(value: unknown): HookAnswer {
  return { stdout: JSON.stringify(value), stderr: '', exitCode: 0 };
}
