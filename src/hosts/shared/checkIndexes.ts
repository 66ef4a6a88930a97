import { readdirSync, readFileSync } from 'node:fs';
import { pinMark } from '../../adapters/approvals/pinMark.ts';
import { sha256Hex } from '../../adapters/digest/sha256.ts';
import {
  indexFormat,
  readIndex,
  splitIndexFile,
  writeIndex,
} from '../../adapters/policy/indexFile.ts';
import { lookAt, markOf } from '../../app/policy/lookAt.ts';
import type { PolicyIndex } from '../../core/policy/policyIndex.ts';
import type { Files } from '../../ports/files.ts';
import { approvalPlacesOf } from './approvalPlaces.ts';
import { build } from './build.ts';
import { compileWithPins } from './compileWithPins.ts';
import { compileInput, pinnedPaths, type PolicyPlaces } from './policyAccess.ts';

/** More than anybody works on in a day. */
const mostIndexes = 50;

/**
 * Compiled policies that hold something else than the policy files give, by path. An index is a pure function of what
 * it was compiled for, so it can be made again; one of another build, or of files that changed since, is not looked at:
 * no hook would use it.
 * @param changed whether an index is to be looked at: making it takes some milliseconds
 */
export function wrongIndexes(
  places: PolicyPlaces,
  files: Files,
  changed: (path: string) => boolean,
): readonly string[] {
  return indexFiles(places.policies)
    .filter(changed)
    .slice(0, mostIndexes)
    .filter((path) => isWrong(path, places, files));
}

/** Those under the name of a root; the others are their copies. */
function indexFiles(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => /^[0-9a-f]{16}\.json$/.test(name));
    return names.toSorted().map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
}

function isWrong(path: string, places: PolicyPlaces, files: Files): boolean {
  const kept = partsOf(path);
  if (kept === null) return false;
  const { purpose, body } = kept;
  const index = readIndex(body.toString('latin1'));
  // What is damaged is refused by every hook, and says so.
  if (index === null || index.build !== build || !isCurrent(index, purpose, places, files)) {
    return false;
  }
  const { root, homes, fold, organisation } = purpose;
  const compiled = compileWithPins(
    compileInput(root, { places, homes, fold, organisation }),
    files,
  );
  return !compiled.ok || !Buffer.from(writeIndex(compiled.index)).equals(body);
}

interface Purpose {
  readonly root: string | null;
  readonly homes: readonly string[];
  readonly fold: boolean;
  readonly organisation: string;
  readonly own: readonly unknown[];
  readonly approvals: string;
}

function partsOf(path: string): { readonly purpose: Purpose; readonly body: Buffer } | null {
  try {
    const parts = splitIndexFile(readFileSync(path));
    if (parts === null) return null;
    const line: unknown = JSON.parse(parts.compiledFor);
    const [root, machine, format, approvals] = Array.isArray(line) ? (line as unknown[]) : [];
    if (format !== indexFormat || typeof machine !== 'string') return null;
    const facts: unknown = JSON.parse(machine);
    const [homes, state, data, config, fold, organisation] = facts as readonly unknown[];
    const purpose = { root, homes, fold, organisation, own: [state, data, config], approvals };
    return { purpose: purpose as Purpose, body: parts.body };
  } catch {
    return null;
  }
}

/** Whether a hook would take it as it is: made for this state, these files and these approvals. */
function isCurrent(
  { sources }: PolicyIndex,
  { root, own, approvals }: Purpose,
  { state, data, config }: PolicyPlaces,
  files: Files,
): boolean {
  if (JSON.stringify(own) !== JSON.stringify([state, data, config])) return false;
  const paths = pinnedPaths({ root, own: { config } });
  if (approvals !== pinMark(approvalPlacesOf(state), paths, sha256Hex)) return false;
  return sources.every(({ path, settings, digest, instead }) => {
    const now = markOf(lookAt(path, settings === true, files), sha256Hex);
    return now.digest === digest && now.instead === instead;
  });
}
