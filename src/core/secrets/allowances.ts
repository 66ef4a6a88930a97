import type { AllowEntry } from './allowList.ts';
import type { ScanOptions } from './finding.ts';
import { lineAround } from './surroundings.ts';

/** What someone wrote to allow a finding, and whether it counts. */
export type Allowance =
  | { readonly kind: 'allowed'; readonly by: 'comment' | 'entry'; readonly reason: string }
  /** It does not count; `note` says why. */
  | { readonly kind: 'void'; readonly note: string };

export interface Allowed {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  readonly digest: string | undefined;
}

/** The allowance of a finding: one that counts before one that does not; null for none. */
export function allowanceOf(text: string, found: Allowed, options: ScanOptions): Allowance | null {
  const all = [
    ...(options.comments === false ? [] : commentsFor(text, found, options.now)),
    ...entriesFor(found, options),
  ];
  return all.find(({ kind }) => kind === 'allowed') ?? all[0] ?? null;
}

/** `pinfold:allow <rule> <reason> [until <day>]` on the line, or on the line before when nothing but it stands there. */
function commentsFor(text: string, { rule, start, end }: Allowed, now: number): Allowance[] {
  const line = lineAround(text, start, end);
  // A key of many lines is allowed on its first one.
  const own = text.slice(line.from, start) + text.slice(end, line.to);
  const before = line.from === 0 ? '' : aloneOn(text, line.from - 1);
  const found = [own, before].flatMap((part) => readComment(part, rule, now));
  return /gitleaks:allow/.test(own)
    ? [...found, { kind: 'allowed', by: 'comment', reason: 'gitleaks:allow' }]
    : found;
}

function aloneOn(text: string, end: number): string {
  const { from } = lineAround(text, end, end);
  const line = text.slice(from, end);
  return /^\s*(?:\/\/|#|--|;|%|\/?\*|<!--|\{#|rem\b)\s*pinfold:allow\s/i.test(line) ? line : '';
}

const comment = /pinfold:allow[ \t]+([\w.,*-]+)(?:[ \t]+([^\n]{1,300}))?/;
const closing = /\s*(?:\*\/|-->|#\}|"|')?\s*$/;

function readComment(part: string, rule: string, now: number): Allowance[] {
  const match = comment.exec(part);
  if (match === null) return [];
  const [, rules = '', words = ''] = match;
  if (!rules.split(',').includes(rule)) return [];
  const text = words.replace(closing, '');
  const until = /\s*\buntil[ \t]+(\S+)\s*$/.exec(text);
  const reason = (until === null ? text : text.slice(0, until.index)).trim();
  if (reason === '') return [{ kind: 'void', note: 'pinfold:allow gives no reason' }];
  return [dated('comment', reason, until?.[1], now)];
}

function entriesFor(found: Allowed, { allow, path, now }: ScanOptions): Allowance[] {
  return (allow?.for(path) ?? [])
    .filter((entry) => covers(entry, found))
    .map(({ reason, until }) => dated('entry', reason, until, now));
}

function covers(entry: AllowEntry, { rule, digest }: Allowed): boolean {
  return (
    (entry.rule === undefined || entry.rule === rule) &&
    (entry.digest === undefined || entry.digest === digest)
  );
}

function dated(
  by: 'comment' | 'entry',
  reason: string,
  until: string | undefined,
  now: number,
): Allowance {
  if (until === undefined) return { kind: 'allowed', by, reason };
  const day = dayOf(until);
  if (day === null) return { kind: 'void', note: `'${until}' is no day like 2027-01-31` };
  // To the end of the day wherever one is: the last place on earth reaches it 12 hours late.
  return now < day + 36 * 3_600_000
    ? { kind: 'allowed', by, reason }
    : { kind: 'void', note: `was allowed until ${until}` };
}

/** The start of a day in UTC, in milliseconds; null for what is none. */
function dayOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`).getTime();
  return Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== text ? null : day;
}
