import { braceExpand } from 'minimatch';

/**
 * The absolute paths that a built-in pattern names without wildcards: where searches and hard links look for protected
 * files outside the workspace. One that floats (`**\/.netrc`) is usually found in a home.
 */
export function knownPlaces(pattern: string, homes: readonly string[]): readonly string[] {
  return braceExpand(pattern.replace(/^\*\*\//, '~/')).flatMap((place) => {
    if (/[*?[\]()]/.test(place)) return [];
    if (place.startsWith('~/')) return homes.map((home) => `${home}/${place.slice(2)}`);
    return place.startsWith('/') ? [place] : [];
  });
}
