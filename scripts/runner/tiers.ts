import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../lib/processGroup.ts';
import { ensureTool } from '../lib/toolCache.ts';
import { ensureProgram } from '../lib/debian.ts';
import { ensureBrowser } from '../lib/vscodeHost/browser.ts';
import { runHostTier } from './hostTier.ts';
import { runMocha, testEnvironment } from './mochaTier.ts';
import type { FileTime, TestResult } from './results.ts';

export interface Tier {
  readonly name: string;
  /** Tiers that must have run before, even when only this one was asked for. */
  readonly needs: readonly string[];
  /** @param onTimes gets what each test file took, where the tier has some. */
  run(
    onOutput: (text: string) => void,
    onTimes?: (times: readonly FileTime[]) => void,
  ): Promise<readonly TestResult[]>;
}

const repository = fileURLToPath(new URL('../..', import.meta.url));
const minute = 60_000;
/** More of them get into each other's way at the disk. */
const processes = Math.min(availableParallelism(), 4);
/** Installed hooks are waited for more than they compute: locks, limits, stopped writers, people who do not answer. */
const waitingProcesses = processes + 2;

/** In the order in which they run: what is quick and explains later failures comes first. */
export const tiers: readonly Tier[] = [
  commands('build', [['the programs build', 'node', ['esbuild.mjs']]]),
  commands('check', [
    ['types', 'typescript:tsc', ['-p', 'tsconfig.json']],
    ['types of the core without node', 'typescript:tsc', ['-p', 'tsconfig.core.json']],
    ['lint', 'oxlint:oxlint', ['--type-aware', '--quiet']],
    ['format', 'oxfmt:oxfmt', ['--check', '.']],
    ['layers', 'node', ['--import', 'tsx', 'scripts/layers.ts']],
  ]),
  { name: 'programs', needs: [], run: installPrograms },
  mocha('unit', ['programs'], 20_000, processes),
  mocha('contract', ['build', 'programs'], minute, waitingProcesses),
  { name: 'install', needs: [], run: installTools },
  host('host', ['build', 'install'], 3 * minute),
  mocha('agents', ['build', 'install'], 3 * minute, processes),
];

/**
 * The tiers to run for the names on the command line: all for none, else those and what they need, in order.
 *
 * @throws Error for an unknown name.
 */
export function chooseTiers(all: readonly Tier[], names: readonly string[]): readonly Tier[] {
  const known = new Map(all.map((tier) => [tier.name, tier]));
  const wanted = new Set<string>();
  const want = (name: string): void => {
    const tier = known.get(name);
    if (tier === undefined) {
      throw new Error(`Unknown tier '${name}'. There are: ${[...known.keys()].join(', ')}.`);
    }
    tier.needs.forEach(want);
    wanted.add(name);
  };
  names.forEach(want);
  return names.length === 0 ? all : all.filter(({ name }) => wanted.has(name));
}

function mocha(name: string, needs: readonly string[], testMs: number, share = 1): Tier {
  const folder = join(repository, 'test', name);
  const tier = { folder, testMs, tierMs: 20 * minute, processes: share };
  return { name, needs, run: (onOutput, onTimes) => runMocha(tier, onOutput, onTimes) };
}

/** The tests in a real VS Code: `test/host/inside` in its extension host, the others at its workbench. */
function host(name: string, needs: readonly string[], testMs: number): Tier {
  const folder = join(repository, 'test', name);
  const outside = {
    folder: join(folder, 'outside'),
    testMs,
    tierMs: 20 * minute,
    processes: Math.min(processes, 2),
  };
  const tier = { inside: join(folder, 'inside'), outside };
  return { name, needs, run: (onOutput) => runHostTier(tier, onOutput) };
}

/** Title, `node` or `package:program`, arguments. */
type Command = readonly [string, string, readonly string[]];

/** A tier of programs; each counts as one test and passes with exit code 0. */
function commands(name: string, list: readonly Command[]): Tier {
  return {
    name,
    needs: [],
    async run(onOutput) {
      const results: TestResult[] = [];
      for (const command of list) {
        const result = await runCommand(command);
        onOutput(result.state === 'passed' ? '.' : `\nFAILED ${result.title}\n`);
        results.push(result);
      }
      return results;
    },
  };
}

async function runCommand([title, program, args]: Command): Promise<TestResult> {
  const outcome = await runProgram({
    command: process.execPath,
    args: program === 'node' ? args : [scriptOf(program), ...args],
    cwd: repository,
    env: testEnvironment(),
    timeoutMs: 5 * minute,
  });
  if (outcome.exitCode === 0 && !outcome.timedOut) return { title, state: 'passed', detail: '' };
  const fate = outcome.timedOut ? 'time was up' : `exit code ${String(outcome.exitCode)}`;
  return { title, state: 'failed', detail: `${fate}\n${outcome.stdout}${outcome.stderr}` };
}

/** Absolute path of the script behind `package:program`; node runs it alike on every platform. */
function scriptOf(program: string): string {
  const [packageName = '', name = ''] = program.split(':');
  const folder = join(repository, 'node_modules', packageName);
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { bin } = manifest as { readonly bin: string | Readonly<Record<string, string>> };
  return join(folder, typeof bin === 'string' ? bin : (bin[name] ?? ''));
}

type Say = (line: string) => void;
type Install = readonly [name: string, install: (say: Say) => Promise<unknown>];

/** Small programs that a bare system lacks, and that some tests compare with or slow down by. */
function installPrograms(onOutput: (text: string) => void): Promise<readonly TestResult[]> {
  const onLinux: readonly Install[] = [['strace', (say) => ensureProgram('strace', 'strace', say)]];
  return installAll(onOutput, [
    ['Python 3', (say) => ensureProgram('python3', 'python3', say)],
    ...(process.platform === 'linux' ? onLinux : []),
  ]);
}

/** Installs what the tests drive, once: real agents, a real editor. Timed apart from the tests that need them. */
function installTools(onOutput: (text: string) => void): Promise<readonly TestResult[]> {
  return installAll(onOutput, [
    ...readdirSync(join(repository, 'test/tools'))
      .toSorted()
      .map((name): Install => [name, (say) => ensureTool(name, say)]),
    ['a browser', ensureBrowser],
  ]);
}

async function installAll(
  onOutput: (text: string) => void,
  installs: readonly Install[],
): Promise<readonly TestResult[]> {
  const say = (line: string): void => onOutput(`${line}\n`);
  const results: TestResult[] = [];
  for (const [name, install] of installs) {
    const title = `${name} is installed`;
    try {
      await install(say);
      results.push({ title, state: 'passed', detail: '' });
      onOutput('.');
    } catch (error) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      results.push({ title, state: 'failed', detail });
      onOutput(`\nFAILED ${title}\n`);
    }
  }
  return results;
}
