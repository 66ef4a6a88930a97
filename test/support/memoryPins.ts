import { sha256Hex } from '../../src/adapters/digest/sha256.ts';
import type { PinnedFile, Pins } from '../../src/ports/pins.ts';

/** Approved contents by path, the newest last. An empty text: that nothing is there. */
export function memoryPins(approved: Readonly<Record<string, readonly string[]>>): Pins {
  return {
    of: (path): PinnedFile => {
      const contents = (approved[path] ?? []).map((text) => ({ digest: sha256Hex(text), text }));
      return {
        digests: contents.map(({ digest }) => digest),
        newest: contents.at(-1) ?? null,
        tampering: [],
      };
    },
  };
}
