import { parentOf, withAncestors } from '../../core/paths/lexical.ts';
import type { Diagnostic } from '../../core/policy/diagnostics.ts';
import { type ParsedPolicy, parsePolicy } from '../../core/policy/parse.ts';
import { describeTrouble, type FileTrouble } from '../../core/policy/policyFileTrouble.ts';
import { parseSettings } from '../../core/policy/policyFileSettings.ts';
import type { PolicyFile } from '../../core/policy/schema.ts';
import { type Files, FilesError } from '../../ports/files.ts';
import { lookAt, markOf } from './lookAt.ts';
import type { PolicyPlace } from './policyPlaces.ts';

/** What was found in a place. `file` is null when nothing is there, or nothing that speaks of policy. */
export type PolicyFound = SoundPolicy | BrokenPolicy;

interface Found {
  readonly place: PolicyPlace;
  readonly text: string;
  /** SHA-256 of the text; null when there is none. */
  readonly digest: string | null;
  /** What stands there and cannot be read as a file. */
  readonly instead?: string;
}

export interface SoundPolicy extends Found {
  readonly ok: true;
  readonly file: PolicyFile | null;
  /** It belongs to root alone; null where nobody can tell. */
  readonly rootOnly: boolean | null;
  readonly notes: readonly Diagnostic[];
}

export interface BrokenPolicy extends Found {
  readonly ok: false;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads and checks what stands in one place. Nothing there is fine; anything that cannot be told is an error.
 * @param approved says whether somebody approved a content, or another before it: then its messages do not say that it
 *   waits
 */
export function readPolicyPlace(
  place: PolicyPlace,
  files: Files,
  sha256: (text: string) => string,
  approved: (digest: string) => boolean,
): PolicyFound {
  const look = lookAt(place.path, place.settings === true, files);
  const found = { place, text: look.kind === 'text' ? look.text : '', ...markOf(look, sha256) };
  const owner = look.kind === 'nothing' ? null : ownership(place, files);
  const trouble = owner?.trouble ?? (look.kind === 'trouble' ? look.trouble : null);
  if (trouble !== null) {
    return { ...found, ok: false, diagnostics: [describeTrouble(place.path, trouble)] };
  }
  const rootOnly = owner?.rootOnly ?? null;
  if (look.kind === 'nothing') return { ...found, ok: true, file: null, rootOnly, notes: [] };
  const trusts = place.vouched === true || (place.layer === 'organisation' && rootOnly === true);
  const parsed = parsePlace(found.text, place, trusts || approved(found.digest ?? ''));
  if (parsed !== null && !parsed.ok) {
    return { ...found, ok: false, diagnostics: parsed.diagnostics };
  }
  const { value: file, notes } = parsed ?? { value: null, notes: [] };
  return { ...found, ok: true, file, rootOnly, notes };
}

/** Reads a text as what would stand in a place; null when it says nothing about policy. */
export function parsePlace(
  text: string,
  { path: file, layer, settings }: PolicyPlace,
  approved: boolean,
): ParsedPolicy | null {
  return settings === true
    ? parseSettings(text, file)
    : parsePolicy(text, { file, layer, approved });
}

/** Who can change what stands there; looked at for the organisation's file only. */
function ownership(
  { layer, path }: PolicyPlace,
  files: Files,
): { readonly rootOnly: boolean | null; readonly trouble: FileTrouble | null } {
  if (layer !== 'organisation') return { rootOnly: null, trouble: null };
  try {
    const trouble = ownerTrouble(path, files);
    return { rootOnly: files.lstat(path)?.rootOnly ?? null, trouble };
  } catch (error) {
    if (!(error instanceof FilesError)) throw error;
    return { rootOnly: null, trouble: { kind: 'unreadable', code: error.code } };
  }
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
