import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { gitPatch } from '../../support/gitPatch.ts';
import { makeCpio, makeTar, makeZip, paxHeader } from '../../support/makeArchives.ts';
import { runPinfold } from '../../support/protectedWorkspace.ts';
import { createWorkspace, type Workspace } from '../../support/workspace.ts';

const project = {
  'src/a.py': 'pass\n',
  'lab/notes.md': 'a\n',
  'docs/index.md': 'a\n',
  '.pinfold/policy.jsonc':
    '{ "version": 1, "zones": [{ "name": "lab", "paths": ["lab/**"], "edit": "deny" }] }\n',
};

const inLab = [
  { name: 'src/a.py', content: 'x' },
  { name: 'lab/notes.md', content: 'b' },
];
const inSource = [
  { name: 'src/a.py', content: 'x' },
  { name: 'docs/' },
  { name: 'docs/x', content: 'y' },
];

/** What lies in the project when the calls are judged; the archives are real ones. */
const placed: Readonly<Record<string, Uint8Array | string>> = {
  'in/lab.patch': gitPatch(['src/a.py', 'lab/notes.md']),
  'in/src.patch': gitPatch(['src/a.py']),
  'in/lab.tar': makeTar(inLab),
  'in/lab.tgz': gzipSync(makeTar(inLab)),
  'in/src.tgz': gzipSync(makeTar(inSource)),
  'in/lab.zip': makeZip(inLab),
  'in/src.zip': makeZip(inSource),
  'in/lab.cpio': makeCpio(inLab),
  'in/link.tgz': gzipSync(
    makeTar([{ name: 'docs2', type: '2', target: 'lab' }, { name: 'docs2/n' }]),
  ),
  'in/pax.tgz': gzipSync(makeTar([paxHeader({ path: 'lab/é' }), { name: 'innocent' }])),
  'in/two-names.zip': makeZip([{ name: 'src/a.py', own: 'lab/a.py' }]),
  'in/cut.tgz': gzipSync(makeTar(inLab)).subarray(0, 60),
  'in/bomb.tgz': gzipSync(Buffer.alloc(200 * 1024 * 1024)),
  'in/strange.tar.xz': Buffer.from('\xfd7zXZ\0'.padEnd(700, 'x'), 'latin1'),
  'tree/lab/notes.md': 'b\n',
  'tree/src/a.py': 'b\n',
};

const stopped: readonly (readonly [command: string, verdict: string, says: string])[] = [
  ['git apply in/lab.patch', 'deny', 'lab/notes.md, which in/lab.patch brings'],
  ['patch -p1 < in/lab.patch', 'deny', 'in the zone “lab”'],
  [`git apply <<'EOF'\n${gitPatch(['lab/notes.md'])}EOF`, 'deny', 'which the patch brings'],
  ['tar xf in/lab.tar', 'deny', 'which in/lab.tar brings'],
  ['tar xzf in/lab.tgz -C .', 'deny', 'in the zone “lab”'],
  ['tar xzf in/link.tgz', 'deny', 'lab/n'],
  ['tar xzf in/pax.tgz', 'deny', 'lab/é'],
  ['unzip -o in/lab.zip', 'deny', 'in the zone “lab”'],
  ['unzip -o in/two-names.zip', 'deny', 'lab/a.py'],
  ['cpio -idu < in/lab.cpio', 'deny', 'in the zone “lab”'],
  ['python3 -m zipfile -e in/lab.zip .', 'deny', 'in the zone “lab”'],
  ['cp -r tree/. .', 'deny', 'which tree/. brings'],
  ['mv tree/* .', 'deny', 'in the zone “lab”'],
  ['rsync -a tree/ .', 'deny', 'in the zone “lab”'],
  ['rsync -a --delete src/ .', 'deny', 'would delete'],
  ['cp -r tree/lab/. through', 'deny', 'in the zone “lab”'],
  ['tar xzf in/cut.tgz', 'ask', 'is damaged'],
  ['tar xzf in/bomb.tgz', 'ask', 'unpacks to too much'],
  ['tar xJf in/strange.tar.xz', 'ask', 'cannot be listed'],
  ['curl -sL https://example.com/x.tgz | tar xz', 'ask', 'cannot tell what it brings'],
];

const ordinary = [
  'git apply in/src.patch',
  'git apply --check in/lab.patch',
  "git apply --exclude='lab/*' in/lab.patch",
  'tar tzf in/lab.tgz',
  'tar xzf in/src.tgz',
  'mkdir -p build && tar xzf in/lab.tgz -C build',
  'tar xJf in/strange.tar.xz -C build',
  'tar xzf in/lab.tgz --exclude=lab',
  'unzip -l in/lab.zip',
  'unzip -q in/src.zip',
  'cp -r docs/. site/',
  'rsync -a docs/ site/',
  'cp -r tree /tmp',
];

describe('pinfold decide --batch on what calls bring', function () {
  this.timeout(60_000);
  let workspace: Workspace;

  before(() => {
    workspace = createWorkspace({ project });
    for (const [name, content] of Object.entries(placed)) {
      mkdirSync(dirname(workspace.path(name)), { recursive: true });
      writeFileSync(workspace.path(name), content);
    }
    symlinkSync('lab', workspace.path('through'));
  });
  after(() => workspace.dispose());

  async function decide(commands: readonly string[]): Promise<readonly Record<string, string>[]> {
    const rows = commands.map((command) =>
      JSON.stringify({
        session_id: 's',
        cwd: workspace.root,
        hook_event_name: 'PreToolUse',
        tool_name: 'Bash',
        tool_input: { command },
      }),
    );
    const args = ['decide', '--agent', 'claude-code', '--batch'];
    const outcome = await runPinfold(workspace, args, `${rows.join('\n')}\n`);
    assert.equal(outcome.exitCode, 0, outcome.stderr);
    const lines = outcome.stdout.trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Record<string, string>);
  }

  it('keeps a closed zone closed, and says which file of which source', async () => {
    const answers = await decide(stopped.map(([command]) => command));
    for (const [at, [command, verdict, says]] of stopped.entries()) {
      const answer = answers[at]!;
      assert.equal(answer['verdict'], verdict, `${command}: ${answer['reason']}`);
      assert.ok(answer['reason']?.includes(says), `${command}: ${answer['reason']}`);
    }
  });

  it('lets everyday work pass', async () => {
    const answers = await decide(ordinary);
    for (const [at, command] of ordinary.entries()) {
      assert.equal(answers[at]?.['verdict'], 'allow', `${command}: ${answers[at]?.['reason']}`);
    }
  });
});
