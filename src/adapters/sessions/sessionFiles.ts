import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import type { Session, Sessions } from '../../ports/sessions.ts';
import { createTraceFile } from './traceFiles.ts';

/** Sessions as small JSON files. The name is safe for any id; ids that need it are replaced by their digest. */
export function createSessionFiles(directory: string, sha256: (text: string) => string): Sessions {
  const fileOf = (agent: string, id: string): string =>
    `${directory}/${agent}.${/^[\w-]{1,80}$/.test(id) ? id : sha256(id)}.json`;

  const find = (agent: string, id: string): Session | null => {
    let text: string;
    try {
      text = readFileSync(fileOf(agent, id), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
    return parseSession(text);
  };

  return {
    find,
    memory: (agent, id) => createTraceFile(fileOf(agent, id).replace(/json$/, 'traces')),
    keep(agent, id, session) {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const file = fileOf(agent, id);
      const temporary = `${file}.${process.pid}.new`;
      writeFileSync(temporary, JSON.stringify(session), { mode: 0o600 });
      try {
        // A link, unlike a rename, fails when the file is there: the first of two first events wins.
        linkSync(temporary, file);
        return session;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        return find(agent, id) ?? session;
      } finally {
        unlinkSync(temporary);
      }
    },
  };
}

/** @throws Error when the file is not a session: roots that cannot be known must not be guessed. */
function parseSession(text: string): Session {
  const value = JSON.parse(text) as Partial<Session>;
  const roots = value.roots;
  if (
    typeof value.agent !== 'string' ||
    typeof value.startedAt !== 'string' ||
    !Array.isArray(roots) ||
    !roots.every((root) => typeof root?.path === 'string' && Array.isArray(root.worktrees))
  ) {
    throw new Error('a session file is damaged');
  }
  return {
    agent: value.agent,
    agentVersion: value.agentVersion ?? null,
    startedAt: value.startedAt,
    roots,
  };
}
