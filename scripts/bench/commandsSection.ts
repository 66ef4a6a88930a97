import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createWorkspace, workspaceEnvironment } from '../../test/support/workspace.ts';
import { runProgram } from '../lib/processGroup.ts';
import { ensureTool } from '../lib/toolCache.ts';
import { type Sample, summarise } from './measure.ts';
import { atMost, compare, type Row, type Section } from './report.ts';

const turns = 2;
const warmUps = 2;
const rounds = 4;
const timeoutMs = 5 * 60_000;

/** Percent, and how many microseconds Pinfold may take at most. */
const percentiles: readonly (readonly [percent: number, aim: number | null])[] = [
  [50, 300],
  [90, null],
  [99, 3_000],
];

/**
 * Time of one decision about a shell command in a warm process, for the project's own cases, beside cc-safety-net's
 * for the same commands. The percentiles are those of each round; the table has their medians over the rounds.
 */
export async function commandsSection(): Promise<Section> {
  const commands = ownCommands();
  const { bin } = await ensureTool('cc-safety-net');
  const workspace = createWorkspace({
    project: { '.env': 'NAME=value\n', 'src/main.py': 'print(1)\n' },
    home: { '.ssh/id_rsa': 'no key\n', '.aws/credentials': '[default]\n' },
  });
  const guards = {
    Pinfold: ['--import', 'tsx', pathOf('./commandWorker.ts'), workspace.root],
    'cc-safety-net': [pathOf('../exam/peerWorker.mjs'), bin, workspace.root, '--time'],
  };
  const measured = new Map<string, number[][]>();
  try {
    for (let turn = 0; turn < turns; turn += 1) {
      for (const [guard, args] of Object.entries(guards)) {
        const times = await timesOf(args, commands, workspaceEnvironment(workspace));
        measured.set(guard, [...(measured.get(guard) ?? []), ...times]);
      }
    }
  } finally {
    workspace.dispose();
  }
  return {
    title: 'commands',
    how: `one decision about a shell command, warm, over the ${String(commands.length)} of test/cases/shell`,
    rows: percentiles.flatMap(([percent, aim]) => {
      const sampleOf = (guard: keyof typeof guards): Sample =>
        summarise((measured.get(guard) ?? []).map((round) => percentileOf(round, percent)));
      const peer: Row = {
        what: `cc-safety-net p${String(percent)}`,
        unit: 'µs',
        sample: sampleOf('cc-safety-net'),
      };
      const sample = sampleOf('Pinfold');
      const own = compare(`Pinfold p${String(percent)}`, 'µs', sample, peer);
      return [aim === null ? own : { ...own, aim: atMost(aim, 'µs', sample.median) }, peer];
    }),
  };
}

/** Every command of the project's shell cases, once. */
function ownCommands(): readonly string[] {
  const folder = fileURLToPath(new URL('../../test/cases/shell/', import.meta.url));
  const lines = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(`${folder}${name}`, 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { readonly command: string }).command);
  return [...new Set(lines)];
}

/** Microseconds of each decision, round by round; the rounds that warm up are left out. */
async function timesOf(
  args: readonly string[],
  commands: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<readonly number[][]> {
  const round = commands.map((command) => `${JSON.stringify(command)}\n`).join('');
  const { exitCode, stdout, stderr } = await runProgram({
    command: process.execPath,
    args,
    // Where `tsx` is found.
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env,
    timeoutMs,
    input: round.repeat(warmUps + rounds),
  });
  const times = stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as { readonly micros: number }).micros);
  if (exitCode !== 0 || times.length !== commands.length * (warmUps + rounds)) {
    throw new Error(`${args.join(' ')} ended with ${String(exitCode)}: ${stderr}`);
  }
  return Array.from({ length: rounds }, (_, index) => {
    const start = (warmUps + index) * commands.length;
    return times.slice(start, start + commands.length);
  });
}

/** The value that `percent` of the values do not exceed. @throws RangeError for no values */
function percentileOf(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
  if (value === undefined) throw new RangeError('Nothing was measured.');
  return value;
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
