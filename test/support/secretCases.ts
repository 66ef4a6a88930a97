import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Chance, chanceOf } from '../../scripts/secrets/regex/generate.ts';

/** A case of test/cases/secrets with its random parts filled in. */
export interface SecretCase {
  readonly why: string;
  readonly text: string;
  readonly path?: string;
  /** What must be found; absent where nothing may be. */
  readonly secret?: { readonly rule: string; readonly start: number; readonly end: number };
}

const alphabets: Readonly<Record<string, string>> = {
  digits: '0123456789',
  hex: '0123456789abcdef',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  lower: 'abcdefghijklmnopqrstuvwxyz0123456789',
  letters: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  alnum: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  word: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-',
  base64: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/',
  none: '',
};

/**
 * The cases of a file, `true` or `false`.
 * @param seed other ones give other random parts
 */
export function secretCases(name: 'true' | 'false', seed: number): readonly SecretCase[] {
  const file = new URL(`../cases/secrets/${name}.jsonl`, import.meta.url);
  const lines = readFileSync(fileURLToPath(file), 'utf8').trim().split('\n');
  const chance = chanceOf(seed);
  return lines.map((line) => {
    const { why, rule, path, text } = JSON.parse(line) as Readonly<Record<string, string>>;
    const marked = fillIn(text ?? '', chance);
    const start = marked.indexOf('[[');
    const end = marked.indexOf(']]') - 2;
    return {
      why: why ?? '',
      ...(path === undefined ? {} : { path }),
      ...(rule === undefined
        ? { text: marked }
        : {
            text: marked.replace('[[', '').replace(']]', ''),
            secret: { rule, start, end },
          }),
    };
  });
}

/** Replaces `{{kind count}}`. */
function fillIn(text: string, chance: Chance): string {
  return text.replaceAll(/\{\{(\w+) (\d+)\}\}/g, (whole, kind: string, count: string) => {
    const alphabet = alphabets[kind];
    if (alphabet === undefined || alphabet === '') return alphabet ?? whole;
    let filled = '';
    while (filled.length < Number(count)) {
      filled += alphabet.charAt(Math.floor(chance() * alphabet.length));
    }
    return filled;
  });
}
