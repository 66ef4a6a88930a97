import { isWebShell } from '../code/shellsInCode.ts';
import { type Field, type Output, originOf, shownText } from '../words/field.ts';
import type { Machine } from '../machine.ts';
import { reachOf } from '../reach/paths.ts';
import type { Scope } from '../state/scope.ts';

/** Remembers what a command has printed into a file, and says where that came from. */
export function keepOutput(
  file: Field,
  appends: boolean,
  output: Output,
  scope: Scope,
  machine: Machine,
): void {
  if (output.some((field) => /^(?:download|connection)$/.test(originOf(field) ?? ''))) {
    stateDownload(file, appends, scope, machine);
  }
  if (output.some((field) => isWebShell(shownText(field)))) {
    machine.emit({ kind: 'expose', why: 'a page runs what its visitors send', via: '>' });
  }
  if (appends) machine.written.append(file, output, scope);
  else machine.written.replace(file, output, scope);
}

/** Only once the command has been followed is it known that it brings something from the network. */
function stateDownload(file: Field, appends: boolean, scope: Scope, machine: Machine): void {
  const reach = reachOf(file, scope);
  if (reach.kind !== 'path') return;
  const via = appends ? '>>' : '>';
  machine.emit({ kind: 'write', path: reach.path, via, certainty: 'surely', origin: 'download' });
}
