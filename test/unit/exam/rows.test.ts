import assert from 'node:assert/strict';
import { ExamFileError, parseRows } from '../../../scripts/exam/rows.ts';

const good = { id: 'a', command: 'ls', kind: 'look', expected: 'pass' };

describe('rows of an exam', () => {
  it('are read with and without a reason to stand apart', () => {
    const apart = { ...good, id: 'b', expected: 'interrupt', apart: true };
    const named = { ...good, id: 'c', apart: 'windows', source: 'a field of somebody else' };
    const text = [good, apart, named].map((row) => JSON.stringify(row)).join('\n\n');
    assert.deepEqual(parseRows(`${text}\n`, 'exam.jsonl'), [
      { ...good, apart: null },
      { ...good, id: 'b', expected: 'interrupt', apart: 'apart' },
      { ...good, id: 'c', apart: 'windows' },
    ]);
  });

  const broken: Readonly<Record<string, string>> = {
    'cut off': '{"id":"a","command":"ls"',
    'a list': '[]',
    'a text': '"ls"',
    null: 'null',
    'without an id': JSON.stringify({ ...good, id: undefined }),
    'with an empty kind': JSON.stringify({ ...good, kind: '' }),
    'with a command that is no text': JSON.stringify({ ...good, command: ['ls'] }),
    'with another expectation': JSON.stringify({ ...good, expected: 'deny' }),
    'with a number for apart': JSON.stringify({ ...good, apart: 1 }),
  };
  for (const [name, line] of Object.entries(broken)) {
    it(`are refused with the number of the line: ${name}`, () => {
      assert.throws(
        () => parseRows(`${JSON.stringify(good)}\n\n${line}\n`, 'exam.jsonl'),
        (error) =>
          error instanceof ExamFileError &&
          error.line === 3 &&
          error.message.startsWith('exam.jsonl:3: '),
      );
    });
  }

  it('are missed', () => {
    assert.throws(() => parseRows('\n', 'exam.jsonl'), /exam\.jsonl:1: there is no row/);
  });
});
