import { nodeFiles } from '../../../adapters/files/nodeFiles.ts';
import { compileRoot, type CompileRootInput } from '../../../app/policy/compileRoot.ts';
import { formatDiagnostics } from '../../../core/policy/diagnostics.ts';
import type { PolicyIndex } from '../../../core/policy/policyIndex.ts';
import { effectivePolicy, effectiveText } from '../../../core/present/effectivePolicy.ts';
import { policyText } from '../../../core/present/policy.ts';
import { createPolicyAccess } from '../../shared/policyAccess.ts';
import { json, readArguments } from '../arguments.ts';
import type { Command, Terminal } from '../command.ts';
import { policyHere } from '../policyHere.ts';

export const policyShow: Command = {
  name: 'policy show',
  usage: 'policy show [--effective] [--json]',
  summary: 'Shows the rules that hold here, layer by layer.',
  help: `The rules as they are compiled: built-in protections, then those of each file, and the defaults by place.

--effective  every rule, command, network word and default that can speak, with the layer and the file it comes from,
             and what is relaxed, only observed, or waiting for approval`,
  run(args, terminal) {
    const { values } = readArguments('policy show', args, {
      ...json,
      effective: { type: 'boolean', default: false },
    });
    const index = compiled(policyHere(terminal).input, terminal);
    if (index === null) return 2;
    if (values.effective) {
      const effective = effectivePolicy(index);
      terminal.out(values.json ? `${JSON.stringify(effective)}\n` : effectiveText(effective));
    } else terminal.out(values.json ? `${JSON.stringify(index)}\n` : policyText(index));
    return 0;
  },
};

export const policyCompile: Command = {
  name: 'policy compile',
  usage: 'policy compile',
  summary: 'Compiles the policy anew, also over a damaged index.',
  help: 'The hook does this by itself when a policy changes. After damage a person does it here.',
  run(args, terminal) {
    readArguments('policy compile', args, {});
    const { root, access, input } = policyHere(terminal);
    if (compiled(input, terminal) === null) return 2;
    const index = createPolicyAccess(access).renew(root);
    terminal.out(`Compiled ${index.rules.length} rules. Policy ${index.digest.slice(0, 12)}.\n`);
    return 0;
  },
};

function compiled(input: CompileRootInput, terminal: Terminal): PolicyIndex | null {
  const result = compileRoot(input, nodeFiles);
  if (result.ok) return result.index;
  for (const { diagnostics, text } of result.broken) {
    terminal.err(`${formatDiagnostics(diagnostics, text)}\n`);
  }
  return null;
}
