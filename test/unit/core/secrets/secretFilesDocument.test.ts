import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { secretFilesDocument, secretFilesText } from '../../../../scripts/secretFiles.ts';

describe('docs/secret-files.md', () => {
  it('says what the catalogue says (npm run secret-files)', () => {
    assert.equal(readFileSync(secretFilesDocument, 'utf8'), secretFilesText());
  });
});
