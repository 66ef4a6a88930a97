import assert from 'node:assert/strict';
import { openRules } from '../../../../src/core/secrets/compileRules.ts';
import { packedSecretRules } from '../../../../src/core/secrets/rules/packed.ts';
import { scanText } from '../../../../src/core/secrets/scanText.ts';
import { secretCases } from '../../../support/secretCases.ts';

const rules = openRules(packedSecretRules);
const seeds = [1, 2, 3, 4, 5];

function scan(text: string, path: string | undefined) {
  return scanText(text, rules, { now: 0, ...(path === undefined ? {} : { path }) });
}

describe('secrets in text', () => {
  secretCases('true', 1).forEach((first, index) => {
    it(`finds ${first.secret?.rule ?? ''}: ${first.why}`, () => {
      for (const seed of seeds) {
        const { text, path, secret } = secretCases('true', seed)[index] ?? first;
        const { findings } = scan(text, path);
        assert.deepEqual(
          findings.map(({ rule, start, end }) => ({ rule, start, end })),
          [secret],
          text,
        );
      }
    });
  });

  secretCases('false', 1).forEach((first, index) => {
    it(`is silent about ${first.why}: ${first.text.slice(0, 40)}`, () => {
      for (const seed of seeds) {
        const { text, path } = secretCases('false', seed)[index] ?? first;
        assert.deepEqual(scan(text, path).findings, [], text);
      }
    });
  });
});
