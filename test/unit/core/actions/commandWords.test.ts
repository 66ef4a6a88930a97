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

  const keptTogether = [
    ['push', '--force-with-lease', 'origin', 'feature/x'],
    ['-m', 'pytest', '--pass-through', '-q'],
    ['token.py', 'src/auth/token_store.rs', '--author=me'],
    ['ssh', 'me@host.example:/srv/x'],
    ['https://docs.example.com/a@b'],
  ];
  for (const words of keptTogether) {
    it(`keeps ${words.join(' ')}`, () => assert.deepEqual(plainWords(words), words));
  }

  const secrets = [
    ['--password', 'hunter2'],
    ['--password=hunter2'],
    ['-u', 'me:hunter2'],
    ['-H', 'X-Key:hunter2'],
    ['--api-key', 'hunter2'],
    ['PGPASSWORD=hunter2'],
    ['GITHUB_TOKEN=hunter2'],
    ['https://me:hunter2@host.example/x'],
    ['me:hunter2@host.example'],
    ['--auth-token:hunter2'],
    ['echo "hunter2"'],
    ['a1'.repeat(20) + 'hunter2'],
  ];
  for (const words of secrets) {
    it(`hides what stands in ${words.join(' ').slice(0, 40)}`, () => {
      assert.ok(!plainWords(words).join(' ').includes('hunter2'));
    });
  }
});
