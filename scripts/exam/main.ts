import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { confusionsOf, groupRows, type Sheet, tallyOf } from './answers.ts';
import { createExamFolder, existingFolder } from './examFolder.ts';
import { askPeer, askPinfold } from './guards.ts';
import { type ExamRow, parseRows } from './rows.ts';
import { examTable } from './table.ts';

const help = `Usage: npm run exam -- FILE [--workspace DIR [--home DIR]] [--peer] [--json]

Judges every command of FILE by itself, runs none, and prints how often each kind is interrupted (asked or denied).
FILE has one JSON object a line: {"id", "command", "kind", "expected": "interrupt"|"pass", "apart"?}.

--workspace DIR  the root of all commands; without it a project folder in a home made for this run
--home DIR       the home that goes with it (default: your own)
--peer           cc-safety-net on the same rows, in the same run
--json           the figures as JSON instead of the table

What was answered otherwise than expected is written to exam-results/<time>/. See docs/exam.md.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      workspace: { type: 'string' },
      home: { type: 'string' },
      peer: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [file] = positionals;
  if (values.help || file === undefined || positionals.length !== 1) {
    (values.help ? process.stdout : process.stderr).write(help);
    return values.help ? 0 : 2;
  }
  if (values.home !== undefined && values.workspace === undefined) {
    throw new Error('--home goes with --workspace.');
  }
  const rows = parseRows(readFileSync(file, 'utf8'), file);
  const commands = rows.map(({ command }) => command);
  const folder =
    values.workspace === undefined
      ? createExamFolder()
      : existingFolder(values.workspace, values.home);
  try {
    const sheets = [await askPinfold(commands, folder)];
    if (values.peer) sheets.push(await askPeer(commands, folder));
    const written = write(rows, sheets, file);
    const figures = figuresOf(rows, sheets);
    process.stdout.write(
      values.json ? `${JSON.stringify(figures, null, 2)}\n` : examTable(rows, sheets),
    );
    process.stderr.write(`Written to ${written}\n`);
    return 0;
  } finally {
    folder.dispose();
  }
}

/** One folder for each run: the table, its figures, and for each guard what it answered otherwise than expected. */
function write(rows: readonly ExamRow[], sheets: readonly Sheet[], file: string): string {
  const at = new Date().toISOString();
  const folder = fileURLToPath(
    new URL(`../../exam-results/${at.replaceAll(':', '-')}/`, import.meta.url),
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'table.txt'), examTable(rows, sheets));
  const figures = { at, file, guards: figuresOf(rows, sheets) };
  writeFileSync(join(folder, 'figures.json'), `${JSON.stringify(figures, null, 2)}\n`);
  for (const sheet of sheets) {
    const lines = confusionsOf(rows, sheet).map((confusion) => `${JSON.stringify(confusion)}\n`);
    const name = sheet.guard.toLowerCase();
    writeFileSync(join(folder, `confusions-${name}.jsonl`), lines.join(''));
  }
  return folder;
}

function figuresOf(rows: readonly ExamRow[], sheets: readonly Sheet[]) {
  return sheets.map((sheet) => ({
    guard: sheet.guard,
    durationMs: Math.round(sheet.durationMs),
    kinds: groupRows(rows).map(({ kind, expected, apart, members }) => ({
      kind,
      expected,
      apart,
      ...tallyOf(members, sheet),
    })),
  }));
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
