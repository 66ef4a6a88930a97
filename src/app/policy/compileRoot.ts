import { compilePolicy, type CompileInput } from '../../core/policy/compile.ts';
import type { Diagnostic } from '../../core/policy/diagnostics.ts';
import type { PolicyIndex } from '../../core/policy/policyIndex.ts';
import type { Files } from '../../ports/files.ts';
import { noPins, type Pins } from '../../ports/pins.ts';
import { type BrokenPolicy, readPolicyPlace } from './policyFiles.ts';
import { isPinned, type PlacesInput, policyPlaces } from './policyPlaces.ts';
import { type PolicyState, policyState } from './standing.ts';

export type { BrokenPolicy } from './policyFiles.ts';
export type { PolicyState } from './standing.ts';

export interface CompileRootInput
  extends PlacesInput, Pick<CompileInput, 'homes' | 'own' | 'fold' | 'build' | 'sha256'> {
  readonly own: CompileInput['own'];
  /**
   * What a person approved of the user's and the workspace's files. Until then a file tightens only. Left out: nothing
   * is approved.
   */
  readonly pins?: Pins;
}

export type CompiledRoot =
  | { readonly ok: true; readonly index: PolicyIndex; readonly notes: readonly Diagnostic[] }
  | { readonly ok: false; readonly broken: readonly [BrokenPolicy, ...BrokenPolicy[]] };

/** Reads every place of a root's policy, and says what stands there and what it counts for. */
export function readPolicyFiles(input: CompileRootInput, files: Files): readonly PolicyState[] {
  const { sha256, pins = noPins } = input;
  return policyPlaces(input).map((place) => {
    const pinned = (isPinned(place) ? pins : noPins).of(place.path);
    const approved = (digest: string): boolean =>
      pinned.newest !== null || pinned.digests.includes(digest);
    return policyState(readPolicyPlace(place, files, sha256, approved), pinned, sha256);
  });
}

/**
 * Compiles the policy that holds for one workspace root, of all layers. A broken file compiles to its diagnostics,
 * never to less; only of a workspace's file a version that was approved before holds in its place.
 */
export function compileRoot(input: CompileRootInput, files: Files): CompiledRoot {
  const states = readPolicyFiles(input, files);
  const [first, ...rest] = states.filter((each) => !each.ok);
  if (first !== undefined) return { ok: false, broken: [first, ...rest] };
  const usable = states.filter((each) => each.ok);
  const index = compilePolicy({
    ...input,
    layers: usable.flatMap((each) => each.layers),
    sources: usable.map((each) => each.source),
    tampering: usable.flatMap((each) => each.tampering),
  });
  return { ok: true, index, notes: usable.flatMap((each) => each.diagnostics) };
}
