import { type Pruned, pruneTrail } from '../../../adapters/audit/prune.ts';
import { sha256Hex } from '../../../adapters/digest/sha256.ts';
import { nodeFiles } from '../../../adapters/files/nodeFiles.ts';
import { readPolicyFiles } from '../../../app/policy/compileRoot.ts';
import { type Retention, retentionOf } from '../../../core/policy/retention.ts';
import { directoriesOf } from '../../shared/places.ts';
import { unavailable } from '../../shared/policyAccess.ts';
import { json, readArguments } from '../arguments.ts';
import { type Command, type Terminal, UsageError } from '../command.ts';
import { policyHere } from '../policyHere.ts';

export const auditPrune: Command = {
  name: 'audit prune',
  usage: 'audit prune [--keep 90d] [--dry-run] [--json]',
  summary: 'Removes the oldest records, and records that it did.',
  help: `Whole segments go, the oldest first, when all their records are older than what is kept; the newest segment stays.
Nothing is ever removed without this command. What stays can still be verified.

--keep 90d  days to keep; left out: audit.retentionDays of the organisation's policy, or of your own once it is approved.
            It may be longer than any policy says, never shorter.
--dry-run   says what would go, and removes nothing`,
  run(args, terminal) {
    const { values } = readArguments('audit prune', args, {
      ...json,
      keep: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    });
    const keepDays = daysToKeep(values.keep, retentionHere(terminal));
    const { audit } = directoriesOf(terminal.environment);
    const options = { directory: audit, sha256: sha256Hex, now: terminal.now };
    const dryRun = values['dry-run'];
    const pruned = pruneTrail(options, { keepDays, dryRun });
    terminal.out(
      values.json
        ? `${JSON.stringify({ keepDays, dryRun, ...pruned })}\n`
        : words(pruned, keepDays, dryRun),
    );
    return 0;
  },
};

/** What the organisation's and the user's policy say. A workspace has no say in it. */
function retentionHere(terminal: Terminal): Retention {
  const { input } = policyHere(terminal);
  const found = readPolicyFiles({ ...input, root: null }, nodeFiles);
  const broken = found.find((each) => !each.ok);
  if (broken !== undefined) throw unavailable(broken);
  return retentionOf(found.flatMap((each) => (each.ok ? each.layers : [])));
}

function daysToKeep(flag: string | undefined, { atLeast, layer, isSet }: Retention): number {
  if (flag === undefined) {
    if (atLeast !== null && isSet) return atLeast;
    throw new UsageError(
      'No policy in force says how long records are kept, so all are.',
      'Say it with `--keep 365d`, or in `audit.retentionDays` of the policy.',
    );
  }
  const days = Number(/^([1-9]\d{0,4})d$/.exec(flag)?.[1] ?? Number.NaN);
  if (Number.isNaN(days)) {
    throw new UsageError(`"${flag}" is no time to keep.`, 'Give whole days, e.g. `--keep 90d`.');
  }
  if (atLeast !== null && days < atLeast) {
    throw new UsageError(
      `The ${layer}'s policy keeps records for ${atLeast} days: they may be kept longer, not shorter.`,
      `Use \`--keep ${atLeast}d\` or more.`,
    );
  }
  return days;
}

function words({ removed, record, held }: Pruned, keepDays: number, dryRun: boolean): string {
  const waits =
    held === null
      ? ''
      : `Segment ${held} is locked by a process and stays, with all that is newer.\n`;
  if (removed === null)
    return `${waits}Nothing is older than ${keepDays} days in whole segments.\n`;
  const { records, from, to, first, last, bytes, faults } = removed;
  const which =
    first === null || last === null
      ? ''
      : `, #${first.seq} of ${first.at} to #${last.seq} of ${last.at}`;
  const what = `${records} records (segments ${from} to ${to}, ${bytes} bytes)${which}`;
  const bad =
    faults === 0
      ? ''
      : `In ${faults} of the segments something is wrong; \`pinfold audit verify\` tells what.\n`;
  if (dryRun) return `${waits}Would remove ${what}.\n${bad}`;
  return `${waits}Removed ${what}.\n${bad.replace('; `pinfold audit verify` tells what', '')}Record #${record?.seq ?? 0} tells of it.\n`;
}
