import { exactText, type Field, joinFields, originOf, textField } from '../words/field.ts';
import { limits } from '../limits.ts';
import type { Machine } from '../machine.ts';
import { listingRoot, reachOf } from '../reach/paths.ts';
import { type Base, joinPath, type Scope } from './scope.ts';
import { lookUp } from '../words/variables.ts';

/** Other directories than `likely` that a relative path may start from; each once, bounded. */
export function doubtfulPaths(
  bases: readonly Base[],
  doubts: readonly string[],
  likely: Base,
): string[] {
  const all = [...bases.flatMap((base) => (base.kind === 'known' ? [base.path] : [])), ...doubts];
  const current = likely.kind === 'known' ? likely.path : null;
  return [...new Set(all)].filter((path) => path !== current).slice(0, limits.doubts);
}

/**
 * Moves the shell into `target` (`cd`, `pushd`, `-C`). `failable`: the move may fail and the script go on, so the
 * old directory stays in doubt.
 */
export function enter(scope: Scope, target: Field, machine: Machine, failable: boolean): void {
  const before = scope.base;
  const doubts = [...scope.doubts];
  const text = exactText(target);
  if (text !== null && before.kind === 'known' && !text.startsWith('/')) {
    for (const doubt of scope.doubts) doubts.push(joinPath(doubt, text));
    for (const place of searchPath(scope, machine)) doubts.push(joinPath(place, text));
  }
  scope.base = baseAt(target, scope);
  scope.previous = before;
  if (sameBase(scope.base, before)) scope.base = before;
  else if (failable && !scope.stopsOnError) {
    scope.doubts = doubtfulPaths([before], doubts, scope.base);
  }
}

/** The directory that a field names, seen from where the shell stands. */
export function baseAt(target: Field, scope: Scope): Base {
  const text = exactText(target);
  if (text !== null) return baseAtText(text, scope.base);
  const reach = reachOf(target, scope);
  if (reach.kind === 'path' && originOf(target) === null) {
    return { kind: 'pattern', text: reach.path.text.replace(/\/+$/, ''), cwd: reach.path.cwd };
  }
  const listing = reach.kind === 'listed' ? reach.listings[0] : undefined;
  if (listing === undefined) return { kind: 'unknown' };
  const root = listingRoot(listing);
  return { kind: 'pattern', text: `${root.text.replace(/\/+$/, '')}/**`, cwd: root.cwd };
}

function baseAtText(text: string, base: Base): Base {
  if (text.startsWith('/')) return { kind: 'known', path: joinPath('/', text) };
  if (base.kind === 'known') return { kind: 'known', path: joinPath(base.path, text) };
  if (base.kind === 'unknown') return base;
  return { ...base, text: `${base.text}/${text.replaceAll(/[*?[\]\\{}()|!]/g, '\\$&')}` };
}

function sameBase(first: Base, second: Base): boolean {
  return first.kind === 'known' && second.kind === 'known' && first.path === second.path;
}

/** Directories in a `CDPATH` that this command line set. */
function searchPath(scope: Scope, machine: Machine): string[] {
  if (!scope.variables.has('CDPATH')) return [];
  const values = lookUp('CDPATH', scope, machine.context) ?? [];
  return values.flatMap((value) => {
    const text = exactText(joinFields(value, ':'));
    return text === null ? [] : text.split(':').filter((place) => place.startsWith('/'));
  });
}

/** The root of the work tree around the shell: its directory, or one above it that is not HOME or above HOME. */
export function worktreeRoots(scope: Scope, home: string): Field[] {
  if (scope.base.kind !== 'known') return [textField('.')];
  const roots = [textField(scope.base.path)];
  let at = scope.base.path;
  for (let step = 0; step < 6; step += 1) {
    at = at.slice(0, at.lastIndexOf('/'));
    if (at === '' || at === home || `${home}/`.startsWith(`${at}/`)) break;
    roots.push(textField(at, true));
  }
  return roots;
}
