import { randomBytes } from 'node:crypto';
import type { Outcome } from '../../scripts/lib/processGroup.ts';
import { runPinfold } from './protectedWorkspace.ts';
import type { Workspace } from './workspace.ts';

/** A finding as `pinfold scan --json` prints it. */
export interface PrintedFinding {
  readonly path: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly rule: string;
  readonly how: string;
  readonly length?: number;
  readonly commit?: string;
  readonly fingerprint?: string;
}

export interface PrintedReport {
  readonly findings: readonly PrintedFinding[];
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
  readonly skippedCounts: Readonly<Record<string, number>>;
  readonly files: number;
  readonly known: number;
  readonly leftOut: number;
  readonly end: string;
}

export async function scanJson(
  workspace: Workspace,
  ...args: readonly string[]
): Promise<{ readonly outcome: Outcome; readonly report: PrintedReport }> {
  const outcome = await runPinfold(workspace, ['scan', '--json', ...args]);
  if (outcome.stdout === '') throw new Error(outcome.stderr);
  return { outcome, report: JSON.parse(outcome.stdout) as PrintedReport };
}

/** `path:rule`, sorted. */
export function namesOf({ findings }: Pick<PrintedReport, 'findings'>): readonly string[] {
  return findings.map(({ path, rule }) => `${path}: ${rule}`).sort();
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Something of the form of an AWS access key, made anew each time. */
export function awsKey(): string {
  return `AKIA${[...randomBytes(16)].map((byte) => letters[byte % 32]).join('')}`;
}

/** Something of the form of a token of GitHub. */
export function githubToken(): string {
  return `ghp_${randomBytes(32)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, 'x')
    .slice(0, 36)}`;
}

/** The first six characters in a row of a secret that a text has, or null. */
export function leakOf(text: string, secret: string): string | null {
  for (let at = 0; at + 6 <= secret.length; at += 1) {
    const part = secret.slice(at, at + 6);
    if (text.includes(part)) return part;
  }
  return null;
}
