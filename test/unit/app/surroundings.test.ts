import assert from 'node:assert/strict';
import { foldsCase } from '../../../src/app/surroundings.ts';
import { type Files, FilesError, type FileStat } from '../../../src/ports/files.ts';

/** A tree in which only some spellings exist: path → identity. */
function filesWith(entries: Readonly<Record<string, string>>, failing = false): Files {
  const stat = (identity: string): FileStat => ({
    kind: 'directory',
    identity,
    links: 1,
    changedAt: 0,
    rootOnly: true,
  });
  return {
    lstat(path) {
      if (failing) throw new FilesError('EACCES', path);
      const identity = entries[path];
      return identity === undefined ? null : stat(identity);
    },
    readlink: () => null,
    list: () => null,
    readText: () => null,
  };
}

describe('whether case counts on a volume', () => {
  it('does not where the other spelling is the same folder', () => {
    assert.equal(
      foldsCase('/mnt/c/Proj', filesWith({ '/mnt/c/Proj': '1:2', '/mnt/c/proj': '1:2' })),
      true,
    );
    assert.equal(
      foldsCase('/srv/proj', filesWith({ '/srv/proj': '1:2', '/srv/PROJ': '1:2' })),
      true,
    );
  });

  it('does where the other spelling is missing or another folder', () => {
    assert.equal(foldsCase('/srv/proj', filesWith({ '/srv/proj': '1:2' })), false);
    assert.equal(
      foldsCase('/srv/proj', filesWith({ '/srv/proj': '1:2', '/srv/PROJ': '1:3' })),
      false,
    );
  });

  it('cannot be told from a name without letters, or where nothing can be seen', () => {
    assert.equal(foldsCase('/srv/123', filesWith({ '/srv/123': '1:2' })), false);
    assert.equal(foldsCase('/srv/proj', filesWith({}, true)), false);
  });
});
