import assert from 'node:assert/strict';
import { spokenRuns } from '../../../../src/core/shell/foreign/spokenRuns.ts';

describe('runs that say where code comes from', () => {
  // Rules are found by a name that their expression spells out: see flowAddresses.ts.
  for (const { program } of spokenRuns) {
    it(`name programs and nothing else: ${program.source}`, () => {
      const names = program.source.replace(/^\^(?:\(\?:)?/, '').replace(/\)?\$$/, '');
      for (const name of names.split('|')) assert.match(name, /^[a-z][\w-]*(?:\[\\d\.\]\*)?$/i);
    });
  }
});
