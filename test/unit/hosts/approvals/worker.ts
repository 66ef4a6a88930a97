/**
 * `worker <state> <call id>`, with the policy in `<state>/index.json`: waits for `<state>/go`, makes the one call that a grant for one call was given for, and
 * prints the verdict.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createJsonlTrail } from '../../../../src/adapters/audit/jsonlTrail.ts';
import { sleep } from '../../../../src/adapters/audit/sleep.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import type { PolicyIndex } from '../../../../src/core/policy/policyIndex.ts';
import { Attempt } from './attempt.ts';

const [state = '', callId = ''] = process.argv.slice(2);
const index = JSON.parse(readFileSync(`${state}/index.json`, 'utf8')) as PolicyIndex;
const attempt = new Attempt({ name: '', grant: {}, verdict: 'allow' }, { state, index });
const directory = `${state}/audit`;
const trail = createJsonlTrail({
  directory,
  sha256: sha256Hex,
  now: () => attempt.now,
  waitMs: 60_000,
});
process.stdout.write('ready ');
while (!existsSync(`${state}/go`)) sleep(20);
process.stdout.write(attempt.call({ callId }, trail).verdict);
