import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../../../../src/core/actions/decision.ts';
import type { Entry } from '../../../support/memoryFiles.ts';
import { gitPatch } from '../../../support/gitPatch.ts';
import { judge } from '../scripts/machine.ts';
import { policies } from './project.ts';

interface Case {
  readonly command: string;
  readonly files?: Readonly<Record<string, Entry>>;
  readonly policy?: keyof typeof policies;
  readonly verdict: Verdict;
  readonly says?: string;
}

const folder = join(import.meta.dirname, '../../../cases/brings');

function load(file: string): Case[] {
  return readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const value = JSON.parse(line) as Case;
      const known = ['command', 'files', 'policy', 'verdict', 'says'];
      const unknown = Object.keys(value).filter((key) => !known.includes(key));
      assert.ok(value.verdict !== undefined && unknown.length === 0, `proves nothing: ${line}`);
      return value;
    });
}

function withPatches(text: string): string {
  return text.replaceAll(/\{\{patch ([^}]*)\}\}/g, (_, names: string) =>
    gitPatch(names.split(' ')),
  );
}

function filesOf({ files = {}, policy = 'lab' }: Case): Record<string, Entry> {
  const found: Record<string, Entry> = { '/home/u/ws/lab/notes.md': 'a\n', ...policies[policy] };
  for (const [path, entry] of Object.entries(files)) {
    const at = path.startsWith('/') ? path : `/home/u/ws/${path}`;
    found[at] = typeof entry === 'string' ? withPatches(entry) : entry;
  }
  return found;
}

describe('what patches, archives and folders bring', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
    describe(file.replace('.jsonl', ''), () => {
      for (const each of load(file)) {
        const note = each.policy === undefined ? '' : ` (policy: ${each.policy})`;
        it(`${each.command.replaceAll('\n', '⏎')}${note}`, () => {
          const { decision, facts } = judge(withPatches(each.command), filesOf(each));
          const words = `${decision.reason} [${decision.rule}]\n${JSON.stringify(facts, null, 1)}`;
          assert.equal(decision.verdict, each.verdict, words);
          if (each.says !== undefined) assert.ok(decision.reason.includes(each.says), words);
        });
      }
    });
  }
});
