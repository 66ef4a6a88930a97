import type { Verdict } from '../actions/decision.ts';
import type { PathEffect, Place } from '../actions/effect.ts';
import { judgePath, type Policy } from '../policy/judgePath.ts';
import type { Judgement } from '../policy/judgement.ts';

/** How a file shows what agents may do with it; said in words, never by colour alone. */
export interface FileMark {
  /** At most two characters. */
  readonly badge: string;
  readonly tooltip: string;
  /** Closed: neither read nor edited. */
  readonly kind: 'closed' | 'read-only' | 'ask';
}

/** A file as the policy sees it. Paths canonical. */
export interface MarkedFile {
  readonly path: string;
  /** Other locations of the same file, e.g. the link that leads to it. */
  readonly faces: readonly string[];
  readonly place: Place;
  readonly root: string | null;
}

/**
 * The mark of a file for which a rule of the policy speaks; null where only defaults do, or everything is allowed. For
 * several agents the strictest answer counts.
 *
 * @param agents adapter ids, at least one.
 */
export function fileMark(
  file: MarkedFile,
  agents: readonly string[],
  policy: Policy,
): FileMark | null {
  const read = strictest('read', file, agents, policy);
  const write = strictest('write', file, agents, policy);
  const kind = kindOf(read?.verdict, write?.verdict);
  if (kind === null) return null;
  const decides = kind === 'closed' || write === null ? read : write;
  const tooltip = `${words(read?.verdict, write?.verdict)} (${decides?.rule ?? ''})`;
  return { kind, badge: badges[kind], tooltip };
}

const badges = { closed: '⊘', 'read-only': 'RO', ask: '?' } as const;

function kindOf(read: Verdict | undefined, write: Verdict | undefined): FileMark['kind'] | null {
  if (read === 'deny') return 'closed';
  if (write === 'deny') return 'read-only';
  return read === 'ask' || write === 'ask' ? 'ask' : null;
}

/** `Pinfold: agents may not read, and must ask before they edit`. */
function words(read: Verdict = 'allow', write: Verdict = 'allow'): string {
  if (read === write) return `Pinfold: ${agentsMay[read]} read or edit this`;
  const reading = read === 'allow' ? 'agents may read' : `${agentsMay[read]} read`;
  return `Pinfold: ${reading} this, and ${also[write]}`;
}

const agentsMay = {
  allow: 'agents may',
  ask: 'agents must ask before they',
  deny: 'agents may not',
} as const;

const also = {
  allow: 'may edit it',
  ask: 'must ask before they edit it',
  deny: 'may not edit it',
} as const;

/** The strictest judgement that is a rule's; null when only defaults spoke. */
function strictest(
  kind: 'read' | 'write',
  { path, faces, place, root }: MarkedFile,
  agents: readonly string[],
  policy: Policy,
): Judgement | null {
  const target = { stated: path, path, faces, place, root };
  const effect: PathEffect = { kind, target, via: 'an agent', certainty: 'surely' };
  const judged = agents
    .map((agent) => judgePath(effect, agent, policy))
    .filter(({ rule, verdict }) => verdict !== 'allow' && !rule.startsWith('default.'));
  return judged.find(({ verdict }) => verdict === 'deny') ?? judged[0] ?? null;
}
