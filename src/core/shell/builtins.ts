import type { Call } from './call.ts';
import { baseField } from './variables.ts';
import { enter } from './directory.ts';
import { formatText, unescapeText } from './format.ts';
import {
  exactText,
  type Field,
  headText,
  joinFields,
  nothing,
  type Output,
  textField,
  unknownField,
} from './field.ts';
import { play } from './roles.ts';
import { runScript } from './scripts.ts';
import { assign } from './scope.ts';
import { touch, type Use } from './touch.ts';
import { readLines } from './readLines.ts';

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
    const shown = options < 0 ? [] : words.slice(options);
    const decodes = words
      .slice(0, Math.max(0, options))
      .some((word) => headText(word).includes('e'));
    const line = lineOf(joinFields(shown, ' '));
    return [decodes ? mapText(line, unescapeText) : line];
  },
  printf: (call) => {
    const [first, second, ...rest] = call.words;
    if (first !== undefined && exactText(first) === '-v' && second !== undefined) {
      const name = exactText(second);
      const [format, ...values] = rest;
      if (name !== null && format !== undefined)
        assign(call.scope, name, [[formatText(format, values)]]);
      return nothing;
    }
    const words =
      first !== undefined && exactText(first) === '--' ? call.words.slice(1) : call.words;
    const [format, ...values] = words;
    return format === undefined ? nothing : [formatText(format, values)];
  },
  read: (call) => {
    readLines(variableNames(call.words, /^-[^-]*[adiNnptu]$/), call.scope);
    return nothing;
  },
  mapfile: readArray,
  readarray: readArray,
  eval: (call) => call.machine.runField(joinFields(call.words, ' '), call.scope, 'eval'),
  source: sourceFile,
  '.': sourceFile,
  trap: (call) => {
    const body = call.words.find((word) => !/^-[lp]*$|^--$/.test(exactText(word) ?? ''));
    if (body !== undefined && call.words.length > 1 && exactText(body) !== '') {
      call.machine.atExit(body, call.scope);
    }
    return nothing;
  },
  unset: (call) => {
    for (const word of call.words) {
      const name = exactText(word) ?? '';
      if (call.scope.certain) call.scope.variables.set(name, [[textField('')]]);
      else assign(call.scope, name, [[textField('')]]);
      call.scope.functions.delete(name);
    }
    return nothing;
  },
  set: (call) => {
    const texts = call.words.map((word) => exactText(word) ?? '');
    if (texts.some((text) => /^-[a-z]*e/.test(text) || text === 'errexit'))
      call.scope.stopsOnError = true;
    if (texts.some((text) => /^\+[a-z]*e/.test(text))) call.scope.stopsOnError = false;
    const dashes = texts.indexOf('--');
    if (dashes >= 0) call.scope.positional = call.words.slice(dashes + 1);
    else if (texts[0] !== undefined && texts[0] !== '' && !/^[-+]/.test(texts[0])) {
      call.scope.positional = call.words;
    }
    return nothing;
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
  ': true false exit return break continue wait jobs bg fg disown umask ulimit shopt hash type getopts let enable complete compgen compopt fc times caller suspend logout sleep yes seq expr whoami id groups users who w uname hostname arch nproc tty clear reset cal uptime free dirs help setopt unsetopt autoload emulate bindkey zstyle print'.split(
    ' ',
  ),
);

function useOf(call: Call): Use {
  return { scope: call.scope, machine: call.machine, via: call.name };
}

function lineOf(field: Field): Field {
  return { ...field, pieces: [...field.pieces, { kind: 'text', text: '\n' }] };
}

function mapText(field: Field, change: (text: string) => string): Field {
  return {
    ...field,
    pieces: field.pieces.map((piece) =>
      piece.kind === 'text' ? { ...piece, text: change(piece.text) } : piece,
    ),
  };
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

function readArray(call: Call): Output {
  for (const name of variableNames(call.words, /^-[^-]*[dnOsuCc]$/)) {
    assign(call.scope, name, [call.scope.stdin.flatMap((field) => splitLines(field))]);
  }
  return nothing;
}

function splitLines(field: Field): Field[] {
  const text = exactText(field);
  if (text === null) return [field];
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => textField(line));
}

/** Names after the options; options that match `valued` take the next word. */
function variableNames(words: readonly Field[], valued: RegExp): string[] {
  const names: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const text = exactText(words[index] ?? textField('')) ?? '';
    if (/^-[^-]*a$/.test(text)) continue;
    if (text.startsWith('-')) {
      if (valued.test(text)) index += 1;
    } else if (/^[A-Za-z_]\w*$/.test(text)) {
      names.push(text);
    }
  }
  return names.length > 0 ? names : ['REPLY'];
}

function sourceFile(call: Call): Output {
  const [file, ...words] = call.words;
  if (file === undefined) return nothing;
  if (file.pieces.some((piece) => piece.kind === 'stream') || exactText(file) !== '/dev/stdin') {
    const runs = file.pieces.some((piece) => piece.kind === 'stream');
    if (runs) play('script', file, useOf(call));
    else runScript(file, words, 'source', useOf(call));
  } else {
    for (const content of call.scope.stdin) call.machine.runField(content, call.scope, call.name);
  }
  for (const word of words) play('perhaps', word, useOf(call));
  return [unknownField('computed')];
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
  scope.functions = outer;
  return output;
}

function testFiles(call: Call): Output {
  for (const [index, word] of call.words.entries()) {
    if (/^-[abcdefghkprstuwxGLNOS]$/.test(exactText(word) ?? '')) {
      const operand = call.words[index + 1];
      if (operand !== undefined) touch('mention', operand, useOf(call));
    }
  }
  return nothing;
}
