import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'unbash';
import { analyseShell, type ShellContext } from '../../src/core/shell/index.ts';
import { isRejected } from '../../src/core/shell/rejectedText.ts';
import { createDice, hostileText } from './inputs.ts';

/** A text for which the analysis broke a promise. */
export interface Failure {
  readonly text: string;
  readonly what: string;
}

export interface FuzzResult {
  readonly seed: number;
  readonly count: number;
  readonly failures: readonly Failure[];
  /** The text that took longest, and its milliseconds. */
  readonly slowest: { readonly text: string; readonly ms: number };
  readonly durationMs: number;
  /** How many texts the parser finds fault with: proof that the inputs are hostile. */
  readonly unparsable: number;
}

const context: ShellContext = {
  cwd: '/home/u/ws',
  home: '/home/u',
  user: 'u',
  variables: new Map(),
};

const mostStatements = 1_501;
/** Generous: it is to catch what is endless, on a busy machine too. */
const mostMs = 10_000;
const mostFailures = 10;

/**
 * Gives the shell analysis `count` hostile texts. It must not throw, stay within its bounds, state what it cannot
 * follow as `unresolved`, and not lose the read of a key that stands before the text.
 *
 * @param analyse what is examined; tests hand in a broken one.
 */
export function fuzzShell(
  seed: number,
  count: number,
  analyse: typeof analyseShell = analyseShell,
): FuzzResult {
  const dice = createDice(seed);
  const seeds = ownCommands();
  const failures: Failure[] = [];
  const started = performance.now();
  let slowest = { text: '', ms: 0 };
  let unparsable = 0;
  for (let turn = 0; turn < count && failures.length < mostFailures; turn += 1) {
    const hostile = hostileText(dice, seeds);
    const guarded = dice(2) === 0;
    const text = guarded ? `cat ~/.ssh/id_rsa; ${hostile}` : hostile;
    const broken = isUnparsable(text);
    if (broken) unparsable += 1;
    const before = performance.now();
    const what = brokenPromise({ text, guarded, broken, analyse });
    const elapsed = performance.now() - before;
    if (elapsed > slowest.ms) slowest = { text, ms: elapsed };
    if (what !== null) failures.push({ text, what });
    else if (elapsed > mostMs) failures.push({ text, what: `took ${elapsed.toFixed(0)} ms` });
  }
  return { seed, count, failures, slowest, durationMs: performance.now() - started, unparsable };
}

interface Examined {
  readonly text: string;
  /** It starts with the read of a key. */
  readonly guarded: boolean;
  /** No shell would run it as it stands. */
  readonly broken: boolean;
  readonly analyse: typeof analyseShell;
}

function brokenPromise({ text, guarded, broken, analyse }: Examined): string | null {
  try {
    const statements = analyse(text, context);
    if (statements.length > mostStatements) return `${statements.length} statements`;
    if (statements.some(({ kind }) => kind === 'unresolved')) return null;
    if (broken) return 'passes, although it cannot be parsed';
    const reads = statements.some(
      (statement) => statement.kind === 'read' && statement.path.text.endsWith('.ssh/id_rsa'),
    );
    return guarded && !reads ? 'the read before it is lost' : null;
  } catch (error) {
    return `throws: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

/** What no shell would run as it stands. */
function isUnparsable(text: string): boolean {
  if (text.length > 65_536 || text.includes('\0') || /[\uD800-\uDFFF]/u.test(text)) return true;
  try {
    // What every shell rejects as a whole may pass.
    return (parse(text).errors?.length ?? 0) > 0 && !isRejected(text);
  } catch {
    return true;
  }
}

/** The commands of the project's shell cases. */
function ownCommands(): readonly string[] {
  const folder = fileURLToPath(new URL('../../test/cases/shell/', import.meta.url));
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(`${folder}${name}`, 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { readonly command: string }).command);
}
