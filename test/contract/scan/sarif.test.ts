import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureTool } from '../../../scripts/lib/toolCache.ts';
import { runPinfold } from '../../support/protectedWorkspace.ts';
import { awsKey, leakOf } from '../../support/scanSecrets.ts';
import { createWorkspace, type Workspace } from '../../support/workspace.ts';

type Validate = ((value: unknown) => boolean) & { readonly errors?: unknown };

/** What is looked at of a log. */
interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: {
          readonly rules: readonly { id: string; help: { text: string }; helpUri?: string }[];
        };
      };
      readonly invocations: readonly {
        readonly executionSuccessful: boolean;
        readonly toolExecutionNotifications: readonly object[];
      }[];
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly locations: readonly {
          readonly physicalLocation: {
            readonly artifactLocation: { readonly uri: string };
            readonly region?: { readonly startLine: number };
          };
        }[];
      }[];
    },
  ];
}

/** The schema that OASIS publishes, ready to judge. */
async function sarifSchema(): Promise<Validate> {
  const { dir } = await ensureTool('json-schema');
  const load = createRequire(join(dir, 'package.json'));
  const Ajv = load('ajv-draft-04').default;
  const ajv = new Ajv({ strict: false, allErrors: true });
  load('ajv-formats').default(ajv);
  const path = fileURLToPath(
    new URL('../../cases/secrets/sarif-schema-2.1.0.json', import.meta.url),
  );
  return ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
}

describe('pinfold scan --format sarif', function () {
  this.timeout(300_000);
  let workspace: Workspace;
  let validate: Validate;
  const aws = awsKey();
  before(async () => {
    validate = await sarifSchema();
    workspace = createWorkspace({
      project: {
        '.env': 'A=b\n',
        'a b/ü#?%.py': `x\nkey = "${aws}"\n`,
        'clean/a.txt': 'nothing\n',
        'pipe.txt': '',
      },
      home: { '.netrc': 'machine example.org login a password something-else\n' },
    });
  });
  after(() => workspace?.dispose());

  async function sarif(...args: readonly string[]): Promise<Sarif> {
    const { stdout, stderr } = await runPinfold(workspace, ['scan', '--format', 'sarif', ...args]);
    assert.equal(leakOf(stdout + stderr, aws), null);
    const value = JSON.parse(stdout) as Sarif;
    assert.equal(validate(value), true, JSON.stringify(validate.errors, null, 1));
    return value;
  }

  it('validates, with places as URIs and rules with help', async () => {
    const [run] = (await sarif()).runs;
    const results = run.results.map((result) => [
      result.ruleId,
      result.level,
      result.locations[0]?.physicalLocation.artifactLocation.uri,
      result.locations[0]?.physicalLocation.region?.startLine,
    ]);
    assert.deepEqual(
      results.toSorted((a, b) => (String(a) < String(b) ? -1 : 1)),
      [
        ['aws-access-token', 'error', 'a%20b/%C3%BC%23%3F%25.py', 2],
        ['file.dotenv', 'warning', '.env', undefined],
      ],
    );
    for (const result of run.results) {
      assert.equal(run.tool.driver.rules[result.ruleIndex]?.id, result.ruleId);
    }
    const rule = run.tool.driver.rules.find(({ id }) => id === 'aws-access-token');
    assert.match(rule?.help.text ?? '', /Deactivate the access key/);
    assert.match(rule?.helpUri ?? '', /^https:\/\/console\.aws\.amazon\.com/);
    assert.equal(run.invocations[0]?.executionSuccessful, true);
  });

  it('validates with nothing found, with skips, of a home, and of commits', async () => {
    assert.deepEqual((await sarif('clean')).runs[0].results, []);
    assert.equal(
      (await sarif('/dev/null')).runs[0].invocations[0]?.toolExecutionNotifications.length,
      1,
    );
    assert.equal((await sarif('--home')).runs[0].results[0]?.ruleId, 'file.netrc');
    assert.deepEqual((await sarif('--staged')).runs[0].results, []);
  });

  it('the schema itself refuses what is none', () => {
    assert.equal(validate({ version: '2.1.0', runs: [{ results: [{}] }] }), false);
  });
});
