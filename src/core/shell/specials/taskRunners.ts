import type { TaskRunner } from '../../actions/action.ts';
import type { Call } from '../calls/call.ts';
import {
  dropHead,
  exactText,
  type Field,
  headText,
  nothing,
  type Output,
  textField,
} from '../words/field.ts';
import { interpret } from '../calls/interpret.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { movedTo, play } from '../calls/roles.ts';
import { fork, type Scope } from '../state/scope.ts';
import { readTaskFile } from '../taskFiles/index.ts';
import { stateTypedInput } from '../calls/typed.ts';
import type { Use } from '../reach/touch.ts';

/** Variables of makefiles that by convention say where `make install` puts things. */
const installPlace =
  /^(?:prefix|PREFIX|DESTDIR|INSTALL_ROOT|INSTALL_PATH|INSTALL_MOD_PATH|(?:bin|lib|man|data|sysconf|include)dir)[:?]?=/;

/** `make [-C folder] [-f file] target…`, `just target`: the recipes stand in a file of the project. */
export function makeTasks(facts: ProgramFacts, call: Call): Output {
  const output = interpret(facts, call);
  const parsed = parseArguments(facts, call.words, false);
  let use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  let file: string | null = null;
  const names: string[] = [];
  const places: Field[] = [];
  for (const item of parsed.items) {
    if (item.kind === 'operand') {
      const name = exactText(item.value);
      if (name !== null && !name.includes('=')) names.push(name);
      const place = installPlace.exec(name ?? '')?.[0];
      if (place !== undefined) places.push(dropHead(item.value, place.length));
    } else if (item.role === 'chdir') {
      use = movedTo(item.value, use);
    } else if (item.role === 'source') {
      file = exactText(item.value);
    }
  }
  const runner = call.name === 'just' ? 'just' : 'make';
  if (names.some((name) => /^(?:un)?install\b/.test(name))) {
    for (const place of places) play('output', place, use);
  }
  const only = runner === 'just' ? names.slice(0, 1) : names;
  if (parsed.flags.has('--version')) return output;
  runWritten(runner, file, only, { ...call, scope: use.scope });
  state(runner, file, only, use.scope, call);
  return output;
}

const usualFiles: Readonly<Record<TaskRunner, readonly string[]>> = {
  make: ['GNUmakefile', 'makefile', 'Makefile'],
  just: ['justfile', 'Justfile', '.justfile'],
  package: ['package.json'],
};

/** A file that comes on standard input, or that this command line wrote. */
function runWritten(
  runner: TaskRunner,
  file: string | null,
  names: readonly string[],
  { machine, scope, name }: Call,
): void {
  const files = file === null ? usualFiles[runner] : [file];
  if (file === '-') stateTypedInput({ machine, name, scope });
  const written = files.flatMap(
    (each) => machine.written.read(textField(each), scope)?.contents ?? [],
  );
  for (const content of file === '-' ? scope.stdin : written) {
    const text = exactText(content);
    if (text === null) continue;
    const tasks = readTaskFile(runner, text, names);
    const inner = fork(scope, { depth: scope.depth + 1, stdin: nothing });
    for (const [key, value] of tasks.variables) inner.variables.set(key, [[textField(value)]]);
    machine.runText(tasks.text, inner, name);
  }
}

/** `npm run x`, `npm test`, `yarn x`, `bun run x`: the scripts stand in `package.json`. */
export function packageScripts(facts: ProgramFacts, call: Call): Output {
  const output = interpret(facts, call);
  const parsed = parseArguments(facts, call.words, true);
  let use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  for (const item of parsed.items) {
    if (item.kind === 'option' && item.role === 'chdir') {
      use = movedTo(item.value, use);
    }
  }
  const words = parsed.rest
    .filter((word) => !headText(word).startsWith('-'))
    .map((word) => exactText(word) ?? '');
  const names = scriptNames(words);
  if (names.length > 0) state('package', null, names, use.scope, call);
  return output;
}

/** The scripts that a subcommand runs; a word that is no script is found nowhere. */
function scriptNames([verb = '', name]: readonly string[]): string[] {
  if (/^(?:run|run-script|rum|urn)$/.test(verb)) return name === undefined ? [] : [name];
  if (/^(?:t|tst|test)$/.test(verb)) return ['test'];
  if (/^(?:i|install|ci|install-test|it|add)$/.test(verb)) {
    return ['install', 'prepublish', 'prepare'];
  }
  if (/^(?:publish|pack)$/.test(verb)) return ['prepublishOnly', 'pack', 'prepare', 'publish'];
  return /^[\w@][\w:.@/-]*$/.test(verb) ? [verb] : [];
}

function state(
  runner: TaskRunner,
  file: string | null,
  names: readonly string[],
  scope: Scope,
  { machine, name }: Call,
): void {
  if (scope.base.kind === 'unknown' && machine.context.start === 'unknown') {
    machine.unresolved('cannot tell in which folder its tasks stand', name);
  }
  if (scope.base.kind !== 'known') return;
  machine.emit({ kind: 'task', runner, file, cwd: scope.base.path, names, via: name });
}
