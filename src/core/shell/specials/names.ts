import type { Call } from '../calls/call.ts';
import {
  exactText,
  type Field,
  joinFields,
  type Output,
  textField,
  unknownField,
} from '../words/field.ts';
import { interpret } from '../calls/interpret.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';

/** `basename`, `dirname`, `realpath`, `readlink -f`: names out of names. */
export function names(facts: ProgramFacts, call: Call): Output {
  interpret(facts, call);
  const { items, flags } = parseArguments(facts, call.words, false);
  const operands = items.flatMap((item) => (item.kind === 'operand' ? [item.value] : []));
  const [first, second] = operands;
  if (first === undefined) return [textField('')];
  if (call.name === 'realpath' || call.name === 'readlink') {
    return call.name === 'realpath' || flags.has('-f') || flags.has('-m') || flags.has('-e')
      ? [first]
      : [unknownField('computed')];
  }
  const suffix =
    call.name === 'basename' && !flags.has('-a') ? (exactText(second ?? textField('')) ?? '') : '';
  return [namePart(first, call.name === 'dirname', suffix)];
}

function namePart(field: Field, directory: boolean, suffix: string): Field {
  const pieces = field.pieces;
  if (pieces.some((piece) => piece.kind === 'listed')) return field;
  if (!pieces.every((piece) => piece.kind === 'text' || piece.kind === 'pattern'))
    return unknownField('computed');
  const text = pieces
    .map((piece) => ('text' in piece ? piece.text : ''))
    .join('')
    .replace(/(?<=.)\/+$/, '');
  const slash = text.lastIndexOf('/');
  const part = directory ? (slash < 0 ? '.' : text.slice(0, slash) || '/') : text.slice(slash + 1);
  const cut =
    suffix !== '' && part.endsWith(suffix) && part !== suffix
      ? part.slice(0, -suffix.length)
      : part;
  const kind = pieces.some((piece) => piece.kind === 'pattern') ? 'pattern' : 'text';
  return { pieces: [{ kind, text: cut }], perhaps: field.perhaps };
}

/** `mktemp`: a new name from the template, below `-p` or the temporary folder. */
export function temporaryName(facts: ProgramFacts, call: Call): Output {
  interpret(facts, call);
  const { items } = parseArguments(facts, call.words, false);
  const template = items.find((item) => item.kind === 'operand')?.value;
  const folder = items.find((item) => item.kind === 'option' && item.role === 'output')?.value;
  if (template === undefined && folder === undefined) return [textField('/tmp/tmp.new')];
  if (folder === undefined) return [template ?? textField('/tmp/tmp.new')];
  return [joinFields([folder, template ?? textField('tmp.new')], '/')];
}
