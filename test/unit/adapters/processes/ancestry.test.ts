import assert from 'node:assert/strict';
import {
  createAncestry,
  parsePs,
  parseWindows,
} from '../../../../src/adapters/processes/ancestry.ts';

describe('the processes above this one', () => {
  it('begin with the one that started it, with its words', () => {
    const above = createAncestry().ancestors();
    assert.ok(above !== null);
    assert.equal(above[0]?.pid, process.ppid);
    assert.ok((above[0]?.argv.length ?? 0) > 0);
  });

  it('are not known on a machine of another kind', () => {
    assert.equal(createAncestry('aix').ancestors(), null);
  });

  it('are read from what `ps` prints on macOS', () => {
    const text = [
      '    1     0 /sbin/launchd',
      '  512     1 /Applications/Visual Studio Code.app/Contents/MacOS/Electron --x',
      '12345   512 -zsh',
      '12399 12345 claude',
      'garbage',
      '',
    ].join('\n');
    assert.deepEqual(
      parsePs(text).map(({ pid, parent, argv }) => [pid, parent, argv[0]]),
      [
        [1, 0, '/sbin/launchd'],
        [512, 1, '/Applications/Visual'],
        [12_345, 512, '-zsh'],
        [12_399, 12_345, 'claude'],
      ],
    );
  });

  it('are read from what PowerShell prints on Windows', () => {
    const text = JSON.stringify([
      { ProcessId: 0, ParentProcessId: 0, ExecutablePath: null, CommandLine: null },
      {
        ProcessId: 4242,
        ParentProcessId: 8,
        ExecutablePath: 'C:\\Program Files\\nodejs\\node.exe',
        CommandLine:
          '"C:\\Program Files\\nodejs\\node.exe"  "C:\\Users\\u\\AppData\\npm\\node_modules\\@openai\\codex\\bin\\codex.js" exec',
      },
      { ProcessId: 'x' },
    ]);
    const [idle, node, ...rest] = parseWindows(text);
    assert.deepEqual(rest, []);
    assert.deepEqual(idle, { pid: 0, parent: 0, argv: [], executable: null });
    assert.deepEqual(node?.argv, [
      'C:\\Program Files\\nodejs\\node.exe',
      'C:\\Users\\u\\AppData\\npm\\node_modules\\@openai\\codex\\bin\\codex.js',
      'exec',
    ]);
  });
});
