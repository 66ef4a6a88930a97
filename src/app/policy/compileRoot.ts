import { compilePolicy, type CompileInput } from '../../core/policy/compile.ts';
import type { Diagnostic } from '../../core/policy/diagnostics.ts';
import type { PolicyIndex } from '../../core/policy/policyIndex.ts';
import type { Files } from '../../ports/files.ts';
import {
  type BrokenPolicy,
  type IsApproved,
  type PolicyFound,
  type PolicyPlace,
  readPolicyPlace,
} from './policyFiles.ts';

export type { BrokenPolicy, IsApproved } from './policyFiles.ts';

export interface CompileRootInput extends Pick<
  CompileInput,
  'homes' | 'own' | 'fold' | 'build' | 'sha256'
> {
  /** Canonical workspace root; null compiles what holds outside every workspace. */
  readonly root: string | null;
  /** The organisation's file, at its fixed place; null where there is none to look at. */
  readonly organisation?: string | null;
  /**
   * Says of the user's and the workspace's files whether a person approved this content. Until then a file tightens
   * only. Left out: nothing is approved.
   */
  readonly approved?: IsApproved;
  /**
   * A policy file that stands in for the root's own, vouched for by whoever names it: it counts as approved.
   */
  readonly vouched?: string;
}

export type CompiledRoot =
  | { readonly ok: true; readonly index: PolicyIndex; readonly notes: readonly Diagnostic[] }
  | { readonly ok: false; readonly broken: readonly [BrokenPolicy, ...BrokenPolicy[]] };

export function workspacePolicyPath(root: string): string {
  return `${root}/.pinfold/policy.jsonc`;
}

export function workspaceSettingsPath(root: string): string {
  return `${root}/.vscode/settings.json`;
}

export function userPolicyPath(config: string): string {
  return `${config}/policy.jsonc`;
}

/** The places in which the policy of a root may stand, in the order of the layers. */
export function policyPlaces(
  input: Pick<CompileRootInput, 'root' | 'organisation' | 'own' | 'vouched'>,
): readonly PolicyPlace[] {
  const { root, organisation = null, own, vouched } = input;
  const places: PolicyPlace[] = [];
  if (organisation !== null) {
    places.push({ layer: 'organisation', path: organisation, anchor: null });
  }
  places.push({ layer: 'user', path: userPolicyPath(own.config), anchor: null });
  const workspace = { layer: 'workspace', anchor: root } as const;
  if (vouched !== undefined) places.push({ ...workspace, path: vouched, vouched: true });
  else if (root !== null) places.push({ ...workspace, path: workspacePolicyPath(root) });
  if (root !== null) {
    places.push({ ...workspace, path: workspaceSettingsPath(root), settings: true });
  }
  return places;
}

/** Reads every place of a root's policy. */
export function readPolicyFiles(input: CompileRootInput, files: Files): readonly PolicyFound[] {
  const { sha256, approved = () => false } = input;
  return policyPlaces(input).map((place) => readPolicyPlace(place, files, { sha256, approved }));
}

/**
 * Compiles the policy that holds for one workspace root, of all layers. A broken file in any of them compiles to its
 * diagnostics, never to less.
 */
export function compileRoot(input: CompileRootInput, files: Files): CompiledRoot {
  const found = readPolicyFiles(input, files);
  const [first, ...rest] = found.filter((each) => !each.ok);
  if (first !== undefined) return { ok: false, broken: [first, ...rest] };
  const sound = found.filter((each) => each.ok);
  const index = compilePolicy({
    ...input,
    layers: sound.flatMap((each) => each.input ?? []),
    sources: sound.map((each) => each.source),
  });
  return { ok: true, index, notes: sound.flatMap((each) => each.notes) };
}
