import assert from 'node:assert/strict';
import { extensions } from 'vscode';

describe('activation', () => {
  it('works in this editor, without being asked', async () => {
    const pinfold = extensions.getExtension('pinfold.pinfold');
    assert.ok(pinfold !== undefined);
    await pinfold.activate();
    assert.equal(pinfold.isActive, true);
  });
});
