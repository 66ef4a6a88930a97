import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with the built programs: this one's own. */
export function programFolder(): string {
  return dirname(typeof __filename === 'string' ? __filename : fileURLToPath(import.meta.url));
}
