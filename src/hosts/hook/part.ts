import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { Script } from 'node:vm';

/**
 * Parts are the built programs beside the hook's entry: CommonJS modules in ASCII, already wrapped in the function that
 * node would put around them. They are loaded by hand so that V8 can take their compiled code from a *code cache* instead of compiling them anew for every tool call.
 *
 * V8 itself checks only that a cache is for its own version and flags and for a source of the same length; a changed
 * byte in the rest crashes it or, worse, runs as it stands. So a cache counts only when all of it is known to be what
 * was made for exactly this source:
 * - `<part>.cache` is V8's data;
 * - `<part>.check` is the same data once more, then the source that it was made from. Both are compared byte for byte.
 *   A digest would do the same, at 3 ms for 100 KB.
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
export const cacheFiles = { data: '.cache', check: '.check' } as const;

/**
 * Compiles a part, or takes its code from the cache.
 * @param stem path without extension
 * @throws the system's error when the part cannot be read, SyntaxError when it is none
 */
export function compilePart(stem: string): Part {
  const path = `${stem}.cjs`;
  const source = readFileSync(path);
  const cachedData = codeCache(stem, source);
  const options = cachedData === undefined ? { filename: path } : { filename: path, cachedData };
  return { script: new Script(source.toString('latin1'), options), path, source };
}

/** Loads a module of node's own. */
export type Load = (name: string) => unknown;

/** Runs a compiled part and returns its exports. */
export function runPart({ script }: Part, load: Load): unknown {
  const module: { exports: unknown } = { exports: {} };
  const run = script.runInThisContext() as (
    exports: unknown,
    require: Load,
    module: { exports: unknown },
  ) => void;
  run(module.exports, remembering(load), module);
  return module.exports;
}

/** The same modules are asked for by many files of a part, and node takes its time to find each. */
function remembering(load: Load): Load {
  const known = new Map<string, unknown>();
  return (name) => {
    if (!known.has(name)) known.set(name, load(name));
    return known.get(name);
  };
}

/** V8's data for this very source, or undefined when there is none that can be trusted. */
function codeCache(stem: string, source: Buffer): Buffer | undefined {
  try {
    const data = readFileSync(stem + cacheFiles.data);
    if (data.length === 0) return undefined;
    return holdsExactly(stem + cacheFiles.check, [data, source]) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Compares piece by piece: memory that is touched for the first time costs more than the reading. */
function holdsExactly(path: string, parts: readonly Buffer[]): boolean {
  const descriptor = openSync(path, 'r');
  try {
    const piece = Buffer.allocUnsafe(pieceSize);
    for (const part of parts) {
      for (let at = 0; at < part.length; at += pieceSize) {
        const expected = part.subarray(at, at + pieceSize);
        const count = readSync(descriptor, piece, 0, expected.length, null);
        if (!piece.subarray(0, count).equals(expected)) return false;
      }
    }
    return readSync(descriptor, piece) === 0;
  } finally {
    closeSync(descriptor);
  }
}

const pieceSize = 64 * 1024;
