import assert from 'node:assert/strict';
import { plainWords } from '../../../../src/core/actions/commandWords.ts';

describe('the words of a command as records keep them', () => {
  const kept = ['status', '--short', '-m', 'src/app/main.ts', 'HEAD~2', 'a=b', '1.2.3', '', 'main'];
  for (const word of kept)
    it(`keeps ${JSON.stringify(word)}`, () => assert.deepEqual(plainWords([word]), [word]));

  const hidden = [
    'Authorization: Bearer abc',
    'fix: the password is hunter2',
    'print(open("x").read())',
    'ghp_0123456789abcdefghijABCDEFGHIJ012345',
    'token=0123456789abcdefghijABCD',
    'https://user:0123456789abcdefghijABCD@host/x',
    'a'.repeat(200),
    'line\nbreak',
  ];
  for (const word of hidden) {
    it(`keeps only the length of ${JSON.stringify(word.slice(0, 40))}`, () => {
      assert.deepEqual(plainWords([word]), [`<${word.length} characters>`]);
    });
  }

  it('keeps no more than some words', () => {
    assert.ok(plainWords(Array.from({ length: 1_000 }, () => 'a')).length < 50);
  });
});
