import { forEachChild, parse, type SyntaxNode } from 'unbash';
import type { StatedCommand, Statement } from '../actions/action.ts';
import { runArguments } from './calls/dispatch.ts';
import {
  exactText,
  type Field,
  nothing,
  originOf,
  type Output,
  pieceField,
  textField,
  typedInput,
} from './words/field.ts';
import { countsEverywhere, isVague } from './modes.ts';
import { choosesProcesses } from './hazards/chosenProcesses.ts';
import { startsEndlessProcesses } from './hazards/endlessProcesses.ts';
import { concernsUs } from './foreign/elsewhere.ts';
import { concludeFlow } from './flow/flowRules.ts';
import { Budget, limits, LimitReached } from './limits.ts';
import { ListedNames, textWithNames } from './calls/listedNames.ts';
import type { Machine, ShellContext } from './machine.ts';
import { MadeLinks } from './reach/madeLinks.ts';
import { fork, joinPath, type Scope } from './state/scope.ts';
import { StatementLog } from './statementLog.ts';
import { walkCommands } from './walk.ts';
import { whyUnparsed } from './windows.ts';
import { WrittenFiles } from './streams/writtenFiles.ts';

/** Follows one command line; the statements found before a limit was reached are kept. */
export function analyse(command: string, context: ShellContext): Statement[] {
  const log = new StatementLog();
  try {
    const traps: (() => void)[] = [];
    const machine = createMachine(context, log, traps);
    machine.runText(command, rootScope(context), 'shell');
    for (const trap of traps) trap();
  } catch (error) {
    const why =
      error instanceof LimitReached
        ? `the command is too large to follow (${error.limit})`
        : 'the command could not be followed';
    const stated = [...log.statements, ...concludeFlow(log.statements)];
    return [...stated, { kind: 'unresolved', why, via: 'shell' }];
  }
  return [...log.statements, ...concludeFlow(log.statements)];
}

function rootScope(context: ShellContext): Scope {
  return {
    variables: scriptVariables(context),
    attributes: new Map(),
    frame: null,
    functions: new Map(),
    exportsAll: false,
    globsHidden: false,
    zero: null,
    hashed: new Map(),
    aliases: new Map(),
    positional: (context.script?.args ?? []).map((value, index) =>
      value === null ? pieceField({ kind: 'inherited', name: `${index + 1}` }) : textField(value),
    ),
    base:
      context.start === 'unknown'
        ? { kind: 'unknown' }
        : { kind: 'known', path: joinPath('/', context.cwd) },
    doubts: [],
    previous: { kind: 'unknown' },
    stack: [],
    certain: true,
    stopsOnError: false,
    stdin: context.typing === 'unseen' ? typedInput : nothing,
    descriptors: new Map(),
    depth: 0,
    calls: [],
  };
}

/** What a script knows about itself. */
function scriptVariables({ script }: ShellContext): Scope['variables'] {
  return new Map(
    script === undefined
      ? []
      : ['0', 'BASH_SOURCE'].map((name) => [name, [[textField(script.path)]]] as const),
  );
}

function createMachine(
  context: ShellContext,
  log: StatementLog,
  traps: (() => void)[],
  budget = new Budget(),
): Machine {
  const modes = { quiet: 0, vague: 0, silent: 0, away: 0 };
  let running: StatedCommand | null = null;
  const within =
    (mode: keyof typeof modes) =>
    (follow: () => void): void => {
      modes[mode] += 1;
      try {
        follow();
      } finally {
        modes[mode] -= 1;
      }
    };
  const counts = (statement: Statement): boolean =>
    modes.silent === 0 &&
    !(modes.vague > 0 && isVague(statement)) &&
    (modes.away === 0 || countsEverywhere(statement));
  const machine: Machine = {
    context,
    budget,
    followed: new WeakSet(),
    written: new WrittenFiles(),
    links: new MadeLinks(),
    listed: new ListedNames(),
    emit: (statement) => {
      if (!counts(statement)) return;
      // What may never run as it stands asks nothing about sources that cannot be seen.
      const doubtful = modes.quiet > 0 && statement.kind === 'brings';
      log.add(doubtful ? { ...statement, certainty: 'perhaps' } : statement);
    },
    unresolved: (why, via) => {
      if (modes.quiet > 0 || !counts({ kind: 'unresolved', why, via })) return;
      const of = running === null ? {} : { of: running };
      log.add({ kind: 'unresolved', why, via: via.slice(0, 80), ...of });
    },
    during: (command, follow) => {
      const outer = running;
      running = command;
      try {
        return follow();
      } finally {
        running = outer;
      }
    },
    runCommands: (commands, scope) => {
      if (scope.depth > limits.depth) throw new LimitReached('depth');
      return walkCommands(commands, scope, machine);
    },
    runText: (text, scope, via) => {
      if (text.length > limits.text) throw new LimitReached('text');
      machine.budget.spend(1 + Math.floor(text.length / 64));
      const script = parse(text);
      if ((script.errors?.length ?? 0) > 0) {
        machine.unresolved(whyUnparsed(text), via);
      }
      if (text.includes('&') || text.includes('|')) stateEndless(script, via, machine);
      if (/kill|gdb|trace|docker|podman|nerdctl/.test(text)) {
        for (const statement of choosesProcesses(script)) log.add(statement);
      }
      const output = machine.runCommands(script.commands, scope);
      sweep(script, scope, machine);
      return output;
    },
    runArguments: (words, scope) => {
      if (scope.depth > limits.depth) throw new LimitReached('depth');
      return runArguments(words, scope, machine);
    },
    runField: (field, scope, via) => runField(field, scope, via, machine),
    atExit: (field, scope) => {
      if (modes.silent === 0 && traps.length < limits.depth)
        traps.push(() => void machine.runField(field, scope, 'trap'));
    },
    quietly: within('quiet'),
    vaguely: within('vague'),
    silently: within('silent'),
    elsewhere: within('away'),
    farAway: (follow) => {
      const there = { ...context, cwd: '/', variables: new Map<string, string>() };
      const found = new StatementLog();
      follow(createMachine(there, found, [], budget), rootScope(there));
      keep(found, concernsUs, machine);
    },
    aside: (scope, destroys, follow) => {
      const inner = fork(scope, { depth: scope.depth + 1, stdin: nothing });
      const isGrave = (statement: Statement): boolean =>
        concernsUs(statement) || (destroys && statement.kind === 'destroy');
      const found = new StatementLog();
      follow(createMachine(context, found, [], budget), inner);
      keep(found, isGrave, machine);
    },
  };
  return machine;
}

/** Says of what was found apart what counts here. */
function keep(
  found: StatementLog,
  counts: (statement: Statement) => boolean,
  machine: Machine,
): void {
  for (const statement of [...found.statements, ...concludeFlow(found.statements)]) {
    if (!counts(statement)) continue;
    if (statement.kind === 'unresolved') machine.unresolved(statement.why, statement.via);
    else machine.emit(statement);
  }
}

function stateEndless(script: SyntaxNode, via: string, machine: Machine): void {
  if (!startsEndlessProcesses(script)) return;
  const why = 'starts processes without end, until the machine stands still';
  machine.emit({ kind: 'destroy', why, via, recoverable: false });
}

/**
 * The net below the walk: a substitution in a place of the grammar that nobody looked at is followed all the same.
 */
function sweep(node: SyntaxNode, scope: Scope, machine: Machine): void {
  forEachChild(node, (child) => {
    if (child.type === 'Script' && !machine.followed.has(child)) {
      machine.followed.add(child);
      machine.runCommands(child.commands, fork(scope, { depth: scope.depth + 1 }));
    }
    sweep(child, scope, machine);
  });
}

/** Command text of which parts may not be known; runs in `scope` itself, as `eval` does. */
function runField(field: Field, scope: Scope, via: string, machine: Machine): Output {
  const text = textToRun(field, via, machine);
  if (text === null) return nothing;
  scope.depth += 1;
  try {
    return machine.runText(text, scope, via);
  } finally {
    scope.depth -= 1;
  }
}

/** Whoever is at the other end of a raw connection says what runs here. */
function shellGivenAway(via: string): Statement {
  return { kind: 'expose', why: 'a shell is tied to a connection', via: via.slice(0, 80) };
}

function textToRun(field: Field, via: string, machine: Machine): string | null {
  const exact = exactText(field);
  if (exact !== null) return exact;
  const settingsOnly = field.pieces.every(
    (piece) => piece.kind === 'environment' || (piece.kind === 'text' && piece.text.trim() === ''),
  );
  if (settingsOnly) return null;
  const withNames = textWithNames(field, machine.listed);
  if (withNames !== null) return withNames;
  const origin = originOf(field);
  if (origin === 'download') machine.unresolved('runs code from a download', via);
  else if (origin === 'connection') machine.emit(shellGivenAway(via));
  else if (origin !== 'inherited') machine.unresolved('runs code that cannot be seen', via);
  // What is spelled out still counts; an inherited variable is one for the inner shell too.
  let text = '';
  for (const piece of field.pieces) {
    if (piece.kind === 'inherited') text += `\${${piece.name}}`;
    else if (piece.kind === 'text' || piece.kind === 'pattern') text += piece.text;
    else text += '0';
  }
  return /[A-Za-z]/.test(text) ? text : null;
}
