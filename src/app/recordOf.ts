import type { Action } from '../core/actions/action.ts';
import type { DecisionDraft, Origin } from '../core/audit/record.ts';
import type { Facts } from '../core/actions/facts.ts';
import type { HookCall } from '../ports/agent.ts';
import type { Guarded } from './guardAction.ts';

/** More effects than this are not kept in a record; the deciding one always is. */
const mostEffects = 200;

/** @param notes what a reader of the call's records should know beside */
export function originOf(
  { action, event }: HookCall,
  agentVersion: string | null,
  notes: readonly string[] = [],
): Origin {
  return {
    agent: action.agent,
    agentVersion,
    session: action.session === '' ? null : action.session,
    subagent: action.subagent,
    callId: action.callId,
    event,
    tool: action.tool,
    cwd: action.cwd,
    ...(notes.length === 0 ? {} : { notes }),
  };
}

export function decisionRecord(
  origin: Origin,
  { facts, decision }: Guarded,
  policy: string,
  content: NonNullable<DecisionDraft['content']> | null,
  durationMs: number,
): DecisionDraft {
  const { kept, omitted } = recordedFacts(facts, decision.effect);
  return {
    kind: 'decision',
    ...origin,
    ...(omitted === 0
      ? {}
      : {
          notes: [
            ...(origin.notes ?? []),
            `${omitted} further effects were judged and are not recorded`,
          ],
        }),
    facts: kept,
    decision,
    policy,
    ...(content === null ? {} : { content }),
    durationMs,
  };
}

/** The facts with their first effects and the deciding one: replaying them gives the same decision. */
function recordedFacts(
  facts: Facts,
  deciding: Guarded['decision']['effect'],
): { kept: Facts; omitted: number } {
  const { effects, granted } = facts;
  if (effects.length <= mostEffects) return { kept: facts, omitted: 0 };
  const first = effects.slice(0, mostEffects);
  const kept =
    deciding === null || first.includes(deciding) ? first : [deciding, ...first.slice(1)];
  // Grants name effects by their positions: those of effects that are not kept must not name others.
  const given = granted?.map(({ effects: positions, ...grant }) => ({
    ...grant,
    effects: positions
      .map((position) => kept.indexOf(effects[position]!))
      .filter((position) => position !== -1),
  }));
  return {
    kept: { ...facts, effects: kept, ...(given === undefined ? {} : { granted: given }) },
    omitted: effects.length - kept.length,
  };
}

export function contentMark(
  { content }: Action,
  key: string | null,
  hmac: (key: string, text: string) => string,
  bytes: (text: string) => number,
): NonNullable<DecisionDraft['content']> | null {
  if (content === null || key === null) return null;
  return { length: bytes(content), mac: hmac(key, content) };
}
