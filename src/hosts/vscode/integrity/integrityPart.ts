import { existsSync } from 'node:fs';
import { createJsonlTrail } from '../../../adapters/audit/jsonlTrail.ts';
import { sha256Hex } from '../../../adapters/digest/sha256.ts';
import { nodeFiles } from '../../../adapters/files/nodeFiles.ts';
import { directoriesFor } from '../../../adapters/install/directories.ts';
import { createFileMarks } from '../../../adapters/install/fileMarks.ts';
import { lookAtPrograms, ownBuild } from '../../../adapters/install/lookAtPrograms.ts';
import { setAside } from '../../../adapters/install/setAside.ts';
import { tellsTakenAway } from '../../../core/audit/takenAway.ts';
import type { Finding } from '../../../core/integrity/finding.ts';
import { accept, judge, learn, learnOwn } from '../../../core/integrity/judge.ts';
import type { Observed } from '../../../core/integrity/observed.ts';
import {
  nothingRemembered,
  parseRemembered,
  type Remembered,
} from '../../../core/integrity/remembered.ts';
import { AuditError } from '../../../ports/auditTrail.ts';
import type { InstallationOptions } from '../../installation/agents.ts';
import { approvalPlacesOf } from '../../shared/approvalPlaces.ts';
import { wrongIndexes } from '../../shared/checkIndexes.ts';
import { policyPlacesOf } from '../../shared/places.ts';
import { lookAtAgents } from './lookAtAgents.ts';
import { lookAtApprovals } from './lookAtApprovals.ts';

/**
 * What the editor needs to watch over an installation: a program of its own beside the extension
 * (`editorIntegrity.cjs`), loaded when the window has come up.
 */
export interface IntegrityPart {
  /** @param folders of the window: a project's settings may switch hooks off */
  readonly open: (options: InstallationOptions, folders?: () => readonly string[]) => Integrity;
}

export interface Integrity {
  /** Everything that is watched, as it stands; null while an installation is at work, unless `anyway`. */
  readonly look: (known: Remembered, anyway?: boolean) => Observed | null;
  /** At the next look every file is read again, whatever its times say. */
  readonly forget: () => void;
  /** Tells the trail of an alarm. @throws AuditError */
  readonly record: (finding: Finding) => void;
  /** Moves what a finding is about out of the way. Returns where it is now; null when nothing had to go. */
  readonly setAside: (path: string) => string | null;
  /** Moves what would stand in the way of a repair. Returns where it is now. */
  readonly makeRoom: (found: readonly Finding[], seen: Observed) => readonly string[];
  readonly parse: (text: string | undefined) => Remembered;
  readonly judge: typeof judge;
  readonly learn: typeof learn;
  readonly learnOwn: typeof learnOwn;
  readonly accept: typeof accept;
}

export const open: IntegrityPart['open'] = (options, folders = () => []) => {
  const directories = directoriesFor(options);
  const marks = createFileMarks();
  const own = ownBuild(options.dist, options.version, directories.versions);
  const places = approvalPlacesOf(directories.state);
  const policies = policyPlacesOf(directories);
  const trail = createJsonlTrail({ directory: directories.audit, sha256: sha256Hex });
  const seenIndexes = new Map<string, string>();
  let wrong: readonly string[] = [];
  /** Those that were written since, and those that were wrong: a policy may have caught up with them. */
  const indexesNow = (): readonly string[] => {
    wrong = wrongIndexes(policies, nodeFiles, (path) => {
      const place = marks.at(path);
      const digest = place.kind === 'file' ? place.digest : place.kind;
      const before = seenIndexes.get(path);
      seenIndexes.set(path, digest);
      return before !== digest || wrong.includes(path);
    });
    return wrong;
  };
  return {
    look: (known, anyway = false) => {
      if (!anyway && existsSync(directories.installLock)) return null;
      return {
        at: new Date().toISOString(),
        own,
        dist: options.dist,
        ...lookAtPrograms({ ...options, directories, own, marks, known: known.programs }),
        agents: lookAtAgents(options, directories, folders(), (agent) =>
          Object.hasOwn(known.agents, agent) ? takenAway(agent) : null,
        ),
        ...lookAtApprovals(places),
        trailEnd: readable(() => trail.last(1)[0]?.seq) ?? 0,
        wrongIndexes: indexesNow(),
      };
    },
    forget: () => {
      marks.forget();
      seenIndexes.clear();
    },
    record: ({ what, path, why }) => {
      if (what === null) return;
      trail.append({ ...origin(options.version), kind: 'tampering', what, path, why });
    },
    setAside: (path) => setAside(path, directories.state),
    makeRoom: (found, seen) => roomFor(found, seen, directories.state),
    parse: (text) => (text === undefined ? null : parseRemembered(text)) ?? nothingRemembered,
    judge,
    learn,
    learnOwn,
    accept,
  };

  function takenAway(agent: string): number | null {
    return readable(() => trail.find((record) => tellsTakenAway(record, agent))?.seq) ?? null;
  }
};

/** A trail that cannot be read tells of nothing; that it cannot be read is said where it is shown. */
function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof AuditError) return null;
    throw error;
  }
}

function origin(version: string) {
  return {
    agent: 'pinfold',
    agentVersion: version,
    session: null,
    subagent: null,
    callId: null,
    event: 'IntegrityCheck',
    tool: null,
    cwd: null,
  };
}

/**
 * `protect` leaves a launcher alone whose text is right, and files that it does not know: whatever else than plain
 * files of ours stands in its places goes first, and so does compiled code, which nobody can compare with anything.
 */
function roomFor(found: readonly Finding[], seen: Observed, state: string): readonly string[] {
  const kinds = new Set(found.map(({ kind }) => kind));
  const paths: string[] = [];
  if (kinds.has('launcher') && seen.launcher.place.kind !== 'missing') {
    paths.push(seen.launcher.path);
  }
  const { folder, fault } = seen.programs;
  if (fault !== null) paths.push(fault.path);
  else if (folder !== null && kinds.has('programs')) paths.push(folder);
  if (kinds.has('lower-version') && folder !== null) paths.push(folder);
  if (seen.record.state === 'damaged') paths.push(seen.record.path);
  return [...new Set(paths)].flatMap((path) => setAside(path, state) ?? []);
}
