import assert from 'node:assert/strict';
import { interceptedPatches } from '../../../src/adapters/agents/codex/interceptedPatches.ts';
import type { Statement } from '../../../src/core/actions/action.ts';

const patch = '*** Begin Patch\n*** Add File: a.txt\n+x\n*** End Patch';

/** What Codex 0.169.0 does with each command was seen on the real program. */
const rows: readonly (readonly [command: string, does: readonly string[]])[] = [
  [`apply_patch <<'EOF'\n${patch}\nEOF`, ['write /p ./a.txt']],
  [`applypatch <<EOF\n${patch}\nEOF`, ['write /p ./a.txt']],
  [`  \napply_patch <<EOF\n${patch}\nEOF`, ['write /p ./a.txt']],
  [`X=1 Y=2 apply_patch <<EOF\n${patch}\nEOF`, ['write /p ./a.txt']],
  [`cd sub && apply_patch <<EOF\n${patch}\nEOF`, ['write /p/sub ./a.txt']],
  [`cd 'a b' && apply_patch <<EOF\n${patch}\nEOF`, ['write /p/a b ./a.txt']],
  [`cd "a b" && apply_patch <<EOF\n${patch}\nEOF`, ['write /p/a b ./a.txt']],
  [`cd /etc && apply_patch <<EOF\n${patch}\nEOF`, ['write /etc ./a.txt']],
  [`cd nowhere && apply_patch <<EOF\n${patch}\nEOF`, ['write /p/nowhere ./a.txt']],
  // HOME, and a folder of that name.
  [`cd ~ && apply_patch <<EOF\n${patch}\nEOF`, ['write /p ./~/a.txt', 'write /p ~/a.txt']],
  // Codex keeps what stands behind the variable: this one is `/sub`.
  [`cd "$PWD/sub" && apply_patch <<EOF\n${patch}\nEOF`, ['unresolved']],
  [`cd $X && apply_patch <<EOF\n${patch}\nEOF`, ['unresolved']],
  [`cd a && cd b && apply_patch <<EOF\n${patch}\nEOF`, ['unresolved']],
  [
    `apply_patch <<EOF\n${patch}\n*** Begin Patch\n*** Delete File: b\n*** End Patch\nEOF`,
    ['write /p ./a.txt', 'delete /p ./b'],
  ],
  [
    `apply_patch <<EOF\n${patch.replace('+x', '+x\n*** End Patch\n*** Delete File: b')}\nEOF`,
    ['write /p ./a.txt', 'delete /p ./b'],
  ],
  [`apply_patch <<EOF\n*** Begin Patch\n*** Add File: a\nEOF`, ['write /p ./a', 'unresolved']],
  [`apply_patch <<EOF\n*** Add File: a\nEOF`, ['write /p ./a', 'unresolved']],
  // Not its business.
  ['apply_patch < fix.patch', []],
  ['grep -rn apply_patch src', []],
  [`echo x; apply_patch <<EOF\n${patch}\nEOF`, []],
  [`git commit -m 'apply_patch: ${patch}'`, []],
  [`cat > notes.md <<EOF\napply_patch takes ${patch}\nEOF`, []],
];

function shown(statement: Statement): string {
  if (statement.kind !== 'write' && statement.kind !== 'delete') return statement.kind;
  return `${statement.kind} ${String(statement.path.cwd)} ${statement.path.text}`;
}

describe('patches that Codex finds in shell commands', () => {
  for (const [command, does] of rows) {
    it(JSON.stringify(command), () => {
      assert.deepEqual(interceptedPatches(command, '/p', 'Bash').map(shown), does);
    });
  }

  it('lead nowhere that is known when nothing tells where the shell starts', () => {
    const relative = interceptedPatches(`apply_patch <<EOF\n${patch}\nEOF`, null, 'Bash');
    assert.deepEqual(relative.map(shown), ['write null ./a.txt']);
    const absolute = interceptedPatches(`cd /etc && apply_patch <<E\n${patch}\nE`, null, 'Bash');
    assert.deepEqual(absolute.map(shown), ['write /etc ./a.txt']);
  });
});
