import { parentOf, withAncestors } from '../../core/paths/lexical.ts';
import type { LayerInput } from '../../core/policy/compile.ts';
import type { Diagnostic } from '../../core/policy/diagnostics.ts';
import { type ParsedPolicy, parsePolicy } from '../../core/policy/parse.ts';
import { describeTrouble, type FileTrouble } from '../../core/policy/policyFileTrouble.ts';
import { parseSettings } from '../../core/policy/policyFileSettings.ts';
import type { PolicySource } from '../../core/policy/policyIndex.ts';
import { type Files, FilesError } from '../../ports/files.ts';

/** True when a person approved exactly this content of a file. */
export type IsApproved = (path: string, digest: string) => boolean;

/** A place in which a part of the policy may stand. */
export interface PolicyPlace {
  readonly layer: LayerInput['name'];
  readonly path: string;
  /** Where its relative patterns start; null outside a workspace. */
  readonly anchor: string | null;
  readonly settings?: true;
  /** Whoever names this file vouches for it: it counts as approved. */
  readonly vouched?: true;
}

/** What was found there. `input` is null when nothing is there, or nothing that speaks of policy. */
export type PolicyFound =
  | {
      readonly ok: true;
      readonly place: PolicyPlace;
      readonly source: PolicySource;
      readonly text: string;
      readonly input: LayerInput | null;
      readonly notes: readonly Diagnostic[];
    }
  | BrokenPolicy;

export interface BrokenPolicy {
  readonly ok: false;
  readonly place: PolicyPlace;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ReadOptions {
  readonly approved: IsApproved;
  readonly sha256: (text: string) => string;
}

/** A policy file larger than this is an error, not a policy. Settings hold more than policy. */
const largest = { policy: 256 * 1024, settings: 4 * 1024 * 1024 } as const;

/** Reads and checks what stands in one place. Nothing there is fine; anything that cannot be told is an error. */
export function readPolicyPlace(
  place: PolicyPlace,
  files: Files,
  { approved, sha256 }: ReadOptions,
): PolicyFound {
  const { path, layer, anchor, settings } = place;
  const source = { layer, path };
  try {
    const stat = files.lstat(path);
    if (stat === null) {
      const nothing = { ...source, digest: null, approved: false };
      return { ok: true, place, source: nothing, text: '', input: null, notes: [] };
    }
    const trouble = layer === 'organisation' ? ownerTrouble(path, files) : null;
    if (trouble !== null) return broken(place, trouble);
    const limit = settings === true ? largest.settings : largest.policy;
    const text = files.readText(path, limit + 1);
    if (text === null || text.length > limit) return broken(place, { kind: 'not-a-file' });
    const digest = sha256(text);
    const trusted =
      layer === 'organisation'
        ? stat.rootOnly === true
        : place.vouched === true || approved(path, digest);
    const parsed = parse(text, place, trusted);
    if (parsed !== null && !parsed.ok) {
      return { ok: false, place, text, diagnostics: parsed.diagnostics };
    }
    const input =
      parsed === null
        ? null
        : { name: layer, file: parsed.value, path, anchor, trusted, ...settingsOf(place) };
    const kept = { ...source, digest, approved: layer !== 'organisation' && trusted };
    return { ok: true, place, source: kept, text, input, notes: parsed?.notes ?? [] };
  } catch (error) {
    if (!(error instanceof FilesError)) throw error;
    return broken(place, { kind: 'unreadable', code: error.code });
  }
}

function settingsOf({ settings }: PolicyPlace): { settings?: true } {
  return settings === true ? { settings } : {};
}

function parse(
  text: string,
  { path: file, layer, settings }: PolicyPlace,
  approved: boolean,
): ParsedPolicy | null {
  return settings === true
    ? parseSettings(text, file)
    : parsePolicy(text, { file, layer, approved });
}

function broken(place: PolicyPlace, trouble: FileTrouble): BrokenPolicy {
  return { ok: false, place, text: '', diagnostics: [describeTrouble(place.path, trouble)] };
}

/**
 * Who can change the organisation's file could loosen everything: the file and every folder above it must be root's
 * alone. A link would have to be followed and its target's folders looked at too; nobody needs one there.
 */
function ownerTrouble(path: string, files: Files): FileTrouble | null {
  for (const place of [path, ...withAncestors(parentOf(path))]) {
    const stat = files.lstat(place);
    if (stat === null) continue;
    if (stat.kind === 'link') return { kind: 'owner', place, isLink: true };
    if (stat.rootOnly === false) return { kind: 'owner', place, isLink: false };
  }
  return null;
}
