import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { scanFile } from '../../src/adapters/secrets/scanFile.ts';
import { openRules } from '../../src/core/secrets/compileRules.ts';
import { packedSecretRules } from '../../src/core/secrets/rules/packed.ts';

// Scans folders, each argument in turn. One line of JSON for each: milliseconds of the processor, findings, files that have some.
const rules = openRules(packedSecretRules);

for (const folder of process.argv.slice(2)) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  let [findings, hit] = [0, 0];
  const started = process.cpuUsage();
  for (const file of files) {
    const found = scanFile(file, rules, { path: file, now: Date.now() }).findings.length;
    findings += found;
    hit += found > 0 ? 1 : 0;
  }
  const { user, system } = process.cpuUsage(started);
  const ms = (user + system) / 1000;
  process.stdout.write(
    `${JSON.stringify({ ms, findings, files: hit, rss: process.resourceUsage().maxRSS * 1024 })}\n`,
  );
}
