import type { AnchoredPattern } from '../zones/compileGlobs.ts';

const otherHomes = ['/home/*', '/var/home/*', '/Users/*', '/root', '/mnt/*/Users/*'];

/** Where a pattern of a file starts: in every home, at the root of the tree, at the file's own root, or anywhere. */
export function anchoredAt(
  pattern: string,
  anchor: string | null,
  homes: readonly string[],
): Pick<AnchoredPattern, 'anchors' | 'pattern'> {
  if (pattern.startsWith('~/')) {
    return { anchors: [...new Set([...homes, ...otherHomes])], pattern: pattern.slice(2) };
  }
  if (pattern.startsWith('/')) return { anchors: ['/'], pattern: pattern.slice(1) };
  if (anchor !== null) return { anchors: [anchor], pattern };
  return { anchors: ['/'], pattern: pattern.startsWith('**/') ? pattern : `**/${pattern}` };
}

/** A path as a pattern that means just itself, relative to `/`. */
export function literal(path: string): string {
  return path.replace(/^\/+/, '').replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
}
