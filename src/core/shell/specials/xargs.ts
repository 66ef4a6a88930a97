import type { Call } from '../calls/call.ts';
import {
  exactText,
  type Field,
  headText,
  type Output,
  readFrom,
  shownText,
  splitField,
  textField,
  unknownField,
} from '../words/field.ts';
import { knownContents } from '../streams/knownContents.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { play } from '../calls/roles.ts';
import { fork } from '../state/scope.ts';
import type { Use } from '../reach/touch.ts';
import { fill } from './find.ts';

/** `xargs [options] command words…`: the command gets words from standard input. */
export function argumentsFromInput(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, true);
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  let placeholder: string | null =
    parsed.flags.has('-i') || parsed.flags.has('--replace') ? '{}' : null;
  let separators = /[ \t\n]+/;
  // `-a <(…)`
  let listed: Field[] | null = null;
  if (parsed.flags.has('-0') || parsed.flags.has('--null')) separators = /\0+/;
  for (const item of parsed.items) {
    if (item.kind !== 'option') continue;
    if (item.name === '-I' || item.name === '-J' || item.name === '--replace') {
      placeholder = exactText(item.value) ?? '{}';
    } else if (item.name === '-d' || item.name === '--delimiter') {
      separators = delimiter(exactText(item.value));
    } else {
      play(item.role, item.value, use);
      if (item.role === 'read') {
        const known = knownContents(item.value, use).filter((field) => exactText(field) !== null);
        listed = known.length > 0 ? [...known] : [unknownField('computed')];
      }
    }
  }
  // With a placeholder a line is one word.
  if (placeholder !== null && separators.test(' ')) separators = /\n+/;
  const input = (listed ?? readFrom(call.scope.stdin)).flatMap((field) =>
    splitField(field, false, separators),
  );
  if (parsed.rest.length === 0) return readFrom(call.scope.stdin);
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
  let named = fromFile;
  for (const item of parsed.items) {
    if (item.kind !== 'option') continue;
    play(item.role, item.value, use);
    if (item.name === '-a' || item.name === '--arg-file') named = true;
  }
  const input =
    marker < 0 && !named
      ? readFrom(call.scope.stdin).flatMap((field) => splitField(field, false, /\n+/))
      : named
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
      call.machine.runField(fillPlaces(textField(text), field), scope, call.name);
    }
    return [unknownField('computed')];
  }
  if (!parsed.rest.some((word) => place.test(shownText(word)))) {
    return runWith(parsed.rest, input, null, { ...call, scope });
  }
  const outputs = input.slice(0, 64).flatMap((field) =>
    call.machine.runArguments(
      parsed.rest.map((word) => fillPlaces(word, field)),
      scope,
    ),
  );
  return outputs.slice(0, 64);
}

/** Where parallel puts a word: whole, by the number of its source, or a part of it. */
export const place = /\{(?:\d*|\d*(?:\.|\/|\/\/|\/\.))\}/;

export function fillPlaces(word: Field, value: Field): Field {
  let filled = word;
  for (const found of new Set(shownText(word).match(new RegExp(place, 'g')))) {
    filled = fill(filled, found, partOf(value, found.replaceAll(/[{}\d]/g, '')));
  }
  return filled;
}

/** `{.}` without its ending, `{/}` the last name, `{//}` the folder, `{/.}` the last name without its ending. */
function partOf(value: Field, part: string): Field {
  const text = exactText(value);
  if (part === '' || text === null) return value;
  if (part === '//') return textField(text.includes('/') ? text.replace(/\/[^/]*$/, '') : '.');
  const name = part.startsWith('/') ? text.replace(/^.*\//, '') : text;
  return textField(part.endsWith('.') ? name.replace(/\.[^./]*$/, '') : name);
}

/** What `xargs -d` splits at: one character, which may be written as an escape. */
function delimiter(text: string | null): RegExp {
  const escapes: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\0': '\0' };
  const character = escapes[text ?? ''] ?? text ?? '\n';
  return new RegExp(`[${character.slice(0, 1).replaceAll(/[\\\]^-]/g, '\\$&')}\n]+`);
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
