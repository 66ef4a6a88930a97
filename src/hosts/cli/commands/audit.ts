import { createJsonlTrail } from '../../../adapters/audit/jsonlTrail.ts';
import { verifyDirectory } from '../../../adapters/audit/verifyDirectory.ts';
import { sha256Hex } from '../../../adapters/digest/sha256.ts';
import { recordLine } from '../../../core/present/record.ts';
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
    return 0;
  },
};

export const auditVerify: Command = {
  name: 'audit verify',
  usage: 'audit verify [--json]',
  summary: 'Checks that no record was changed, removed or put in.',
  help: 'Names the first bad record and what may be missing. A cleanly cut-off end cannot be seen: keep the head hash elsewhere.',
  run(args, terminal) {
    const { values } = readArguments('audit verify', args, json);
    const { audit } = directoriesOf(terminal.environment);
    const result = verifyDirectory(audit, sha256Hex);
    if (values.json) terminal.out(`${JSON.stringify(result)}\n`);
    else if (result.ok) {
      const sealed = result.sealed === 0 ? '' : `, ${result.sealed} interrupted and sealed`;
      terminal.out(
        `The audit trail is whole: ${result.records} records in ${result.segments} segments${sealed}.\nHead: ${result.head}\n`,
      );
    } else {
      for (const fault of result.faults) {
        terminal.out(`${fault.segment}, line ${fault.line}: ${fault.problem} ${fault.missing}\n`);
      }
    }
    return result.ok ? 0 : 1;
  },
};
