import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import type { Session, Sessions } from '../../ports/sessions.ts';
import { newerState, StateError, stateFormat, unavailableState } from '../../ports/state.ts';
import { createTraceFile } from './traceFiles.ts';

/** Sessions as small JSON files. The name is safe for any id; ids that need it are replaced by their digest. */
export function createSessionFiles(directory: string, sha256: (text: string) => string): Sessions {
  const fileOf = (agent: string, id: string): string =>
    `${directory}/${agent}.${/^[\w-]{1,80}$/.test(id) ? id : sha256(id)}.json`;

  const find = (agent: string, id: string): Session | null => {
    const file = fileOf(agent, id);
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw unavailableState(file, error);
    }
    return parseSession(text, file);
  };

  return {
    find,
    memory: (agent, id) => createTraceFile(fileOf(agent, id).replace(/json$/, 'traces')),
    keep(agent, id, session) {
      const file = fileOf(agent, id);
      const temporary = `${file}.${process.pid}.new`;
      try {
        mkdirSync(directory, { recursive: true, mode: 0o700 });
        writeFileSync(temporary, JSON.stringify({ format: stateFormat, ...session }), {
          mode: 0o600,
        });
      } catch (error) {
        unlinkQuietly(temporary);
        throw unavailableState(directory, error);
      }
      try {
        // A link, unlike a rename, fails when the file is there: the first of two first events wins.
        linkSync(temporary, file);
        return session;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unavailableState(file, error);
        return find(agent, id) ?? session;
      } finally {
        unlinkQuietly(temporary);
      }
    },
  };
}

function unlinkQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Then it was never made: what went wrong is said already.
  }
}

/** @throws StateError when the file is not a session: roots that cannot be known must not be guessed. */
function parseSession(text: string, file: string): Session {
  const value = parseObject(text);
  const { format = 1 } = value;
  if (typeof format === 'number' && format > stateFormat) throw newerState(file);
  const { agent, agentVersion, startedAt, roots } = value;
  if (
    format !== stateFormat ||
    typeof agent !== 'string' ||
    typeof startedAt !== 'string' ||
    !Array.isArray(roots) ||
    !roots.every((root) => typeof root?.path === 'string' && Array.isArray(root.worktrees))
  ) {
    throw new StateError(
      'PF-STATE-DAMAGED',
      `${file} is not the session that Pinfold wrote.`,
      'Find out who changed it, then start a new session of the agent.',
    );
  }
  return { agent, agentVersion: agentVersion ?? null, startedAt, roots };
}

function parseObject(text: string): Partial<Session> & { readonly format?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
