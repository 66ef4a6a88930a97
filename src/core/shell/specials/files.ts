import type { Call } from '../calls/call.ts';
import {
  exactText,
  dropHead,
  headText,
  nothing,
  type Output,
  textField,
  unknownField,
} from '../words/field.ts';
import { interpret } from '../calls/interpret.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { follows } from '../calls/call.ts';
import { operandsOf, parseArguments } from '../calls/options.ts';
import { play } from '../calls/roles.ts';
import { touch, type Use } from '../reach/touch.ts';

/** `dd if=… of=…`. */
export function copyBlocks(_facts: ProgramFacts, call: Call): Output {
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  for (const word of call.words) {
    const head = headText(word);
    if (head.startsWith('if=')) touch('read', dropHead(word, 3), use);
    if (head.startsWith('of=')) touch('write', dropHead(word, 3), use);
  }
  return [unknownField('computed')];
}

/** `ln -s target link`: a relative target starts from the link's directory as well. */
export function link(facts: ProgramFacts, call: Call): Output {
  interpret(facts, call);
  const { items, flags } = parseArguments(facts, call.words, false);
  const operands = operandsOf(items);
  const symbolic = flags.has('-s') || flags.has('--symbolic');
  const [target, name] = operands;
  if (symbolic && target !== undefined && name !== undefined && operands.length === 2) {
    call.machine.links.add(name, target, call.scope);
  }
  const place = exactText(operands.at(-1) ?? textField(''));
  const directory =
    place === null || !place.includes('/') ? null : place.slice(0, place.lastIndexOf('/') + 1);
  if (directory === null || operands.length < 2) return nothing;
  for (const operand of operands.slice(0, -1)) {
    const text = exactText(operand);
    if (text === null || text.startsWith('/')) continue;
    const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
    touch(symbolic ? 'perhaps' : 'link', textField(directory + text, true), use);
  }
  return nothing;
}

/** Options, then words that are one shell command together (`su user -c text`, `script -c text file`). */
export function joined(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, true);
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  for (const item of parsed.items) if (item.kind === 'option') play(item.role, item.value, use);
  return parsed.rest.length === 0 ? nothing : follows(parsed.rest, call.scope, call);
}
