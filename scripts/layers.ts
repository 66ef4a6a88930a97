/**
 * `tsx scripts/layers.ts [root]`: prints every import that breaks the rules of docs/architecture.md.
 * Exit codes: 0 in order, 1 violations, 2 the tree cannot be read.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { bundleCore } from './layers/bundleCore.ts';
import { checkLayers } from './layers/checkLayers.ts';

function readTree(root: string): Map<string, string> {
  return new Map(
    readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [
        path.slice(root.length + 1).replaceAll(sep, '/'),
        readFileSync(path, 'utf8'),
      ]),
  );
}

async function main(root: string): Promise<number> {
  const files = readTree(root);
  if (files.size === 0) throw new Error(`${root}/src holds no files`);
  const violations = [...checkLayers(files), ...(await bundleCore(root, files.keys()))];
  for (const { file, line, rule, message } of violations) {
    console.error(`${file}:${line}: ${rule}: ${message}`);
  }
  if (violations.length === 0) console.log(`${files.size} files keep to their layers.`);
  return violations.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(resolve(process.argv[2] ?? '.'));
} catch (error) {
  console.error(
    `The layers cannot be checked: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exitCode = 2;
}
