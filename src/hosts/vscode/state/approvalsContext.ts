import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Directories } from '../../../adapters/install/directories.ts';
import type { AuditTrail } from '../../../ports/auditTrail.ts';
import type { Environment } from '../../shared/machine.ts';
import type { ApprovalsPart } from '../approvals/approvalsPart.ts';
import { tellTrail } from '../tellTrail.ts';
import type { AgentsState } from './agentsState.ts';

/** What everything has in common that answers, approves or signs. */
export interface ApprovalsContext {
  readonly directories: Directories;
  readonly environment: Environment;
  readonly agents: AgentsState;
  readonly log: vscode.LogOutputChannel;
  readonly secrets: vscode.SecretStorage;
  readonly memory: vscode.Memento;
  /** Loaded when it is asked for: the start of a window does without. */
  readonly part: () => ApprovalsPart;
  /** @throws AuditError */
  readonly tell: (event: string, notes: readonly string[]) => void;
  /** What the integrity alarm must know before it is written: else the editor's own doing looks like tampering. */
  readonly remember: (own: IssuedHere) => Promise<void>;
  /** Takes keys out by a person's wish: the alarm is told before. */
  readonly forgetKeys: (ids: readonly string[], remove: () => void) => Promise<void>;
}

/** Ids of public keys that this editor made, and nonces of what it signed. */
export interface IssuedHere {
  readonly keys?: readonly string[];
  readonly nonces?: readonly string[];
}

/** The nonce of something that is about to be signed. @throws Error when it cannot be remembered */
export async function newNonce({ remember }: ApprovalsContext): Promise<string> {
  const nonce = randomBytes(16).toString('hex');
  await remember({ nonces: [nonce] });
  return nonce;
}

export function createApprovalsContext(
  given: Omit<ApprovalsContext, 'part' | 'tell'>,
  dist: string,
  trail: AuditTrail,
): ApprovalsContext {
  let part: ApprovalsPart | null = null;
  return {
    ...given,
    part: () =>
      (part ??= createRequire(join(dist, 'extension.cjs'))(
        './editorApprovals.cjs',
      ) as ApprovalsPart),
    tell: (event, notes) => tellTrail(trail, event, notes),
  };
}

/** Nothing is signed in a folder that nobody trusts. @throws Error in words */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new Error(
    vscode.l10n.t('Nothing can be approved in Restricted Mode. Trust the folder first.'),
  );
}
