import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tomlSettings } from '../../../src/adapters/agents/codex/tomlSettings.ts';
import { hooksOff, hooksOn } from '../../support/codexSwitches.ts';

describe('what switches hooks of Codex off, read from TOML', () => {
  for (const [what, text] of hooksOff) {
    it(`sees it: ${what}`, () => {
      assert.equal(tomlSettings(text).get('features.hooks'), 'false');
    });
  }

  for (const [what, text] of hooksOn) {
    it(`does not see it: ${what}`, () => {
      assert.notEqual(tomlSettings(text).get('features.hooks'), 'false');
    });
  }

  it('ends, whatever the text is', () => {
    const pieces = fc.constantFrom(
      '"',
      '"""',
      "'''",
      '\\',
      '{',
      '}',
      '[',
      ']',
      '=',
      '\n',
      '#',
      'a',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 200 }), (parts) => {
        tomlSettings(parts.join(''));
      }),
    );
    for (const piece of ['{a=', '[', '"""', `'''"`, 'a.', '"\\']) {
      tomlSettings(`a = ${piece.repeat(20_000)}`);
    }
  });
});
