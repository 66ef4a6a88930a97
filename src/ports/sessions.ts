import type { Root } from '../core/zones/surroundings.ts';
import type { SessionMemory } from './sessionMemory.ts';

/** What is fixed at a session's first event and never follows a later `cwd`. */
export interface Session {
  readonly agent: string;
  /** Version of the agent as its environment tells it; null when it does not. */
  readonly agentVersion: string | null;
  readonly startedAt: string;
  readonly roots: readonly Root[];
}

/** Sessions by agent and id, kept outside the workspace. */
export interface Sessions {
  find(agent: string, id: string): Session | null;
  /** Keeps a new session. Of two first events at once the first to be kept wins, and is returned. */
  keep(agent: string, id: string, session: Session): Session;
  /** What the session's calls leave behind for later ones. */
  memory(agent: string, id: string): SessionMemory;
}
