import { adviceForRule } from '../../core/secrets/advice/index.ts';
import type { SecretFile } from '../../core/secrets/catalogue/secretFile.ts';
import type { SecretFinding } from '../../core/secrets/finding.ts';
import type { NameVerdict } from '../../core/secrets/names.ts';
import type { FoundSecret } from '../../core/secrets/report.ts';
import { findShape } from '../../core/secrets/shapes.ts';
import type { ScannedText } from '../../ports/secretTexts.ts';

/** A finding before somebody asks whether a baseline knows it: with what its value was made to. */
export interface Judged {
  readonly found: Omit<FoundSecret, 'fingerprint'>;
  /** Digest of the value; null for a file that counts as a whole. */
  readonly digest: string | null;
}

/**
 * What the name and the text of one file amount to together.
 * @param path as it is shown
 */
export function judgeFile(
  path: string,
  name: NameVerdict,
  text: ScannedText,
  digest: ((value: string) => string) | undefined,
): readonly Judged[] {
  const inside = text.findings.map((finding) => contentFinding(path, finding));
  // What tests use bears names of secrets and holds none: there the text decides alone.
  if (name.secret !== null && !(name.fixture && inside.length === 0)) {
    return [nameFinding(path, name.secret, inside.length > 0), ...inside];
  }
  const suspect = inside.length > 0 ? null : suspicion(path, name, text.head, digest);
  return suspect === null ? inside : [suspect];
}

function contentFinding(path: string, finding: SecretFinding): Judged {
  const { rule, description, line, column, start, end, note, digest } = finding;
  return {
    found: {
      path,
      line,
      column,
      rule,
      how: 'content',
      what: description,
      length: end - start,
      advice: adviceForRule(rule).id,
      ...(note === undefined ? {} : { note }),
    },
    digest: digest ?? null,
  };
}

function nameFinding(path: string, file: SecretFile, confirmed: boolean): Judged {
  return {
    found: {
      path,
      line: null,
      column: null,
      rule: `file.${file.id}`,
      how: confirmed ? 'name-and-content' : 'name',
      what: `It holds ${file.what}.`,
      advice: file.by,
    },
    digest: null,
  };
}

function suspicion(
  path: string,
  { suspects, fixture }: NameVerdict,
  head: string,
  digest: ((value: string) => string) | undefined,
): Judged | null {
  if (fixture || head === '') return null;
  for (const file of suspects) {
    const value = findShape(head, file.shapes);
    if (value === null) continue;
    const before = head.slice(0, value.start);
    const line = before.split('\n').length;
    return {
      found: {
        path,
        line,
        column: value.start - (before.lastIndexOf('\n') + 1) + 1,
        rule: `file.${file.id}`,
        how: 'name-and-content',
        what: `It holds ${file.what}.`,
        length: value.end - value.start,
        advice: file.by,
      },
      digest: digest?.(head.slice(value.start, value.end)) ?? null,
    };
  }
  return null;
}
