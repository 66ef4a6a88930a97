import { asList, asRecord, type Fields } from './policyFileFields.ts';
import { type Finding, note } from './policyFileFinding.ts';
import { quoted } from './diagnostics.ts';

/**
 * Zones that never speak, because later ones of the same file cover all that they say: in one file the last match
 * wins. Only what is certain from the words of the patterns is told.
 */
export function checkShadows(policy: Fields): readonly Finding[] {
  const zones = asList(policy['zones']).map(asRecord);
  return zones.flatMap((zone, position) => {
    const patterns = patternsOf(zone);
    if (patterns.length === 0 || speaksOf(zone).length === 0) return [];
    const later = zones.slice(position + 1).filter((other) => overrules(other, zone));
    const covers = (pattern: string): Fields | undefined =>
      later.find((other) => patternsOf(other).some((outer) => holds(outer, pattern)));
    const found = patterns.map(covers);
    const [first] = found;
    if (first === undefined || found.includes(undefined)) return [];
    const names = [...new Set(found.map((other) => quoted(String(other?.['name']))))];
    return [
      note(
        'PF-POLICY-SHADOWED',
        ['zones', position],
        `This zone never speaks: ${names.join(' and ')}, further down, ${names.length === 1 ? 'covers' : 'cover'} all its paths, and the last match wins.`,
        'Put the wider zone first, or take this one away.',
        'open',
      ),
    ];
  });
}

function patternsOf(zone: Fields): readonly string[] {
  return asList(zone['paths']).filter((path) => typeof path === 'string');
}

function speaksOf(zone: Fields): readonly string[] {
  return ['edit', 'read'].filter((key) => zone[key] !== undefined);
}

/** A zone for single agents only tightens what another one says, and takes no word away. */
function overrules(later: Fields, earlier: Fields): boolean {
  if (asList(later['agents']).length > 0 || asList(earlier['agents']).length > 0) return false;
  return speaksOf(earlier).every((key) => later[key] !== undefined);
}

/** True when everything that the inner pattern matches is matched by the outer one, as far as their words tell. */
function holds(outer: string, inner: string): boolean {
  const folder = outer.replace(/(?:\/\*\*)+\/?$/, '').replace(/\/+$/, '');
  if (folder === '**' || outer === inner) return true;
  // A name also covers what is under it; with a wildcard in it, nothing is certain.
  const literal = !/[*?[\]{}()!+@\\]/.test(folder);
  return literal && folder !== '' && (inner === folder || inner.startsWith(`${folder}/`));
}
