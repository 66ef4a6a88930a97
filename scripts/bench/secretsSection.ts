import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pickEnvironment } from '../lib/environment.ts';
import { runProgram } from '../lib/processGroup.ts';
import { ensureTool } from '../lib/toolCache.ts';
import { summarise } from './measure.ts';
import { type Aim, atLeast, atMost, type Row, type Section } from './report.ts';
import { assembleCorpus, type Corpus, type Folder } from './secretCorpus.ts';

const timeoutMs = 20 * 60_000;
const rounds = 3;

/** What a scanner made of a folder. */
interface Outcome {
  /** Of the processor: the machine has other things to do, and one core is what the aim speaks of. */
  readonly ms: number;
  readonly findings: number;
  /** Files with a finding. */
  readonly files: number;
  /** The most memory of the process so far, in bytes; absent where it was not looked at. */
  readonly rss?: number;
}

interface Scanner {
  readonly name: string;
  readonly scan: (folders: readonly Folder[]) => Promise<readonly Outcome[]>;
}

/**
 * Secrets in content, beside gitleaks' own engine (as WASM) and secretlint. Throughput is by processor time and leaves
 * out the start of the process; each scanner reads the files itself.
 */
export async function secretsSection(): Promise<Section> {
  const corpus = assembleCorpus();
  try {
    const own = await measure({ name: 'Pinfold', scan: scanWithPinfold }, corpus, rounds);
    const whole = await scanWithPinfold([corpus.ordinary, corpus.ordinary]);
    const peers = [
      await measure({ name: 'gitleaks (WASM)', scan: scanWithGitleaks }, corpus, 1),
      await measure({ name: 'secretlint', scan: scanWithSecretlint }, corpus, 1),
    ];
    return {
      title: 'secrets',
      how:
        `${megabytes(corpus.sample)} MB of installed packages (${megabytes(corpus.ordinary)} MB for the rows of all), ` +
        `${String(corpus.generated.files)} files with a generated secret; processor time`,
      rows: [
        ...rowsOf(own, peers),
        ...wholeRows(whole, corpus),
        ...peers.flatMap((peer) => rowsOf(peer, [])),
      ],
    };
  } finally {
    corpus.dispose();
  }
}

interface Measured {
  readonly name: string;
  /** Of each round, in MB/s. */
  readonly speeds: readonly number[];
  /** Per 10 MB. */
  readonly alarms: number;
  /** In percent. */
  readonly recall: number;
}

async function measure(
  scanner: Scanner,
  { sample, generated, empty }: Corpus,
  times: number,
): Promise<Measured> {
  const speeds: number[] = [];
  let [alarms, recall] = [0, 0];
  for (let round = 0; round < times; round += 1) {
    const [, secrets, ordinary] = await scanner.scan([empty, generated, sample]);
    if (ordinary === undefined || secrets === undefined)
      throw new Error(`${scanner.name} did not answer.`);
    speeds.push(sample.bytes / 1_000 / ordinary.ms);
    alarms = (ordinary.findings * 10_000_000) / sample.bytes;
    recall = (secrets.files * 100) / generated.files;
  }
  return { name: scanner.name, speeds, alarms, recall };
}

function rowsOf(
  { name, speeds, alarms, recall }: Measured,
  peers: readonly Measured[],
): readonly Row[] {
  const speed = summarise(speeds);
  const own = peers.length > 0;
  const fastest = Math.max(...peers.flatMap((peer) => peer.speeds));
  return [
    {
      what: `${name}, throughput`,
      unit: 'MB/s',
      sample: speed,
      ...(own ? { aim: both(atLeast(60, 'MB/s', speed.median), speed.median > fastest) } : {}),
    },
    row(
      `${name}, generated secrets found`,
      '%',
      recall,
      own ? atLeast(99, '%', recall) : undefined,
    ),
    row(`${name}, alarms per 10 MB`, '', alarms, own ? atMost(3, '', alarms) : undefined),
  ];
}

function both(aim: Aim, ahead: boolean): Aim {
  return { words: `${aim.words}, ahead of both`, met: aim.met && ahead };
}

/** The second of two scans of everything: V8 has compiled by then what it compiles. */
function wholeRows([, second]: readonly Outcome[], { ordinary }: Corpus): readonly Row[] {
  if (second === undefined) return [];
  const alarms = (second.findings * 10_000_000) / ordinary.bytes;
  const memory = (second.rss ?? 0) / 1_000_000;
  const speed = ordinary.bytes / 1_000 / second.ms;
  return [
    row('Pinfold, throughput on all', 'MB/s', speed, atLeast(60, 'MB/s', speed)),
    row('Pinfold, alarms per 10 MB of all', '', alarms, atMost(3, '', alarms)),
    row('Pinfold, memory', 'MB', memory, atMost(200, 'MB', memory)),
  ];
}

function row(what: string, unit: string, value: number, aim?: Aim): Row {
  return { what, unit, sample: summarise([value]), ...(aim === undefined ? {} : { aim }) };
}

function megabytes({ bytes }: Folder): string {
  return (bytes / 1_000_000).toFixed(0);
}

async function scanWithPinfold(folders: readonly Folder[]): Promise<readonly Outcome[]> {
  return linesOf(process.execPath, [
    '--import',
    'tsx',
    here('./secretWorker.ts'),
    ...folders.map(({ path }) => path),
  ]);
}

async function scanWithSecretlint(folders: readonly Folder[]): Promise<readonly Outcome[]> {
  const [{ dir }, node] = [await ensureTool('secret-peers'), await ensureTool('node-22')];
  return linesOf(node.bin, [
    here('./secretlintWorker.mjs'),
    dir,
    ...folders.map(({ path }) => path),
  ]);
}

/** One process for each folder; what the first, with nothing in it, takes is the price of a start. */
async function scanWithGitleaks(folders: readonly Folder[]): Promise<readonly Outcome[]> {
  const { bin } = await ensureTool('secret-peers');
  const outcomes: Outcome[] = [];
  for (const { path } of folders) {
    const report = `${path}.json`;
    const args = [
      'dir',
      path,
      '--no-banner',
      '--exit-code',
      '0',
      '--report-format',
      'json',
      '--report-path',
      report,
    ];
    const { stderr } = await run(process.execPath, [here('./gitleaksWorker.cjs'), bin, ...args]);
    const ms = Number(stderr.trim().split('\n').at(-1));
    const found = JSON.parse(readFileSync(report, 'utf8')) as readonly { readonly File: string }[];
    outcomes.push({
      ms: Math.max(ms - (outcomes[0]?.ms ?? 0), 1),
      findings: found.length,
      files: new Set(found.map(({ File }) => File)).size,
    });
  }
  return outcomes;
}

async function linesOf(command: string, args: readonly string[]): Promise<readonly Outcome[]> {
  const { stdout } = await run(command, args);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome);
}

/** @throws Error when it does not end well. */
async function run(command: string, args: readonly string[]) {
  const env = pickEnvironment(['PATH', 'HOME', 'TMPDIR']);
  const cwd = join(here('../..'));
  const outcome = await runProgram({ command, args, cwd, env, timeoutMs });
  if (outcome.exitCode === 0) return outcome;
  throw new Error(
    `${command} ${args.join(' ')} ended with ${String(outcome.exitCode)}: ${outcome.stderr}`,
  );
}

function here(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
