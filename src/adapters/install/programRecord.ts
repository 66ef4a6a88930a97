import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { ProgramsInspection } from '../../ports/installation.ts';
import { installedDigest } from './bundles.ts';
import type { Directories } from './directories.ts';
import { readJson } from './records.ts';
import { isProgram } from './systemPrograms.ts';

/** What is installed, and what of it we made: `<state>/programs.json`. */
const programRecord = v.object({
  version: v.string(),
  node: v.string(),
  folder: v.string(),
  digest: v.string(),
  launcherDigest: v.string(),
  previousFolder: v.nullable(v.string()),
  watchdog: v.variant('kind', [
    v.object({ kind: v.literal('timeout'), path: v.string() }),
    v.object({ kind: v.literal('shell'), sleep: v.string() }),
    v.object({ kind: v.literal('perl'), path: v.string() }),
  ]),
  endsChildren: v.boolean(),
  createdDirectories: v.array(v.string()),
});
export type ProgramRecord = v.InferOutput<typeof programRecord>;

/** The record, or null when it is missing or damaged. */
export function readRecord(directories: Directories): ProgramRecord | null {
  const parsed = v.safeParse(programRecord, readJson(directories.programs));
  return parsed.success ? parsed.output : null;
}

/** Compares what is on disk with the record of what was put there. */
export function inspectPrograms(directories: Directories): ProgramsInspection {
  const record = readRecord(directories);
  return {
    launcher: launcherState(directories.launcher, record),
    bundle: bundleState(record),
    node: record !== null && isProgram(record.node) ? 'present' : 'missing',
    recordKey: recordKeyState(directories.recordKey),
    version: record?.version ?? null,
  };
}

function launcherState(
  launcher: string,
  record: ProgramRecord | null,
): ProgramsInspection['launcher'] {
  if (!existsSync(launcher)) return 'missing';
  const exact = record !== null && sha256(readFileSync(launcher)) === record.launcherDigest;
  return exact && isProgram(launcher) ? 'present' : 'changed';
}

function bundleState(record: ProgramRecord | null): ProgramsInspection['bundle'] {
  const digest = record === null ? null : installedDigest(record.folder);
  if (record === null || digest === null) return 'missing';
  return digest === record.digest ? 'intact' : 'changed';
}

function recordKeyState(path: string): ProgramsInspection['recordKey'] {
  if (!existsSync(path)) return 'missing';
  return /^[0-9a-f]{64}\n?$/.test(readFileSync(path, 'utf8')) ? 'present' : 'damaged';
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
