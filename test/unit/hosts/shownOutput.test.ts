import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  argumentsFor,
  effectivePolicyPath,
  recordPath,
} from '../../../src/hosts/vscode/shownOutput.ts';

describe('what a document of the editor shows', () => {
  it('is a record, or the effective policy', () => {
    assert.deepEqual(argumentsFor(recordPath(9)), ['explain', '9']);
    assert.deepEqual(argumentsFor(effectivePolicyPath), ['policy', 'show', '--effective']);
  });

  for (const path of [
    '',
    '/',
    '/Record',
    '/Record -1',
    '/Record 1 --json',
    '/Record 1\n',
    '/Record --command',
    '/Record 1/../Effective Policy',
    '/Effective Policy/',
    '/unprotect',
    '//host/Record 1',
  ]) {
    it(`is nothing at ${JSON.stringify(path)}`, () => assert.equal(argumentsFor(path), null));
  }

  it('never has a word of the address for a command or an option', () => {
    const path = fc.oneof(
      fc.string(),
      fc.string().map((text) => `/Record ${text}`),
      fc.nat().map((n) => recordPath(n)),
    );
    fc.assert(
      fc.property(path, (text) => {
        const args = argumentsFor(text);
        if (args === null || text === effectivePolicyPath) return;
        assert.equal(args.length, 2);
        assert.equal(args[0], 'explain');
        assert.match(args[1] ?? '', /^\d+$/);
      }),
    );
  });
});
