import { closeSync, openSync, readSync } from 'node:fs';
import { Script } from 'node:vm';

/**
 * Parts are the built programs beside the hook's entry: CommonJS modules in ASCII, already wrapped in the function that
 * node would put around them. They are loaded by hand so that V8 can take their compiled code from a *code cache*
 * instead of compiling them anew for every tool call.
 *
 * V8 itself checks only that a cache is for its own version and flags and for a source of the same length; a changed
 * byte in the rest crashes it or, worse, runs as it stands. So a cache counts only when all of it is known to be what
 * was made for exactly this source:
 * - `<part>.cache` is V8's data;
 * - `<part>.check` is the source that it was made from, then the same data once more. Both are compared byte for byte.
 *   A digest would do the same, at 3 ms for 100 KB.
 *
 * A cache that is missing, damaged or rejected makes the hook slower, never different.
 *
 * All files are read into the same memory, one after the other: to touch a page for the first time costs a young
 * process more than to read it.
 */
export interface Part {
  readonly script: Script;
  readonly path: string;
  /** One character for each byte. */
  readonly source: string;
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
  const bytes = readWhole(path);
  const source = bytes.toString('latin1');
  const cachedData = codeCache(stem, bytes);
  const options = cachedData === undefined ? { filename: path } : { filename: path, cachedData };
  return { script: new Script(source, options), path, source };
}

/** Loads a module of node's own. */
export type Load = (name: string) => unknown;

/** Runs a compiled part and returns its exports. */
export function runPart({ script, path }: Part, load: Load): unknown {
  const module: { exports: unknown } = { exports: {} };
  const run = script.runInThisContext() as (
    exports: unknown,
    require: Load,
    module: { exports: unknown },
  ) => void;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  run(module.exports, remembering(load, folder), module);
  return module.exports;
}

/** The same modules are asked for by many files of a part, and node takes its time to find each. */
function remembering(load: Load, folder: string): Load {
  const known = new Map<string, unknown>();
  return (name) => {
    if (!known.has(name))
      known.set(name, name.startsWith('./') ? textOf(name, folder) : load(name));
    return known.get(name);
  };
}

/**
 * A text that the build put beside the parts: `./name.txt?length`.
 * @throws Error when it has another length
 */
function textOf(name: string, folder: string): string {
  const [file = '', length] = name.split('?');
  const text = readWhole(folder + file).toString();
  if (text.length !== Number(length)) throw new Error('a text of the programs is damaged');
  return text;
}

/** V8's data for this very source, or undefined when there is none that can be trusted. */
function codeCache(stem: string, source: Buffer): Buffer | undefined {
  try {
    const check = openSync(stem + cacheFiles.check, 'r');
    try {
      if (!continuesWith(check, source)) return undefined;
      // From here on the source is overwritten.
      const data = readWhole(stem + cacheFiles.data);
      if (data.length === 0 || !continuesWith(check, data)) return undefined;
      return readSync(check, piece, 0, 1, null) === 0 ? data : undefined;
    } finally {
      closeSync(check);
    }
  } catch {
    return undefined;
  }
}

/** Whether the next bytes of an open file are these. */
function continuesWith(descriptor: number, expected: Buffer): boolean {
  for (let at = 0; at < expected.length; at += piece.length) {
    const part = expected.subarray(at, at + piece.length);
    const count = readSync(descriptor, piece, 0, part.length, null);
    if (!piece.subarray(0, count).equals(part)) return false;
  }
  return true;
}

const piece = Buffer.allocUnsafeSlow(16 * 1024);

/** More than any part: memory that is not touched costs nothing. */
let room = Buffer.allocUnsafeSlow(1024 * 1024);

/** The bytes of a file. They stay only until the next file is read. */
function readWhole(path: string): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    for (let length = 0; ;) {
      if (length === room.length) room = Buffer.concat([room], 2 * room.length);
      const count = readSync(descriptor, room, length, room.length - length, null);
      if (count === 0) return room.subarray(0, length);
      length += count;
    }
  } finally {
    closeSync(descriptor);
  }
}
