import type { Call } from '../calls/call.ts';
import { interpret } from '../calls/interpret.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { touch } from '../reach/touch.ts';
import { exactText, type Output } from '../words/field.ts';
import { lookUp } from '../words/variables.ts';

/** `kubectl config set-context`: changes the person's own list of clusters, unless another is named. */
export function clusterSettings(facts: ProgramFacts, call: Call): Output {
  const { items, flags } = parseArguments(facts, call.words, false);
  const words = items.flatMap((item) => (item.kind === 'operand' ? [exactText(item.value)] : []));
  const changes = words[0] === 'config' && /^(?:set|unset|delete|rename)\b/.test(words[1] ?? '');
  // Which part of a cluster is looked at is a choice for the moment.
  if (changes && !flags.has('--kubeconfig') && !flags.has('--current')) {
    const [file] = (lookUp('KUBECONFIG', call.scope, call.machine.context) ?? []).flat();
    if (file !== undefined)
      touch('amend', file, { scope: call.scope, machine: call.machine, via: call.name });
  }
  return interpret(facts, call);
}
