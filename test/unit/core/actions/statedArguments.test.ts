import assert from 'node:assert/strict';
import fc from 'fast-check';
import { searchPrompt } from '../../../../src/core/actions/promptMentions.ts';
import { searchArguments } from '../../../../src/core/actions/statedArguments.ts';

const cwd = '/ws';

function paths(input: unknown): string[] {
  return searchArguments(input, cwd, 'tool').flatMap((s) =>
    s.kind === 'read' ? [s.path.text] : [],
  );
}

describe('arguments of a tool that nobody described', () => {
  it('finds paths by key, by form and inside a text', () => {
    assert.deepEqual(paths({ path: 'plain' }), ['plain']);
    assert.ok(paths({ x: '~/.ssh/id_rsa' }).includes('~/.ssh/id_rsa'));
    assert.ok(
      paths({ note: 'please read /home/u/.aws/credentials now' }).includes(
        '/home/u/.aws/credentials',
      ),
    );
    assert.ok(paths({ deep: [{ list: ['.env'] }] }).includes('.env'));
    assert.ok(paths({ sql: "COPY t FROM '/home/u/.ssh/id_rsa'" }).includes('/home/u/.ssh/id_rsa'));
    assert.ok(paths({ files: ['a', 'id_ed25519'] }).includes('id_ed25519'));
    assert.ok(paths({ uri: 'file:///ws/.env' }).includes('file:///ws/.env'));
  });

  it('finds commands and hosts', () => {
    const found = searchArguments({ command: 'cat .env', url: 'https://x.example/y' }, cwd, 'tool');
    assert.ok(found.some((s) => s.kind === 'shell' && s.command === 'cat .env'));
    assert.ok(found.some((s) => s.kind === 'connect' && s.target === 'https://x.example/y'));
  });

  it('finds nothing in ordinary words', () => {
    assert.deepEqual(
      searchArguments({ query: 'how does the optimiser converge', limit: 3 }, cwd, 't'),
      [],
    );
  });

  it('asks where there is more than it can look at', () => {
    let nested: unknown = '.env';
    for (let i = 0; i < 200; i += 1) nested = { a: nested };
    assert.ok(searchArguments(nested, cwd, 't').some((s) => s.kind === 'unresolved'));
    const many = searchArguments(
      Array.from({ length: 50_000 }, () => 'a'),
      cwd,
      't',
    );
    assert.ok(many.some((s) => s.kind === 'unresolved'));
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void searchArguments(value, cwd, 't')));
  });
});

describe('files that a prompt mentions', () => {
  const mentions = (prompt: string): string[] =>
    searchPrompt(prompt, cwd).flatMap((s) => (s.kind === 'read' ? [s.path.text] : []));

  it('finds them quoted, with a line range, in brackets and before punctuation', () => {
    assert.ok(mentions('look at @.env please').includes('.env'));
    assert.ok(mentions('(@.env)').includes('.env'));
    assert.ok(mentions('see @.env#L1-3').includes('.env'));
    assert.ok(mentions('see @.env.').includes('.env'));
    assert.ok(mentions('@"my secrets/.env"').includes('my secrets/.env'));
    assert.ok(mentions('first line\n@~/.ssh/id_rsa').includes('~/.ssh/id_rsa'));
  });

  it('takes an e-mail address for an address', () => {
    assert.deepEqual(mentions('write to ada@example.org'), []);
  });
});
