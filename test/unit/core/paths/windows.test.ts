import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isShortName,
  parseWindowsPath,
  unixDrivePath,
} from '../../../../src/core/paths/windows.ts';
import { readStated } from '../../../../src/core/paths/stated.ts';
import { readCases } from '../../../support/pathCases.ts';

interface WindowsCase {
  readonly name: string;
  readonly stated: string;
  readonly cwd?: string | null;
  readonly path?: string;
  readonly stream?: string;
  readonly shortNames?: boolean;
  readonly unresolved?: string;
}

const cwd = 'C:/Users/u/ws';

describe('names on Windows', () => {
  for (const row of readCases<WindowsCase>('windows')) {
    it(row.name, () => {
      const read = parseWindowsPath(row.stated, row.cwd === undefined ? cwd : row.cwd);
      const expected = row.unresolved ?? row.stream ?? row.path;
      assert.ok(expected);
      assert.equal(read.kind === 'unresolved' ? read.code : read.path, expected);
      assert.equal(read.kind === 'stream', row.stream !== undefined);
      if (row.shortNames !== undefined) {
        assert.equal(read.kind === 'path' && read.shortNames, row.shortNames);
      }
    });
  }

  it('reads a canonical path as itself', () => {
    const name = fc
      .array(fc.constantFrom(...Array.from('abcXYZ019-_é')), { minLength: 1, maxLength: 8 })
      .map((chars) => chars.join(''))
      .filter((text) => !/^(con|prn|aux|nul|com\d|lpt\d)$/i.test(text));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 6 }), (names) => {
        const path = `C:/${names.join('/')}`;
        assert.deepEqual(parseWindowsPath(path, null), { kind: 'path', path, shortNames: false });
      }),
    );
  });

  it('never leaves dots at the end, a stream, a backslash or `..` in a path', () => {
    const word = fc.constantFrom(
      'a',
      '..',
      '.',
      'b.',
      'c ',
      'd:e',
      '\\',
      '/',
      '\\\\',
      'C:',
      '?',
      '~1',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const read = parseWindowsPath(words.join('\\'), cwd);
        if (read.kind !== 'path') return;
        const body = read.path.replace(/^(?:[A-Z]:|\/\/[^/]+\/[^/]+)/, '');
        assert.doesNotMatch(body, /[\\:]|\/\/|[. ](?:\/|$)/);
      }),
    );
  });
});

describe('short names', () => {
  for (const name of ['PROGRA~1', 'A~12', 'CONFIG~1.JSO', 'ab~1.']) {
    it(`takes ${name} for one`, () => assert.equal(isShortName(name), true));
  }
  for (const name of ['a.ts~', '~1', 'longname~1', 'a~b', 'PROGRA~1.json', 'a.b~1']) {
    it(`takes ${name} for an ordinary name`, () => assert.equal(isShortName(name), false));
  }
});

describe('drives as other systems write them', () => {
  for (const [text, expected] of [
    ['/c/Users/u', 'c:/Users/u'],
    ['/mnt/c/Users/u', 'c:/Users/u'],
    ['/cygdrive/D/x', 'D:/x'],
    ['/c', 'c:/'],
    ['/cc/x', null],
    ['c/x', null],
  ] as const) {
    it(text, () => assert.equal(unixDrivePath(text), expected));
  }

  it('judges both meanings', () => {
    const read = readStated(
      { text: '/c/Users/u/.ssh', cwd, glob: false },
      { homes: ['C:/Users/u'], platform: 'win32', user: 'u' },
    );
    assert.ok(read.kind === 'readings');
    assert.deepEqual(
      read.readings.map((reading) => reading.path),
      ['C:/Users/u/.ssh', 'C:/c/Users/u/.ssh'],
    );
  });
});
