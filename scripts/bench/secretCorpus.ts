import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sniffEncoding } from '../../src/core/secrets/encoding.ts';
import type { RuleData } from '../../src/core/secrets/ruleData.ts';
import { entropyOf } from '../../src/core/secrets/entropy.ts';
import data from '../../src/core/secrets/rules/rules.json' with { type: 'json' };
import { secretCases } from '../../test/support/secretCases.ts';
import { chanceOf, generate } from '../secrets/regex/generate.ts';
import { parseRe2 } from '../secrets/regex/parse.ts';

export interface Folder {
  readonly path: string;
  readonly bytes: number;
  readonly files: number;
}

/** What every scanner is given: two folders, and one with nothing to speak of, for its start alone. */
export interface Corpus {
  /** Source of third parties: whatever is found there counts as a false alarm. */
  readonly ordinary: Folder;
  /** A part of it, spread over all: what the slowest peer gets through in a minute. */
  readonly sample: Folder;
  /** One secret in each file, from the published rules' expressions, and the project's own cases. */
  readonly generated: Folder;
  readonly empty: Folder;
  dispose(): void;
}

const mostBytes = 50_000_000;
const sampleBytes = 5_000_000;
const perRule = 10;

/** Assembled from the packages that are installed anyway, and from rules and cases; the same each time. */
export function assembleCorpus(): Corpus {
  const folder = mkdtempSync(join(tmpdir(), 'pf-secrets-'));
  const sources = ordinarySources();
  const every = Math.ceil(sources.reduce((sum, { length }) => sum + length, 0) / sampleBytes);
  const put = (
    name: string,
    files: readonly (readonly [name: string, content: string | Buffer])[],
  ) => writeFolder(join(folder, name), files);
  const named = sources.map(
    ({ name, content }, index) => [`${String(index)}${extname(name)}`, content] as const,
  );
  const texts = [...fromRules(), ...secretCases('true', 1)];
  return {
    ordinary: put('ordinary', named),
    sample: put(
      'sample',
      named.filter((_, index) => index % every === 0),
    ),
    generated: put(
      'generated',
      texts.map(({ text, path }, index) => [`${String(index)}/${path ?? 'a.txt'}`, text]),
    ),
    empty: put('empty', [['a.txt', 'nothing\n']]),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function writeFolder(
  path: string,
  files: readonly (readonly [name: string, content: string | Buffer])[],
): Folder {
  let bytes = 0;
  for (const [name, content] of files) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
    bytes += Buffer.byteLength(content);
  }
  return { path, bytes, files: files.length };
}

interface Source {
  readonly name: string;
  readonly content: Buffer;
  readonly length: number;
}

/** They are written under other names: gitleaks passes over folders that are called `node_modules`. */
function ordinarySources(): readonly Source[] {
  const source = fileURLToPath(new URL('../../node_modules/', import.meta.url));
  const names = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const sources: Source[] = [];
  let bytes = 0;
  for (const name of names) {
    if (bytes > mostBytes) break;
    const content = readFileSync(name);
    if (content.length === 0 || sniffEncoding(content).encoding === 'binary') continue;
    sources.push({ name, content, length: content.length });
    bytes += content.length;
  }
  return sources;
}

/** Texts that the published rules match, high in entropy as they ask; not those of rules for certain files. */
function fromRules(): readonly { readonly text: string; readonly path?: string }[] {
  const { rules } = data as unknown as RuleData;
  const chance = chanceOf(11);
  return rules
    .filter(({ path, block }) => path === undefined && block === undefined)
    .flatMap(({ pattern, entropy, anchors, generic }) => {
      const tree = parseRe2(pattern);
      const near = anchors.some(({ at }) => at === null) ? `${anchors[0]?.text ?? ''} ` : '';
      return Array.from(
        { length: perRule },
        () => `first line\n${near}${generate(tree, chance, { extra: 16 })}\nlast line\n`,
      )
        .filter((text) => {
          const match = new RegExp(pattern).exec(text);
          const secret = match?.slice(1).find((group) => group) ?? match?.[0] ?? '';
          return (
            match !== null && entropyOf(secret) > entropy && (generic !== true || /\d/.test(secret))
          );
        })
        .map((text) => ({ text }));
    });
}
