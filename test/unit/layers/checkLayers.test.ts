import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkLayers, type RuleName } from '../../../scripts/layers/checkLayers.ts';

interface Planted {
  readonly rule: RuleName;
  readonly what: string;
  readonly file: string;
  readonly text: string;
}

/** One line each: a rule, how somebody might break it, where, and the text that does. */
const planted: readonly Planted[] = [
  { rule: 'unknown-layer', what: 'a file beside the layers', file: 'src/helpers.ts', text: '' },
  { rule: 'unknown-layer', what: 'a new top folder', file: 'src/utils/text.ts', text: '' },
  { rule: 'unknown-layer', what: 'an unknown host', file: 'src/hosts/web/main.ts', text: '' },
  { rule: 'unknown-layer', what: 'a loose host file', file: 'src/hosts/build.ts', text: '' },
  { rule: 'unknown-layer', what: 'a loose adapter', file: 'src/adapters/git.ts', text: '' },
  { rule: 'unknown-layer', what: 'a loose agent', file: 'src/adapters/agents/x.ts', text: '' },
  {
    rule: 'unknown-layer',
    what: 'an import from nowhere',
    file: 'src/core/a/x.ts',
    text: "import '../../utils/text.ts';",
  },
  core('layer', 'ports', "import type { Files } from '../../ports/files.ts';"),
  core('layer', 'an adapter', "import { read } from '../../adapters/files/nodeFiles.ts';"),
  core('layer', 'an adapter, odd spelling', "import '../../adapters/files/x.ts';"),
  core('layer', 'a re-export', "export { read } from '../../app/x.ts';"),
  core('layer', 'a star re-export', "export * from '../../app/x.ts';"),
  core('layer', 'a named star re-export', "export * as all from '../../app/x.ts';"),
  core('layer', 'a type re-export', "export type { A } from '../../app/x.ts';"),
  core('layer', 'a dynamic import', "const a = await import('../../app/x.ts');"),
  core('layer', 'an import in a template', "const a = `${`${await import('../../app/x.ts')}`}`;"),
  core('layer', 'an import type', "type A = import('../../app/x.ts').A;"),
  core('layer', 'an import after a division', "const a = b / 2; import '../../app/x.ts'; c / 1;"),
  core('layer', 'an import after a quote in a regex', "const a = /'/; import '../../app/x.ts';"),
  core('layer', 'an escaped specifier', "import '../../\\u0061pp/x.ts';"),
  core('layer', 'an import over lines', "import {\n  a, // '\n}\nfrom /* x */ '../../app/x.ts';"),
  core('layer', 'an import with attributes', "import a from '../../app/x.ts' with { type: 'a' };"),
  { rule: 'layer', what: 'app → adapters', ...at('app', "import '../adapters/files/x.ts';") },
  { rule: 'layer', what: 'app → hosts', ...at('app', "import '../hosts/cli/main.ts';") },
  { rule: 'layer', what: 'ports → app', ...at('ports', "import type { A } from '../app/x.ts';") },
  {
    rule: 'layer',
    what: 'adapter → adapter',
    file: 'src/adapters/audit/x.ts',
    text: "import { sha256 } from '../digest/sha256.ts';",
  },
  {
    rule: 'layer',
    what: 'agent → agent',
    file: 'src/adapters/agents/codex/x.ts',
    text: "import type { Payload } from '../claude-code/parse.ts';",
  },
  {
    rule: 'layer',
    what: 'adapter → app',
    file: 'src/adapters/audit/x.ts',
    text: "import '../../app/guardAction.ts';",
  },
  {
    rule: 'layer',
    what: 'host → host',
    file: 'src/hosts/hook/main.ts',
    text: "import '../cli/main.ts';",
  },
  {
    rule: 'layer',
    what: 'shared wiring → host',
    file: 'src/hosts/installation/x.ts',
    text: "import '../cli/main.ts';",
  },
  {
    rule: 'layer',
    what: 'shared wiring → host, the other folder',
    file: 'src/hosts/shared/x.ts',
    text: "import '../hook/main.ts';",
  },
  {
    rule: 'layer',
    what: 'adapter → shared wiring',
    file: 'src/adapters/git/x.ts',
    text: "import '../../hosts/installation/x.ts';",
  },
  {
    rule: 'layer',
    what: 'webview → core beyond present',
    file: 'src/webview/main.ts',
    text: "import type { A } from '../core/policy/x.ts';",
  },
  { rule: 'types-only', what: 'ports', ...at('ports', "import { a } from '../core/a/x.ts';") },
  {
    rule: 'types-only',
    what: 'ports, inline type',
    ...at('ports', "import { type A } from '../core/a/x.ts';"),
  },
  {
    rule: 'types-only',
    what: 'a name that is called type',
    ...at('ports', "import type from '../core/a/x.ts';"),
  },
  {
    rule: 'types-only',
    what: 'webview',
    file: 'src/webview/main.ts',
    text: "import { a } from '../core/present/x.ts';",
  },
  core('outside', 'a file outside src', "import '../../../scripts/test.ts';"),
  core('outside', 'the manifest', "import a from '../../../package.json' with { type: 'json' };"),
  core('outside', 'an absolute path', "import '/etc/x.js';"),
  core('outside', 'a data URL', "import 'data:text/javascript,0';"),
  core('outside', 'a subpath import', "import '#internal';"),
  core('vscode', 'core', "import type { Uri } from 'vscode';"),
  { rule: 'vscode', what: 'app', ...at('app', "import { Uri } from 'vscode';") },
  { rule: 'vscode', what: 'cli', file: 'src/hosts/cli/x.ts', text: "import 'vscode';" },
  { rule: 'vscode', what: 'adapter', file: 'src/adapters/git/x.ts', text: "require('vscode')" },
  core('node', 'node:fs', "import { readFileSync } from 'node:fs';"),
  core('node', 'fs without its prefix', "import fs from 'fs/promises';"),
  core('node', 'a type of node', "import type { Stats } from 'node:fs';"),
  { rule: 'node', what: 'app', ...at('app', "import { join } from 'node:path';") },
  { rule: 'node', what: 'ports', ...at('ports', "import type { Stats } from 'node:fs';") },
  core('third-party', 'a package off the list', "import picomatch from 'picomatch';"),
  core('third-party', 'a look-alike', "import * as v from 'valibot-extra';"),
  core('third-party', 'a scoped look-alike', "import * as v from '@evil/valibot';"),
  { rule: 'third-party', what: 'app', ...at('app', "import * as v from 'valibot';") },
  { rule: 'third-party', what: 'ports', ...at('ports', "import type { A } from 'unbash';") },
  core('computed-import', 'a variable', 'const a = await import(name);'),
  core('computed-import', 'a sum', "const a = await import('node:' + 'fs');"),
  core('computed-import', 'a template', 'const a = await import(`node:${name}`);'),
  {
    rule: 'computed-import',
    what: 'require in an adapter',
    file: 'src/adapters/git/x.ts',
    text: 'require(name)',
  },
  core('world', 'process', 'const a = process.env.HOME;'),
  core('world', 'process by its escape', 'const a = \\u0070rocess.env;'),
  core('world', 'process in a conditional', 'const a = b ? process : c;'),
  core('world', 'globalThis', "const a = globalThis['process'];"),
  core('world', 'Buffer', "const a = Buffer.from('');"),
  core('world', 'Date.now', 'const a = Date.now();'),
  core('world', 'Date.now handed on', 'const a = { clock: Date.now };'),
  core('world', 'Date.now across lines', 'const a = Date\n  .now();'),
  core('world', 'Date.now in brackets', "const a = Date['now']();"),
  core('world', 'new Date()', 'const a = new Date();'),
  core('world', 'new Date', 'const a = new Date;'),
  core('world', 'Date()', 'const a = Date();'),
  core('world', 'Date taken apart', 'const { now } = Date;'),
  core('world', 'Math.random', 'const a = Math.random();'),
  core('world', 'Math taken apart', 'const { random } = Math;'),
  core('world', 'performance', 'const a = performance.now();'),
  core('world', 'a timer', 'setTimeout(a, 1);'),
  core('world', 'import.meta', 'const a = import.meta.url;'),
  core('world', 'a clock in a template', 'const a = `${Date.now()}`;'),
  { rule: 'world', what: 'app', ...at('app', 'const a = Date.now();') },
  core('reference', 'node types by comment', '/// <reference types="node" />'),
  core('unreadable', 'an open template', 'const a = `${b'),
  core('unreadable', 'an open string', "const a = 'b"),
];

function core(rule: RuleName, what: string, text: string): Planted {
  return { rule, what, file: 'src/core/a/x.ts', text };
}

function at(layer: 'app' | 'ports', text: string): { file: string; text: string } {
  return { file: `src/${layer}/x.ts`, text };
}

/** Harmless look-alikes: each of these files must pass. */
const harmless: readonly (readonly [file: string, text: string])[] = [
  ['src/core/a/x.ts', "import { b } from '../b/y.ts'; import * as v from 'valibot';"],
  ['src/core/a/x.ts', "import { parse } from 'jsonc-parser'; import 'minimatch';"],
  ['src/core/a/x.ts', "// import fs from 'node:fs';\n/* process.env, import('vscode') */"],
  ['src/core/a/x.ts', "const a = \"import 'node:fs'\"; const b = 'process.env';"],
  ['src/core/a/x.ts', "const a = `import 'vscode' ${b} require('fs')`;"],
  ['src/core/a/x.ts', "const a = /import 'fs'/.test(b) || /[/'\"]process/.test(b);"],
  ['src/core/a/x.ts', 'const a = new Date(0); const b = Date.parse(c); let d: Date;'],
  ['src/core/a/x.ts', 'const a = Math.max(1, 2); const b = c instanceof Date;'],
  ['src/core/a/x.ts', 'const a = { process: 1, Buffer: 2 }; b.process; b?.module; b.Date.now;'],
  ['src/core/a/x.ts', 'interface A { readonly process?: string; module: string }'],
  ['src/core/a/x.ts', 'const a = (b / 2 / c) / d[0] / 3; const e = f! / 2; i++ / 2;'],
  ['src/core/a/x.ts', 'const type = 4; const a = type / 2 / 1;'],
  ['src/core/a/x.ts', 'loader.import(name); loader.require(name);'],
  ['src/core/a/x.ts', 'const a = `${{ b: `${c}` }.b}`; export { a }; export const from = 1;'],
  ['src/ports/x.ts', "import type { A } from '../core/a/x.ts'; import { B } from './b.ts';"],
  ['src/app/x.ts', "import { A } from '../ports/x.ts'; import { b } from '../core/a/x.ts';"],
  ['src/adapters/git/x.ts', "import { a } from './y.ts'; import { b } from '../../core/a/x.ts';"],
  ['src/adapters/agents/codex/x.ts', "import { join } from 'node:path'; import './deep/y.ts';"],
  ['src/adapters/git/x.ts', 'const a = Date.now() + Math.random(); process.exit(1);'],
  ['src/hosts/cli/x.ts', "import manifest from '../../../package.json' with { type: 'json' };"],
  ['src/hosts/cli/x.ts', "import '../../adapters/git/x.ts'; import '../../app/x.ts';"],
  ['src/hosts/cli/x.ts', "import { protect } from '../installation/x.ts';"],
  ['src/hosts/vscode/x.ts', "import { window } from 'vscode';"],
  ['src/webview/main.ts', "import type { A } from '../core/present/x.ts';"],
  ['scripts/x.ts', "import 'vscode';"],
];

describe('checkLayers', () => {
  for (const { rule, what, file, text } of planted) {
    it(`reports ${rule}: ${what}`, () => {
      const found = checkLayers(new Map([[file, text]]));
      assert.deepEqual(
        found.filter((violation) => violation.rule === rule).map((violation) => violation.file),
        [file],
        JSON.stringify(found),
      );
    });
  }

  for (const [file, text] of harmless) {
    it(`lets pass in ${file}: ${text.replaceAll('\n', ' ')}`, () => {
      assert.deepEqual(checkLayers(new Map([[file, text]])), []);
    });
  }

  it('has a planted violation for every rule that it can report on a tree in memory', () => {
    const every: Record<Exclude<RuleName, 'bundle'>, true> = {
      'unknown-layer': true,
      unreadable: true,
      reference: true,
      'computed-import': true,
      layer: true,
      'types-only': true,
      outside: true,
      vscode: true,
      node: true,
      'third-party': true,
      world: true,
    };
    assert.deepEqual(new Set(planted.map(({ rule }) => rule)), new Set(Object.keys(every)));
  });

  it('names the line', () => {
    const text = "\n/* a\n*/ const b = `\n`;\nimport 'node:fs';\n";
    const [violation] = checkLayers(new Map([['src/core/a/x.ts', text]]));
    assert.equal(violation?.line, 5);
  });

  it('finds a violation whatever harmless text stands around it', () => {
    const bits = [
      "'a'",
      '"it\'s"',
      '`b ${c}`',
      '/d"/g',
      '/* " */',
      '{ e }',
      'f / 2',
      '(g)',
      '// `\n',
    ];
    const noise = fc.array(fc.constantFrom(...bits), { maxLength: 6 });
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        const text = [...before, "import 'node:fs'", ...after].join(';\n');
        const found = checkLayers(new Map([['src/core/a/x.ts', text]]));
        assert.deepEqual(
          found.map(({ rule }) => rule),
          ['node'],
        );
      }),
    );
  });
});
