import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, readdirSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pickEnvironment } from '../../../scripts/lib/environment.ts';
import { runProgram, type Outcome } from '../../../scripts/lib/processGroup.ts';
import { pinfoldProgram } from '../../support/protectedWorkspace.ts';
import { awsKey, githubToken, leakOf } from '../../support/scanSecrets.ts';
import { createWorkspace, type Workspace, workspaceEnvironment } from '../../support/workspace.ts';

interface Place {
  readonly path: string;
  readonly id: string;
  readonly kind: string;
  readonly age: number;
  readonly permissions: string;
  readonly open: string;
  readonly storage: string;
  readonly files: number;
}

/** Path → what is planted there, and how it must be told. */
function plants(): Readonly<Record<string, readonly [text: string, id: string, storage: string]>> {
  const value = (): string => randomBytes(24).toString('hex');
  return {
    '.aws/credentials': [
      `[default]\naws_access_key_id = ${awsKey()}\naws_secret_access_key = ${value()}\n`,
      'aws',
      'plain',
    ],
    '.aws/config': ['[default]\nregion = eu-north-1\nsso_session = work\n', 'aws', 'keychain'],
    '.config/gh/hosts.yml': [
      `github.com:\n  oauth_token: ${githubToken()}\n`,
      'github-cli',
      'plain',
    ],
    '.docker/config.json': [
      '{"auths":{"registry.example.org":{}},"credsStore":"secretservice"}',
      'docker',
      'keychain',
    ],
    '.git-credentials': [`https://someone:${value()}@github.com\n`, 'git-credentials', 'plain'],
    '.netrc': [`machine example.org login a password ${value()}\n`, 'netrc', 'plain'],
    '.npmrc': [`//registry.npmjs.org/:_authToken=${value()}\n`, 'npm', 'plain'],
    '.pgpass': [`db.example.org:5432:*:app:${value()}\n`, 'postgresql', 'plain'],
    '.vault-token': [`hvs.${value()}\n`, 'vault-token', 'plain'],
    '.cache/huggingface/token': [`hf_${value()}`, 'huggingface', 'plain'],
    '.qiskit/qiskit-ibm.json': [
      JSON.stringify({ default: { channel: 'ibm_quantum_platform', token: value() } }),
      'ibm-quantum',
      'plain',
    ],
    '.config/dwave/dwave.conf': [`[defaults]\ntoken = DEV-${value()}\n`, 'dwave', 'plain'],
    '.qcs/secrets.toml': [
      `[credentials.default.token_payload]\nrefresh_token = "${value()}"\n`,
      'rigetti',
      'plain',
    ],
    '.qnx/auth/token.json': [
      JSON.stringify({ data: { refresh_token: value() } }),
      'quantinuum',
      'plain',
    ],
    '.bash_history': [`curl -H "Authorization: ${value()}"\n`, 'shell-history', 'plain'],
    '.local/share/keyrings/login.keyring': ['GnomeKeyring\n\r\0\n', 'keychain', 'encrypted'],
    'Documents/Passwords.kdbx': ['written below', 'keepass', 'encrypted'],
    'Downloads/client_secret_1.json': [
      JSON.stringify({ installed: { client_secret: value() } }),
      'google-service-account',
      'plain',
    ],
    '.kube/config': [`users:\n- user:\n    token: ${value()}\n`, 'kubernetes', 'plain'],
    '.ssh/known_hosts': ['example.org ssh-ed25519 AAAA\n', '', ''],
  };
}

describe('pinfold scan --home', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  const planted = plants();
  const variable = randomBytes(20).toString('hex');

  before(() => {
    const home = Object.fromEntries(Object.entries(planted).map(([path, [text]]) => [path, text]));
    workspace = createWorkspace({ project: {}, home });
    const ssh = (name: string, phrase: string): void => {
      const args = ['-q', '-t', 'ed25519', '-N', phrase, '-f', join(workspace.home, '.ssh', name)];
      execFileSync('ssh-keygen', args, { env: pickEnvironment(['PATH']) });
    };
    ssh('id_ed25519', '');
    ssh('id_work', 'a pass phrase');
    const start = Buffer.from([0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5]);
    writeFileSync(join(workspace.home, 'Documents/Passwords.kdbx'), start);
    chmodSync(join(workspace.home, '.aws/credentials'), 0o644);
    chmodSync(join(workspace.home, '.netrc'), 0o600);
    const past = Date.now() / 1000 - 400 * 24 * 60 * 60;
    utimesSync(join(workspace.home, '.netrc'), past, past);
  });
  after(() => workspace.dispose());

  function scan(...args: readonly string[]): Promise<Outcome> {
    return runProgram({
      command: process.execPath,
      args: [pinfoldProgram, 'scan', '--home', ...args],
      cwd: workspace.root,
      env: { ...workspaceEnvironment(workspace), IONQ_API_KEY: variable, LESS_TOKEN: '/a/path' },
      timeoutMs: 30_000,
    });
  }

  it('lists each planted credential by place, kind, age, permissions and storage', async () => {
    const { stdout, exitCode, stderr } = await scan('--json');
    assert.equal(exitCode, 1, stderr);
    const { places, variables } = JSON.parse(stdout) as {
      places: readonly Place[];
      variables: readonly { name: string }[];
    };
    const found = new Map(places.map((place) => [place.path, place]));
    for (const [path, [, id, storage]] of Object.entries(planted)) {
      const place = found.get(`~/${path}`);
      assert.deepEqual([path, place?.id ?? '', place?.storage ?? ''], [path, id, storage]);
    }
    assert.equal(found.get('~/.ssh/id_ed25519')?.storage, 'plain');
    assert.equal(found.get('~/.ssh/id_work')?.storage, 'encrypted');
    assert.equal(found.has('~/.ssh/id_work.pub'), false);
    assert.equal(found.get('~/.netrc')?.age, 400);
    assert.equal(found.get('~/.netrc')?.permissions, 'rw-------');
    assert.deepEqual(
      [found.get('~/.aws/credentials')?.permissions, found.get('~/.aws/credentials')?.open],
      ['rw-r--r--', 'everyone'],
    );
    assert.deepEqual(
      variables.map(({ name }) => name),
      ['IONQ_API_KEY'],
    );
  });

  it('prints no value in any format', async () => {
    const values = Object.values(planted).flatMap(
      ([text]) => text.match(/[0-9a-f]{48}|AKIA\w{16}/g) ?? [],
    );
    for (const format of ['text', 'json', 'sarif']) {
      const { stdout, stderr } = await scan('--format', format);
      for (const value of [...values, variable]) assert.equal(leakOf(stdout + stderr, value), null);
    }
  });

  it('tells people how each is revoked', async () => {
    const { stdout } = await scan();
    assert.match(
      stdout,
      /^~\/\.aws\/credentials {2}aws\n {2}file, .*readable by everyone, plain text$/m,
    );
    assert.match(stdout, /^~\/\.netrc.*\n {2}file, 400 days old, rw-------, plain text$/m);
    assert.match(stdout, /Delete the API key.*cloud\.ionq\.com/);
    assert.match(
      stdout,
      /^\d+ places with credentials, \d+ of them in plain text; 1 variables\.$/m,
    );
  });

  it('finds nothing in an empty home, with 0', async () => {
    const empty = createWorkspace({ project: {} });
    try {
      for (const name of readdirSync(empty.home)) unlinkSync(join(empty.home, name));
      const { exitCode, stdout } = await runProgram({
        command: process.execPath,
        args: [pinfoldProgram, 'scan', '--home'],
        cwd: empty.root,
        env: workspaceEnvironment(empty),
        timeoutMs: 30_000,
      });
      assert.deepEqual(
        [exitCode, stdout],
        [0, '0 places with credentials, 0 of them in plain text; 0 variables.\n'],
      );
    } finally {
      empty.dispose();
    }
  });
});
