import type { CompiledLayer } from './policyIndex.ts';

/**
 * For each way to choose one version of every file that has two: the layers that are silent then. What stands there
 * comes first: of two versions that answer alike, it is the one to be named.
 * @returns null where every file has one version
 */
export function fileVersions(
  layers: readonly CompiledLayer[],
): readonly (readonly number[])[] | null {
  const files = new Map<string, { approved: number[]; waiting: number[] }>();
  for (const [layer, { file = '', version }] of layers.entries()) {
    if (version === undefined) continue;
    const versions = files.get(file) ?? { approved: [], waiting: [] };
    versions[version].push(layer);
    files.set(file, versions);
  }
  if (files.size === 0) return null;
  let ways: readonly (readonly number[])[] = [[]];
  for (const { approved, waiting } of files.values()) {
    ways = ways.flatMap((silent) => [
      [...silent, ...approved],
      [...silent, ...waiting],
    ]);
  }
  return ways;
}
