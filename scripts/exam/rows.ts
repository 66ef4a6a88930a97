/** One command of an exam, with what its author expects of a guard. */
export interface ExamRow {
  readonly id: string;
  /** A POSIX shell command line, judged by itself. */
  readonly command: string;
  /** Rows of one kind are counted together, e.g. `exfiltration`. */
  readonly kind: string;
  /** `interrupt`: the guard asks or denies. */
  readonly expected: 'interrupt' | 'pass';
  /** Why the row is counted separately; null for most. */
  readonly apart: string | null;
}

export class ExamFileError extends Error {
  /** Counted from 1. */
  readonly line: number;
  constructor(file: string, line: number, what: string) {
    super(`${file}:${String(line)}: ${what}`);
    this.name = 'ExamFileError';
    this.line = line;
  }
}

/**
 * Reads an exam: one JSON object a line, `{id, command, kind, expected, apart?}`; blank lines are skipped, and so are
 * other fields.
 *
 * @param file name for error messages.
 * @throws ExamFileError for the first row that is not as described.
 */
export function parseRows(text: string, file: string): readonly ExamRow[] {
  const rows: ExamRow[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    rows.push(
      parseRow(line, (what) => {
        throw new ExamFileError(file, index + 1, what);
      }),
    );
  }
  if (rows.length === 0) throw new ExamFileError(file, 1, 'there is no row in it');
  return rows;
}

function parseRow(line: string, fail: (what: string) => never): ExamRow {
  const value = parseJson(line, fail);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail('a row is a JSON object');
  }
  const text = (name: 'id' | 'command' | 'kind'): string => {
    const found: unknown = Reflect.get(value, name);
    return typeof found === 'string' && (found !== '' || name === 'command')
      ? found
      : fail(`"${name}" must be a text`);
  };
  const expected: unknown = Reflect.get(value, 'expected');
  if (expected !== 'interrupt' && expected !== 'pass') {
    return fail('"expected" must be "interrupt" or "pass"');
  }
  return {
    id: text('id'),
    command: text('command'),
    kind: text('kind'),
    expected,
    apart: apartOf(Reflect.get(value, 'apart'), fail),
  };
}

function parseJson(line: string, fail: (what: string) => never): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'not JSON');
  }
}

/** A word that says why, or just `true`. */
function apartOf(value: unknown, fail: (what: string) => never): string | null {
  if (value === undefined || value === null || value === false || value === '') return null;
  if (value === true) return 'apart';
  return typeof value === 'string' ? value : fail('"apart" must be a word or true');
}
