import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../../../../src/core/actions/decision.ts';
import type { Entry } from '../../../support/memoryFiles.ts';
import { judge } from './machine.ts';

/** See test/cases/scripts/README.md. */
interface Case {
  readonly name?: string;
  readonly command: string;
  readonly files?: Readonly<Record<string, Entry>>;
  readonly verdict: Verdict;
}

const folder = join(import.meta.dirname, '../../../cases/scripts');

describe('scripts and tasks are judged by what they say', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
    describe(file.replace('.jsonl', ''), () => {
      const lines = readFileSync(join(folder, file), 'utf8').split('\n');
      for (const line of lines.filter((text) => text !== '')) {
        const { name, command, files = {}, verdict } = JSON.parse(line) as Case;
        it((name ?? command).replaceAll('\n', '⏎'), () => {
          const placed = Object.entries(files).map(([path, entry]) => [
            path.startsWith('/') ? path : `/home/u/ws/${path}`,
            entry,
          ]);
          const { decision, facts } = judge(command, Object.fromEntries(placed));
          const words = `${decision.reason} [${decision.rule}]\n${JSON.stringify(facts.effects)}`;
          assert.equal(decision.verdict, verdict, words);
        });
      }
    });
  }
});
