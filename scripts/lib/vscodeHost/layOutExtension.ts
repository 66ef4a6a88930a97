import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../../../package.json' with { type: 'json' };

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const parts = ['package.json', 'package.nls.json', 'dist', 'media', 'schemas', 'README.md'];

/**
 * Puts the extension, as built, into a folder of installed extensions: what an installed package comes to, without the
 * package. Returns the folder.
 */
export function layOutExtension(extensionsDir: string): string {
  const folder = `${manifest.publisher}.${manifest.name}-${manifest.version}`;
  const target = join(extensionsDir, folder);
  mkdirSync(target, { recursive: true });
  for (const part of parts) cpSync(join(repository, part), join(target, part), { recursive: true });
  return extensionsDir;
}
