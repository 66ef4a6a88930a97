// Scans folders with secretlint's recommended rules: its package folder, then the folders to scan.
// One line of JSON for each: milliseconds of the processor, findings, files that have some.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , tool, ...folders] = process.argv;
const { resolve } = createRequire(join(tool, 'package.json'));
const { lintSource } = await import(pathToFileURL(resolve('@secretlint/core')).href);
const preset = await import(
  pathToFileURL(resolve('@secretlint/secretlint-rule-preset-recommend')).href
);
const config = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: preset.creator }],
};

for (const folder of folders) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  let [findings, hit] = [0, 0];
  const started = process.cpuUsage();
  for (const filePath of files) {
    const source = {
      filePath,
      content: readFileSync(filePath, 'utf8'),
      ext: '',
      contentType: 'text',
    };
    const { messages } = await lintSource({ source, options: { config, noPhysicFilePath: true } });
    findings += messages.length;
    hit += messages.length > 0 ? 1 : 0;
  }
  const { user, system } = process.cpuUsage(started);
  const ms = (user + system) / 1000;
  process.stdout.write(
    `${JSON.stringify({ ms, findings, files: hit, rss: process.resourceUsage().maxRSS * 1024 })}\n`,
  );
}
