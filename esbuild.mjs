// Builds the programs: three entry points, and the parts that they load on demand.
// Usage: node esbuild.mjs [--out DIR] [--version X.Y.Z]; without them into dist/, as the version in package.json.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const options = parseArgs({ options: { out: { type: 'string' }, version: { type: 'string' } } });
const { out = 'dist', version = JSON.parse(readFileSync('package.json', 'utf8')).version } =
  options.values;

/** Names a build by its sources: compiled policies of another build are out of date. */
function sourceDigest(folder) {
  const hash = createHash('sha256');
  const names = readdirSync(folder, { recursive: true }).toSorted();
  for (const name of names.filter((each) => each.endsWith('.ts'))) {
    hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 24);
}

/** What a module exports that is made once, here, and not each time a program starts. */
async function madeNow(path) {
  const made = await build({
    entryPoints: [path],
    bundle: true,
    platform: 'neutral',
    format: 'esm',
    write: false,
  });
  const source = Buffer.from(made.outputFiles[0].contents).toString('base64');
  return Object.entries(await import(`data:text/javascript;base64,${source}`));
}

/**
 * Modules whose exports are texts that are made once, here, and not each time a program starts.
 * @param give the code of one export's value
 */
function finishedTexts(give) {
  return {
    name: 'finished-texts',
    setup(builder) {
      builder.onLoad({ filter: /[\\/]packed\.ts$/ }, async ({ path }) => {
        const lines = (await madeNow(path)).map(
          ([name, value]) => `export const ${name} = ${give(name, value)};`,
        );
        return { contents: lines.join('\n'), loader: 'js' };
      });
      builder.onResolve({ filter: /^\.\/\w+\.txt\?\d+$/ }, ({ path }) => ({
        path,
        external: true,
      }));
    },
  };
}

/**
 * A long text would stand twice in a part and twice in its code cache: it becomes a file beside the part, which is read
 * once. Its name says its length, so that a file that was cut is noticed: see src/hosts/hook/part.ts.
 */
function besidePart(name, value) {
  if (typeof value !== 'string') return JSON.stringify(value);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, `${name}.txt`), value);
  return `require(${JSON.stringify(`./${name}.txt?${value.length}`)})`;
}

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
  outdir: out,
  outExtension: { '.js': '.cjs' },
  plugins: [finishedTexts((_, value) => JSON.stringify(value))],
  define: {
    PINFOLD_BUILD: JSON.stringify(sourceDigest('src')),
    PINFOLD_VERSION: JSON.stringify(version),
    'import.meta.url': 'undefined',
  },
};

rmSync(out, { recursive: true, force: true });

await Promise.all([
  build({
    ...shared,
    entryPoints: {
      hook: 'src/hosts/hook/main.ts',
      waiting: 'src/hosts/hook/waiting.ts',
      codeCache: 'src/hosts/hook/codeCache.ts',
    },
  }),
  build({
    ...shared,
    // What the two above load as parts, each when a call needs it: see src/hosts/hook/part.ts for their form.
    entryPoints: {
      guard: 'src/hosts/hook/guard.ts',
      shell: 'src/hosts/hook/shell.ts',
      bringing: 'src/hosts/hook/bringing.ts',
      asking: 'src/hosts/hook/asking.ts',
      compiler: 'src/hosts/hook/compiler.ts',
      approving: 'src/hosts/hook/approving.ts',
    },
    plugins: [finishedTexts(besidePart)],
    charset: 'ascii',
    banner: { js: '(function (exports, require, module) {' },
    footer: { js: '})' },
  }),
  build({
    ...shared,
    entryPoints: { pinfold: 'src/hosts/cli/main.ts' },
    banner: { js: '#!/usr/bin/env node' },
  }),
  // What the command line loads when somebody scans for secrets.
  build({ ...shared, entryPoints: { scan: 'src/hosts/cli/scan/part.ts' } }),
  build({
    ...shared,
    entryPoints: {
      extension: 'src/hosts/vscode/extension.ts',
      // What a window loads when a file is shown or a policy is opened.
      editorPolicy: 'src/hosts/vscode/policy/policyPart.ts',
      // What it loads when it has come up, to watch over the installation.
      editorIntegrity: 'src/hosts/vscode/integrity/integrityPart.ts',
      // What it loads some time after its start, where an agent is guarded.
      editorApprovals: 'src/hosts/vscode/approvals/approvalsPart.ts',
    },
    external: ['vscode'],
  }),
]);
