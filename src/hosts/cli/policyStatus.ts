import { nodeFiles } from '../../adapters/files/nodeFiles.ts';
import { compileRoot, type PolicyState, readPolicyFiles } from '../../app/policy/compileRoot.ts';
import { createPolicy, watching } from '../../core/policy/decide.ts';
import type { Notice } from '../../core/present/status.ts';
import { PinsError } from '../../ports/pins.ts';
import type { Terminal } from './command.ts';
import { policyHere } from './policyHere.ts';

/** What the policy that holds where the terminal stands means for how far the fence stands. */
export interface PolicyStatus {
  /** It interrupts nothing but what is held always. */
  readonly observes: boolean;
  /** What a person should mend about it. */
  readonly problems: readonly Notice[];
}

export function policyStatus(terminal: Terminal): PolicyStatus {
  try {
    const { input } = policyHere(terminal);
    const compiled = compileRoot(input, nodeFiles);
    const observes = compiled.ok && watching({}, createPolicy(compiled.index)) === 'observed';
    return { observes, problems: readPolicyFiles(input, nodeFiles).flatMap(problemsOf) };
  } catch (error) {
    if (!(error instanceof PinsError)) throw error;
    const problem = { code: 'approvals-unreadable', message: error.message, remedy: error.remedy };
    return { observes: false, problems: [problem] };
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
