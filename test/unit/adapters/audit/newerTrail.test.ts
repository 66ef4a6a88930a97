import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createJsonlTrail } from '../../../../src/adapters/audit/jsonlTrail.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import { AuditError } from '../../../../src/ports/auditTrail.ts';
import { denial } from '../../core/audit/samples.ts';
import { withFolder } from './support.ts';

const later = (fields: object = {}): string =>
  JSON.stringify({ kind: 'something new', seq: 2, version: 2, ...fields });

describe('a trail that a later version went on with', () => {
  const ends: readonly [string, (own: string) => string][] = [
    ['whole', (own) => `${own}${later()}\n`],
    ['without its last line feed', (own) => `${own}${later()}`],
    ['from its beginning', () => `${later({ seq: 1 })}\n`],
    ['with a write of the later version cut off', (own) => `${own}${later()}\n{"kind":"som`],
    ['by far', (own) => `${own}${later({ version: 40 })}\n`],
  ];
  for (const [how, end] of ends) {
    it(`is left as it is, and the call is refused: ${how}`, () => {
      withFolder((folder) => {
        const directory = join(folder, 'audit');
        const trail = createJsonlTrail({ directory, sha256: sha256Hex });
        trail.append(denial);
        const file = join(directory, '000001.jsonl');
        writeFileSync(file, end(readFileSync(file, 'utf8')));
        const before = readFileSync(file, 'utf8');
        assert.throws(
          () => trail.append({ ...denial, cwd: '/elsewhere' }),
          (error) => {
            assert.ok(error instanceof AuditError);
            assert.equal(error.code, 'PF-STATE-NEWER');
            assert.match(error.message, /later version.*pinfold protect/);
            return true;
          },
        );
        assert.equal(readFileSync(file, 'utf8'), before);
      });
    });
  }

  it('is not seen in what is merely damaged: a new segment begins, as ever', () => {
    for (const line of ['{"version":0}', '{"version":"2"}', '{"version":2', '2', 'version 2']) {
      withFolder((folder) => {
        const directory = join(folder, 'audit');
        mkdirSync(directory, { mode: 0o700 });
        appendFileSync(join(directory, '000001.jsonl'), `${line}\n`);
        const trail = createJsonlTrail({ directory, sha256: sha256Hex });
        assert.equal(trail.append(denial)?.segment, '000002');
      });
    }
  });
});
