import assert from 'node:assert/strict';
import { parsePolicy } from '../../../../src/core/policy/parse.ts';
import { asDocument, inMiddle, piecesOf, rowsOf } from '../../../../src/core/present/agentText.ts';

describe('a text that is to be approved', () => {
  it('shows what turns text around or hides in it', () => {
    const text = '{\n\t"version": 1, // \u202e"mode": "observe"\u202c\u200b\n}\n';
    assert.equal(
      asDocument(text),
      '{\n\t"version": 1, // \\u{202e}"mode": "observe"\\u{202c}\\u{200b}\n}\n',
    );
  });

  it('has its lines where the policy has them: a carriage return ends a comment', () => {
    const text = '{ "version": 1, // harmless\r"mode": "observe"\r\n}';
    const parsed = parsePolicy(text, { file: '/p', layer: 'user' });
    assert.ok(parsed.ok && parsed.value.mode === 'observe');
    assert.equal(asDocument(text), '{ "version": 1, // harmless\n"mode": "observe"\n}');
  });

  it('has them nowhere else', () => {
    const text = '{ "version": 1 // x\u2028 "mode": "observe"\n}';
    const parsed = parsePolicy(text, { file: '/p', layer: 'user' });
    assert.ok(parsed.ok && parsed.value.mode === undefined);
    assert.equal(asDocument(text).split('\n').length, 2);
  });
});

describe('texts of agents in rows', () => {
  it('are never wider than the room, and lose no letter but spaces at the edge', () => {
    const text = `${'訓'.repeat(50)} ${'a'.repeat(70)}${'\u{1f600}'.repeat(40)}`;
    for (const rows of [rowsOf(text, 40), piecesOf(text, 40)]) {
      assert.equal(rows.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
      for (const row of rows) {
        const wide = Array.from(row).filter((char) => char > '\u1100').length;
        assert.ok(Array.from(row).length + wide <= 40, row);
      }
    }
  });

  it('keep both ends, whole', () => {
    const text = `${'\u{1f600}'.repeat(60)}x${'\u{1f600}'.repeat(60)}`;
    assert.equal(inMiddle(text, 23), `${'\u{1f600}'.repeat(5)} … ${'\u{1f600}'.repeat(5)}`);
    assert.equal(inMiddle('short', 23), 'short');
  });
});
