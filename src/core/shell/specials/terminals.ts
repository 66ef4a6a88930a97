import type { Call } from '../calls/call.ts';
import { interpret } from '../calls/interpret.ts';
import { parseArguments } from '../calls/options.ts';
import { play } from '../calls/roles.ts';
import type { ProgramFacts, Role } from '../programs/types.ts';
import type { Use } from '../reach/touch.ts';
import { fork } from '../state/scope.ts';
import {
  exactText,
  type Field,
  joinFields,
  nothing,
  type Output,
  textField,
} from '../words/field.ts';

function useOf(call: Call): Use {
  return { scope: call.scope, machine: call.machine, via: call.name };
}

function inner(call: Call): Call['scope'] {
  return fork(call.scope, { depth: call.scope.depth + 1 });
}

/** `tmux send-keys cat Space .env Enter`: what is typed into a shell. */
export function typedKeys(facts: ProgramFacts, call: Call): Output {
  const { items } = parseArguments(facts, call.words, false);
  const keys = items.flatMap((item) => (item.kind === 'operand' ? [typed(item.value)] : []));
  return call.machine.runField(joinFields(keys, ''), inner(call), call.name);
}

const namedKeys: Readonly<Record<string, string>> = {
  Enter: '\n',
  KPEnter: '\n',
  'C-m': '\n',
  'C-j': '\n',
  Space: ' ',
  Tab: ' ',
};

function typed(key: Field): Field {
  const text = exactText(key);
  if (text === null) return key;
  if (Object.hasOwn(namedKeys, text)) return textField(namedKeys[text]!);
  return /^(?:[CMS]-.|Escape|BSpace|Up|Down|Left|Right|[A-Z]\w*Page|Home|End|F\d+)$/.test(text)
    ? textField('')
    : key;
}

/** `tmux if-shell condition command…`: the condition is shell text, the commands are tmux's own. */
export function tmuxCondition(facts: ProgramFacts, call: Call): Output {
  const { items } = parseArguments(facts, call.words, false);
  const operands = items.flatMap((item) => (item.kind === 'operand' ? [item.value] : []));
  for (const [index, operand] of operands.entries()) {
    const line = index === 0 ? operand : joinFields([textField('tmux '), operand], '');
    call.machine.runField(line, inner(call), call.name);
  }
  return nothing;
}

/** Commands of screen that take the name of a file. */
const screenFiles: Readonly<Record<string, Role>> = {
  readbuf: 'read',
  readreg: 'read',
  source: 'read',
  bufferfile: 'rewrite',
  writebuf: 'write',
  hardcopy: 'write',
  hardcopydir: 'write',
  logfile: 'write',
  dumptermcap: 'write',
};

/** `screen cmd`, `screen -X stuff text`, `screen -X exec cmd`. */
export function screenSession(facts: ProgramFacts, call: Call): Output {
  const { flags, items, rest } = parseArguments(facts, call.words, true);
  if (!flags.has('-X')) return interpret(facts, call);
  for (const item of items) if (item.kind === 'option') play(item.role, item.value, useOf(call));
  const [verb, ...words] = rest;
  const file = screenFiles[exactText(verb ?? textField('')) ?? ''];
  if (file !== undefined) {
    for (const word of words) play(file, word, useOf(call));
    return nothing;
  }
  if (exactText(verb ?? textField('')) !== 'stuff') {
    return words.length === 0 ? nothing : call.machine.runArguments(words, inner(call));
  }
  for (const word of words) {
    const text = exactText(word);
    const line = text === null ? word : textField(text.replaceAll(/\\[nr]|\^M/g, '\n'));
    call.machine.runField(line, inner(call), call.name);
  }
  return nothing;
}
