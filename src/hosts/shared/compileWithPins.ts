import { createPins } from '../../adapters/approvals/pinFiles.ts';
import { compileRoot } from '../../app/policy/compileRoot.ts';
import type { CompileRoot } from './policyAccess.ts';

/** The policy compiler, with what a person approved on this machine. */
export const compileWithPins: CompileRoot = (input, files) =>
  compileRoot({ ...input, pins: createPins({ state: input.own.state, now: Date.now }) }, files);
