/** Protects with each set of options of a JSON file, one after the other: `protectWorker.ts FILE`. */
import { readFileSync } from 'node:fs';
import {
  type InstallationOptions,
  protectClaudeCode,
} from '../../src/hosts/installation/claudeCode.ts';

const [file = ''] = process.argv.slice(2);
for (const options of JSON.parse(readFileSync(file, 'utf8')) as InstallationOptions[]) {
  protectClaudeCode(options);
}
