import {
  type CellKind,
  cellTitle,
  expectationOf,
  type FaultRow,
  isTried,
} from '../../test/support/faults/rows.ts';
import type { TestResult, TierReport } from './results.ts';

/** Which tier makes cells of which kind. */
const tierOf = { launcher: 'contract', process: 'agents' } as const satisfies Record<
  CellKind,
  string
>;

/**
 * What became of every fault with every agent, as a table; and a failure for each cell that a tier which ran did not
 * make. Null when no tier with cells ran.
 */
export function faultTable(
  reports: readonly TierReport[],
  rows: readonly FaultRow[],
  agents: readonly string[],
  whole: boolean,
): { readonly text: string; readonly missing: readonly TestResult[] } | null {
  const ran = new Map(reports.map(({ name, results }) => [name, results]));
  const kinds = (['launcher', 'process'] as const).filter((kind) => ran.has(tierOf[kind]));
  if (kinds.length === 0) return null;
  const missing: TestResult[] = [];
  const cell = (row: FaultRow, agent: string): string => {
    const states = kinds
      .filter((kind) => isTried(row, agent, kind, rows, whole))
      .map((kind) => {
        const title = cellTitle(row, agent, kind);
        const found = ran.get(tierOf[kind])?.find((result) => result.title.endsWith(title));
        if (found !== undefined && found.state !== 'skipped') return { kind, state: found.state };
        const detail = 'Nobody made this cell of the fault matrix.';
        missing.push({ title, state: 'failed', detail });
        return { kind, state: 'missing' as const };
      });
    return words(states, expectationOf(row, agent));
  };
  const lines = rows.map((row, index) => [
    row.fault === rows[index - 1]?.fault ? '' : row.fault,
    row.variant,
    ...agents.map((agent) => cell(row, agent)),
  ]);
  const text = `${explanation}\n\n${aligned([['fault', 'variant', ...agents], ...lines])}\n`;
  return { text, missing };
}

const explanation = `Fault matrix. denied: no call gets through. held: forbidden calls are stopped, others pass. open: named in
docs/threat-model.md. With *: shown with the agent's own process, too. -: a variant that this run tried with another
agent; npm run matrix tries them all.`;

function words(
  states: readonly { readonly kind: CellKind; readonly state: TestResult['state'] | 'missing' }[],
  expected: string,
): string {
  const wrong = states.find(({ state }) => state !== 'passed');
  if (wrong !== undefined) return wrong.state === 'failed' ? 'FAILED' : 'MISSING';
  if (states.length === 0) return '-';
  return states.some(({ kind }) => kind === 'process') ? `${expected}*` : expected;
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  return lines
    .map((line) => line.map((word, column) => word.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}
