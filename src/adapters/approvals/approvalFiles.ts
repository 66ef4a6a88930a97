import { lstatSync, opendirSync, writeFileSync } from 'node:fs';
import type { Approval, Grant, Pause } from '../../core/approvals/approval.ts';
import { parseApproval } from '../../core/approvals/parseApproval.ts';
import { approvalFolders, grantsFor, pauseOf, type Sha256 } from '../../core/approvals/places.ts';
import { endOf } from '../../core/approvals/inForce.ts';
import { utcTime } from '../../core/audit/utcTime.ts';
import { canonicalJson } from '../../core/audit/canonicalJson.ts';
import type { Approvals, Found, Held } from '../../ports/approvals.ts';
import type { Tampering } from '../../core/approvals/tampering.ts';
import { makeFolder, makeMark, readMark } from './marks.ts';
import { signatureFault } from './publicKeys.ts';
import { isMissing, readSmallFile } from './smallFile.ts';
import { tidyApprovals } from './tidy.ts';

export interface ApprovalPlaces {
  /** `<state>/approvals`. */
  readonly approvals: string;
  /** `<state>/keys`. */
  readonly keys: string;
}

/** Longer than any approval: its target is digests, ids and a few words. */
const longest = 16_384;

/** Files in one place that are looked at; more than a person ever allows of one thing. */
const mostFiles = 32;

/** The approvals of one installation, as files below its state. */
export function createApprovalFiles(places: ApprovalPlaces, sha256: Sha256): Approvals {
  const used = `${places.approvals}/${approvalFolders.used}`;
  const told = `${places.approvals}/${approvalFolders.told}`;
  const tellingOf = ({ path, why }: Tampering): string => {
    return `${told}/${sha256(JSON.stringify([path, why, ...looksOf(path)]))}`;
  };
  return {
    grantsFor: (target) => grantsIn(`${places.approvals}/${grantsFor(target, sha256)}`, target),
    pauseFor: (root) =>
      found([
        readApproval(`${places.approvals}/${pauseOf(root, sha256)}`, 'pause', places.keys, {
          fits: (pause) => pause.root === root,
        }),
      ]),
    markOf: (nonce) => readMark(used, nonce),
    spend: (grant, { call, now }) => {
      const { nonce, target } = grant;
      const until = utcTime(endOf(grant));
      const place = grantsFor(target, sha256);
      return makeMark(used, nonce, { why: 'used', call, at: now, until, place });
    },
    untold: (suspicions) => suspicions.filter((each) => isMissing(tellingOf(each))),
    markTold(suspicions) {
      try {
        makeFolder(told);
        for (const each of suspicions) {
          writeFileSync(tellingOf(each), each.path, { mode: 0o600, flag: 'wx' });
        }
      } catch {
        // They are told again at the next call.
      }
    },
    tidy: (now) => tidyApprovals(places.approvals, now),
  };

  function grantsIn(folder: string, target: Grant['target']): Found<Grant> {
    const wanted = canonicalJson(target);
    const fits = (grant: Grant): boolean => canonicalJson(grant.target) === wanted;
    const { names, suspicions } = filesIn(folder);
    const grants = names.map((name) =>
      readApproval(`${folder}/${name}`, 'grant', places.keys, { fits, name }),
    );
    const { signed, suspicions: more } = found(grants);
    return { signed, suspicions: [...suspicions, ...more] };
  }
}

/** A file that is replaced or written to looks otherwise afterwards. */
function looksOf(path: string): readonly number[] {
  try {
    const { ino, size, mtimeMs } = lstatSync(path);
    return [ino, size, mtimeMs];
  } catch {
    return [];
  }
}

/** What an approval must be beside being signed. */
export interface Expected<A> {
  readonly fits: (approval: A) => boolean;
  /** Name of its file, which is that of its nonce; left out where one place holds one approval. */
  readonly name?: string;
}

type Read<A> = Held<A> | Tampering | null;

/** Reads one approval; null when nothing is there. */
export function readApproval<K extends Approval['kind']>(
  path: string,
  kind: K,
  keys: string,
  expected: Expected<Extract<Approval, { kind: K }>>,
): Read<Extract<Approval, { kind: K }>> {
  const suspect = (why: string): Tampering => ({ what: kind, path, why });
  const file = readSmallFile(path, longest);
  if (file.kind === 'missing') return null;
  if (file.kind === 'odd') return suspect(file.why);
  const approval = parseApproval(file.text);
  if (approval === null) return suspect('is no approval');
  if (approval.kind !== kind) return suspect(`is an approval of another kind, a ${approval.kind}`);
  const wanted = approval as Extract<Approval, { kind: K }>;
  const fault = signatureFault(wanted, keys);
  if (fault !== null) return suspect(fault);
  const named = expected.name === undefined || expected.name === `${wanted.nonce}.json`;
  if (!named || !expected.fits(wanted)) return suspect('is for something else than where it lies');
  return { approval: wanted, path };
}

function found<A extends Grant | Pause>(read: readonly Read<A>[]): Found<A> {
  return {
    signed: read.filter((each): each is Held<A> => each !== null && 'approval' in each),
    suspicions: read.filter((each): each is Tampering => each !== null && 'why' in each),
  };
}

/** Names of the files in a folder, up to a bound; other names than ours are suspicious. */
function filesIn(folder: string): { names: readonly string[]; suspicions: readonly Tampering[] } {
  const suspicions: Tampering[] = [];
  const names: string[] = [];
  const suspect = (path: string, why: string): void => {
    suspicions.push({ what: 'grant', path, why });
  };
  try {
    const directory = opendirSync(folder);
    try {
      for (let count = 0; ; count++) {
        const entry = directory.readSync();
        if (entry === null) break;
        if (count === mostFiles) {
          suspect(folder, `holds more than ${mostFiles} files`);
          break;
        }
        if (/^[0-9a-f]{32}\.json$/.test(entry.name)) names.push(entry.name);
        else if (!entry.name.endsWith('.new')) suspect(`${folder}/${entry.name}`, 'is no grant');
      }
    } finally {
      directory.closeSync();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') suspect(folder, `cannot be read (${code ?? 'unknown error'})`);
  }
  return { names: names.toSorted(), suspicions };
}
