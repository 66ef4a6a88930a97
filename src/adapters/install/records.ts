import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { InstallRecord, InstallRecords, SeenSessions } from '../../ports/installation.ts';

const installRecord = v.object({
  agent: v.string(),
  at: v.string(),
  commandPrefix: v.pipe(v.string(), v.minLength(1)),
  settings: v.string(),
  original: v.nullable(v.string()),
  written: v.string(),
  createdDirectories: v.array(v.string()),
});

/** What the hook host writes at a session's first event; more keys are its own business. */
const seenSession = v.object({
  agent: v.string(),
  agentVersion: v.nullish(v.string(), null),
  startedAt: v.string(),
});

/**
 * Install records as `<folder>/<agent>.json`.
 * @param scope put behind the agent's name: records of one workspace stand beside those of the user
 */
export function installRecords(folder: string, scope = ''): InstallRecords {
  const file = (agent: string): string => join(folder, `${agent}${scope}.json`);
  return {
    read: (agent) => {
      const parsed = v.safeParse(installRecord, readJson(file(agent)));
      return parsed.success && parsed.output.agent === agent ? parsed.output : null;
    },
    write: (record: InstallRecord) => {
      writeJson(file(record.agent), record);
    },
    remove: (agent) => {
      const known = names(folder).includes(`${agent}${scope}.json`);
      rmSync(file(agent), { force: true });
      return known;
    },
    list: () => names(folder).map((name) => name.slice(0, -'.json'.length)),
  };
}

/** Sessions that the hook saw, as `<folder>/*.json`. */
export function seenSessions(folder: string): SeenSessions {
  return {
    newest: (agent) => {
      const found = names(folder)
        .map((name) => v.safeParse(seenSession, readJson(join(folder, name))))
        .flatMap((parsed) =>
          parsed.success && parsed.output.agent === agent ? [parsed.output] : [],
        )
        .toSorted((one, other) => other.startedAt.localeCompare(one.startedAt));
      return found[0] ?? null;
    },
  };
}

/** The parsed file, or undefined when it is missing or damaged. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Writes a private file, all or nothing. */
export function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.new`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, path);
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}
