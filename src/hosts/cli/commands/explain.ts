import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createJsonlTrail } from '../../../adapters/audit/jsonlTrail.ts';
import { untoldStreaks } from '../../../adapters/audit/streaks.ts';
import { sha256Hex } from '../../../adapters/digest/sha256.ts';
import { readIndex } from '../../../adapters/policy/indexFile.ts';
import type { AuditRecord } from '../../../core/audit/record.ts';
import { repeatDraft } from '../../../core/audit/repeats.ts';
import { createPolicy, decide } from '../../../core/policy/decide.ts';
import type { PolicyIndex } from '../../../core/policy/policyIndex.ts';
import { explainRecord, repeatsLine } from '../../../core/present/explainRecord.ts';
import type { Repeats } from '../../../core/present/record.ts';
import type { AuditTrail } from '../../../ports/auditTrail.ts';
import { directoriesOf } from '../../shared/places.ts';
import { namedAdapter } from '../agents.ts';
import { json, readArguments } from '../arguments.ts';
import { type Command, UsageError } from '../command.ts';
import { explainCommandLine } from './explainCommandLine.ts';

export const explainCommand: Command = {
  name: 'explain',
  usage: "explain <record> [--json] | explain --command '…' [--agent A] [--workspace DIR] [--json]",
  summary: 'Says why a call was, or a command would be, allowed, asked about or denied.',
  help: `<record> is the number of a record, the beginning of its hash, or "last".
The recorded facts are judged again by the policy they were judged by; a difference is said.

--command '…'    explains a command that nobody has run: what each program in it would do, what decides, and a safer
                 command where one passes. Nothing is run or recorded; exit code 1 when it would not be allowed.
--agent A        the agent that would run it (default: claude-code)
--workspace DIR  the folder in which the command would run (default: this one)`,
  run(args, terminal) {
    const { values, positionals } = readArguments('explain', args, {
      ...json,
      command: { type: 'string' },
      agent: { type: 'string', default: 'claude-code' },
      workspace: { type: 'string' },
    });
    const { command, workspace } = values;
    const [wanted] = positionals;
    if (command !== undefined) {
      if (wanted !== undefined) {
        throw new UsageError('Either a record or a command.', `Usage: pinfold ${this.usage}`);
      }
      const adapter = namedAdapter(values.agent);
      return explainCommandLine({ command, adapter, workspace, json: values.json }, terminal);
    }
    if (wanted === undefined) {
      throw new UsageError(
        'Which record?',
        'Give its number, or `last`; `pinfold audit tail` lists them.',
      );
    }
    const directories = directoriesOf(terminal.environment);
    const trail = createJsonlTrail({
      directory: directories.audit,
      sha256: sha256Hex,
      now: terminal.now,
    });
    const record = trail.find((candidate) => fits(candidate, wanted), Infinity);
    if (record === null)
      throw new UsageError(`There is no record ${wanted}.`, 'See `pinfold audit tail`.');
    const replayed = replay(record, directories.policies);
    const repeats = repeatsOf(record, trail, directories.audit);
    if (values.json) terminal.out(`${JSON.stringify({ record, replay: replayed, repeats })}\n`);
    else {
      const again = repeats === null ? '' : `${repeatsLine(repeats)}\n`;
      terminal.out(`${explainRecord(record)}\n${again}${replayed.words}\n`);
    }
    return replayed.same === false ? 1 : 0;
  },
};

function fits(record: AuditRecord, wanted: string): boolean {
  if (wanted === 'last') return record.kind === 'decision' || record.kind === 'race';
  if (/^\d+$/.test(wanted) && String(record.seq) === wanted) return true;
  return /^[0-9a-f]{6,64}$/.test(wanted) && record.hash.startsWith(wanted);
}

/** How often a denial was repeated, by the newest record of that or by what is counted and not yet recorded. */
function repeatsOf(record: AuditRecord, trail: AuditTrail, audit: string): Repeats | null {
  if (record.kind !== 'decision' || record.decision.verdict !== 'deny') return null;
  const streak = untoldStreaks(audit).find(({ of }) => of === record.seq);
  const told =
    streak === undefined
      ? trail.find((each) => each.kind === 'repeat' && each.of === record.seq, Infinity)
      : repeatDraft(streak);
  if (told?.kind !== 'repeat') return null;
  const { of, count, from, to } = told;
  return { of, count, from, to };
}

/** `same` is null where nothing can be replayed. */
function replay(record: AuditRecord, policies: string): { same: boolean | null; words: string } {
  if (record.kind !== 'decision' && record.kind !== 'race') {
    return { same: null, words: 'This record is no decision.' };
  }
  const index = findPolicy(policies, record.policy);
  if (index === null) {
    return { same: null, words: said('the policy of that time is no longer kept.') };
  }
  const again = decide(record.facts, createPolicy(index));
  const same = again.verdict === record.decision.verdict && again.rule === record.decision.rule;
  return {
    same,
    words: same
      ? said('the recorded facts give the same decision again.')
      : said(
          `the recorded facts now give ${again.verdict} by ${again.rule}. The record or the policy was changed.`,
        ),
  };
}

/** As another line of the record. */
function said(words: string): string {
  return `${'Replay:'.padEnd(12)}${words}`;
}

function findPolicy(directory: string, digest: string): PolicyIndex | null {
  try {
    return readIndex(readFileSync(join(directory, `${digest}.json`), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
