// Builds the programs in dist/: three entry points, and the parts that they load on demand.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

/** Parts that the hook loads only when a call needs them stand beside it as files of their own. */
const onDemand = ['./shell.cjs', './compiler.cjs'];

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
  metafile: true,
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
