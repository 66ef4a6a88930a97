import type { Assignment, Command } from 'unbash';
import { declarationNames, runDeclaration } from './declarations.ts';
import { judgeVariable } from './environment.ts';
import { expandValue } from './expand.ts';
import { exactText, type Field, nothing, type Output, shownText } from './field.ts';
import type { Machine } from './machine.ts';
import { isLeftover } from './hazards/leftovers.ts';
import { listingMembers, reachOf } from './paths.ts';
import { followRedirections, keepOutput, type OutputFile } from './redirections.ts';
import { assign, fork, type Scope, setValues, type Value } from './scope.ts';
import { assignedValues } from './assignedValues.ts';
import { argumentLists } from './words.ts';
import { limits } from './limits.ts';
import { foreignWords } from './windows.ts';

/** Follows one simple command: assignments, redirections, then the program with every argument list it may get. */
export function runSimple(command: Command, scope: Scope, machine: Machine): Output {
  const assignments = command.prefix.filter((item) => item.type === 'Assignment');
  const { base } = scope;
  const redirected = followRedirections(command.redirects, scope, machine);
  if (command.name === undefined || /^(?::|true)$/.test(command.name.value)) {
    stateEmptied(redirected.files, scope, machine);
  }
  if (command.name === undefined) {
    for (const assignment of assignments) keep(assignment, scope, machine);
    keepOutput(redirected.files, nothing, scope, machine);
    return nothing;
  }
  if (/^[{}]/.test(command.name.text) && command.name.parts === undefined) {
    machine.unresolved('a stray brace', command.name.value.slice(0, 40));
  }
  const foreign = foreignWords([command.name, ...command.args].map(({ text }) => text));
  if (foreign !== null) machine.unresolved(foreign, command.name.value.slice(0, 40));
  let inner = scope;
  if (assignments.length > 0) {
    inner = fork(scope, { certain: true });
    for (const assignment of assignments) keep(assignment, inner, machine);
    inner.certain = scope.certain;
  }
  const outerStdin = inner.stdin;
  inner.stdin = redirected.stdin;
  const output = runCommand(command, scope, inner, machine, redirected.networked);
  inner.stdin = outerStdin;
  keepOutput(redirected.files, output, { ...scope, base }, machine);
  return redirected.captured ? nothing : output;
}

/** `: > file` empties it; one file is an edit, a pattern or a listing is the work. */
function stateEmptied(files: readonly OutputFile[], scope: Scope, machine: Machine): void {
  for (const { file, appends } of files) {
    const reach = appends ? null : reachOf(file, scope);
    if (reach === null || reach.kind === 'nothing' || reach.kind === 'unbounded') continue;
    const paths = reach.kind === 'path' ? [reach.path] : reach.listings.flatMap(listingMembers);
    const lost = paths.some(({ text, glob }) => glob && !isLeftover(text));
    const why = 'empties every file that a pattern names';
    if (lost) machine.emit({ kind: 'destroy', why, via: '>', recoverable: true });
  }
}

/**
 * @param wordScope - where words are expanded: assignments before a command do not count for its own words.
 * @param scope - where the command runs.
 */
function runCommand(
  command: Command,
  wordScope: Scope,
  scope: Scope,
  machine: Machine,
  networked: boolean,
): Output {
  const name = command.name;
  if (name === undefined) return nothing;
  if (declarationNames.has(name.value)) {
    runDeclaration(name.value, command.args, wordScope, machine);
    return nothing;
  }
  const lists = argumentLists([name, ...command.args], wordScope, machine);
  machine.budget.spend(lists.length);
  const before = { base: scope.base, doubts: scope.doubts, previous: scope.previous };
  const moved: { base: Scope['base']; doubts: Scope['doubts'] }[] = [];
  const outputs: Output[] = [];
  for (const list of lists) {
    // Every value of the words is tried from the same directory.
    if (lists.length > 1) Object.assign(scope, before);
    outputs.push(runList(list, scope, machine, networked));
    moved.push({ base: scope.base, doubts: scope.doubts });
  }
  const [first, ...others] = moved;
  if (first !== undefined && others.length > 0) {
    const doubts = new Set(first.doubts);
    for (const other of others) {
      if (other.base.kind === 'known') doubts.add(other.base.path);
    }
    scope.base = first.base;
    scope.doubts = [...doubts].slice(0, limits.alternatives);
  }
  if (outputs.length === 1) return outputs[0] ?? nothing;
  return outputs.flat().slice(0, limits.alternatives);
}

function runList(
  list: readonly Field[],
  scope: Scope,
  machine: Machine,
  networked: boolean,
): Output {
  const [name] = list;
  if (name === undefined) return nothing;
  if (networked) reverseShell(exactText(name) === 'exec' ? list[1] : name, machine);
  return machine.runArguments(list, scope);
}

/** A shell whose input or output is a connection. */
function reverseShell(name: Field | undefined, machine: Machine): void {
  const program = name === undefined ? '' : shownText(name).replace(/^.*\//, '');
  if (!/^((ba|z|da|k|a)?sh|python3?|perl|ruby)$/.test(program)) return;
  machine.emit({ kind: 'expose', why: 'a shell is tied to a connection', via: program });
}

/** Keeps an assignment and judges what it makes other programs do. */
function keep(assignment: Assignment, scope: Scope, machine: Machine): void {
  if (assignment.index !== undefined) expandValue(assignment.index, scope, machine);
  const values = assignedValues(assignment, scope, machine);
  if (assignment.append === true || assignment.index !== undefined) {
    const old = scope.variables.get(assignment.name) ?? [[]];
    const appended = old
      .slice(0, 8)
      .flatMap((head) =>
        values.map((tail): Value =>
          isScalar(assignment, head) ? [glue(head, tail)] : [...head, ...tail],
        ),
      );
    setValues(scope, assignment.name, appended);
  } else {
    assign(scope, assignment.name, values);
  }
  judgeVariable(assignment.name, values, { scope, machine, via: assignment.name });
}

function isScalar(assignment: Assignment, old: Value): boolean {
  return assignment.value.type === 'Word' && assignment.index === undefined && old.length <= 1;
}

function glue(head: Value, tail: Value): Field {
  return {
    pieces: [...head, ...tail].flatMap((field) => field.pieces),
    perhaps: [...head, ...tail].some((field) => field.perhaps),
  };
}
