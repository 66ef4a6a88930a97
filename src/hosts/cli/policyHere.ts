import { nodeFiles } from '../../adapters/files/nodeFiles.ts';
import { findRoots } from '../../app/paths/roots.ts';
import { createPins } from '../../adapters/approvals/pinFiles.ts';
import type { CompileRootInput } from '../../app/policy/compileRoot.ts';
import { surroundingsOf } from '../../app/surroundings.ts';
import { approvalPlacesOf } from '../shared/approvalPlaces.ts';
import { compileWithPins } from '../shared/compileWithPins.ts';
import { machineFacts } from '../shared/machine.ts';
import { directoriesOf, policyPlacesOf } from '../shared/places.ts';
import { compileInput, type PolicyAccessOptions } from '../shared/policyAccess.ts';
import type { Terminal } from './command.ts';

/** The policy that holds where the terminal stands. */
export interface PolicyHere {
  readonly root: string | null;
  readonly access: PolicyAccessOptions;
  readonly input: CompileRootInput;
}

export function policyHere(terminal: Terminal): PolicyHere {
  const machine = machineFacts(terminal.environment);
  const root = findRoots(terminal.cwd, machine, nodeFiles)[0]?.path ?? null;
  const roots = root === null ? [] : [{ path: root, worktrees: [] }];
  const access = {
    places: policyPlacesOf(directoriesOf(terminal.environment)),
    homes: machine.homes,
    fold: surroundingsOf(machine, roots, [], nodeFiles).foldCase,
    files: nodeFiles,
    loadCompiler: () => compileWithPins,
  };
  const input = compileInput(root, access);
  const pins = createPins(approvalPlacesOf(access.places.state), input.sha256, terminal.now);
  return { root, access, input: { ...input, pins } };
}
