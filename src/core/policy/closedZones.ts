import { foldKey, isUnder } from '../paths/lexical.ts';
import type { AnchoredPattern } from '../zones/compileGlobs.ts';
import type { Policy } from './decide.ts';
import type { ClosedZone, PathRule } from './policyIndex.ts';

/** The zones of policy files in which an edit is not simply allowed, with the folders that they lie in. */
export function closedZones(
  rules: readonly PathRule[],
  patterns: readonly AnchoredPattern[],
): readonly ClosedZone[] {
  return rules.flatMap(({ family, access }, rule) => {
    if (family !== 'zones' || access.write === undefined || access.write === 'allow') return [];
    const folders = patterns
      .filter((each) => each.rule === rule && !each.except)
      .flatMap(foldersOf);
    return [{ rule, folders: [...new Set(folders)] }];
  });
}

/** The literal beginning of a pattern below each of its anchors. */
function foldersOf({ anchors, pattern }: AnchoredPattern): readonly string[] {
  const segments = pattern.split('/').filter((segment) => segment !== '');
  const magic = segments.findIndex((segment) => /[*?[\]{}()!+@\\]/.test(segment));
  const literal = (magic === -1 ? segments : segments.slice(0, magic)).join('/');
  return (
    anchors
      // Other people's homes: nothing is written there without a word of its own.
      .filter((anchor) => !anchor.includes('*'))
      .map((anchor) => `${anchor === '/' ? '' : anchor}/${literal}`.replace(/(?<=.)\/$/, ''))
  );
}

/**
 * A zone that closes edits, or asks about them, somewhere below a folder; null when there is none. Which files would
 * be touched is not known: a zone that starts with a wildcard may lie in any folder below its own root.
 * @param folder canonical
 */
export function closedBelow(
  { folder, inWorkspace }: { readonly folder: string; readonly inWorkspace: boolean },
  agent: string,
  policy: Policy,
): PathRule | null {
  for (const version of policy.versions ?? [policy]) {
    const closed = closedIn(folder, inWorkspace, agent, version);
    if (closed !== null) return closed;
  }
  return null;
}

function closedIn(
  folder: string,
  inWorkspace: boolean,
  agent: string,
  { index, match }: Policy,
): PathRule | null {
  const { fold } = index.globs;
  const at = foldKey(folder, fold);
  for (const { rule: ordinal, folders } of index.closed) {
    const rule = index.rules[ordinal]!;
    if (rule.agents !== undefined && !rule.agents.includes(agent)) continue;
    if (rule.floats === true && !inWorkspace) continue;
    const near = folders.some((each) => {
      const zone = foldKey(each, fold);
      return isUnder(zone, at) || isUnder(at, zone);
    });
    // The last match speaks: a later zone that opens the whole folder opens all below it.
    const opened = (): boolean =>
      match(folder).some((later) => {
        const { layer, family, access, agents } = index.rules[later]!;
        const same = later > ordinal && layer === rule.layer && family === 'zones';
        return same && access.write === 'allow' && agents === undefined;
      });
    if (near && !opened()) return rule;
  }
  return null;
}
