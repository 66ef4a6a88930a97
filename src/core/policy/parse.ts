import type { Node } from 'jsonc-parser';
import { type BaseIssue, safeParse } from 'valibot';
import { type Diagnostic, withoutByteOrderMark } from './diagnostics.ts';
import {
  error,
  type Finding,
  formatPath,
  Locator,
  type PolicyFileSource,
} from './policyFileFinding.ts';
import { describeIssue } from './policyFileIssues.ts';
import { checkText, checkWhole } from './policyFileRules.ts';
import { readSyntax, type Syntax } from './policyFileSyntax.ts';
import { type Reading, readTree } from './policyFileTree.ts';
import { keysNotIn, type PolicyFile, policyFileSchema } from './schema.ts';

export type { PolicyFileSource } from './policyFileFinding.ts';

export type ParsedPolicy =
  | { readonly ok: true; readonly value: PolicyFile; readonly notes: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** More than this is no list that somebody works through. */
const mostDiagnostics = 50;

/**
 * Reads a policy file: JSON with comments and trailing commas. Never throws, and never takes a part of a file: either
 * everything holds, or there is at least one error. All errors are reported, in the order of the text.
 * @param text the whole file; a byte-order mark is tolerated.
 * @param source what to call the file in messages, and the layer whose rules hold for it.
 */
export function parsePolicy(text: string, source: PolicyFileSource): ParsedPolicy {
  const plain = withoutByteOrderMark(text);
  return parseTree(plain, readSyntax(plain), source);
}

/** What {@link parsePolicy} does once there is a tree. @param plain the text without a byte-order mark */
export function parseTree(plain: string, syntax: Syntax, source: PolicyFileSource): ParsedPolicy {
  const locator = new Locator(plain, syntax.root, source.file);
  const checked = syntax.root === undefined ? noPolicy : check(syntax.root, source);
  const findings = [...syntax.findings, ...untilFirst(syntax.findings, checked.findings, locator)];
  if (checked.value !== null && findings.every(({ severity }) => severity === 'note')) {
    return { ok: true, value: checked.value, notes: inOrder(findings, locator) };
  }
  return { ok: false, diagnostics: inOrder(findings, locator) };
}

interface Checked {
  readonly value: PolicyFile | null;
  readonly findings: readonly Finding[];
}

const noPolicy: Checked = { value: null, findings: [] };

function check(root: Node, { layer, approved }: PolicyFileSource): Checked {
  const reading = readTree(root, policyFileSchema, keysNotIn(layer));
  const parsed = safeParse(policyFileSchema, reading.value);
  const findings = [
    ...reading.findings,
    ...onePerPlace(parsed.issues ?? [])
      .map(describeIssue)
      .filter((each) => !isMisspelt(each, reading)),
    ...reading.texts.flatMap((each) => checkText(each, layer) ?? []),
    ...checkWhole(reading.value, layer, approved === true).filter(
      (each) => !isMisspelt(each, reading),
    ),
  ];
  return { value: parsed.success ? parsed.output : null, findings };
}

/** Of several things that valibot finds wrong with one value, the first says enough. */
function onePerPlace(issues: readonly BaseIssue<unknown>[]): readonly BaseIssue<unknown>[] {
  const seen = new Set<string>();
  return issues.filter((issue) => {
    const place = JSON.stringify(issue.path?.map(({ key }) => key) ?? []);
    return !seen.has(place) && seen.add(place);
  });
}

/** A key is missed only because it stands there misspelt: that is said already. */
function isMisspelt({ code, path }: Finding, { meant }: Reading): boolean {
  if (code === 'PF-POLICY-MISSING-KEY') return meant.has(formatPath(path));
  if (code !== 'PF-POLICY-ZONE') return false;
  return ['edit', 'read'].some((key) => meant.has(formatPath([...path, key])));
}

/** Behind the first syntax error the tree is a guess: what is said about it would send people astray. */
function untilFirst(
  syntax: readonly Finding[],
  findings: readonly Finding[],
  locator: Locator,
): readonly Finding[] {
  if (syntax.length === 0) return findings;
  const first = Math.min(...syntax.map((finding) => locator.span(finding).offset));
  return findings.filter((finding) => locator.span(finding).end < first);
}

function inOrder(findings: readonly Finding[], locator: Locator): readonly Diagnostic[] {
  const sorted = findings
    .map((finding) => ({ finding, offset: locator.span(finding).offset }))
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ finding }) => finding);
  if (sorted.length <= mostDiagnostics) return sorted.map((each) => locator.diagnostic(each));
  // Errors first: a note must never push one out of sight.
  const errors = sorted.filter(({ severity }) => severity === 'error');
  const notes = sorted.filter(({ severity }) => severity === 'note');
  const kept = [...errors, ...notes].slice(0, mostDiagnostics - 1);
  const left = sorted.length - kept.length;
  const more: Finding = {
    ...error(
      'PF-POLICY-MORE',
      [],
      `There are ${left} more messages about this file.`,
      'Work through these first, then check again.',
      'open',
    ),
    severity: errors.length > 0 ? 'error' : 'note',
  };
  return [...kept, more].map((each) => locator.diagnostic(each));
}
