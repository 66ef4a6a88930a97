import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { Observed } from '../../../core/integrity/observed.ts';
import type { Remembered } from '../../../core/integrity/remembered.ts';
import type { InstallationOptions } from '../../installation/agents.ts';
import type { Integrity, IntegrityPart } from '../integrity/integrityPart.ts';
import { IntegrityMemory } from './integrityMemory.ts';

export interface IntegrityStateOptions {
  readonly installation: InstallationOptions;
  readonly secrets: vscode.SecretStorage;
  /** The extension is run from its sources: its own programs change from start to start. */
  readonly development: boolean;
  /** There while a window changes what all of them remember. */
  readonly lock: string;
  readonly log: vscode.LogOutputChannel;
  /** Folders of this machine that are open in this window. */
  readonly folders: () => readonly string[];
}

/** The part that looks, and what it compares with. @throws Error when the extension's own programs are not whole */
export function loadIntegrity({ installation, secrets, lock, folders }: IntegrityStateOptions): {
  readonly part: Integrity;
  readonly memory: IntegrityMemory;
} {
  const load = createRequire(join(installation.dist, 'extension.cjs'));
  const part = (load('./editorIntegrity.cjs') as IntegrityPart).open(installation, folders);
  return { part, memory: new IntegrityMemory(secrets, part.parse, lock) };
}

/** What stands there now, whoever is at work; null where it cannot be looked at: a repair must go on all the same. */
export function seenBy(part: Integrity, known: Remembered): Observed | null {
  try {
    return part.look(known, true);
  } catch {
    return null;
  }
}
