import type { Call } from '../calls/call.ts';
import { baseField } from '../words/variables.ts';
import { enter } from './directory.ts';
import { echoedTexts, formatText } from '../words/format.ts';
import {
  exactText,
  type Field,
  headText,
  joinFields,
  nothing,
  type Output,
  textField,
} from '../words/field.ts';
import { sourceFile } from '../calls/source.ts';
import {
  enableBuiltins,
  readOptions,
  rememberPath,
  setOptions,
  setTrap,
  unsetNames,
} from './stateBuiltins.ts';
import { followSubscripts, giveValue } from './attributes.ts';
import {
  completions,
  expression,
  globOptions,
  numbers,
  printedWords,
  repeated,
} from './namesMade.ts';
import { touch, type Use } from '../reach/touch.ts';
import { readArray, readInput } from './readInput.ts';

type Builtin = (call: Call) => Output;

/** Builtins of the shell that change its state or whose output is known. */
export const builtins: Readonly<Record<string, Builtin>> = {
  cd: changeDirectory,
  pushd: changeDirectory,
  popd: (call) => {
    const { scope } = call;
    const [top, ...stack] = scope.stack;
    scope.previous = scope.base;
    scope.base = top ?? scope.base;
    scope.stack = stack;
    return nothing;
  },
  pwd: ({ scope }) => [
    lineOf(baseField(scope.base)),
    ...scope.doubts.map((path) => textField(path, true)),
  ],
  echo: (call) => {
    const { words } = call;
    for (const word of words) {
      if (/^[^\s]*[./][^\s]*$/.test(exactText(word) ?? '')) touch('mention', word, useOf(call));
    }
    const options = words.findIndex((word) => !/^-[neE]+$/.test(exactText(word) ?? ''));
    const shown = joinFields(options < 0 ? [] : words.slice(options), ' ');
    const flags = words.slice(0, Math.max(0, options)).map((word) => headText(word));
    return echoed(shown, flags.join(''));
  },
  printf: (call) => {
    const [first, second, ...rest] = call.words;
    if (first !== undefined && exactText(first) === '-v' && second !== undefined) {
      const name = exactText(second);
      const [format, ...values] = rest;
      if (name !== null && format !== undefined)
        giveValue(name, [[formatText(format, values)]], call.scope, call.machine);
      return nothing;
    }
    const words =
      first !== undefined && exactText(first) === '--' ? call.words.slice(1) : call.words;
    const [format, ...values] = words;
    return format === undefined ? nothing : [formatText(format, values)];
  },
  read: readInput,
  mapfile: readArray,
  readarray: readArray,
  eval: (call) => call.machine.runField(joinFields(call.words, ' '), call.scope, 'eval'),
  source: sourceFile,
  '.': sourceFile,
  trap: setTrap,
  unset: unsetNames,
  set: setOptions,
  getopts: readOptions,
  hash: rememberPath,
  enable: enableBuiltins,
  compgen: completions,
  complete: completions,
  expr: expression,
  gexpr: expression,
  seq: numbers,
  gseq: numbers,
  jot: numbers,
  yes: repeated,
  print: printedWords,
  shopt: globOptions,
  setopt: globOptions,
  unsetopt: globOptions,
  let: (call) => {
    for (const word of call.words) followSubscripts(word, call.scope, call.machine);
    return [textField('0')];
  },
  shift: (call) => {
    const count = Number(exactText(call.words[0] ?? textField('1')) ?? '1');
    call.scope.positional = call.scope.positional.slice(Number.isInteger(count) ? count : 1);
    return nothing;
  },
  exec: (call) => runRest(call, /^-[cl]*a$/),
  builtin: (call) => runRest(call, /(?!)/),
  command: (call) => {
    const option = exactText(call.words[0] ?? textField('')) ?? '';
    if (/^-[pvV]*[vV]/.test(option)) return call.words.slice(1);
    return runRest(call, /(?!)/);
  },
  which: ({ words }) => words.filter((word) => !headText(word).startsWith('-')),
  test: (call) => testFiles(call),
  '[': (call) => testFiles(call),
};

/** Builtins and programs that do nothing to any file whatever their words are. */
export const inert: ReadonlySet<string> = new Set(
  ': true false exit return break continue wait jobs bg fg disown umask ulimit type compopt times caller suspend logout sleep whoami id groups users who w uname hostname arch nproc tty clear reset cal uptime free dirs help autoload emulate bindkey zstyle'.split(
    ' ',
  ),
);

function useOf(call: Call): Use {
  return { scope: call.scope, machine: call.machine, via: call.name };
}

function lineOf(field: Field): Field {
  return { ...field, pieces: [...field.pieces, { kind: 'text', text: '\n' }] };
}

/** The outputs of `echo`; where parts are not exact, each is read on its own. */
function echoed(shown: Field, flags: string): Output {
  const exact = exactText(shown);
  if (exact !== null) return echoedTexts(exact, flags).map((text) => lineOf(textField(text)));
  const pieces = shown.pieces.map((piece) =>
    piece.kind === 'text' ? { ...piece, text: echoedTexts(piece.text, flags)[0] ?? '' } : piece,
  );
  return [lineOf({ ...shown, pieces })];
}

function changeDirectory(call: Call): Output {
  const { scope, machine } = call;
  const target = call.words.find((word) => !/^-[LPe@qsn]+$|^--$/.test(exactText(word) ?? ''));
  if (call.name === 'pushd') scope.stack = [scope.base, ...scope.stack].slice(0, 16);
  if (target === undefined) {
    if (call.name === 'cd') enter(scope, textField(machine.context.home), machine, true);
    return nothing;
  }
  if (exactText(target) === '-') {
    const back = scope.previous;
    scope.previous = scope.base;
    scope.base = back;
    return nothing;
  }
  enter(scope, target, machine, true);
  return nothing;
}

/** Runs what follows the options as a command of its own. */
function runRest(call: Call, valued: RegExp): Output {
  let { words } = call;
  while (words[0] !== undefined && headText(words[0]).startsWith('-')) {
    const text = exactText(words[0]) ?? '';
    words = words.slice(valued.test(text) ? 2 : 1);
    if (text === '--') break;
  }
  if (words.length === 0) return nothing;
  // `command` and `exec` pass functions by.
  const { scope } = call;
  const outer = scope.functions;
  scope.functions = new Map();
  const output = call.machine.runArguments(words, scope);
  for (const [name, found] of scope.functions) outer.set(name, found);
  scope.functions = outer;
  return output;
}

function testFiles(call: Call): Output {
  for (const [index, word] of call.words.entries()) {
    if (exactText(word) === '-v') {
      const variable = call.words[index + 1];
      if (variable !== undefined) followSubscripts(variable, call.scope, call.machine);
    }
    if (/^-[abcdefghkprstuwxGLNOS]$/.test(exactText(word) ?? '')) {
      const operand = call.words[index + 1];
      if (operand !== undefined) touch('mention', operand, useOf(call));
    }
  }
  return nothing;
}
