import assert from 'node:assert/strict';
import { statusBarView } from '../../../../src/core/present/statusBar.ts';

const name = 'Claude Code';
const installedAt = '2026-11-20T10:00:00.000Z';

describe('statusBarView', () => {
  it('warns, and says what to do, while nothing is installed', () => {
    for (const agents of [
      [],
      [{ name, installedAt: null, lastSeen: '2026-11-21T10:00:00.000Z' }],
    ]) {
      const view = statusBarView(agents);
      assert.equal(view.text, '$(warning) Pinfold: open');
      assert.equal(view.warns, true);
      assert.match(view.tooltip, /pinfold protect/);
    }
  });

  const seen = [
    { lastSeen: null, words: /no session seen yet/ },
    { lastSeen: '2026-11-19T10:00:00.000Z', words: /no session seen yet/ },
    { lastSeen: installedAt, words: /last session seen 2026-11-20/ },
    { lastSeen: '2026-11-21T10:00:00.000Z', words: /last session seen 2026-11-21/ },
  ];
  for (const { lastSeen, words } of seen) {
    it(`promises no more than it knows when the last session began ${String(lastSeen)}`, () => {
      const view = statusBarView([{ name, installedAt, lastSeen }]);
      assert.equal(view.text, '$(shield) Pinfold: installed');
      assert.match(view.tooltip, words);
      assert.doesNotMatch(view.text + view.tooltip + view.spoken, /hooked|protected/);
      assert.equal(view.warns, false);
    });
  }

  it('speaks without icons', () => {
    const { spoken } = statusBarView([{ name, installedAt, lastSeen: null }]);
    assert.equal(spoken, 'Pinfold: installed. Claude Code: hooks installed, no session seen yet');
  });
});
