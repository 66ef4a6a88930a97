import { nodeFiles } from '../../adapters/files/nodeFiles.ts';
import { type PolicyState, readPolicyFiles } from '../../app/policy/compileRoot.ts';
import type { Notice } from '../../core/present/status.ts';
import { PinsError } from '../../ports/pins.ts';
import type { Terminal } from './command.ts';
import { policyHere } from './policyHere.ts';

/** What a person should mend about the policy that holds where the terminal stands. */
export function policyProblems(terminal: Terminal): readonly Notice[] {
  try {
    return readPolicyFiles(policyHere(terminal).input, nodeFiles).flatMap(problemsOf);
  } catch (error) {
    if (!(error instanceof PinsError)) throw error;
    return [{ code: 'approvals-unreadable', message: error.message, remedy: error.remedy }];
  }
}

function problemsOf(state: PolicyState): readonly Notice[] {
  const { path } = state.place;
  const remedy = 'Run: pinfold policy check';
  if (!state.ok) {
    const message = `The policy ${path} is broken: calls of agents are denied.`;
    return [{ code: 'policy-broken', message, remedy }];
  }
  const forged = state.tampering.map((each) => ({
    code: 'approval-forged',
    message: `${each.path} lies in the place of an approval and ${each.why}. It is passed over.`,
    remedy: 'Find out who put it there, then remove it.',
  }));
  if (state.source.standing !== 'broken') return forged;
  const message = `The policy ${path} is broken: its last approved version is in force.`;
  return [{ code: 'policy-broken', message, remedy }, ...forged];
}
