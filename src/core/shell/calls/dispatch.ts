import type { StatedCommand } from '../../actions/action.ts';
import { builtins, inert } from '../state/builtins.ts';
import type { Call } from './call.ts';
import { behindDescriptor } from '../streams/descriptors.ts';
import { declarationNames, declareItems } from '../state/declarations.ts';
import { judgeVariable } from '../state/environment.ts';
import {
  dropHead,
  exactText,
  type Field,
  headText,
  nothing,
  type Output,
  originOf,
  shownText,
  textField,
  unknownField,
} from '../words/field.ts';
import { patternExpression } from '../words/globMatch.ts';
import { bring } from '../foreign/bring.ts';
import { judgeAfterDashes, judgeCarried } from '../foreign/carried.ts';
import { judgeHandedAddress } from '../foreign/handedAddress.ts';
import { judgeElsewhere } from '../foreign/elsewhere.ts';
import { judgeHandedOn } from '../foreign/engines.ts';
import { judgeLoads } from '../foreign/loads.ts';
import { judgeHazards } from '../hazards/judge.ts';
import { interpret } from './interpret.ts';
import { touchWords } from './keyOptions.ts';
import type { Machine } from '../machine.ts';
import { isOpaque } from '../programs/opaque.ts';
import { factsOf, programNames } from '../programs/index.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { assign, leaveFrame, type Scope } from '../state/scope.ts';
import { runScript } from './scripts.ts';
import { specials } from '../specials/index.ts';
import { touchOutputs } from './outputPlaces.ts';
import type { Use } from '../reach/touch.ts';
import { touchPerhaps } from '../reach/guesses.ts';
import { walkBody } from '../walk.ts';
import { foreignCommand, foreignName } from '../windows.ts';

/** Follows one simple command whose words are expanded: function, alias, builtin, known program, anything else. */
export function runArguments(words: readonly Field[], scope: Scope, machine: Machine): Output {
  const [first, ...rest] = words;
  if (first === undefined) return nothing;
  machine.budget.spend(1 + words.length);
  const written = exactText(first);
  if (written === null) return runUnknownName(first, rest, scope, machine);
  if (written === '') return rest.length > 0 ? runArguments(rest, scope, machine) : nothing;
  const called = callFunction(written, rest, scope, machine);
  if (called !== null) return called;
  followAlias(written, rest, scope, machine);
  followWordAliases(words, scope, machine);
  const hashed = scope.hashed.get(written);
  if (hashed !== undefined) return runProgram(hashed, rest, scope, machine);
  return runProgram(written, rest, scope, machine);
}

function callFunction(
  name: string,
  words: readonly Field[],
  scope: Scope,
  machine: Machine,
): Output | null {
  const found = scope.functions.get(name);
  if (found === undefined || scope.calls.includes(name)) return null;
  const inner: Scope = {
    ...scope,
    positional: words,
    calls: [...scope.calls, name],
    depth: scope.depth + 1,
    frame: new Map(),
  };
  let output = nothing;
  const follow = (): void => {
    output = walkBody(found.body, inner, machine);
  };
  if (found.sourced === true) machine.vaguely(follow);
  else follow();
  if (inner.frame !== null) leaveFrame(inner, inner.frame);
  scope.base = inner.base;
  scope.doubts = inner.doubts;
  scope.stdin = inner.stdin;
  scope.descriptors = inner.descriptors;
  return found.certain ? output : null;
}

/** An alias that ends in a blank lets the next word be one, too. */
function nextAlias(body: string, words: readonly Field[], scope: Scope): string[] {
  const name = exactText(words[0] ?? unknownField('computed'));
  const next = /\s$/.test(body) && name !== null ? scope.aliases.get(name) : undefined;
  return next === undefined ? quotedWords(words) : [next, ...quotedWords(words.slice(1))];
}

function quotedWords(words: readonly Field[]): string[] {
  return words.map((word) => `'${shownText(word).replaceAll("'", String.raw`'\''`)}'`);
}

/** Aliases of zsh that hold for any word, and for a file that is named like a program. */
function followWordAliases(words: readonly Field[], scope: Scope, machine: Machine): void {
  if (scope.aliases.size === 0 || scope.calls.includes('alias -g')) return;
  const texts = words.map((word) => exactText(word) ?? '');
  const opener = scope.aliases.get(`-s ${/\.(\w+)$/.exec(texts[0] ?? '')?.[1] ?? ''}`);
  const bodies = texts.map((text) => scope.aliases.get(`-g ${text}`));
  if (opener === undefined && bodies.every((body) => body === undefined)) return;
  const quoted = quotedWords(words);
  const line = bodies.map((body, index) => body ?? quoted[index] ?? '').join(' ');
  const inner = { ...scope, calls: [...scope.calls, 'alias -g'], depth: scope.depth + 1 };
  machine.runText(opener === undefined ? line : `${opener} ${line}`, inner, 'alias');
}

function followAlias(name: string, words: readonly Field[], scope: Scope, machine: Machine): void {
  const body = scope.aliases.get(name);
  if (body === undefined || scope.calls.includes(`alias ${name}`)) return;
  const inner = { ...scope, calls: [...scope.calls, `alias ${name}`], depth: scope.depth + 1 };
  machine.runText([body, ...nextAlias(body, words, scope)].join(' '), inner, 'alias');
}

function runProgram(
  written: string,
  given: readonly Field[],
  scope: Scope,
  machine: Machine,
): Output {
  return machine.during(statedCommand(written, given), () =>
    judgeProgram(written, given, scope, machine),
  );
}

function judgeProgram(
  written: string,
  given: readonly Field[],
  scope: Scope,
  machine: Machine,
): Output {
  const words = given.map((word) => behindDescriptor(word, scope));
  const name = written
    .replace(/\/+$/, '')
    .replace(/^.*\//, '')
    .replace(/\.exe$/i, '');
  const call: Call = { name, words, scope, machine, dispatch, judgeEnvironment };
  const foreign = foreignCommand(name, words);
  if (foreign !== null) machine.unresolved(foreign, name);
  if (informsOnly(words) && (!written.includes('/') || systemProgram.test(written))) {
    machine.emit({ kind: 'run', ...statedCommand(written, words), via: 'shell' });
    return [unknownField('computed')];
  }
  judgeHazards(name, words, scope, machine);
  judgeLoads(name, words, scope, machine);
  judgeElsewhere(name, words, scope, machine);
  judgeHandedOn(name, words, scope, machine);
  judgeAfterDashes(words, { scope, machine, via: name });
  judgeHandedAddress(name, words, machine);
  const output = followProgram(written, given, call);
  return bring(name, words, scope, machine) ?? output;
}

function followProgram(written: string, given: readonly Field[], call: Call): Output {
  const { name, words, scope, machine } = call;
  if (declarationNames.has(name)) {
    declareItems(name, words, scope, machine);
    return nothing;
  }
  const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
  if (builtin !== undefined) return builtin(call);
  if (inert.has(name)) return [textField('0')];
  const facts = factsOf(name);
  if (facts?.silent !== true) {
    const opaque = facts === null || isOpaque(name) ? ({ opaque: true } as const) : {};
    machine.emit({ kind: 'run', ...statedCommand(written, given), via: 'shell', ...opaque });
  }
  if (facts !== null) {
    // A program of a known name in a folder of one's own may be any program.
    if (written.includes('/') && !systemProgram.test(written)) {
      runScript(textField(written), words, 'own', { scope, machine, via: name });
    }
    return dispatch(facts, call);
  }
  const use: Use = { scope, machine, via: name };
  if (!written.includes('/')) callForUnknown(written, words, scope, machine);
  if (written.includes('/')) runScript(textField(written), words, 'own', use);
  touchWords(words, use);
  touchOutputs(words, use);
  judgeCarried(words, use);
  return [unknownField('computed')];
}

/** A program that nobody knows may be missing: then a function of the shell gets its words. */
function callForUnknown(
  written: string,
  words: readonly Field[],
  scope: Scope,
  machine: Machine,
): void {
  for (const handler of ['command_not_found_handle', 'command_not_found_handler']) {
    callFunction(handler, [textField(written), ...words], scope, machine);
  }
}

/** `program --help`: it tells something about itself. With other words beside it, programs differ. */
function informsOnly(words: readonly Field[]): boolean {
  const [only, ...others] = words;
  return (
    only !== undefined && others.length === 0 && /^--(?:help|version)$/.test(exactText(only) ?? '')
  );
}

const systemProgram = /^\/(?:usr\/|opt\/|snap\/|nix\/)?(?:\w+\/)?s?bin\//;

function statedCommand(program: string, words: readonly Field[]): StatedCommand {
  const args = words.slice(0, 64).map((word) => shownText(word).slice(0, 512));
  return { program: program.slice(0, 512), args };
}

function dispatch(facts: ProgramFacts, call: Call): Output {
  const special = facts.special === undefined ? undefined : specials[facts.special];
  return special === undefined ? interpret(facts, call) : special(facts, call);
}

function judgeEnvironment(assignment: Field, scope: Scope, machine: Machine): void {
  const head = headText(assignment);
  const equals = head.indexOf('=');
  const name = head.slice(0, equals);
  const values = [[dropHead(assignment, equals + 1)]];
  assign(scope, name, values);
  judgeVariable(name, values, { scope, machine, via: 'env' });
}

/** A program that is named by a pattern or by something that is not known. */
function runUnknownName(
  name: Field,
  words: readonly Field[],
  scope: Scope,
  machine: Machine,
): Output {
  const via = shownText(name).slice(0, 80);
  const origin = originOf(name);
  const foreign = foreignName(name, words);
  if (foreign !== null) machine.unresolved(foreign, via);
  else if (origin === 'download') machine.unresolved('runs code from a download', via);
  else if (origin === 'connection') {
    machine.emit({ kind: 'expose', why: 'a shell is tied to a connection', via });
  } else machine.unresolved('cannot tell which program it would run', via);
  const pattern = origin === null ? shownText(name).replace(/^.*\//, '') : null;
  const expression = pattern === null ? null : patternExpression(pattern);
  if (expression !== null) {
    for (const program of programNames()
      .filter((known) => expression.test(known))
      .slice(0, 6)) {
      runProgram(program, words, scope, machine);
    }
  }
  for (const word of words) touchPerhaps(word, { scope, machine, via });
  // A variable that is not set vanishes, and the next word is the program.
  if (origin === 'inherited' && name.pieces.length === 1 && words.length > 0) {
    machine.quietly(() => runArguments(words, scope, machine));
  }
  return [unknownField('computed')];
}
