import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { scanSecrets, type Subject } from '../../../src/app/secretScan/scanSecrets.ts';
import type { Terminal } from '../../../src/hosts/cli/command.ts';
import { runScan } from '../../../src/hosts/cli/scan/part.ts';
import { createProgress } from '../../../src/hosts/cli/scan/progress.ts';
import { awsKey, githubToken, leakOf } from '../../support/scanSecrets.ts';
import { createWorkspace, type Workspace } from '../../support/workspace.ts';

interface Said {
  readonly terminal: Terminal;
  readonly text: () => string;
}

function terminalIn(workspace: Workspace, more: Partial<Terminal> = {}): Said {
  let text = '';
  const say = (words: string): void => {
    text += words;
  };
  const environment = { HOME: workspace.home, PATH: process.env['PATH'] };
  const terminal: Terminal = {
    environment,
    cwd: workspace.root,
    out: say,
    err: say,
    stdin: () => '',
    now: Date.now,
    ask: null,
    ...more,
  };
  return { terminal, text: () => text };
}

/** Ways to plant a value, in files of all kinds. */
const kinds: readonly ((value: string) => readonly [path: string, text: string])[] = [
  (value) => ['.env', `A=1\nTOKEN=${value}\n`],
  (value) => ['.npmrc', `//registry.npmjs.org/:_authToken=${value}\n`],
  (value) => ['src/settings.py', `SECRET_KEY = '${value}'\n`],
  (value) => ['config/database.yml', `production:\n  password: ${value}\n`],
  (value) => ['wide.json', `{"a":"${'x'.repeat(3000)}","api_key":"${value}"}`],
  (value) => ['.git/config', `[remote "o"]\n  url = https://u:${value}@example.org/a\n`],
  (value) => ['nested/.aws/credentials', `aws_secret_access_key = ${value}\n`],
  (value) => ['dump.sql', `CREATE USER 'a' IDENTIFIED BY '${value}';\n`],
  (value) => [`names/${value}.txt`, `key = "${value}"\n`],
];

const secrets = fc.oneof(
  fc.constant(null).map(awsKey),
  fc.constant(null).map(githubToken),
  fc.constant(null).map(() => letters(40)),
  fc.constant(null).map(() => `sk_live_${letters(36)}`),
);

/** No letter of a hex digit is among them: six of a digest's may well be six of a value's by chance. */
function letters(count: number): string {
  const alphabet = 'ghijkmnpqrstuvwxyzGHJKLMNPQRSTUVWXYZ';
  return Array.from(randomBytes(count), (byte) => alphabet.charAt(byte % alphabet.length))
    .map((letter, at) => (at % 7 === 6 ? String(letter.charCodeAt(0) % 10) : letter))
    .join('');
}

describe('what pinfold scan says', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  before(() => {
    workspace = createWorkspace({ project: {} });
  });
  after(() => workspace.dispose());

  it('holds no six characters of any secret, in text, JSON, SARIF, baseline or progress', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: kinds.length - 1 }), secrets), {
          minLength: 1,
          maxLength: 5,
        }),
        async (planted) => {
          const folder = join(workspace.root, `case-${randomBytes(6).toString('hex')}`);
          mkdirSync(folder);
          const values: string[] = [];
          for (const [kind, value] of planted) {
            // A name alone can only be known for a secret by the form of the value.
            if (kind === kinds.length - 1 && !/^(?:AKIA|ghp_)/.test(value)) continue;
            const [path, text] = kinds[kind]!(value);
            if (existsSync(join(folder, path))) continue;
            mkdirSync(dirname(join(folder, path)), { recursive: true });
            writeFileSync(join(folder, path), text);
            values.push(value);
          }
          if (values.length === 0) return;
          const baseline = join(folder, 'baseline.json');
          const said: string[] = [];
          for (const args of [
            ['.', '--format', 'text'],
            ['.', '--format', 'json'],
            ['.', '--format', 'sarif'],
            ['.', '--write-baseline', baseline],
            ['.', '--format', 'json', '--baseline', baseline],
          ]) {
            const { terminal, text } = terminalIn(workspace, { cwd: folder, watched: true });
            const code = await runScan(args, terminal);
            assert.ok(
              code === 1 || args.includes(baseline),
              `${values.length} planted, nothing found`,
            );
            said.push(text());
          }
          said.push(readFileSync(baseline, 'utf8'));
          for (const value of values) assert.equal(leakOf(said.join('\n'), value), null);
          rmSync(folder, { recursive: true });
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a scan that somebody interrupts', () => {
  const subjects = function* (interrupt: () => void): Generator<Subject> {
    for (let file = 0; ; file += 1) {
      if (file === 3) interrupt();
      const text = { findings: [], allowed: 0, head: '', bytes: 1, skipped: null };
      yield { kind: 'file', path: `${file}`, absolute: `/${file}`, scan: () => text };
    }
  };

  it('ends after the file at hand with what it has', async () => {
    const workspace = createWorkspace({ project: {} });
    const { terminal } = terminalIn(workspace);
    const progress = createProgress(terminal, null);
    const report = await scanSecrets(
      subjects(() => process.emit('SIGINT')),
      {
        names: () => ({ secret: null, suspects: [], fixture: false }),
        texts: {
          scanFile: () => assert.fail(),
          scanBytes: () => assert.fail(),
          shown: (text) => text,
          digest: undefined,
          rules: '',
        },
        known: null,
        stop: progress.stop,
        progress: () => null,
      },
    );
    progress.end();
    assert.deepEqual([report.end, report.files], ['interrupted', 3]);
    workspace.dispose();
  });

  it('shows progress where somebody watches, and wipes it away', () => {
    const workspace = createWorkspace({ project: {} });
    for (const watched of [true, false]) {
      const { terminal, text } = terminalIn(workspace, { watched });
      const progress = createProgress(terminal, null);
      const until = performance.now() + 150;
      while (performance.now() < until) void progress.tell('1 files');
      progress.end();
      if (watched) assert.match(text(), /^\r\u001b\[KScanning: 1 files[\s\S]*\r\u001b\[K$/);
      else assert.equal(text(), '');
    }
    workspace.dispose();
  });
});
