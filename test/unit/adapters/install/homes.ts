import { createHash } from 'node:crypto';
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { answeredExitCode } from '../../../../src/adapters/install/launcher.ts';
import type { InstallationOptions } from '../../../../src/hosts/installation/agents.ts';

/** A fresh folder of our own; not under /tmp, which the fence treats as temporary. */
export function freshFolder(name: string): string {
  const base = process.env['PINFOLD_TEST_CACHE'] ?? join(homedir(), '.cache', 'pinfold-test');
  mkdirSync(base, { recursive: true });
  return mkdtempSync(join(base, `${name}-`));
}

/** A stand-in for the hook: answers the self-test, and otherwise does what `body` says. */
export function standIn(body: string): string {
  return [
    `const done = () => process.exit(${answeredExitCode});`,
    "if (process.argv[3] === 'SelfTest') {",
    '  process.stdout.write(\'{"pinfold":"answering","version":"9.9.9"}\', done);',
    '} else {',
    body,
    '}',
  ].join('\n');
}

/** A folder with built programs, as the build would leave it. */
export function distFolder(parent: string, body = 'done();'): string {
  const dist = join(parent, 'dist');
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, 'hook.cjs'), standIn(body));
  for (const name of ['shell', 'compiler', 'pinfold', 'extension']) {
    writeFileSync(join(dist, `${name}.cjs`), `// ${name}\n`);
  }
  return dist;
}

/**
 * A program in node's place that answers the self-test and nothing else: for tests that are about what `protect`
 * writes. A start of the real one takes longer than everything else in them.
 */
export function standInNode(parent: string): string {
  const path = join(parent, 'node');
  const lines = [
    '#!/bin/sh',
    'case "$* " in',
    `*' SelfTest '*) printf '{"pinfold":"answering","version":"9.9.9"}'; exit ${answeredExitCode} ;;`,
    "*' 0 ') exit 0 ;;",
    'esac',
    'exit 1',
    '',
  ];
  writeFileSync(path, lines.join('\n'), { mode: 0o755 });
  return path;
}

/** Options for a home of its own inside `parent`. The watchdog is one that every Linux has. */
export function optionsIn(parent: string, home = join(parent, 'home')): InstallationOptions {
  mkdirSync(home, { recursive: true });
  return {
    platform: 'linux',
    home,
    env: {},
    dist: distFolder(parent),
    nodePath: process.execPath,
    version: '9.9.9',
    watchdog: { kind: 'timeout', path: '/usr/bin/timeout' },
  };
}

/** Copies a prepared home, links as links. */
export function copyHome(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

/** Every entry under a folder with kind, mode, owner and content: two equal trees are the same to anybody. */
export function treeOf(folder: string, under = ''): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const name of readdirSync(join(folder, under)).toSorted()) {
    const path = join(under, name);
    const full = join(folder, path);
    const stat = lstatSync(full);
    const common = `${(stat.mode & 0o7777).toString(8)} ${stat.uid}:${stat.gid}`;
    if (stat.isSymbolicLink()) {
      tree[path] = `link ${readlinkSync(full)}`;
    } else if (stat.isDirectory()) {
      tree[path] = `folder ${common}`;
      Object.assign(tree, treeOf(folder, path));
    } else {
      const digest = createHash('sha256').update(readFileSync(full)).digest('hex');
      tree[path] = `file ${common} ${stat.nlink} ${digest}`;
    }
  }
  return tree;
}
