import type { Redirection } from 'unbash';
import { appending, deliver, truncate } from './descriptors.ts';
import { followRedirections, type Redirected } from './descriptorTable.ts';
import { nothing, type Output } from '../words/field.ts';
import { keepOutput } from './keepOutput.ts';
import type { Machine } from '../machine.ts';
import { joinOutputs } from './outputs.ts';
import type { Scope } from '../state/scope.ts';

/**
 * Runs a command with its redirections and gives what flows on to the surrounding command.
 *
 * @param run - says what the command prints, and whether the redirections stay (`exec`).
 */
export function runRedirected(
  redirections: readonly Redirection[],
  scope: Scope,
  machine: Machine,
  run: (redirected: Redirected) => { readonly output: Output; readonly lasts: boolean },
): Output {
  const redirected = followRedirections(redirections, scope, machine);
  if (redirections.length === 0) return run(redirected).output;
  const { stdin, descriptors } = scope;
  const { own, passing, spill } = redirected;
  scope.stdin = redirected.stdin;
  scope.descriptors = redirected.descriptors;
  const { output, lasts } = run(redirected);
  if (lasts) {
    stay(redirected, scope, machine);
    return output;
  }
  if (passing.has(0)) scope.stdin = stdin;
  const after = new Map(scope.descriptors);
  for (const number of passing) {
    const before = descriptors.get(number);
    if (before === undefined) after.delete(number);
    else after.set(number, before);
  }
  scope.descriptors = after;
  for (const { file, appends } of own?.files ?? []) {
    keepOutput(file, appends, output, scope, machine);
  }
  const copies = spill.reduce(joinOutputs, nothing);
  return joinOutputs(own === undefined ? output : nothing, deliver(copies, scope, machine));
}

/** `exec >file`, `exec 3<file`: the descriptors hold from here on. */
function stay({ own, descriptors }: Redirected, scope: Scope, machine: Machine): void {
  for (const [number, each] of descriptors) {
    if (each.spill === undefined) continue;
    const { spill: _collected, ...kept } = each;
    scope.descriptors.set(number, kept);
  }
  if (own === undefined) return;
  truncate(own, scope, machine);
  scope.descriptors.set(1, { ...own, files: appending(own.files) });
}
