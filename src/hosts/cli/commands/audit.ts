import { exportLines } from '../../../adapters/audit/exportRecords.ts';
import { createJsonlTrail } from '../../../adapters/audit/jsonlTrail.ts';
import { untoldStreaks } from '../../../adapters/audit/streaks.ts';
import { verifyDirectory } from '../../../adapters/audit/verifyDirectory.ts';
import { sha256Hex } from '../../../adapters/digest/sha256.ts';
import { isUntold, repeatDraft } from '../../../core/audit/repeats.ts';
import { recordLine, repeatWords } from '../../../core/present/record.ts';
import { directoriesOf } from '../../shared/places.ts';
import { json, readArguments } from '../arguments.ts';
import { type Command, UsageError } from '../command.ts';

export const auditTail: Command = {
  name: 'audit tail',
  usage: 'audit tail [--count N] [--json]',
  summary: 'Shows the newest records.',
  help: '--count N  how many (default 20)\n--json     the records as they are, one a line',
  run(args, terminal) {
    const { values } = readArguments('audit tail', args, {
      ...json,
      count: { type: 'string', short: 'n', default: '20' },
    });
    const count = Number(values.count);
    if (!Number.isInteger(count) || count < 1) {
      throw new UsageError(
        `"${values.count}" is no number of records.`,
        'Give a whole number above 0.',
      );
    }
    const { audit } = directoriesOf(terminal.environment);
    const trail = createJsonlTrail({ directory: audit, sha256: sha256Hex, now: terminal.now });
    for (const record of trail.last(count)) {
      terminal.out(`${values.json ? JSON.stringify(record) : recordLine(record)}\n`);
    }
    // With --json only what is a record.
    if (values.json) return 0;
    for (const streak of untoldStreaks(audit).filter(isUntold)) {
      terminal.out(`not recorded yet: ${repeatWords(repeatDraft(streak))}\n`);
    }
    return 0;
  },
};

export const auditVerify: Command = {
  name: 'audit verify',
  usage: 'audit verify [--json]',
  summary: 'Checks that no record was changed, removed or put in.',
  help: `Names the first bad record, and what may be missing: which numbers, from when to when. Exit code 0 when all is in
order, 1 when something is wrong, 2 when the trail cannot be read.
A cleanly cut-off end cannot be seen: keep the head hash elsewhere.

--json  the same as one JSON object: ok, records, segments, sealed, notes, and head or first and faults`,
  run(args, terminal) {
    const { values } = readArguments('audit verify', args, json);
    const { audit } = directoriesOf(terminal.environment);
    const result = verifyDirectory(audit, sha256Hex);
    if (values.json) {
      terminal.out(`${JSON.stringify(result)}\n`);
      return result.ok ? 0 : 1;
    }
    if (result.ok) {
      const sealed = result.sealed === 0 ? '' : `, ${result.sealed} interrupted and sealed`;
      terminal.out(
        `The audit trail is whole: ${result.records} records in ${result.segments} segments${sealed}.\nHead: ${result.head}\n`,
      );
    } else {
      for (const { segment, line, seq, problem, missing } of result.faults) {
        const where = line === 0 ? segment : `${segment}, line ${line}`;
        terminal.out(`${where}${seq === null ? '' : ` (record ${seq})`}: ${problem} ${missing}\n`);
      }
    }
    for (const note of result.notes) terminal.out(`Note: ${note}\n`);
    return result.ok ? 0 : 1;
  },
};

export const auditExport: Command = {
  name: 'audit export',
  usage: 'audit export',
  summary: 'Prints all records, one JSON line each, in the order of their numbers.',
  help: 'A plain copy of the lines, as they are hashed. Lines that are no records are left out: exit code 1 says so.',
  run(args, terminal) {
    readArguments('audit export', args, {});
    const { audit } = directoriesOf(terminal.environment);
    let leftOut = 0;
    for (const line of exportLines(audit)) {
      if (line === null) leftOut++;
      else terminal.out(`${line}\n`);
    }
    if (leftOut === 0) return 0;
    terminal.err(
      `pinfold: ${leftOut} lines are no records and were left out.\n  → \`pinfold audit verify\` says which, and whether a seal accounts for them.\n`,
    );
    return 1;
  },
};
