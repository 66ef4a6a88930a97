import { createPins } from '../../adapters/approvals/pinFiles.ts';
import { compileRoot } from '../../app/policy/compileRoot.ts';
import { approvalPlacesOf } from './approvalPlaces.ts';
import type { CompileRoot } from './policyAccess.ts';

/** The policy compiler, with what a person approved on this machine. */
export const compileWithPins: CompileRoot = (input, files) => {
  const pins = createPins(approvalPlacesOf(input.own.state), input.sha256, Date.now);
  return compileRoot({ ...input, pins }, files);
};
