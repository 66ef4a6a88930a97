import type { Tampering } from '../../core/approvals/tampering.ts';
import type { LayerInput } from '../../core/policy/compile.ts';
import type { Diagnostic } from '../../core/policy/diagnostics.ts';
import { describeTrouble } from '../../core/policy/policyFileTrouble.ts';
import type { PolicySource, Standing } from '../../core/policy/policyIndex.ts';
import type { PolicyFile } from '../../core/policy/schema.ts';
import type { PinnedContent, PinnedFile } from '../../ports/pins.ts';
import {
  type BrokenPolicy,
  parsePlace,
  type PolicyFound,
  type SoundPolicy,
} from './policyFiles.ts';
import { isPinned, type PolicyPlace } from './policyPlaces.ts';

/** A place whose policy can be used: what stands there, what it counts for, and what is compiled of it. */
export interface UsablePolicy {
  readonly ok: true;
  readonly place: PolicyPlace;
  readonly text: string;
  readonly source: PolicySource;
  /** None, one, or two versions of the file. */
  readonly layers: readonly LayerInput[];
  /** Of a broken file its errors too: the last approved version is in force instead. */
  readonly diagnostics: readonly Diagnostic[];
  readonly tampering: readonly Tampering[];
  /** The content that was approved last; null when none was. */
  readonly approvedText: string | null;
}

export type PolicyState = UsablePolicy | BrokenPolicy;

/** Says what a file counts for, by what was found in its place and what a person approved for it. */
export function policyState(
  found: PolicyFound,
  pinned: PinnedFile,
  sha256: (text: string) => string,
): PolicyState {
  if (!isPinned(found.place)) return ownState(found);
  const last = lastApproved(found, pinned, sha256);
  if (last !== null && !last.ok) return last;
  const state = found.ok ? soundState(found, pinned, last, sha256) : brokenState(found, last);
  if (!state.ok) return state;
  const { newest, tampering } = pinned;
  const approvedText = newest === null || isAway(newest, sha256) ? null : newest.text;
  return { ...state, tampering, approvedText };
}

/** The organisation's file, and one that somebody vouches for. */
function ownState(found: PolicyFound): PolicyState {
  if (!found.ok) return found;
  const { file, place, rootOnly } = found;
  if (file === null) return usable(found, found.digest === null ? 'missing' : 'silent', []);
  const trusted = place.vouched === true || rootOnly === true;
  const layers = [layerOf(place, file, trusted)];
  return usable(found, trusted ? 'trusted' : 'first', layers);
}

interface LastApproved {
  readonly ok: true;
  readonly digest: string;
  readonly file: PolicyFile;
}

/**
 * The policy that was approved last, where it is needed: not while what stands there is approved itself. Null when it
 * says nothing. One that this version of Pinfold cannot read is an error: what it says might be a no.
 */
function lastApproved(
  found: PolicyFound,
  { digests, newest }: PinnedFile,
  sha256: (text: string) => string,
): LastApproved | BrokenPolicy | null {
  const { place, digest } = found;
  if (newest === null || isAway(newest, sha256)) return null;
  if (found.ok && digest !== null && digests.includes(digest)) return null;
  const parsed = parsePlace(newest.text, place, true);
  if (parsed === null) return null;
  if (parsed.ok) return { ok: true, digest: newest.digest, file: parsed.value };
  const code = firstError(parsed.diagnostics)?.code ?? '';
  const trouble = { kind: 'approved-unreadable', code } as const;
  const diagnostics = found.ok ? [] : found.diagnostics;
  return {
    ...found,
    ok: false,
    diagnostics: [...diagnostics, describeTrouble(place.path, trouble)],
  };
}

/** A person approved that nothing is there. */
function isAway({ digest }: PinnedContent, sha256: (text: string) => string): boolean {
  return digest === sha256('');
}

function soundState(
  found: SoundPolicy,
  { digests, newest }: PinnedFile,
  last: LastApproved | null,
  sha256: (text: string) => string,
): UsablePolicy {
  const { file, place, digest } = found;
  if (file === null) {
    const standing = digest === null ? 'missing' : 'silent';
    const agreed = digest === null && newest !== null && isAway(newest, sha256);
    if (last === null || agreed) return usable(found, standing, []);
    const layers = [layerOf(place, last.file, true, 'approved')];
    return usable(found, 'removed', layers, last);
  }
  const isApproved = digest !== null && digests.includes(digest);
  // Another comment, or another setting of the editor, changes nothing that a person would have to read.
  if (isApproved || (last !== null && saysTheSame(file, last.file))) {
    return usable(found, 'approved', [layerOf(place, file, true)]);
  }
  if (last === null) return usable(found, 'first', [layerOf(place, file, false)]);
  const layers = [
    layerOf(place, last.file, true, 'approved'),
    layerOf(place, file, true, 'waiting'),
  ];
  return usable(found, 'changed', layers, last);
}

/** Of the user's own broken file nothing is in force, nor of a workspace's that nobody ever approved. */
function brokenState(found: BrokenPolicy, last: LastApproved | null): PolicyState {
  const { place, diagnostics } = found;
  if (place.layer !== 'workspace' || last === null) return found;
  const state = usable(found, 'broken', [layerOf(place, last.file, true)], last);
  const first = firstError(diagnostics);
  const trouble = first === undefined ? '' : `${first.code} at ${first.line}:${first.column}`;
  return { ...state, source: { ...state.source, trouble } };
}

function firstError(diagnostics: readonly Diagnostic[]): Diagnostic | undefined {
  return diagnostics.find(({ severity }) => severity === 'error');
}

function usable(
  found: PolicyFound,
  standing: Standing,
  layers: readonly LayerInput[],
  last: { readonly digest: string } | null = null,
): UsablePolicy {
  const { place, text, digest, instead } = found;
  const { layer, path, settings } = place;
  const source = {
    layer,
    path,
    digest,
    standing,
    ...(settings === undefined ? {} : { settings }),
    ...(instead === undefined ? {} : { instead }),
    ...(last === null ? {} : { last: last.digest }),
  };
  const diagnostics = found.ok ? found.notes : found.diagnostics;
  const none = { tampering: [], approvedText: null };
  return { ok: true, place, text, source, layers, diagnostics, ...none };
}

function layerOf(
  { layer: name, path, anchor, settings }: PolicyPlace,
  file: PolicyFile,
  trusted: boolean,
  version?: LayerInput['version'],
): LayerInput {
  return {
    name,
    file,
    path,
    anchor,
    trusted,
    ...(settings === undefined ? {} : { settings }),
    ...(version === undefined ? {} : { version }),
  };
}

/** Both were read by the same schema, so their keys stand in the same order. */
function saysTheSame(a: PolicyFile, b: PolicyFile): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
