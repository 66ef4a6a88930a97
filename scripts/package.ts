/** `npm run package`: packs what is built into `pinfold-<version>.vsix`. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };
import { packExtension } from './lib/packExtension.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));
const name = `${manifest.name}-${manifest.version}.vsix`;
await packExtension(join(repository, name));
process.stdout.write(`${name}\n`);
