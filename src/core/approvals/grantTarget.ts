import type { Action } from '../actions/action.ts';
import type { Effect, PathEffect } from '../actions/effect.ts';
import type { Facts } from '../actions/facts.ts';
import { canonicalJson } from '../audit/canonicalJson.ts';
import type { GrantTarget } from './approval.ts';
import type { Sha256 } from './places.ts';

/** The call that a grant is looked for: what the agent sent, and what was found out about it. */
export interface GrantCall {
  readonly action: Pick<Action, 'agent' | 'session' | 'cwd' | 'tool' | 'input' | 'statements'>;
  readonly facts: Facts;
}

/**
 * What exactly a person must have allowed so that this effect need not be asked about. It names one thing and never a
 * zone or a rule:
 * - of an effect with a path, the canonical path with its faces, and for searches, deletions and moves what else they
 *   reach;
 * - of any other, the call as it was sent, to the byte, with its directory, all its effects of that kind, and the
 *   digests of the scripts that were read for it.
 *
 * @returns null where nothing can be granted: the session is not known, or the call cannot be written down exactly
 */
export function grantTargetOf(effect: Effect, call: GrantCall, sha256: Sha256): GrantTarget | null {
  const { agent, session } = call.action;
  if (session === '') return null;
  try {
    const subject = 'target' in effect ? pathSubject(effect) : callSubject(effect, call);
    return { agent, session, effect: effect.kind, subject: sha256(canonicalJson(subject)) };
  } catch (error) {
    // Nested deeper than canonical JSON goes, or no JSON at all.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Who opens it counts for nothing, what they get to see does. */
function pathSubject({ target, namesOnly, uses }: PathEffect): unknown {
  return {
    path: target.path,
    faces: target.faces.toSorted(),
    shows: (target.shows ?? []).toSorted(),
    namesOnly: namesOnly === true,
    uses: uses === true,
  };
}

function callSubject({ kind }: Effect, { action, facts }: GrantCall): unknown {
  const { tool, cwd, input, statements } = action;
  return {
    tool,
    cwd,
    input,
    // What a person was shown; and an agent may name another directory for one command.
    shells: statements.flatMap((each) =>
      each.kind === 'shell' ? [{ command: each.command, cwd: each.cwd }] : [],
    ),
    effects: facts.effects.filter((effect) => effect.kind === kind),
    scripts: facts.effects.flatMap((effect) =>
      effect.kind === 'run' && effect.script !== undefined ? [effect.script] : [],
    ),
  };
}
