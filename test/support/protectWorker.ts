/** Protects with each set of options of a JSON file, one after the other: `protectWorker.ts FILE`. */
import { readFileSync } from 'node:fs';
import { type InstallationOptions, protect } from '../../src/hosts/installation/agents.ts';

const [file = ''] = process.argv.slice(2);
for (const options of JSON.parse(readFileSync(file, 'utf8')) as InstallationOptions[]) {
  protect('claude-code', options);
}
