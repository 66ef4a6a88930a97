import { existsSync } from 'node:fs';
import { createAncestry } from '../../adapters/processes/ancestry.ts';
import { askConsent } from '../../app/consent.ts';
import { platformOf } from '../shared/machine.ts';
import type { Terminal } from './command.ts';
import { tellTrail } from './tellTrail.ts';

/**
 * Whether whoever started this may take the fence down: asks at the terminal when an agent is behind it, says in words
 * why not, and tells the trail of both.
 */
export function mayTakeDown(terminal: Terminal): boolean {
  const consent = askConsent({
    environment: terminal.environment,
    ancestry: createAncestry(),
    isThere: existsSync,
    ask: terminal.ask,
    // On Windows it takes a shell of its own to see them, which a machine may not allow.
    showsAncestors: platformOf(process.platform) !== 'win32',
  });
  const { agent } = consent;
  if (agent === null) return true;
  const seen = `${agent.agent} seems to have started it, because ${agent.because}`;
  if (consent.given) {
    tellTrail(terminal, 'unprotect', [`confirmed at a terminal: ${seen}`]);
    return true;
  }
  const why = consent.asked ? 'nobody confirmed it' : 'nobody can be asked here';
  tellTrail(terminal, 'unprotect', [`refused: ${seen}, and ${why}`]);
  terminal.err(
    `pinfold: The fence stays: ${seen}, and ${why}. [PF-AGENT]\n` +
      '  → Run the command in a terminal of your own that no agent has opened.\n',
  );
  return false;
}
