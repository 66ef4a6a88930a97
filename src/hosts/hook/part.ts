import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';

/**
 * Parts are the built programs beside the hook's entry, loaded as CommonJS modules by hand so that V8 can take their
 * compiled code from a *code cache* instead of compiling them anew for every tool call.
 *
 * V8 itself checks only that a cache is for its own version and flags and for a source of the same length; a changed
 * byte in the rest crashes it or, worse, runs as it stands. So a cache counts only when all of it is known to be what
 * was made for exactly this source:
 * - `<part>.cache` is V8's data followed by the source that it was made from, compared with the source at hand;
 * - `<part>.twin` is V8's data once more, compared byte for byte. A digest would do the same, at 3 ms for 100 KB.
 *
 * A cache that is missing, damaged or rejected makes the hook slower, never different.
 */
export interface Part {
  readonly script: Script;
  readonly path: string;
  /** The source as bytes. */
  readonly source: Buffer;
}

/** Extensions of the two files of a part's code cache. */
export const cacheFiles = { cache: '.cache', twin: '.twin' } as const;

/**
 * Compiles a part, or takes its code from the cache.
 * @param stem path without extension
 * @throws the system's error when the part cannot be read, SyntaxError when it is none
 */
export function compilePart(stem: string): Part {
  const path = `${stem}.cjs`;
  const source = readFileSync(path);
  const cachedData = codeCache(stem, source);
  // The build writes ASCII only, and V8 reads that fastest.
  const code = `(function (exports, require, module) {${source.toString('latin1')}\n})`;
  const options = cachedData === undefined ? { filename: path } : { filename: path, cachedData };
  return { script: new Script(code, options), path, source };
}

/** Runs a compiled part and returns its exports. */
export function runPart({ script }: Part, load: NodeJS.Require): unknown {
  const module: { exports: unknown } = { exports: {} };
  const run = script.runInThisContext() as (
    exports: unknown,
    require: NodeJS.Require,
    module: { exports: unknown },
  ) => void;
  run(module.exports, load, module);
  return module.exports;
}

/** V8's data for this very source, or undefined when there is none that can be trusted. */
function codeCache(stem: string, source: Buffer): Buffer | undefined {
  const cache = readOptional(stem + cacheFiles.cache);
  const twin = readOptional(stem + cacheFiles.twin);
  if (cache === undefined || twin === undefined) return undefined;
  const size = cache.length - source.length;
  if (size <= 0 || size !== twin.length) return undefined;
  const data = cache.subarray(0, size);
  return data.equals(twin) && cache.subarray(size).equals(source) ? data : undefined;
}

function readOptional(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
