import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import type { ProgramsInspection } from '../../ports/installation.ts';
import { stateFormat } from '../../ports/state.ts';
import { installedDigest } from './bundles.ts';
import type { Directories } from './directories.ts';
import { ownersOf } from './owners.ts';
import { readLauncher } from './readLauncher.ts';
import { readJson } from './records.ts';
import { isProgram } from './systemPrograms.ts';

/** What is installed, and what of it we made: `<state>/programs.json`. */
const programRecord = v.object({
  /** The format of all state; it was not written down at first. */
  format: v.optional(v.literal(stateFormat), stateFormat),
  version: v.string(),
  node: v.string(),
  folder: v.string(),
  digest: v.string(),
  launcherDigest: v.string(),
  watchdog: v.variant('kind', [
    v.object({ kind: v.literal('timeout'), path: v.string() }),
    v.object({ kind: v.literal('shell'), sleep: v.string() }),
    v.object({ kind: v.literal('perl'), path: v.string() }),
  ]),
  endsChildren: v.boolean(),
  createdDirectories: v.array(v.string()),
});
export type ProgramRecord = v.InferOutput<typeof programRecord>;

/** What stands where the record belongs. */
export type FoundRecord =
  | { readonly kind: 'known'; readonly record: ProgramRecord }
  | { readonly kind: 'none' | 'damaged' | 'newer' };

export function findRecord(directories: Directories): FoundRecord {
  if (!existsSync(directories.programs)) return { kind: 'none' };
  const value = readJson(directories.programs);
  const parsed = v.safeParse(programRecord, value);
  if (parsed.success) return { kind: 'known', record: parsed.output };
  const format: unknown = Object(value).format;
  return { kind: typeof format === 'number' && format > stateFormat ? 'newer' : 'damaged' };
}

/** The programs that whoever asks came with. */
export interface OwnPrograms {
  readonly dist: string;
  readonly version: string;
}

/**
 * Compares what is on disk with the record of what was put there, and where that says the version of `own`, with what
 * this version puts there: whoever changes programs can change their record, too.
 */
export function inspectPrograms(directories: Directories, own?: OwnPrograms): ProgramsInspection {
  const found = findRecord(directories);
  const record = found.kind === 'known' ? found.record : null;
  const same = own !== undefined && record?.version === own.version ? own : null;
  return {
    record: found.kind === 'known' ? 'present' : found.kind === 'none' ? 'missing' : found.kind,
    owners: ownersOf(directories),
    launcher: launcherState(directories.launcher, record, same !== null),
    bundle: bundleState(record, same),
    node: record !== null && isProgram(record.node) ? 'present' : 'missing',
    recordKey: recordKeyState(directories.recordKey),
    version: record?.version ?? null,
  };
}

function launcherState(
  launcher: string,
  record: ProgramRecord | null,
  sameVersion: boolean,
): ProgramsInspection['launcher'] {
  if (!existsSync(launcher)) return 'missing';
  const text = readOrNull(launcher);
  const exact = record !== null && text !== null && sha256(text) === record.launcherDigest;
  if (!exact || !isProgram(launcher)) return 'changed';
  if (!sameVersion) return 'present';
  const facts = readLauncher(text.toString());
  return facts !== null && dirname(facts.bundle) === record.folder ? 'present' : 'changed';
}

function bundleState(
  record: ProgramRecord | null,
  own: OwnPrograms | null,
): ProgramsInspection['bundle'] {
  const digest = record === null ? null : installedDigest(record.folder);
  if (record === null || digest === null) return 'missing';
  if (digest !== record.digest) return 'changed';
  return own === null || installedDigest(own.dist) === digest ? 'intact' : 'changed';
}

function recordKeyState(path: string): ProgramsInspection['recordKey'] {
  if (!existsSync(path)) return 'missing';
  return /^[0-9a-f]{64}\n?$/.test(readOrNull(path)?.toString() ?? '') ? 'present' : 'damaged';
}

/** Null when it may not be read, which is as good as damaged. */
function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
