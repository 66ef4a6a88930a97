import type { Decision } from '../../../core/actions/decision.ts';
import { sentence } from '../../../core/present/decision.ts';
import type { HookAnswer, HookCall } from '../../../ports/agent.ts';

const silence: HookAnswer = { stdout: '', stderr: '', exitCode: 0 };

/**
 * A decision in Codex's words (0.169.0). Allowed means silence: Codex's own approval stays. Denials go out as JSON with
 * exit code 0, and always with a reason: without one, the tool runs. So it does after an `ask`, which Codex does not
 * know; what asks is refused, with words that say so. After a call, the reason takes the place of the output.
 */
export function renderDecision(call: HookCall, decision: Decision): HookAnswer {
  if (decision.verdict === 'allow') return silence;
  const reason = reasonFor(call, decision);
  switch (call.phase) {
    case 'before-tool':
      return json({
        hookSpecificOutput: {
          hookEventName: call.event,
          permissionDecision: 'deny',
          permissionDecisionReason: reason,
        },
      });
    case 'prompt':
    case 'after-tool':
      return json({ decision: 'block', reason });
    case 'lifecycle':
      return silence;
  }
}

function reasonFor({ action }: HookCall, decision: Decision): string {
  const words = [sentence(decision)];
  if (decision.verdict === 'ask') {
    words.push('This needs a person’s yes, and Codex cannot ask for one here: it is refused.');
  }
  const lost = action.statements.some(
    (statement) => statement.kind === 'shell' && statement.start === 'unknown',
  );
  if (lost && decision.rule === 'built-in.unresolved') {
    words.push(
      'Codex does not say in which folder this would run: begin the command with `cd` and the folder’s absolute path.',
    );
  }
  return words.join(' ');
}

function json(value: unknown): HookAnswer {
  return { stdout: JSON.stringify(value), stderr: '', exitCode: 0 };
}
