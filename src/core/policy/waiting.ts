import type { LayerInput } from './compile.ts';
import { looseningEntries } from './loosening.ts';
import type { WaitingEntry } from './policyIndex.ts';
import type { PolicyFile } from './schema.ts';

/**
 * What loosens in files that nobody approved, or in how they differ from what somebody approved. It changes nothing
 * before a person approves it.
 * @param layers as they are compiled: the first of them is layer 1, after what is built in
 */
export function waitingEntries(layers: readonly LayerInput[]): readonly WaitingEntry[] {
  return layers.flatMap((layer) => {
    const change = changeOf(layer, layers);
    if (change === null) return [];
    const { before, after, told } = change;
    const others = layers.filter((each) => each !== layer && each !== told);
    const presetElsewhere = others.some(({ file }) => (file.preset ?? 'balanced') !== 'balanced');
    const context = { layer: layer.name, presetElsewhere };
    const entries = looseningEntries(before, after, context);
    return entries.map((entry) => ({ layer: layers.indexOf(told) + 1, entry }));
  });
}

interface Change {
  readonly before: PolicyFile | null;
  readonly after: PolicyFile | null;
  /** The layer of which it is told. */
  readonly told: LayerInput;
}

function changeOf(layer: LayerInput, layers: readonly LayerInput[]): Change | null {
  const { file, trusted, version, path } = layer;
  if (!trusted) return { before: null, after: file, told: layer };
  if (version !== 'approved') return null;
  const waiting = layers.find((each) => each.version === 'waiting' && each.path === path);
  return { before: file, after: waiting?.file ?? null, told: waiting ?? layer };
}
