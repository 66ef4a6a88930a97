import type { PathResolver } from '../paths/resolver.ts';
import { readScript, type ScriptReader } from './scriptReader.ts';

/** Files that are read for what they leave in one shell. */
const mostSourced = 16;

/**
 * Gives the shell analysis the text of files that a shell sources: those of the workspace, of scratch and temporary
 * folders. Whatever cannot be read or belongs to somebody else leaves nothing that is known.
 */
export function sourcedText(
  paths: PathResolver,
  scripts: ScriptReader,
): (path: string) => string | null {
  const known = new Map<string, string | null>();
  return (path) => {
    const found = known.get(path);
    if (found !== undefined) return found;
    if (known.size >= mostSourced) return null;
    const text = readAt(path, paths, scripts);
    known.set(path, text);
    return text;
  };
}

function readAt(path: string, paths: PathResolver, scripts: ScriptReader): string | null {
  const [resolved, ...others] = paths.resolve({
    kind: 'read',
    path: { text: path, cwd: null, glob: false },
    via: 'source',
    certainty: 'perhaps',
  });
  if (resolved?.kind !== 'path' || others.length > 0) return null;
  const { place } = resolved.fact;
  if (place !== 'workspace' && place !== 'scratch' && place !== 'temporary') return null;
  const read = readScript(resolved.fact, scripts);
  return read.kind === 'text' ? read.text : null;
}
