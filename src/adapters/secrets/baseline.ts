import { createHmac, randomBytes, scryptSync } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * A baseline: findings that somebody has accepted, by fingerprint. A fingerprint is made of the rule, the path and a
 * keyed, slow digest of the value, so that the file tells nobody a value, and trying out passwords takes its time. Long
 * random tokens cannot be tried out at all.
 */
export interface Baseline {
  readonly digest: (value: string) => string;
  readonly fingerprint: (of: { rule: string; path: string; digest: string | null }) => string;
  readonly has: (fingerprint: string) => boolean;
}

export class BaselineError extends Error {
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'BaselineError';
    this.remedy = remedy;
  }
}

const keyLength = 32;
/** About 10 ms for each different value. */
const cost = { N: 4096, r: 8, p: 1 };

/** One that knows nothing yet. */
export function emptyBaseline(): Baseline & { readonly key: string } {
  const key = randomBytes(keyLength).toString('hex');
  return { key, ...baselineOf(key, []) };
}

/** @throws BaselineError when the file cannot be read or is none */
export function readBaseline(path: string): Baseline & { readonly key: string } {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const words = error instanceof Error ? error.message.split('\n', 1)[0]! : String(error);
    // The parser quotes what it read, and that may be anything.
    const shown = error instanceof SyntaxError ? 'it is no JSON' : words;
    throw new BaselineError(
      `The baseline ${path} cannot be read: ${shown}.`,
      'Write one with `pinfold scan --write-baseline FILE`.',
    );
  }
  const parsed = parse(value);
  if (parsed === null) {
    throw new BaselineError(
      `${path} is no baseline of Pinfold.`,
      'Write one with `pinfold scan --write-baseline FILE`.',
    );
  }
  return { key: parsed.key, ...baselineOf(parsed.key, parsed.fingerprints) };
}

/** Writes a baseline, all or nothing. */
export function writeBaseline(
  path: string,
  key: string,
  findings: readonly {
    readonly fingerprint: string;
    readonly rule: string;
    readonly path: string;
  }[],
): void {
  const known = new Map(findings.map((each) => [each.fingerprint, each]));
  const sorted = [...known.values()].sort((a, b) =>
    `${a.path}\0${a.rule}\0${a.fingerprint}` < `${b.path}\0${b.rule}\0${b.fingerprint}` ? -1 : 1,
  );
  const text = JSON.stringify({ pinfoldBaseline: 1, key, findings: sorted }, null, 2);
  const temporary = `${path}.new-${randomBytes(4).toString('hex')}`;
  writeFileSync(temporary, `${text}\n`, { flag: 'wx', mode: 0o644 });
  renameSync(temporary, path);
}

function baselineOf(key: string, fingerprints: readonly string[]): Baseline {
  const known = new Set(fingerprints);
  const made = new Map<string, string>();
  return {
    digest(value) {
      let digest = made.get(value);
      if (digest === undefined) {
        digest = scryptSync(value, Buffer.from(key, 'hex'), 32, cost).toString('hex');
        if (made.size < 10_000) made.set(value, digest);
      }
      return digest;
    },
    fingerprint: ({ rule, path, digest }) =>
      createHmac('sha256', Buffer.from(key, 'hex'))
        .update(JSON.stringify([rule, path, digest]))
        .digest('hex'),
    has: (fingerprint) => known.has(fingerprint),
  };
}

function parse(value: unknown): { key: string; fingerprints: readonly string[] } | null {
  if (typeof value !== 'object' || value === null) return null;
  const { pinfoldBaseline, key, findings } = value as Record<string, unknown>;
  if (pinfoldBaseline !== 1 || typeof key !== 'string' || !/^[0-9a-f]{64}$/.test(key)) return null;
  if (!Array.isArray(findings)) return null;
  const fingerprints = findings.map((each: unknown) =>
    typeof each === 'object' && each !== null ? Reflect.get(each, 'fingerprint') : null,
  );
  return fingerprints.every((each): each is string => typeof each === 'string')
    ? { key, fingerprints }
    : null;
}

/** Tells values apart within one run, and is worth nothing afterwards. */
export function passingDigest(): (value: string) => string {
  const key = randomBytes(keyLength);
  return (value) => createHmac('sha256', key).update(value).digest('hex');
}
