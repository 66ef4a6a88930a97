import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import { grantsFor, pauseOf } from '../../../../src/core/approvals/places.ts';
import { Attempt, home } from './attempt.ts';

const oddities: Readonly<Record<string, (path: string) => void>> = {
  file: (path) => writeFileSync(path, 'x'),
  'empty file': (path) => writeFileSync(path, ''),
  bytes: (path) => writeFileSync(path, Buffer.from([0, 255, 254, 10])),
  json: (path) => writeFileSync(path, '{"kind":"grant","format":1}'),
  folder: (path) => mkdirSync(path),
  pipe: (path) => void execFileSync('mkfifo', [path], { env: { PATH: '/usr/bin:/bin' } }),
  'link to nowhere': (path) => symlinkSync('nowhere', path),
  'link to itself': (path) => symlinkSync(path, path),
  'link to a device': (path) => symlinkSync('/dev/zero', path),
  'link to a folder': (path) => symlinkSync(dirname(path), path),
  nothing: () => undefined,
};

/** Whatever stands in the places of approvals, keys and marks: a stopped call stays stopped, at once and in order. */
describe('odd things where approvals lie', function () {
  this.timeout(120_000);

  const anOddity = fc.constantFrom(...Object.keys(oddities));
  const place = fc.nat({ max: 9 });

  function placesOf(attempt: Attempt): readonly string[] {
    const { state, folder, keys, editor } = attempt;
    const grants = join(folder, grantsFor(attempt.targetOf({}), sha256Hex));
    const [grant = '0.json'] = readdirSync(grants);
    const mark = grant.replace('.json', '');
    const pause = pauseOf(`${home}/project`, sha256Hex);
    return [
      folder,
      join(folder, 'grants'),
      join(folder, 'pauses'),
      join(folder, 'used'),
      join(folder, 'told'),
      grants,
      join(grants, grant),
      join(folder, pause),
      join(folder, 'used', mark),
      join(keys, `${editor.keyId}.key`),
    ].map((path) => relative(state, path));
  }

  function meddled(
    attempt: Attempt,
    places: readonly string[],
    drawn: readonly (readonly [number, string])[],
  ): void {
    for (const [at, what] of drawn) {
      const path = join(attempt.state, places[at]!);
      try {
        mkdirSync(dirname(path), { recursive: true });
        rmSync(path, { recursive: true, force: true });
        oddities[what]!(path);
      } catch {
        // Something odd already stands further up.
      }
    }
  }

  const meddling = fc.array(fc.tuple(place, anOddity), { minLength: 1, maxLength: 4 });

  it('let nothing pass that no person allowed', () => {
    fc.assert(
      fc.property(meddling, (drawn) => {
        const attempt = new Attempt({ name: '', grant: {}, signer: 'none', verdict: 'ask' });
        attempt.lay();
        meddled(attempt, placesOf(attempt), drawn);
        assert.equal(attempt.call({}).verdict, 'ask');
        assert.equal(attempt.call({ kind: 'write' }).verdict, 'deny');
        attempt.dispose();
      }),
      { numRuns: 150 },
    );
  });

  it('let a grant for one call be used once at most', () => {
    fc.assert(
      fc.property(meddling, meddling, (before, between) => {
        const attempt = new Attempt({ name: '', grant: {}, verdict: 'ask' });
        attempt.lay();
        const places = placesOf(attempt);
        meddled(attempt, places, before);
        const first = attempt.call({ callId: 'c1' });
        attempt.layAgain();
        meddled(attempt, places, between);
        const second = attempt.call({ callId: 'c2' });
        const passed = [first, second].filter(({ verdict }) => verdict === 'allow');
        assert.ok(passed.length <= 1, JSON.stringify([first.rule, second.rule]));
        attempt.dispose();
      }),
      { numRuns: 150 },
    );
  });
});
