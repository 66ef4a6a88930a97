import type { Machine } from '../machine.ts';
import { typedInput } from '../words/field.ts';
import type { Scope } from '../state/scope.ts';

export const takesTyped = 'takes its commands from the terminal';

/** A program obeys what somebody types into it, where nobody sees what is typed. */
export function stateTyped({ machine, name }: { machine: Machine; name: string }): void {
  if (machine.context.typing !== 'unseen') return;
  machine.emit({ kind: 'terminal', why: takesTyped, via: name.slice(0, 80) });
}

/** The same, when its standard input is the one that the command line came with. */
export function stateTypedInput(use: { machine: Machine; name: string; scope: Scope }): void {
  if (use.scope.stdin === typedInput) stateTyped(use);
}
