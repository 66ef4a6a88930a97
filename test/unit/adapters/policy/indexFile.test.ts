import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  indexName,
  joinIndexFile,
  readIndex,
  splitIndexFile,
  writeIndex,
} from '../../../../src/adapters/policy/indexFile.ts';
import { compileGlobs } from '../../../../src/core/zones/compileGlobs.ts';
import type { PolicyIndex } from '../../../../src/core/policy/policyIndex.ts';
import { anyText } from '../../../support/anyText.ts';

function indexWith(place: string): PolicyIndex {
  return {
    format: 3,
    build: 'b',
    digest: '0'.repeat(64),
    sources: [],
    layers: [],
    rules: [],
    globs: compileGlobs([{ anchors: ['/'], pattern: '**/*.env', rule: 0, except: false }], false),
    commands: [],
    network: [],
    knownPlaces: [place],
    closed: [],
  };
}

describe('the file of a compiled policy', () => {
  it('gives back every index, in lines of ASCII', () => {
    fc.assert(
      fc.property(anyText(), (place) => {
        const text = writeIndex(indexWith(place));
        assert.match(text, /^[\n\x20-\x7f]*$/);
        assert.deepEqual(readIndex(text), indexWith(place));
      }),
    );
  });

  it('keeps what it was compiled for apart from the index', () => {
    fc.assert(
      fc.property(anyText(), (root) => {
        const compiledFor = JSON.stringify([root, 'machine']);
        const body = writeIndex(indexWith(root));
        const file = Buffer.from(joinIndexFile(compiledFor, body));
        assert.deepEqual(splitIndexFile(file), { compiledFor, body: Buffer.from(body) });
      }),
    );
  });

  it('has a name for everything that an index is compiled for, and seldom the same', () => {
    const names = Array.from({ length: 2000 }, (_, n) => indexName(`["/srv/project${n}","m"]`));
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.match(name, /^[0-9a-f]{16}$/);
  });

  for (const text of ['', '{}', 'null', '[]', '{"format":1}', '{"format":3,"digest":"../../x"}']) {
    it(`takes ${text === '' ? 'nothing' : text} for no index`, () => {
      assert.equal(readIndex(text), null);
      assert.equal(readIndex(`${text}\n`), null);
    });
  }

  it('takes a first line without the others for no index', () => {
    const [first] = writeIndex(indexWith('/srv')).split('\n', 1);
    assert.equal(readIndex(first!), null);
  });
});
