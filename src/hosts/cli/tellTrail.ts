import { existsSync } from 'node:fs';
import { createJsonlTrail } from '../../adapters/audit/jsonlTrail.ts';
import { sha256Hex } from '../../adapters/digest/sha256.ts';
import { version } from '../shared/build.ts';
import { directoriesOf } from '../shared/places.ts';
import type { Terminal } from './command.ts';

/**
 * Tells the trail, where there is one, what a command did. Nothing that tightens may fail because the trail is full or
 * damaged: that it could not be recorded is said at the terminal.
 */
export function tellTrail(terminal: Terminal, event: string, notes: readonly string[]): void {
  try {
    const { audit } = directoriesOf(terminal.environment);
    if (!existsSync(audit)) return;
    createJsonlTrail({ directory: audit, sha256: sha256Hex, now: terminal.now }).append({
      kind: 'lifecycle',
      agent: 'pinfold',
      agentVersion: version,
      session: null,
      subagent: null,
      callId: null,
      event,
      tool: null,
      cwd: null,
      notes,
    });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    terminal.err(`pinfold: This could not be recorded. ${words}\n`);
  }
}
