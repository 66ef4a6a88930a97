import type { Sample } from './measure.ts';

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly sample: Sample;
  /** Median by the median of another row of the same section; `least` compares the minima, which noise spares. */
  readonly ratio?: { readonly value: number; readonly least: number; readonly to: string };
  readonly aim?: Aim;
}

export interface Aim {
  /** E.g. `≤ 1.4 ×`. */
  readonly words: string;
  readonly met: boolean;
}

export interface Section {
  readonly title: string;
  /** What was measured and how, one sentence. */
  readonly how: string;
  readonly rows: readonly Row[];
}

/** An upper limit, with whether a value keeps it. */
export function atMost(limit: number, unit: string, value: number): Aim {
  return { words: `≤ ${String(limit)} ${unit}`, met: value <= limit };
}

/** A lower limit, with whether a value keeps it. */
export function atLeast(limit: number, unit: string, value: number): Aim {
  return { words: `≥ ${String(limit)} ${unit}`, met: value >= limit };
}

/** A row that is compared with another one. */
export function compare(
  what: string,
  unit: string,
  sample: Sample,
  base: Row,
  limit?: number,
): Row {
  const value = sample.median / base.sample.median;
  return {
    what,
    unit,
    sample,
    ratio: { value, least: sample.min / base.sample.min, to: base.what },
    ...(limit === undefined ? {} : { aim: atMost(limit, '×', value) }),
  };
}

/** A section as text for a terminal. */
export function sectionText(section: Section): string {
  const header = ['', 'N', 'median', 'min', 'max', 'ratio', 'aim'];
  const lines = section.rows.map((row) => [
    row.what,
    String(row.sample.n),
    `${figure(row.sample.median)} ${row.unit}`,
    figure(row.sample.min),
    figure(row.sample.max),
    row.ratio === undefined ? '' : ratioText(row.ratio),
    row.aim === undefined ? '' : `${row.aim.words} ${row.aim.met ? 'met' : 'MISSED'}`,
  ]);
  const widths = header.map((_, column) =>
    Math.max(...[header, ...lines].map((line) => line[column]?.length ?? 0)),
  );
  const text = [header, ...lines].map((line) =>
    line
      .map((cell, column) => pad(cell, widths[column] ?? 0, column))
      .join('  ')
      .trimEnd(),
  );
  return `${section.title}: ${section.how}\n${text.map((line) => `  ${line}`).join('\n')}\n`;
}

function ratioText({ value, least, to }: NonNullable<Row['ratio']>): string {
  return `${value.toFixed(2)} × ${to} (minima ${least.toFixed(2)} ×)`;
}

/** Words stand on the left, figures on the right. */
function pad(cell: string, width: number, column: number): string {
  return column === 0 || column > 4 ? cell.padEnd(width) : cell.padStart(width);
}

function figure(value: number): string {
  return value >= 1000 ? Math.round(value).toString() : Number(value.toPrecision(3)).toString();
}
