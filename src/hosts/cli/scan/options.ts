import { readArguments } from '../arguments.ts';
import { UsageError } from '../command.ts';

export type ScanFormat = 'text' | 'json' | 'sarif';

/** What is looked at. */
export type ScanOf =
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'staged' }
  | { readonly kind: 'range'; readonly range: string }
  | { readonly kind: 'home' };

export interface ScanOptions {
  readonly of: ScanOf;
  readonly format: ScanFormat;
  readonly baseline: string | null;
  readonly writeBaseline: string | null;
  readonly respectGitignore: boolean;
  readonly dependencies: boolean;
  /** Milliseconds after which the scan ends with what it has; null for no bound. */
  readonly mostTime: number | null;
}

/** @throws UsageError for what is unknown or does not go together */
export function readScanOptions(args: readonly string[]): ScanOptions {
  const { values, positionals } = readArguments('scan', args, {
    staged: { type: 'boolean', default: false },
    range: { type: 'string' },
    home: { type: 'boolean', default: false },
    format: { type: 'string' },
    json: { type: 'boolean', default: false },
    baseline: { type: 'string' },
    'write-baseline': { type: 'string' },
    'respect-gitignore': { type: 'boolean', default: false },
    dependencies: { type: 'boolean', default: false },
    'max-time': { type: 'string' },
  });
  const chosen = [values.staged, values.range !== undefined, values.home, positionals.length > 0];
  if (chosen.filter(Boolean).length > 1) {
    throw wrong(
      'Paths, `--staged`, `--range` and `--home` are four different scans.',
      'Choose one.',
    );
  }
  const of: ScanOf = values.staged
    ? { kind: 'staged' }
    : values.range !== undefined
      ? { kind: 'range', range: values.range }
      : values.home
        ? { kind: 'home' }
        : { kind: 'paths', paths: positionals };
  const baseline = values.baseline ?? null;
  const writeBaseline = values['write-baseline'] ?? null;
  if (values.home && (baseline !== null || writeBaseline !== null)) {
    throw wrong('A home has no baseline.', 'Leave `--baseline` and `--write-baseline` out.');
  }
  if (baseline !== null && writeBaseline !== null) {
    throw wrong(
      '`--baseline` compares, `--write-baseline` replaces.',
      'Choose one; the second keeps the key of a file that is there.',
    );
  }
  return {
    of,
    format: formatOf(values.format, values.json),
    baseline,
    writeBaseline,
    respectGitignore: values['respect-gitignore'],
    dependencies: values.dependencies,
    mostTime: timeOf(values['max-time']),
  };
}

function formatOf(format: string | undefined, json: boolean): ScanFormat {
  if (format === undefined) return json ? 'json' : 'text';
  if (format !== 'text' && format !== 'json' && format !== 'sarif') {
    throw wrong('That is no format.', 'There are `text`, `json` and `sarif`.');
  }
  if (json && format !== 'json') throw wrong('`--json` is `--format json`.', 'Leave one out.');
  return format;
}

function timeOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    throw wrong(`"${text}" is no time.`, 'Give whole seconds, e.g. `--max-time 120`.');
  }
  return Number(text) * 1000;
}

function wrong(message: string, remedy: string): UsageError {
  return new UsageError(message, remedy);
}
