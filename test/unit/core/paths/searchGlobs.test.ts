import assert from 'node:assert/strict';
import { readSearchGlobs } from '../../../../src/core/paths/searchGlobs.ts';

describe('globs that narrow a search', () => {
  const cases: [globs: string[], path: string, opens: boolean, why: string][] = [
    [[], '.env', true, 'no glob, everything is searched'],
    [['*.py'], '.env', false, 'only Python'],
    [['*.py'], 'src/deep/a.py', true, 'a name at any depth'],
    [['*.py', '!lab/**'], 'lab/a.py', false, 'the last match decides'],
    [['!lab/**'], 'lab/a', false, 'left out'],
    [['!lab/**'], 'src/a', true, 'only leaving out keeps the rest'],
    [['!lab'], 'lab/deep/a', false, 'a folder covers what is below'],
    [['!**/.env*'], 'a/b/.env.local', false, 'at any depth'],
    [['!.env'], 'a/.env', false, 'a name without slash floats'],
    [['!/.env'], 'a/.env', true, 'a leading slash anchors'],
    [['*'], '.env', true, 'wildcards take dotfiles'],
    [['**/*.{env,py}'], 'x/.env', true, 'braces'],
    [['!{a,{b,c}}'], 'b', true, 'what is not understood leaves nothing out'],
    [['{a,{b,c}}'], '.env', true, 'what is not understood takes in everything'],
    [['.e*'], '.env', true, 'a disguised name'],
    [['.e?v'], '.env', true, 'a disguised name'],
    [['[.]env'], '.env', true, 'a disguised name'],
  ];
  for (const [globs, path, opens, why] of cases) {
    it(`${why}: [${globs.join(' ')}] ${opens ? 'opens' : 'leaves out'} ${path}`, () => {
      assert.equal(readSearchGlobs(globs).opens(path), opens);
    });
  }

  it('knows that a glob that takes in overrides ignore files', () => {
    assert.equal(readSearchGlobs(['*.py']).takesIn, true);
    assert.equal(readSearchGlobs(['!lab/**']).takesIn, false);
  });
});
