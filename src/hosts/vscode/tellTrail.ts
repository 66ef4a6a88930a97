import type { AuditTrail } from '../../ports/auditTrail.ts';
import { version } from '../shared/build.ts';

/** Records what a person did in the editor. Throws what the trail throws: nothing that loosens goes unrecorded. */
export function tellTrail(trail: AuditTrail, event: string, notes: readonly string[]): void {
  trail.append({
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
}
