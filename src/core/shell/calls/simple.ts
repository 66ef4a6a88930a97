import type { Assignment, Command } from 'unbash';
import { declarationNames, runDeclaration } from '../state/declarations.ts';
import {
  exactText,
  type Field,
  nothing,
  type Output,
  readFrom,
  shownText,
} from '../words/field.ts';
import type { Machine } from '../machine.ts';
import { isLeftover } from '../hazards/leftovers.ts';
import { listingMembers, reachOf } from '../reach/paths.ts';
import { runRedirected } from '../streams/redirections.ts';
import { deliver, type OutputFile } from '../streams/descriptors.ts';
import { fork, type Scope } from '../state/scope.ts';
import { give, prepare } from '../state/assignments.ts';
import { argumentLists } from '../words/words.ts';
import { losesCode } from '../hazards/emptying.ts';
import { limits } from '../limits.ts';
import { foreignWords } from '../windows.ts';

/** Follows one simple command: redirections, words, assignments, then the program with every argument list. */
export function runSimple(command: Command, scope: Scope, machine: Machine): Output {
  const assignments = command.prefix.filter((item) => item.type === 'Assignment');
  const { name, redirects } = command;
  if (name === undefined) {
    return runRedirected(redirects, scope, machine, ({ own }) => {
      stateEmptied(own?.files ?? [], scope, machine);
      for (const assignment of assignments) keep(assignment, scope, machine);
      // `$(< file)` is the text of the file; zsh runs `cat` for any input without a command.
      const reads = redirects.some(({ operator }) => operator.startsWith('<'));
      const output = reads ? deliver(readFrom(scope.stdin), scope, machine) : nothing;
      return { output, lasts: false };
    });
  }
  if (/^[{}]/.test(name.text) && name.parts === undefined) {
    machine.unresolved('a stray brace', name.value.slice(0, 40));
  }
  const foreign = foreignWords([name, ...command.args].map(({ text }) => text));
  if (foreign !== null) machine.unresolved(foreign, name.value.slice(0, 40));
  return runRedirected(redirects, scope, machine, ({ networked, own }) => {
    stateEndless(name.value, command.args, own?.files ?? [], machine);
    if (
      printsNothing(
        name.value,
        command.args.map((word) =>
          'value' in word && typeof word.value === 'string' ? word.value : '…',
        ),
      )
    )
      stateEmptied(own?.files ?? [], scope, machine);
    if (declarationNames.has(name.value)) {
      for (const assignment of assignments) keep(assignment, fork(scope), machine);
      runDeclaration(name.value, command.args, scope, machine);
      return { output: nothing, lasts: false };
    }
    const lists = argumentLists([name, ...command.args], scope, machine);
    machine.budget.spend(lists.length);
    const lasts = redirects.length > 0 && lists.some((list) => onlyRedirects(list));
    const output = assignedFor(assignments, scope, machine, () =>
      runLists(lists, scope, machine, networked),
    );
    return { output: deliver(output, scope, machine), lasts };
  });
}

/** A path of the session's own folder, as it is written from there. */
function belowHere(text: string, { context: { cwd } }: Machine): string {
  return text.startsWith(`${cwd}/`) ? text.slice(cwd.length + 1) : text;
}

/** `cat /dev/zero > file`, `yes > file`: what never ends fills the disk. */
function stateEndless(
  name: string,
  args: Command['args'],
  files: readonly OutputFile[],
  machine: Machine,
): void {
  const kept = files.some(({ file }) => exactText(file)?.startsWith('/dev/') !== true);
  if (!kept) return;
  const isEndless =
    name === 'yes' ||
    (/^(?:cat|pv|tac|base64|od|xxd|hexdump)$/.test(name) &&
      args.some(({ text }) => /^\/dev\/(?:zero|u?random|full)$/.test(text)));
  const why = 'writes until the disk is full';
  if (isEndless) machine.emit({ kind: 'destroy', why, via: name, recoverable: true });
}

/** Commands that people write to give a file no content: `:`, `cat /dev/null`, `printf ''`, `echo -n`. */
function printsNothing(name: string, words: readonly string[]): boolean {
  if (name === ':' || name === 'true') return true;
  if (name === 'cat') return words.length === 1 && words[0] === '/dev/null';
  if (name === 'printf') return words.length === 1 && words[0] === '';
  return name === 'echo' && words[0] === '-n' && words.slice(1).every((word) => word === '');
}

/** `: > file` empties it: code, a pattern or a listing is the work. */
function stateEmptied(files: readonly OutputFile[], scope: Scope, machine: Machine): void {
  for (const { file, appends } of files) {
    const reach = appends ? null : reachOf(file, scope);
    if (reach === null || reach.kind === 'nothing' || reach.kind === 'unbounded') continue;
    const paths = reach.kind === 'path' ? [reach.path] : reach.listings.flatMap(listingMembers);
    const lost = paths.some(({ text, glob }) => glob && !isLeftover(text));
    const why = lost
      ? 'empties every file that a pattern names'
      : 'puts nothing in the place of a file of the work';
    if (lost || paths.some(({ text }) => losesCode(belowHere(text, machine))))
      machine.emit({ kind: 'destroy', why, via: '>', recoverable: true });
  }
}

/** `exec`, `command exec`: without a program, its redirections are the shell's own. */
function onlyRedirects(list: readonly Field[]): boolean {
  const words = list.map((word) => exactText(word));
  while (words[0] === 'command' || words[0] === 'builtin') words.shift();
  return words[0] === 'exec' && words.slice(1).every((word) => word === '--');
}

/** Assignments before a command hold while it runs; builtins and functions run in the shell itself. */
function assignedFor(
  assignments: readonly Assignment[],
  scope: Scope,
  machine: Machine,
  run: () => Output,
): Output {
  if (assignments.length === 0) return run();
  const { certain } = scope;
  const before = new Map(assignments.map(({ name }) => [name, scope.variables.get(name)]));
  scope.certain = true;
  for (const assignment of assignments) keep(assignment, scope, machine);
  scope.certain = certain;
  const given = new Map(assignments.map(({ name }) => [name, scope.variables.get(name)]));
  const output = run();
  for (const [name, old] of before) {
    // What the command itself assigned stays.
    if (scope.variables.get(name) !== given.get(name)) continue;
    if (old === undefined) scope.variables.delete(name);
    else scope.variables.set(name, old);
  }
  return output;
}

function runLists(
  lists: readonly (readonly Field[])[],
  scope: Scope,
  machine: Machine,
  networked: boolean,
): Output {
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
  give(prepare(assignment, scope, machine), scope, machine, assignment.name);
}
