import assert from 'node:assert/strict';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import type { CompileRootInput } from '../../../../src/app/policy/compileRoot.ts';
import { approve, pendingApprovals } from '../../../../src/app/policy/pendingApprovals.ts';
import type { Pin } from '../../../../src/core/approvals/approval.ts';
import { memoryFiles, type MemoryFiles } from '../../../support/memoryFiles.ts';
import { memoryPins } from '../../../support/memoryPins.ts';
import { TestEditor } from '../../../support/testEditor.ts';

const home = '/home/u';
const root = `${home}/ws`;
const user = `${home}/.config/pinfold/policy.jsonc`;
const workspace = `${root}/.pinfold/policy.jsonc`;
const settings = `${root}/.vscode/settings.json`;

const closed =
  '{ "version": 1, "zones": [{ "name": "lab", "paths": ["lab/**"], "edit": "deny" }] }';
const opened = closed.replace('deny', 'allow');

function inputWith(approved: Readonly<Record<string, readonly string[]>>): CompileRootInput {
  return {
    root,
    homes: [home],
    own: { state: `${home}/.state`, data: `${home}/.data`, config: `${home}/.config/pinfold` },
    organisation: '/etc/pinfold/policy.jsonc',
    pins: memoryPins(approved),
    fold: false,
    build: 'test',
    sha256: sha256Hex,
  };
}

describe('what waits for a person’s approval', () => {
  let files: MemoryFiles;
  beforeEach(() => {
    files = memoryFiles({ [root]: { folder: true } });
  });
  const pending = (approved: Readonly<Record<string, readonly string[]>> = {}) =>
    pendingApprovals(inputWith(approved), files);

  it('is nothing where there are no files, and never the organisation’s', () => {
    files.add('/etc/pinfold/policy.jsonc', opened);
    assert.deepEqual(pending(), []);
  });

  it('is each file that nobody approved, as it stands, with what it loosens', () => {
    files.add(user, '{ "version": 1, "mode": "observe" }');
    files.add(workspace, closed);
    files.add(settings, '{ "editor.tabSize": 2, "pinfold.zones": [] }');
    const found = pending();
    assert.deepEqual(
      found.map(({ layer, path, before, loosens }) => [layer, path, before, loosens]),
      [
        ['user', user, null, ['mode observe']],
        ['workspace', workspace, null, []],
        ['workspace', settings, null, []],
      ],
    );
    assert.equal(found[1]?.text, closed);
    assert.equal(found[1]?.digest, sha256Hex(closed));
  });

  it('shows what was approved last beside what stands there', () => {
    files.add(workspace, opened);
    const [found] = pending({ [workspace]: ['{ "version": 1 }', closed] });
    assert.equal(found?.before, closed);
    assert.deepEqual(found?.loosens, ['zones.lab (changed)']);
  });

  it('is that a file is gone, until somebody approves that, too', () => {
    const [found] = pending({ [workspace]: [closed] });
    assert.deepEqual(found, {
      layer: 'workspace',
      path: workspace,
      digest: sha256Hex(''),
      text: '',
      before: closed,
      loosens: ['zones.lab (taken out)'],
    });
    assert.deepEqual(pending({ [workspace]: [closed, ''] }), []);
  });

  it('is not what is approved, says nothing, or is broken', () => {
    files.add(user, '{');
    files.add(workspace, closed);
    files.add(settings, '{ "editor.tabSize": 2 }');
    assert.deepEqual(pending({ [workspace]: [closed] }), []);
    files.add(workspace, '{');
    assert.deepEqual(pending({ [workspace]: [closed] }), []);
  });

  it('names what loosens by its own file alone', () => {
    files.add(
      user,
      '{ "version": 1, "zones": [{ "name": "n", "paths": ["~/n"], "read": "allow" }] }',
    );
    files.add(workspace, opened);
    assert.deepEqual(
      pending().map(({ loosens }) => loosens),
      [['zones.n'], ['zones.lab']],
    );
  });

  it('is approved as the person saw it, whatever stands there then', () => {
    files.add(workspace, closed);
    const [seen] = pending();
    files.add(workspace, opened);
    const editor = new TestEditor();
    const kept: [Pin, string][] = [];
    approve(
      seen!,
      (pin) => editor.sign(pin) as Pin,
      (pin, text) => kept.push([pin, text]),
    );
    const [[pin, text] = []] = kept;
    assert.deepEqual([pin?.kind, pin?.path, pin?.digest], ['pin', workspace, sha256Hex(closed)]);
    assert.equal(text, closed);
  });
});
