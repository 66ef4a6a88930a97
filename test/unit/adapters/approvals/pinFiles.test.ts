import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPins, keepPin } from '../../../../src/adapters/approvals/pinFiles.ts';
import { pinMark } from '../../../../src/adapters/approvals/pinMark.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import type { Pin } from '../../../../src/core/approvals/approval.ts';
import { pinsOf } from '../../../../src/core/approvals/places.ts';
import type { PinnedFile } from '../../../../src/ports/pins.ts';
import { TestEditor } from '../../../support/testEditor.ts';

const path = '/w/.pinfold/policy.jsonc';
const text = '{ "version": 1 }\n';
const now = Date.parse('2030-06-01T12:00:00.000Z');
const at = (minutes: number): string => new Date(now + minutes * 60_000).toISOString();

describe('pins on disk', () => {
  let state: string;
  let editor: TestEditor;
  let folder: string;

  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'pinfold-pins-'));
    editor = new TestEditor().register(join(state, 'keys'));
    folder = folderOf(path);
  });
  afterEach(() => rmSync(state, { recursive: true, force: true }));

  const places = () => ({ approvals: join(state, 'approvals'), keys: join(state, 'keys') });
  const folderOf = (file: string): string => join(state, 'approvals', pinsOf(file, sha256Hex));
  const pinOf = (content: string, issuedAt = at(0), by = editor, file = path): Pin =>
    by.sign({ kind: 'pin', path: file, digest: sha256Hex(content), issuedAt }) as Pin;
  const approve = (content: string, issuedAt = at(0)): void =>
    keepPin(places(), sha256Hex, pinOf(content, issuedAt), content);
  const pinned = (): PinnedFile => createPins(places(), sha256Hex, () => now).of(path);
  const mark = (): string => pinMark(places(), [path, '/w/.vscode/settings.json'], sha256Hex);
  /** Writes what nobody signed, or not for this place. */
  const plant = (name: string, content: string): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), content);
  };

  it('tell what was approved, and what last', () => {
    approve(text, at(-60));
    approve('{ "version": 1, "preset": "strict" }', at(-30));
    approve('', at(-90));
    const { digests, newest, tampering } = pinned();
    assert.deepEqual(digests, [
      sha256Hex('{ "version": 1, "preset": "strict" }'),
      sha256Hex(text),
      sha256Hex(''),
    ]);
    assert.equal(newest?.text, '{ "version": 1, "preset": "strict" }');
    assert.deepEqual(tampering, []);
  });

  it('are none where nothing was ever approved', () => {
    assert.deepEqual(pinned(), { digests: [], newest: null, tampering: [] });
    assert.equal(mark(), '');
  });

  it('are the same however often the same content is approved, and the later approval counts', () => {
    approve(text, at(-60));
    approve('', at(-30));
    approve(text, at(-10));
    assert.equal(pinned().newest?.text, text);
    assert.equal(readdirSync(folder).length, 4);
  });

  const digest = sha256Hex(text);
  /** What somebody might put in the place of a pin; none of it approves anything. */
  const forgeries: readonly (readonly [what: string, why: RegExp, forge: () => void])[] = [
    [
      'a pin of a key that this installation does not know',
      /no key of this installation/,
      () => plantPin(pinOf(text, at(0), new TestEditor())),
    ],
    [
      'a pin whose signature is another’s',
      /changed after it was signed/,
      () => plantPin({ ...pinOf(text), signature: pinOf('').signature }),
    ],
    [
      'a pin that was changed after it was signed',
      /changed after it was signed/,
      () => plantPin({ ...pinOf(text), issuedAt: at(-1) }),
    ],
    [
      'a pin for the same content of another file',
      /something else than where it lies/,
      () => plantPin(pinOf(text, at(0), editor, '/other/.pinfold/policy.jsonc')),
    ],
    [
      'a pin for another content under this one’s name',
      /something else than where it lies/,
      () => plant(`${digest}.json`, JSON.stringify(pinOf('other'))),
    ],
    [
      'a pin with another content beside it',
      /another content beside it/,
      () => plantPin(pinOf(text), '{ "version": 1, "mode": "observe" }'),
    ],
    [
      'a pin without its content',
      /no content beside it/,
      () => plant(`${digest}.json`, JSON.stringify(pinOf(text))),
    ],
    [
      'a pin with a link beside it',
      /beside it that is no regular file/,
      () => {
        plantPin(pinOf(text));
        writeFileSync(join(state, 'elsewhere'), text);
        rmSync(join(folder, `${digest}.jsonc`));
        symlinkSync(join(state, 'elsewhere'), join(folder, `${digest}.jsonc`));
      },
    ],
    [
      'a pin with a pipe beside it',
      /beside it that is no regular file/,
      () => {
        plant(`${digest}.json`, JSON.stringify(pinOf(text)));
        execFileSync('mkfifo', [join(folder, `${digest}.jsonc`)]);
      },
    ],
    ['a pin of tomorrow and a day', /in the future/, () => plantPin(pinOf(text, at(49 * 60)))],
    [
      'a pin of a day that there is not',
      /in the future/,
      () => plantPin(pinOf(text, '2030-99-99T99:99:99.999Z')),
    ],
    [
      'another approval that was signed',
      /of another kind, a pause/,
      () => plant(`${digest}.json`, aPause()),
    ],
    ['nothing but garbage', /is no approval/, () => plant(`${digest}.json`, '{')],
    ['an empty file', /is no approval/, () => plant(`${digest}.json`, '')],
    [
      'a pin with something more in it',
      /is no approval/,
      () => plant(`${digest}.json`, JSON.stringify({ ...pinOf(text), trusted: true })),
    ],
    [
      'a large file',
      /longer than 16384 bytes/,
      () => plant(`${digest}.json`, ' '.repeat(1024 * 1024)),
    ],
    [
      'a link to a pin',
      /is no regular file/,
      () => {
        plantPin(pinOf(text));
        renameSync(join(folder, `${digest}.json`), join(state, 'moved.json'));
        symlinkSync(join(state, 'moved.json'), join(folder, `${digest}.json`));
      },
    ],
    [
      'a pipe',
      /is no regular file/,
      () => {
        mkdirSync(folder, { recursive: true });
        execFileSync('mkfifo', [join(folder, `${digest}.json`)]);
      },
    ],
    [
      'a folder',
      /is no regular file|cannot be read/,
      () => mkdirSync(join(folder, `${digest}.json`), { recursive: true }),
    ],
    [
      'a file where the folder belongs',
      /is no folder/,
      () => {
        mkdirSync(dirname(folder), { recursive: true });
        writeFileSync(folder, JSON.stringify(pinOf(text)));
      },
    ],
    [
      'a link where the folder belongs',
      /is no folder/,
      () => {
        plantPin(pinOf(text));
        renameSync(folder, join(state, 'moved'));
        symlinkSync(join(state, 'moved'), folder);
      },
    ],
    [
      'a pin that lies where another file’s pins belong',
      /something else than where it lies/,
      () => {
        const other = '/other/.pinfold/policy.jsonc';
        keepPin(places(), sha256Hex, pinOf(text, at(0), editor, other), text);
        renameSync(folderOf(other), folder);
      },
    ],
  ];
  const aPause = (): string =>
    JSON.stringify(editor.sign({ kind: 'pause', root: '/w', until: at(10) }));
  const plantPin = (pin: Pin, content = text): void => {
    plant(`${pin.digest}.json`, JSON.stringify(pin));
    plant(`${pin.digest}.jsonc`, content);
  };

  for (const [what, why, forge] of forgeries) {
    it(`pass over ${what}, and name it once`, () => {
      forge();
      const { digests, newest, tampering } = pinned();
      assert.deepEqual([digests, newest], [[], null]);
      assert.equal(tampering.length, 1);
      assert.match(tampering[0]!.why, why);
      assert.ok(tampering[0]!.path.startsWith(folder));
      // What is no pin is not looked at again at each call.
      assert.equal(mark(), mark());
      assert.notEqual(mark(), '');
    });
  }

  it('go on counting beside what is none', () => {
    approve('', at(-60));
    plantPin(pinOf(text, at(0), new TestEditor()));
    const { digests, tampering } = pinned();
    assert.deepEqual(digests, [sha256Hex('')]);
    assert.equal(tampering.length, 1);
  });

  it('do not mind what was left over by a writer that was ended', () => {
    approve(text);
    plant(`${'0'.repeat(64)}.jsonc`, 'without a pin');
    plant(`${'1'.repeat(64)}.json.123.new`, '{');
    assert.deepEqual(pinned().tampering, []);
  });

  it('count no longer when their key is taken away, and the mark says so', () => {
    approve(text);
    const before = mark();
    rmSync(join(state, 'keys', `${editor.keyId}.key`));
    assert.deepEqual(pinned().digests, []);
    assert.notEqual(mark(), before);
  });

  it('are marked anew when one comes, goes, or is another file', () => {
    const marks = [mark()];
    const step = (act: () => void): void => {
      act();
      marks.push(mark());
    };
    step(() => approve(text));
    step(() => approve(''));
    step(() => approve(text, at(5)));
    step(() => copyFileSync(join(folder, `${digest}.json`), join(folder, 'x.json')));
    step(() => writeFileSync(join(folder, `${digest}.jsonc`), 'another text'));
    step(() => rmSync(join(folder, `${digest}.json`)));
    step(() => new TestEditor().register(join(state, 'keys')));
    assert.equal(new Set(marks).size, marks.length, marks.join('\n\n'));
    rmSync(folder, { recursive: true });
    assert.equal(mark(), '');
  });

  it('do not hold anybody up when their folder is filled', () => {
    approve(text);
    for (let i = 0; i < 1_100; i += 1) plant(`${i}.json`, '{');
    const { tampering } = pinned();
    assert.ok(tampering.some(({ why }) => why === 'holds 1000 files or more'));
    assert.ok(mark().length < 200_000);
  });

  it('say when they cannot be listed, instead of counting as none', function () {
    approve(text);
    chmodSync(folder, 0);
    try {
      readdirSync(folder);
      // The superuser lists every folder; then a folder that cannot be listed is one that fails otherwise.
      assert.equal(process.getuid?.(), 0);
    } catch {
      assert.throws(
        pinned,
        (error: Error & { code?: string }) => error.code === 'PF-PINS-UNREADABLE',
      );
    } finally {
      chmodSync(folder, 0o700);
    }
  });

  describe('are refused, with nothing kept,', () => {
    const refused: readonly (readonly [string, () => Pin, string, () => void])[] = [
      ['for another content', () => pinOf(text), 'other', () => {}],
      ['of a stranger', () => pinOf(text, at(0), new TestEditor()), text, () => {}],
      [
        'when their folder is a link',
        () => pinOf(text),
        text,
        () => {
          mkdirSync(join(state, 'elsewhere'));
          mkdirSync(dirname(folder), { recursive: true });
          symlinkSync(join(state, 'elsewhere'), folder);
        },
      ],
      [
        'when a folder stands in their place',
        () => pinOf(text),
        text,
        () => mkdirSync(join(folder, `${digest}.json`), { recursive: true }),
      ],
      [
        'when a file stands in their folder’s place',
        () => pinOf(text),
        text,
        () => {
          mkdirSync(dirname(folder), { recursive: true });
          writeFileSync(folder, '');
        },
      ],
    ];
    for (const [what, pin, content, prepare] of refused) {
      it(what, () => {
        prepare();
        assert.throws(
          () => keepPin(places(), sha256Hex, pin(), content),
          (error: Error & { code?: string; remedy?: string }) =>
            error.code === 'PF-PIN-REFUSED' && error.remedy !== '',
        );
        assert.deepEqual(pinned().digests, []);
      });
    }
  });
});
