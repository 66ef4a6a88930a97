import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const child = fileURLToPath(new URL('mochaChild.ts', import.meta.url));
const packages = join(repository, 'node_modules');
/** Required by its CommonJS name, mocha is a constructor; by its package name, node gives what wraps it. */
const mocha = join(packages, 'mocha/lib/mocha.cjs');

/**
 * Makes one program of `mochaChild.ts` and the tests that it is to run: translating each module in the process that
 * needs it takes longer than most tests. Packages stay outside and are found wherever the program lies.
 *
 * A module is run when its test is, and `import.meta` tells it where its source is.
 *
 * @throws Error when a file cannot be translated or an import leads nowhere.
 */
export async function bundleTests(files: readonly string[], outfile: string): Promise<void> {
  const tests = files.map(
    (file) => `[${JSON.stringify(file)}, () => require(${JSON.stringify(file)})]`,
  );
  await build({
    stdin: {
      contents: `const { runTests } = require(${JSON.stringify(child)});
        runTests(new Map([${tests.join(',\n')}]));`,
      resolveDir: repository,
      loader: 'js',
    },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    alias: { mocha },
    external: [mocha],
    define: { 'import.meta.dirname': 'sourceFolder', 'import.meta.url': 'sourceUrl' },
    banner: { js: `'use strict'; module.paths.unshift(${JSON.stringify(packages)});` },
    plugins: [sourcePlaces],
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'silent',
  });
}

/** Gives each module that asks for its place the two names that stand for `import.meta` in the bundle. */
const sourcePlaces: Plugin = {
  name: 'source-places',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta')) return null;
      const url = JSON.stringify(pathToFileURL(path).href);
      const names = `const sourceFolder = ${JSON.stringify(dirname(path))}, sourceUrl = ${url};`;
      // On the first line, so that the lines of a stack are those of the source.
      return { contents: `${names} ${text}`, loader: 'ts' };
    });
  },
};
