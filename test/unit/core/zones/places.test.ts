import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isDependency, placeOf } from '../../../../src/core/zones/places.ts';
import { usualSurroundings } from '../../../support/pathCases.ts';

// What each path's place is stands in test/cases/paths/places.jsonl; here is what only this function says.

describe('the place of a path', () => {
  for (const [path, expected] of [
    ['/tmp/a/b', '/tmp'],
    ['/srv/a', '/'],
    ['/opt/a', '/'],
    ['/usr/bin/env', null],
    ['/etc/passwd', null],
    ['/home/u/ws/a', null],
    ['/home/u/a', null],
    ['/home/eve/a', null],
    ['/dev/null', null],
  ] as const) {
    it(`${path}: a project ${expected === null ? 'changes nothing' : `below ${expected} decides`}`, () => {
      assert.equal(placeOf(path, usualSurroundings()).unlessProjectBelow, expected);
    });
  }

  it('is the temporary folder inside the profile only on Windows', () => {
    const given = {
      homes: ['C:/Users/u'],
      temporary: ['C:/Users/u/AppData/Local/Temp'],
      roots: [],
    };
    const windows = usualSurroundings({ ...given, platform: 'win32', foldCase: true });
    assert.equal(placeOf('C:/Users/u/AppData/Local/Temp/x', windows).place, 'temporary');
    assert.equal(placeOf('C:/USERS/U/x', windows).place, 'home');
    assert.equal(placeOf('C:/Users/eve/x', windows).place, 'home');
    assert.equal(placeOf('//server/share/x', windows).place, 'home');
    assert.equal(placeOf('C:/Windows/x', windows).place, 'system');
    assert.deepEqual(placeOf('D:/x', windows), {
      place: 'system',
      root: null,
      projected: null,
      unlessProjectBelow: 'D:/',
    });
    const unix = usualSurroundings({ homes: ['/home/u'], temporary: ['/home/u/tmp'] });
    assert.equal(placeOf('/home/u/tmp/x', unix).place, 'home');
  });

  it('minds case only where the volume does', () => {
    assert.equal(placeOf('/HOME/U/WS/x', usualSurroundings()).place, 'system');
    assert.equal(placeOf('/HOME/U/WS/x', usualSurroundings({ foldCase: true })).place, 'workspace');
    const folded = usualSurroundings({ foldCase: true });
    assert.equal(placeOf('/home/u/ws/Node_Modules/x/i.js', folded).place, 'dependency');
    assert.equal(placeOf('/home/u/ws/Node_Modules/x/i.js', usualSurroundings()).place, 'workspace');
  });

  it('is the root’s for everything below it, and for nothing beside it', () => {
    const name = fc.constantFrom('a', 'b', '.x', 'src', 'ü');
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), fc.boolean(), (names, fold) => {
        const surroundings = usualSurroundings({ foldCase: fold });
        const below = ['/home/u/ws', ...names].join('/');
        assert.deepEqual(placeOf(below, surroundings), {
          place: 'workspace',
          root: '/home/u/ws',
          projected: null,
          unlessProjectBelow: null,
        });
        const beside = ['/home/u/ws2', ...names].join('/');
        assert.equal(placeOf(beside, surroundings).root, null);
      }),
    );
  });
});

describe('installed dependencies', () => {
  for (const [relative, expected] of [
    ['node_modules', false],
    ['node_modules/a', true],
    ['a/node_modules/b/c', true],
    ['node_modules/.cache', false],
    ['node_modules/.cache/x/y', false],
    ['node_modules/.cache/x/node_modules/y', true],
    ['node_modules/x/.cache/y', true],
    ['vendor', false],
    ['vendor/bundle', false],
    ['vendor/bundle/x', true],
    ['vendor/x/bundle', false],
    ['.yarn/releases/x', false],
    ['.yarn/cache/x', true],
    ['lib/python3/site-packages/x', true],
    ['my_node_modules/x', false],
    ['src/venv.py', false],
    ['', false],
  ] as const) {
    it(`${relative || 'the root'}: ${expected ? 'installed' : 'own'}`, () => {
      assert.equal(isDependency(relative), expected);
    });
  }
});
