import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import fc from 'fast-check';
import { testCache } from '../../../scripts/lib/testCache.ts';
import { cacheFiles, compilePart, type Part, runPart } from '../../../src/hosts/hook/part.ts';

const load = createRequire(import.meta.url);

const answer = (text: string): string =>
  `(function (exports, require, module) { exports.answer = (who) => ${JSON.stringify(text)} + who; exports.path = require('node:path').sep; })`;

const sources = { allow: answer('allow '), block: answer('block ') };

describe('Parts of the hook and their code caches', () => {
  let folder: string;
  let stem: string;

  beforeEach(() => {
    mkdirSync(join(testCache(), 'parts'), { recursive: true });
    folder = mkdtempSync(join(testCache(), 'parts', 'case-'));
    stem = join(folder, 'part');
    writeFileSync(`${stem}.cjs`, sources.allow);
    keepCache(stem);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('takes the code of an untouched part from its cache', () => {
    const part = compilePart(stem);
    assert.equal(part.script.cachedDataRejected, false);
    assert.equal(answerOf(part), 'allow me');
  });

  it('gives a part what it requires', () => {
    const exports = runPart(compilePart(stem), load) as { path: string };
    assert.match(exports.path, /^[/\\]$/);
  });

  describe('passes over a cache that is not what was made for this source', () => {
    const data = `part${cacheFiles.data}`;
    const check = `part${cacheFiles.check}`;
    const faults: Readonly<Record<string, () => void>> = {
      'the check is gone': () => rmSync(join(folder, check)),
      'the data are gone': () => rmSync(join(folder, data)),
      'the check is empty': () => writeFileSync(join(folder, check), ''),
      'the data are empty': () => writeFileSync(join(folder, data), ''),
      'both are empty': () => {
        writeFileSync(join(folder, check), '');
        writeFileSync(join(folder, data), '');
      },
      'the check is cut in half': () =>
        change(check, (bytes) => bytes.subarray(0, bytes.length / 2)),
      'the check lacks its last byte': () => change(check, (bytes) => bytes.subarray(0, -1)),
      'the check lacks its first byte': () => change(check, (bytes) => bytes.subarray(1)),
      'the data lack their last byte': () => change(data, (bytes) => bytes.subarray(0, -1)),
      'something follows the check': () => change(check, (bytes) => Buffer.concat([bytes, bytes])),
      'the two are exchanged': () => {
        const bytes = readFileSync(join(folder, check));
        copyFileSync(join(folder, data), join(folder, check));
        writeFileSync(join(folder, data), bytes);
      },
      'a folder stands in the place of the check': () => {
        rmSync(join(folder, check));
        mkdirSync(join(folder, check));
      },
      'no data are left in either': () => {
        writeFileSync(join(folder, data), '');
        copyFileSync(`${stem}.cjs`, join(folder, check));
      },
      'the check is the source alone': () => copyFileSync(`${stem}.cjs`, join(folder, check)),
    };
    for (const [name, damage] of Object.entries(faults)) {
      it(name, () => {
        damage();
        const part = compilePart(stem);
        assert.equal(part.script.cachedDataRejected, undefined, 'V8 must not even see it');
        assert.equal(answerOf(part), 'allow me');
      });
    }

    function change(name: string, how: (bytes: Buffer) => Buffer): void {
      const path = join(folder, name);
      writeFileSync(path, how(readFileSync(path)));
    }
  });

  it('passes over a cache in which any one byte is another', () => {
    const files = Object.values(cacheFiles).map((extension) => stem + extension);
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (path, at, flip) => {
          const bytes = readFileSync(path);
          const changed = Buffer.from(bytes);
          const position = at % bytes.length;
          changed[position] = changed[position]! ^ flip;
          writeFileSync(path, changed);
          const part = compilePart(stem);
          writeFileSync(path, bytes);
          assert.equal(part.script.cachedDataRejected, undefined);
          assert.equal(answerOf(part), 'allow me');
        },
      ),
    );
  });

  it('lets V8 reject the cache of another version, and works all the same', () => {
    // V8 has not seen this source yet: otherwise it would take what it remembers and look at no cache.
    const source = Buffer.from(answer('never '));
    const data = readFileSync(stem + cacheFiles.data);
    // The second word of V8's data is the hash of its version.
    data[4] = data[4]! ^ 1;
    writeFileSync(`${stem}.cjs`, source);
    writeFileSync(stem + cacheFiles.data, data);
    writeFileSync(stem + cacheFiles.check, Buffer.concat([Buffer.from(source), data]));
    const part = compilePart(stem);
    assert.equal(part.script.cachedDataRejected, true);
    assert.equal(answerOf(part), 'never me');
  });

  it('runs the source that is there, not the one that the cache was made from', () => {
    assert.equal(sources.block.length, sources.allow.length, 'V8 itself compares lengths only');
    writeFileSync(`${stem}.cjs`, sources.block);
    assert.equal(answerOf(compilePart(stem)), 'block me');
  });

  it('throws when the part itself is gone, whatever its cache says', () => {
    rmSync(`${stem}.cjs`);
    assert.throws(() => compilePart(stem), { code: 'ENOENT' });
  });

  it('throws when the part is cut short', () => {
    writeFileSync(`${stem}.cjs`, sources.allow.slice(0, -4));
    assert.throws(() => compilePart(stem), SyntaxError);
  });
});

/** Makes the cache as the program that is run at installation does. */
function keepCache(stem: string): void {
  const part = compilePart(stem);
  answerOf(part);
  const data = part.script.createCachedData();
  writeFileSync(stem + cacheFiles.data, data);
  writeFileSync(stem + cacheFiles.check, Buffer.concat([Buffer.from(part.source, 'latin1'), data]));
}

function answerOf(part: Part): string {
  return (runPart(part, load) as { answer: (who: string) => string }).answer('me');
}
