import type { Grant, Pause } from '../approvals/approval.ts';
import { endOf, outOfForce } from '../approvals/inForce.ts';
import { showText } from '../paths/show.ts';
import { scopeWords } from '../policy/granted.ts';
import { utcTime } from '../audit/utcTime.ts';

export interface GrantRow {
  readonly kind: 'grant' | 'pause';
  readonly nonce: string;
  readonly state: 'in force' | 'used' | 'taken back' | 'ended' | 'not yet issued';
  readonly agent: string | null;
  readonly session: string | null;
  /** The kind of effect, or the root of a pause. */
  readonly what: string;
  /** Digest of what exactly is granted; null for a pause. */
  readonly subject: string | null;
  readonly scope: Grant['scope'] | 'pause';
  readonly callId: string | null;
  /** When it ends, by the rule and not only by its own word. */
  readonly until: string;
  readonly path: string;
}

export interface IgnoredRow {
  readonly what: string;
  readonly path: string;
  /** Words that follow "it". */
  readonly why: string;
}

export interface GrantList {
  /** Ids of the public keys of this installation. */
  readonly keys: readonly string[];
  readonly approvals: readonly GrantRow[];
  readonly ignored: readonly IgnoredRow[];
  /** False when there is more than was looked at. */
  readonly complete: boolean;
}

/** @param now milliseconds since the epoch */
export function grantRow(
  approval: Grant | Pause,
  path: string,
  mark: 'used' | 'revoked' | null,
  now: number,
): GrantRow {
  const { kind, nonce } = approval;
  const common = { kind, nonce, state: stateOf(approval, mark, now), path } as const;
  const until = utcTime(endOf(approval));
  if (approval.kind === 'pause') {
    const nobody = { agent: null, session: null, subject: null, callId: null };
    return { ...common, ...nobody, what: approval.root, scope: 'pause', until };
  }
  const { agent, session, effect, subject } = approval.target;
  const { scope, callId } = approval;
  return { ...common, agent, session, what: effect, subject, scope, callId, until };
}

function stateOf(
  approval: Grant | Pause,
  mark: 'used' | 'revoked' | null,
  now: number,
): GrantRow['state'] {
  if (mark !== null) return mark === 'used' ? 'used' : 'taken back';
  const why = outOfForce(approval, now);
  if (why === null) return 'in force';
  return now < Date.parse(approval.issuedAt) ? 'not yet issued' : 'ended';
}

/** The list for a terminal: what is in force first, and what counts for nothing with its reason. */
export function grantsText({ keys, approvals, ignored, complete }: GrantList): string {
  const lines: string[] = [];
  const say = (text: string): void => void lines.push(showText(text, 600));
  say(
    keys.length === 0
      ? 'No public key: nothing that a person allows would count.'
      : `Keys of this installation: ${keys.join(', ')}`,
  );
  const inForce = approvals.filter(({ state }) => state === 'in force');
  const others = approvals.filter(({ state }) => state !== 'in force');
  lines.push('', inForce.length === 0 ? 'Nothing is granted.' : 'In force');
  for (const row of inForce) say(`  ${row.nonce}  ${rowWords(row)}, until ${row.until}`);
  if (others.length > 0) lines.push('', 'No longer, or not yet');
  for (const row of others) say(`  ${row.nonce}  ${row.state}: ${rowWords(row)}`);
  if (ignored.length > 0) lines.push('', 'Not a person’s, counts for nothing');
  for (const { path, why } of ignored) say(`  ${path}: it ${why}`);
  if (!complete) lines.push('', 'There is more than was looked at.');
  return `${lines.join('\n')}\n`;
}

function rowWords({ kind, agent, session, what, subject, scope, callId }: GrantRow): string {
  if (kind === 'pause' || scope === 'pause') return `Pinfold is paused for ${what}`;
  const call = callId === null ? '' : `, only call ${callId}`;
  const thing = `${what} of ${subject?.slice(0, 12) ?? ''}`;
  return `${agent ?? ''}, session ${session ?? ''}: ${thing}, ${scopeWords[scope]}${call}`;
}
