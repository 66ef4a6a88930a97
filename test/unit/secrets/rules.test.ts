import assert from 'node:assert/strict';
import { convertRule, mostSteps } from '../../../scripts/secrets/convertRule.ts';
import { ownLastRules, ownRules } from '../../../scripts/secrets/ownRules.ts';
import { chanceOf, generate, hostileTexts } from '../../../scripts/secrets/regex/generate.ts';
import { parseRe2 } from '../../../scripts/secrets/regex/parse.ts';
import { printJs } from '../../../scripts/secrets/regex/print.ts';
import { attempt } from '../../../scripts/secrets/regex/steps.ts';
import { compileRules } from '../../../src/core/secrets/compileRules.ts';
import type { RuleData } from '../../../src/core/secrets/ruleData.ts';
import data from '../../../src/core/secrets/rules/rules.json' with { type: 'json' };
import { scanText } from '../../../src/core/secrets/scanText.ts';
import { entropyOf } from '../../../src/core/secrets/entropy.ts';

const { rules, allow, version } = data as unknown as RuleData;

/** Names that rules for certain files go by. */
const paths = [
  'a.txt',
  'a.php',
  'a.tf',
  'a.yaml',
  'nuget.config',
  '.netrc',
  '.docker/config.json',
  'dwave.conf',
  '.qiskit/qiskit-ibm.json',
  '.qcs/secrets.toml',
  '.qnx/auth/a.json',
  'pennylane/config.toml',
  '.qbraid/qbraidrc',
  'strangeworks/sdk/cfg.toml',
];

describe('the rules that come with Pinfold', () => {
  it('hold its own rules as they are written', () => {
    for (const own of [...ownRules, ...ownLastRules]) {
      assert.deepEqual(
        rules.find(({ id }) => id === own.id),
        JSON.parse(JSON.stringify(convertRule(own))),
        'run scripts/secrets/convertRules.ts',
      );
    }
  });

  it('have names of their own, texts to search for and limits', () => {
    assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
    for (const { id, anchors, reach, cost, pattern } of rules) {
      assert.ok(anchors.length > 0 && anchors.every(({ text }) => text.length >= 3), id);
      assert.ok(
        anchors.every(({ text }) => text === text.toLowerCase()),
        id,
      );
      assert.ok(reach > 0 && reach < 64 * 1024, `${id} reaches ${String(reach)}`);
      assert.ok(cost <= mostSteps, `${id} costs ${String(cost)}`);
      assert.equal(printJs(parseRe2(pattern)), pattern, id);
    }
  });

  for (const { id, pattern, cost } of rules) {
    it(`an attempt of ${id} ends whatever the text`, () => {
      const tree = parseRe2(pattern);
      for (const text of hostileTexts(tree, 2, 1500)) {
        const { steps } = attempt(tree, text, 0, 2 * mostSteps);
        // The converter measured other texts: some more is no surprise, much more is a missing limit.
        assert.ok(
          steps <= Math.min(4 * cost + 5_000, mostSteps),
          `${String(steps)}: ${text.slice(0, 80)}`,
        );
      }
    });
  }

  it('find at least 99 of 100 texts that they match', () => {
    const compiled = compileRules({ version, allow, rules });
    let [all, found] = [0, 0];
    const missed: string[] = [];
    for (const { id, pattern, entropy, path, block, anchors } of rules) {
      if (block === true) continue;
      const tree = parseRe2(pattern);
      const chance = chanceOf(3);
      const file = paths.find((each) => path === undefined || new RegExp(path).test(each));
      if (file === undefined) assert.fail(`no file for ${id}`);
      for (let turn = 0; turn < 10; turn += 1) {
        const text = generate(tree, chance, { extra: 16 });
        // A rule whose words only have to be near is given one; word edges are for the surroundings to give.
        const whole = anchors.some(({ at }) => at === null)
          ? `${anchors[0]?.text ?? ''} ${text}`
          : text;
        const match = new RegExp(pattern).exec(`\n${whole}\n`);
        const secret = match?.slice(1).find((group) => group) ?? match?.[0] ?? '';
        if (match === null || entropyOf(secret) <= entropy) continue;
        if (!/\d/.test(secret) && id === 'generic-api-key') continue;
        all += 1;
        const { findings } = scanText(`\n${whole}\n`, compiled, { path: file, now: 0 });
        if (findings.length > 0) found += 1;
        else missed.push(`${id}: ${whole.slice(0, 100)}`);
      }
    }
    assert.ok(all > 1_500, String(all));
    assert.ok(found >= 0.99 * all, `${String(found)} of ${String(all)}\n${missed.join('\n')}`);
  });
});
