import { readEditPatch } from '../../patches/editPatch.ts';
import type { Call } from '../calls/call.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { touch, type Use } from '../reach/touch.ts';
import {
  exactText,
  type Field,
  type Output,
  readFrom,
  textField,
  unknownField,
} from '../words/field.ts';

/** `apply_patch PATCH`, `apply_patch <<EOF`: files are written whose names stand in the patch. */
export function editPatch(_facts: ProgramFacts, call: Call): Output {
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  const given = call.words.length > 0 ? call.words : readFrom(call.scope.stdin);
  for (const field of given) followPatch(field, use);
  return [unknownField('computed')];
}

function followPatch(field: Field, use: Use): void {
  const text = exactText(field);
  if (text === '') return;
  if (text === null) {
    use.machine.unresolved('writes files that a patch names which cannot be seen', use.via);
    return;
  }
  const { files, trouble } = readEditPatch(text);
  if (trouble !== null) use.machine.unresolved(trouble, use.via);
  for (const { act, name, perhaps } of files) {
    // A name is a name, whatever a shell would make of it.
    touch(act, textField(name.startsWith('/') ? name : `./${name}`, perhaps), use);
    if (name.startsWith('~/')) {
      touch(act, textField(use.machine.context.home + name.slice(1), perhaps), use);
    }
  }
}
