// Builds the programs in dist/: three entry points, and the parts that they load on demand.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Parts that the hook loads only when a call needs them stand beside it as files of their own. */
const onDemand = ['./shell.cjs', './compiler.cjs'];

/** Names a build by its sources: compiled policies of another build are out of date. */
function sourceDigest(folder) {
  const hash = createHash('sha256');
  const names = readdirSync(folder, { recursive: true }).toSorted();
  for (const name of names.filter((each) => each.endsWith('.ts'))) {
    hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 24);
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // With `main` alone the bundled jsonc-parser dies at run time: its UMD build hides its parts from bundlers.
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  define: {
    PINFOLD_BUILD: JSON.stringify(sourceDigest('src')),
    PINFOLD_VERSION: JSON.stringify(version),
    'import.meta.url': 'undefined',
  },
};

rmSync('dist', { recursive: true, force: true });

await Promise.all([
  build({ ...shared, entryPoints: { hook: 'src/hosts/hook/main.ts' }, external: onDemand }),
  build({
    ...shared,
    entryPoints: { shell: 'src/hosts/hook/shell.ts', compiler: 'src/hosts/hook/compiler.ts' },
  }),
  build({
    ...shared,
    entryPoints: { pinfold: 'src/hosts/cli/main.ts' },
    banner: { js: '#!/usr/bin/env node' },
  }),
  build({
    ...shared,
    entryPoints: { extension: 'src/hosts/vscode/extension.ts' },
    external: ['vscode'],
  }),
]);
