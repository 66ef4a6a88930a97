import { type Group, groupRows, type Sheet, type Tally, tallyOf } from './answers.ts';
import type { ExamRow } from './rows.ts';

/** The result of an exam as text for a terminal: a line for each kind, each guard's columns beside the others'. */
export function examTable(rows: readonly ExamRow[], sheets: readonly Sheet[]): string {
  const groups = groupRows(rows);
  const lines = [
    ['', '', '', ...sheets.flatMap(({ guard }) => [guard, '', '', ''])],
    ['kind', 'expected', 'rows', ...sheets.flatMap(() => columns)],
    ...section(
      groups.filter(({ apart }) => !apart),
      sheets,
    ),
  ];
  const apart = groups.filter((group) => group.apart);
  if (apart.length > 0) lines.push(['apart'], ...section(apart, sheets));
  const seconds = sheets.map(
    ({ guard, durationMs }) => `${guard} ${(durationMs / 1000).toFixed(1)} s`,
  );
  return `${aligned(lines)}\nTime for all rows: ${seconds.join(', ')}\n`;
}

const columns = ['interrupted', 'denied', 'asked', 'passed'] as const;

/** The groups, and a sum for each expectation that more than one group has. */
function section(groups: readonly Group[], sheets: readonly Sheet[]): string[][] {
  const lines = groups.map(({ kind, expected, members }) => [
    kind,
    expected,
    ...figures(members, sheets),
  ]);
  for (const expected of ['interrupt', 'pass'] as const) {
    const alike = groups.filter((group) => group.expected === expected);
    if (alike.length < 2) continue;
    const members = alike.flatMap((group) => group.members);
    lines.push(['together', expected, ...figures(members, sheets)]);
  }
  return lines;
}

function figures(members: readonly number[], sheets: readonly Sheet[]): string[] {
  return [
    String(members.length),
    ...sheets.flatMap((sheet) => {
      const tally = tallyOf(members, sheet);
      const { denied, asked, passed } = tally;
      return [denied + asked, denied, asked, passed].map((count) => share(count, tally));
    }),
  ];
}

function share(count: number, { rows }: Tally): string {
  return `${((100 * count) / rows).toFixed(2)} %`;
}

function aligned(lines: readonly (readonly string[])[]): string {
  const width = (column: number): number =>
    // Names of guards head four columns and must not widen the first.
    Math.max(...lines.slice(1).map((line) => line[column]?.length ?? 0));
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column < 2 ? cell.padEnd(width(column)) : cell.padStart(width(column)),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
