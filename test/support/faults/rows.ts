import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

/** Every fault that the matrix must have a row for. */
export const faults = [
  'bundle deleted',
  'launcher deleted',
  'crash',
  'endless loop',
  'slow disk',
  'garbage',
  'policy broken',
  'index damaged',
  'state unwritable',
  'disk full',
  'interpreter moved',
  'hostile environment',
  'forged grant',
  'forged answer',
  'forged pin',
  'hook entry edited',
] as const;

/** Agents that the matrix has a column for, by adapter id. */
export const matrixAgents = ['claude-code', 'codex'] as const;

/**
 * - `denied`: no call gets through, not even a harmless one;
 * - `held`: the fence stands: forbidden calls are stopped, and a harmless one passes;
 * - `open`: forbidden calls get through. The threat model names the row.
 */
const expectation = v.picklist(['denied', 'held', 'open']);
export type Expectation = v.InferOutput<typeof expectation>;

const text = v.pipe(v.string(), v.minLength(1));

/** One thing that somebody does to the installation; names in double braces are places, see steps.ts. */
const step = v.union([
  v.strictObject({ remove: text }),
  v.strictObject({ write: text, text: v.string() }),
  v.strictObject({ folder: text }),
  v.strictObject({ chmod: text, mode: v.pipe(v.string(), v.regex(/^[0-7]{3}$/)) }),
  v.strictObject({ replaceIn: text, from: text, to: v.string() }),
  v.strictObject({ pipe: text }),
  v.strictObject({ damage: text, how: v.picklist(['deleted', 'empty', 'half', 'middle']) }),
  v.strictObject({
    forge: v.picklist(['grant', 'answer', 'pin']),
    by: v.picklist(['nobody', 'stranger', 'somewhere else', 'alteration', 'added key']),
  }),
  v.strictObject({ preload: text }),
  v.strictObject({ hooks: v.picklist(['removed', 'silenced', 'off']) }),
]);
export type Step = v.InferOutput<typeof step>;

const row = v.strictObject({
  fault: v.picklist(faults),
  variant: text,
  steps: v.optional(v.array(step), []),
  /** Variables of the agent, in which it runs the hook. */
  env: v.optional(v.record(v.string(), v.string()), {}),
  /** A file system of its own below the state, see mounts.ts. */
  disk: v.optional(v.picklist(['full', 'read-only'])),
  /** The launcher waits for one second only: for what never answers. */
  impatient: v.optional(v.boolean(), false),
  /** Sent instead of the agent's own payload. */
  payload: v.optional(v.string()),
  /** What `sh` is for the agent; default /bin/sh. */
  shell: v.optional(text),
  /** Further forbidden calls: files that the agent writes. */
  writes: v.optional(v.array(text), []),
  expect: expectation,
  /** Where one agent differs. */
  expectFor: v.optional(v.record(v.string(), expectation), {}),
  /** Expression for the words of the refusal (denied), or a code of `status` (open). */
  says: v.optional(text),
  /** Open: beginning of the row of docs/threat-model.md that names it. */
  threat: v.optional(text),
  because: text,
  /** Also with real processes of the agents. */
  real: v.optional(v.boolean(), false),
});
export type FaultRow = v.InferOutput<typeof row>;

/** @throws ValiError naming what is wrong in a row */
export function readRows(): readonly FaultRow[] {
  const file = join(import.meta.dirname, '../../cases/faults/matrix.jsonl');
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => v.parse(row, JSON.parse(line)));
}

export function expectationOf(row: FaultRow, agent: string): Expectation {
  return row.expectFor[agent] ?? row.expect;
}

/** Where a cell is made: with the launcher and an agent's payloads, or with the agent's own process. */
export type CellKind = 'launcher' | 'process';

/** Whether the whole matrix is to be tried, as `npm run matrix` does. */
export function wholeMatrix(): boolean {
  return process.env['PINFOLD_TEST_MATRIX'] === 'whole';
}

/**
 * Whether a row is tried with an agent in this way. `npm test` tries the first variant of each fault with every agent,
 * and so those where agents differ; the others with one agent in each way, in turn, and with another one when it comes
 * to processes.
 *
 * @param whole every row with every agent
 */
export function isTried(
  row: FaultRow,
  agent: string,
  kind: CellKind,
  rows: readonly FaultRow[],
  whole: boolean,
): boolean {
  if (kind === 'process' && !row.real) return false;
  if (whole || Object.keys(row.expectFor).length > 0) return true;
  const of = rows.filter(({ fault, real }) => fault === row.fault && (kind === 'launcher' || real));
  if (row === of[0]) return true;
  const turn = rows.indexOf(row) + (kind === 'process' ? 1 : 0);
  return matrixAgents[turn % matrixAgents.length] === agent;
}

/** Title of the test of one cell; the runner finds cells by it. */
export function cellTitle(row: FaultRow, agent: string, kind: CellKind): string {
  return `${row.fault}: ${row.variant} × ${agent} (${kind})`;
}
