import assert from 'node:assert/strict';
import fc from 'fast-check';
import { repositoryNames } from '../../../../src/app/policy/repositoryNames.ts';
import { formatDiagnostics } from '../../../../src/core/policy/diagnostics.ts';
import { parsePolicy } from '../../../../src/core/policy/parse.ts';
import { proposePolicy } from '../../../../src/core/policy/proposal.ts';
import type { PolicyFile } from '../../../../src/core/policy/schema.ts';
import { memoryFiles } from '../../../support/memoryFiles.ts';
import { anyText } from '../../../support/anyText.ts';

function sound(text: string): PolicyFile {
  const parsed = parsePolicy(text, { file: 'p', layer: 'workspace' });
  assert.ok(parsed.ok, parsed.ok ? '' : formatDiagnostics(parsed.diagnostics, text));
  return parsed.value;
}

describe('a proposed policy', () => {
  it('names code, documentation, pipelines, lab and secrets by what lies there', () => {
    const names = repositoryNames(
      '/ws',
      memoryFiles({
        '/ws/src/a.py': '',
        '/ws/tests/b.py': '',
        '/ws/docs/c.md': '',
        '/ws/.github/workflows/ci.yml': '',
        '/ws/src/lab/run.py': '',
        '/ws/hardware/pulses/x.json': '',
        '/ws/config/prod/secrets/api.txt': '',
        '/ws/config/qpu-token.txt': '',
        '/ws/config/token.example.txt': '',
        '/ws/node_modules/lab/x.js': '',
        '/ws/main.tf': '',
      }),
    );
    const policy = sound(proposePolicy(names));
    const zones = Object.fromEntries((policy.zones ?? []).map(({ name, paths }) => [name, paths]));
    assert.deepEqual(zones, {
      source: ['src/**', 'tests/**'],
      docs: ['docs/**'],
      pipelines: ['.github/workflows/**'],
      lab: ['hardware/**', 'src/lab/**'],
    });
    assert.deepEqual(policy.secrets?.paths, ['config/prod/secrets/**', 'config/qpu-token.txt']);
    assert.deepEqual(
      policy.commands?.map(({ match }) => match.join(' ')),
      ['terraform apply', 'terraform destroy'],
    );
  });

  it('is a sound policy for an empty folder', () => {
    assert.deepEqual(sound(proposePolicy({ folders: [], files: [] })), {
      version: 1,
      preset: 'balanced',
    });
  });

  it('is a sound policy whatever things are called', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'lab',
        '.',
        '..',
        'secrets',
        'docs',
        'x token.txt',
        '[a]',
        '!b',
        '~',
        '"',
        '\\',
        '\u202e',
      ),
      anyText({ minLength: 1, maxLength: 6 }).map((s) => s.replaceAll('/', '')),
    );
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(fc.array(path), fc.array(path), (folders, files) => {
        sound(proposePolicy({ folders, files }));
      }),
    );
  });

  it('looks at no more than a bounded number of names', () => {
    const tree: Record<string, string> = {};
    for (let n = 0; n < 6_000; n += 1) tree[`/ws/d/f${n}`] = '';
    const { folders, files } = repositoryNames('/ws', memoryFiles(tree));
    assert.equal(folders.length + files.length, 5_000);
  });
});
