import type { Outcome } from '../../scripts/lib/processGroup.ts';

interface Answer {
  readonly decision?: string;
  readonly reason?: string;
  readonly hookSpecificOutput?: { permissionDecision: string; permissionDecisionReason: string };
}

/** The answer as the case table names it, or what was out of form. */
export function answerOf({ exitCode, stdout, stderr }: Outcome): string {
  if (exitCode === 2) return stderr === '' || stdout !== '' ? 'a refusal out of form' : 'refused';
  if (exitCode !== 0) return `exit code ${String(exitCode)}`;
  if (stdout === '') return 'silent';
  const answer = JSON.parse(stdout) as Answer;
  return answer.hookSpecificOutput?.permissionDecision ?? answer.decision ?? 'no decision';
}

/** What the agent is told. */
export function wordsOf({ stdout, stderr }: Outcome): string {
  if (stdout === '') return stderr;
  const answer = JSON.parse(stdout) as Answer;
  return answer.hookSpecificOutput?.permissionDecisionReason ?? answer.reason ?? '';
}
