import { agentFiles } from '../core/agents/agentMarks.ts';
import { agentAmong, agentInEnvironment, type AgentSeen } from '../core/agents/startedBy.ts';
import type { Ancestry } from '../ports/ancestry.ts';

export interface ConsentParts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly ancestry: Ancestry;
  readonly isThere: (path: string) => boolean;
  /** Asks at the terminal and waits for a line; null where there is no terminal, and a line of null is none at all. */
  readonly ask: ((question: string) => string | null) | null;
  /** Whether a machine of this kind shows who started a program; where it does not, that it cannot be seen says nothing. */
  readonly showsAncestors: boolean;
}

export type Consent =
  | {
      readonly given: true;
      /** An agent that is behind this, and whom a person overruled; null where none was seen. */
      readonly agent: AgentSeen | null;
    }
  | { readonly given: false; readonly agent: AgentSeen; readonly asked: boolean };

/** The word that a person types: long enough not to come about by itself. */
export const consentWord = 'unprotect';

/**
 * Whether the fence may be taken down by whoever started this. Nobody is asked where no agent is seen behind it. Where
 * one is, or where that should be visible and is not, a person answers at a terminal, and without a terminal nobody can.
 *
 * An agent that holds the terminal can type the word, too: its calls are judged by the hook, and this is said in the
 * threat model.
 */
export function askConsent(parts: ConsentParts): Consent {
  const agent = agentBehind(parts);
  if (agent === null) return { given: true, agent };
  if (parts.ask === null) return { given: false, agent, asked: false };
  const answer = parts.ask(
    `${agent.agent} seems to have started this, because ${agent.because}.\n` +
      `Type ${consentWord} to take the fence down all the same: `,
  );
  return answer?.trim() === consentWord
    ? { given: true, agent }
    : { given: false, agent, asked: true };
}

function agentBehind(parts: ConsentParts): AgentSeen | null {
  const marked = agentInEnvironment(parts.environment);
  if (marked !== null) return marked;
  const file = agentFiles.find(({ path }) => parts.isThere(path));
  if (file !== undefined) return { agent: file.agent, because: `${file.path} is there` };
  const ancestors = parts.ancestry.ancestors();
  if (ancestors !== null) return agentAmong(ancestors);
  if (!parts.showsAncestors) return null;
  return { agent: 'An agent', because: 'nothing shows who started it' };
}
