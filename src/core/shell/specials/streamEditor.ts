import type { Call } from '../calls/call.ts';
import {
  exactText,
  type Field,
  headText,
  type Output,
  shownText,
  textField,
} from '../words/field.ts';
import { interpret } from '../calls/interpret.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { fork } from '../state/scope.ts';
import { asksForCopy, changesOnly } from '../code/sedInPlace.ts';
import { readEdits } from '../code/sedScript.ts';
import { touch } from '../reach/touch.ts';

/** `sed`: scripts may read and write files of their own, and run text as commands. */
export function streamEditor(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, false);
  const given = parsed.items.flatMap((item) =>
    item.kind === 'option' && item.role === 'code' ? [item.value] : [],
  );
  const hasFile = parsed.flags.has('-f') || parsed.flags.has('--file');
  const first = parsed.items.find((item) => item.kind === 'operand');
  const files = parsed.items.flatMap((item) =>
    item.kind === 'option' && item.role === 'source' ? textOf(item.value, call) : [],
  );
  const scripts =
    given.length > 0 || hasFile ? [...given, ...files] : first === undefined ? [] : [first.value];
  const sandboxed = parsed.flags.has('--sandbox');
  if (!sandboxed) for (const script of scripts) followScript(script, call);
  const inPlace = parsed.flags.has('-i') || parsed.flags.has('--in-place');
  const quiet = !hasFile && scripts.every((script) => changesOnly(exactText(script)));
  if (!inPlace || !quiet || call.words.some((word) => asksForCopy(headText(word)))) {
    return interpret(facts, call);
  }
  // Nothing of the files is shown, and no copy of them made.
  return interpret({ ...facts, switches: [{ on: '-i --in-place', operands: 'amend' }] }, call);
}

/** What a script file holds, where this command line wrote it or pipes it in. */
function textOf(file: Field, { machine, scope }: Call): readonly Field[] {
  const streams = file.pieces.flatMap((piece) => (piece.kind === 'stream' ? piece.content : []));
  const known = streams.length > 0 ? streams : (machine.written.read(file, scope)?.contents ?? []);
  return known.filter((content) => exactText(content) !== null);
}

function followScript(script: Field, call: Call): void {
  const { machine, scope, name: via } = call;
  const use = { scope, machine, via };
  for (const edit of readEdits(exactText(script) ?? shownText(script))) {
    switch (edit.kind) {
      case 'read':
      case 'write':
        touch(edit.kind, textField(edit.path), use);
        break;
      case 'run':
        machine.runField(textField(edit.text), fork(scope), via);
        break;
      case 'runLine':
        runLines(call);
        break;
      case 'runReplaced':
        // Of the line only the part that was replaced is known.
        machine.unresolved('runs code that cannot be seen', via);
        machine.quietly(() => void machine.runField(textField(edit.text), fork(scope), via));
    }
  }
}

/** `e` alone: every line of the input is a command. */
function runLines({ machine, scope, name: via }: Call): void {
  const known = scope.stdin.filter((field) => field.pieces.length > 0);
  if (known.length === 0) machine.unresolved('runs code that cannot be seen', via);
  for (const line of known) machine.runField(line, fork(scope), via);
}
