import type { Call } from '../calls/call.ts';
import {
  dropHead,
  exactText,
  type Field,
  headText,
  linesOf,
  type Listing,
  type Output,
  shownText,
  textField,
} from '../words/field.ts';
import { isLeftover } from '../hazards/leftovers.ts';
import { interpret } from '../calls/interpret.ts';
import { parseArguments } from '../calls/options.ts';
import { hasAny } from '../calls/narrowing.ts';
import { listed } from '../calls/printed.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { fork } from '../state/scope.ts';
import { fillPlaces, place } from './xargs.ts';

/** `fd pattern folder… -x command {}`: names below the folders, and what a command does to them. */
export function findByPattern(facts: ProgramFacts, call: Call): Output {
  const at = call.words.findIndex((word) => runs.test(headText(word)));
  const before = { ...call, words: at < 0 ? call.words : optionsAt(call.words, at) };
  const parsed = parseArguments(facts, before.words, false);
  if (hasAny(parsed.flags, facts.informs)) return interpret(facts, before);
  interpret(facts, before);
  const names = parsed.items.flatMap((item) =>
    item.kind === 'option' && (item.name === '-e' || item.name === '--extension')
      ? [`*.${shownText(item.value).replace(/^\./, '')}`]
      : [],
  );
  const pattern = parsed.items.find((item) => item.kind === 'operand');
  const leftovers =
    parsed.flags.has('--changed-before') ||
    (pattern !== undefined &&
      isLeftover((exactText(pattern.value) ?? '').replaceAll(/[\^$\\]/g, '')));
  const narrowing = { leftovers, ...(names.length > 0 ? { names } : {}) };
  const found = listed(facts, parsed, before).map((field) => narrowed(field, narrowing));
  if (at < 0) return found;
  const command = commandAt(call.words, at);
  const scope = fork(call.scope, { depth: call.scope.depth + 1, stdin: [textField('')] });
  for (const name of linesOf(found)) {
    const words = command.some((word) => place.test(shownText(word)))
      ? command.map((word) => fillPlaces(word, name))
      : [...command, name];
    call.machine.runArguments(words, scope);
  }
  return found;
}

/** `-x`, `--exec`, also behind other letters (`-Hx`) and with its first word attached. */
const runs = /^(?:-[HIuLpasgi0l1q]*[xX]|--exec(?:-batch)?(?:=|$))/;

/** What stands before the command, and the letters before its own. */
function optionsAt(words: readonly Field[], at: number): Field[] {
  const letters = /^-([HIuLpasgi0l1q]+)[xX]/.exec(headText(words[at]!))?.[1];
  return [...words.slice(0, at), ...(letters === undefined ? [] : [textField(`-${letters}`)])];
}

function commandAt(words: readonly Field[], at: number): Field[] {
  const [option, ...rest] = words.slice(at);
  const end = rest.findIndex((word) => shownText(word) === ';');
  const command = end < 0 ? rest : rest.slice(0, end);
  const length = runs.exec(headText(option!))?.[0].length ?? 0;
  const attached = dropHead(option!, length);
  return attached.pieces.length === 0 ? command : [attached, ...command];
}

/** The same names, as far as they are among those that were asked for. */
function narrowed(field: Field, narrowing: Partial<Listing>): Field {
  return {
    ...field,
    pieces: field.pieces.map((piece) =>
      piece.kind === 'listed' ? { ...piece, listing: { ...piece.listing, ...narrowing } } : piece,
    ),
  };
}
