import type { Call } from '../call.ts';
import {
  exactText,
  type Field,
  headText,
  type Output,
  splitField,
  textField,
  unknownField,
} from '../field.ts';
import { parseArguments } from '../options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { play } from '../roles.ts';
import { fork } from '../scope.ts';
import type { Use } from '../touch.ts';
import { fill } from './find.ts';

/** `xargs [options] command words…`: the command gets words from standard input. */
export function argumentsFromInput(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, true);
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  let placeholder: string | null =
    parsed.flags.has('-i') || parsed.flags.has('--replace') ? '{}' : null;
  let input = call.scope.stdin.flatMap((field) => splitField(field, false));
  for (const item of parsed.items) {
    if (item.kind !== 'option') continue;
    if (item.name === '-I' || item.name === '-J' || item.name === '--replace') {
      placeholder = exactText(item.value) ?? '{}';
    } else {
      play(item.role, item.value, use);
      if (item.role === 'read') input = [unknownField('computed')];
    }
  }
  if (parsed.rest.length === 0) return call.scope.stdin;
  const scope = fork(call.scope, { depth: call.scope.depth + 1, stdin: [textField('')] });
  return runWith(parsed.rest, input, placeholder, { ...call, scope });
}

/** `parallel command {} ::: words`; without `:::` the words come from standard input. */
export function parallel(facts: ProgramFacts, call: Call): Output {
  const marker = call.words.findIndex((word) => /^:{3,4}\+?$/.test(exactText(word) ?? ''));
  const before = marker < 0 ? call.words : call.words.slice(0, marker);
  const parsed = parseArguments(facts, before, true);
  const listed = call.words.slice(marker + 1);
  const fromFile =
    marker >= 0 && exactText(call.words[marker] ?? textField(''))?.startsWith('::::') === true;
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  if (fromFile) for (const file of listed) play('read', file, use);
  const input =
    marker < 0
      ? call.scope.stdin.flatMap((field) => splitField(field, false))
      : fromFile
        ? [unknownField('computed')]
        : listed.filter((word) => !/^:{3,4}/.test(headText(word)));
  const scope = fork(call.scope, { depth: call.scope.depth + 1, stdin: [textField('')] });
  if (parsed.rest.length === 0) {
    for (const line of input) call.machine.runField(line, scope, call.name);
    return [unknownField('computed')];
  }
  const [only] = parsed.rest;
  const text = only === undefined ? null : exactText(only);
  if (parsed.rest.length === 1 && text !== null && /\s/.test(text)) {
    for (const field of input.slice(0, 64)) {
      const filled = fill(textField(text), '{}', field);
      const given = filled.pieces.some((piece) => piece.kind === 'listed')
        ? textField(text)
        : filled;
      call.machine.runField(given, scope, call.name);
    }
    return [unknownField('computed')];
  }
  const hasPlace = parsed.rest.some((word) => headText(word).includes('{}'));
  return runWith(parsed.rest, input, hasPlace ? '{}' : null, { ...call, scope });
}

function runWith(
  command: readonly Field[],
  input: readonly Field[],
  placeholder: string | null,
  call: Call,
): Output {
  if (placeholder === null) return call.machine.runArguments([...command, ...input], call.scope);
  const outputs = input.slice(0, 128).flatMap((field) =>
    call.machine.runArguments(
      command.map((word) => fill(word, placeholder, field)),
      call.scope,
    ),
  );
  return outputs.slice(0, 64);
}
