import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import { createSessionFiles } from '../../../../src/adapters/sessions/sessionFiles.ts';
import { checkStateFolder } from '../../../../src/adapters/state/stateFolder.ts';
import { chainRecord } from '../../../../src/core/audit/chain.ts';
import { noHash } from '../../../../src/core/audit/record.ts';
import { StateError, stateFormat } from '../../../../src/ports/state.ts';
import { freshFolder } from '../install/homes.ts';

const refusesWith =
  (code: string, words: RegExp) =>
  (error: unknown): true => {
    assert.ok(error instanceof StateError);
    assert.equal(error.code, code);
    assert.match(error.message, words);
    assert.notEqual(error.remedy, '');
    return true;
  };

describe('the folder of the state', () => {
  let parent: string;
  let state: string;
  beforeEach(() => {
    parent = freshFolder('state');
    state = join(parent, 'pinfold');
  });
  afterEach(() => {
    rmSync(parent, { recursive: true, force: true });
  });

  it('may be missing, and may be ours alone, also behind a link', () => {
    checkStateFolder(state);
    mkdirSync(state, { mode: 0o700 });
    checkStateFolder(state);
    symlinkSync(state, join(parent, 'link'));
    checkStateFolder(join(parent, 'link'));
  });

  for (const mode of [0o701, 0o710, 0o720, 0o740, 0o702, 0o755, 0o770, 0o777, 0o1777]) {
    it(`is refused with the mode ${mode.toString(8)}`, () => {
      mkdirSync(state);
      chmodSync(state, mode);
      assert.throws(() => checkStateFolder(state), refusesWith('PF-STATE-OPEN', /Other users/));
    });
  }

  it('is refused when something else stands there', () => {
    for (const text of ['', 'anything', 'pinfold state', `pinfold state ${'9'.repeat(300)}\n`]) {
      writeFileSync(state, text);
      assert.throws(() => checkStateFolder(state), refusesWith('PF-STATE-PLACE', /not a folder/));
    }
    symlinkSync('/dev/null', join(parent, 'device'));
    assert.throws(
      () => checkStateFolder(join(parent, 'device')),
      refusesWith('PF-STATE-PLACE', /not a folder/),
    );
  });

  it('says so when a later version keeps its state elsewhere', () => {
    writeFileSync(state, 'pinfold state 2\nIt is in the folder pinfold2 beside this file.\n');
    assert.throws(() => checkStateFolder(state), refusesWith('PF-STATE-NEWER', /later version/));
  });
});

describe('a session on disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = freshFolder('sessions');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const session = {
    agent: 'claude-code',
    agentVersion: null,
    startedAt: '2026-11-22T12:00:00.000Z',
    roots: [{ path: '/home/dev/project', worktrees: [] }],
  };
  const files = (): ReturnType<typeof createSessionFiles> => createSessionFiles(folder, sha256Hex);
  const write = (value: unknown): void => {
    writeFileSync(join(folder, 'claude-code.s.json'), JSON.stringify(value));
  };

  it('is what was kept, and what was kept before its format had a number', () => {
    files().keep('claude-code', 's', session);
    assert.deepEqual(files().find('claude-code', 's'), session);
    write(session);
    assert.deepEqual(files().find('claude-code', 's'), session);
  });

  it('of a later version is refused, whatever else stands in it', () => {
    for (const later of [{ ...session, format: stateFormat + 1 }, { format: 99 }]) {
      write(later);
      assert.throws(
        () => files().find('claude-code', 's'),
        refusesWith('PF-STATE-NEWER', /claude-code\.s\.json/),
      );
    }
  });

  it('is refused when it is none: a root is not guessed', () => {
    const none = [
      null,
      [],
      'x',
      {},
      { ...session, format: 0 },
      { ...session, format: '1' },
      { ...session, format: null },
      { ...session, roots: 'all' },
      { ...session, roots: [null] },
      { ...session, roots: [{ path: '/' }] },
    ];
    for (const value of none) {
      write(value);
      assert.throws(
        () => files().find('claude-code', 's'),
        refusesWith('PF-STATE-DAMAGED', /not the session/),
      );
    }
  });
});

it('the trail carries the number of the state format as its version', () => {
  const draft = { kind: 'segment', previous: null, damage: null } as const;
  const position = { seq: 1, at: '2026-11-22T12:00:00.000Z', segment: '000001', prev: noHash };
  assert.equal(chainRecord(draft, position, sha256Hex).record.version, stateFormat);
});

it('whatever stands in the place of a session is a session or a refusal with a code', () => {
  const folder = freshFolder('sessions');
  try {
    const files = createSessionFiles(folder, sha256Hex);
    const parts = fc.oneof(
      fc.constantFrom('claude-code', '2026-11-22T12:00:00.000Z', 1, 2, '1', null, [], {}),
      fc.constant([{ path: '/home/dev/project', worktrees: [] }]),
    );
    const names = ['format', 'agent', 'agentVersion', 'startedAt', 'roots', 'more'];
    const likeOne = fc.dictionary(fc.constantFrom(...names), parts, { maxKeys: 6 });
    fc.assert(
      fc.property(
        fc.oneof(
          likeOne,
          fc.json().map((text): unknown => JSON.parse(text)),
        ),
        (value) => {
          writeFileSync(join(folder, 'claude-code.s.json'), JSON.stringify(value));
          try {
            const found = files.find('claude-code', 's');
            const { format = 1, roots } = value as { format?: unknown; roots: unknown };
            assert.equal(format, stateFormat);
            assert.deepEqual(found?.roots, roots);
          } catch (error) {
            assert.ok(error instanceof StateError, String(error));
          }
        },
      ),
      { numRuns: 300 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
