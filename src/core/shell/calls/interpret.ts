import { stateBringing } from '../reach/bringing.ts';
import { type Call, follows } from './call.ts';
import { exactText, type Field, type Output, textField, unknownField } from '../words/field.ts';
import { hiddenShown } from '../reach/hiddenNames.ts';
import { touchWords } from './keyOptions.ts';
import { type Item, parseArguments, type ParsedArguments } from './options.ts';
import { hasAny, ignoringOff, narrowing } from './narrowing.ts';
import { printed } from './printed.ts';
import type { ProgramFacts, Role, Switch } from '../programs/types.ts';
import { playCode } from '../code/codePlay.ts';
import { movedTo, play } from './roles.ts';
import { fork } from '../state/scope.ts';
import { touch, type Use } from '../reach/touch.ts';
import { touchUnmistakable } from '../reach/guesses.ts';

/** States what one call of a known program does, by its facts, and says what it prints. */
export function interpret(facts: ProgramFacts, call: Call): Output {
  const hasRest =
    facts.wraps !== undefined || facts.subcommands !== undefined || facts.stopsAtOperand === true;
  const parsed = parseArguments(facts, call.words, hasRest);
  if (hasAny(parsed.flags, facts.informs)) return [unknownField('computed')];
  announce(facts, parsed, call);
  if (facts.brings !== undefined) stateBringing(facts.brings, parsed, call);
  const use = playItems(facts, parsed, call);
  if (facts.subcommands !== undefined) return followSubcommand(facts, parsed.rest, call, use);
  if (facts.wraps !== undefined && parsed.rest.length === 0 && facts.prints !== undefined) {
    return printed(facts, parsed, call);
  }
  if (facts.wraps !== undefined) return followWrapped(facts, parsed.rest, call, use);
  if (facts.stdinIsCode !== undefined && facts.stdinIsCode !== false) {
    playStandardInput(facts, parsed, call);
  }
  return printed(facts, parsed, call);
}

/** Escalation and the like: said once for the program or its options. */
function announce(facts: ProgramFacts, parsed: ParsedArguments, call: Call): void {
  const { machine, name: via } = call;
  if (hasAny(parsed.flags, facts.harmlessWith)) return;
  if (facts.escalates !== undefined) machine.emit({ kind: 'escalate', why: facts.escalates, via });
  if (facts.persists !== undefined) machine.emit({ kind: 'persist', why: facts.persists, via });
  if (facts.tampers !== undefined) machine.emit({ kind: 'tamper', why: facts.tampers, via });
  for (const change of activeSwitches(facts, parsed.flags)) {
    if (change.tampers !== undefined) machine.emit({ kind: 'tamper', why: change.tampers, via });
  }
}

function activeSwitches(facts: ProgramFacts, flags: ReadonlySet<string>): readonly Switch[] {
  return (facts.switches ?? []).filter((change) => hasAny(flags, change.on));
}

/** Plays options and operands in their order; gives the use that later words have (`-C`). */
function playItems(facts: ProgramFacts, parsed: ParsedArguments, call: Call): Use {
  const { globs, leavesOut } = narrowing(facts, parsed.items);
  const skipsHidden = hiddenShown(facts, parsed, call);
  let use: Use = {
    scope: call.scope,
    machine: call.machine,
    via: call.name,
    skipsIgnored: facts.skipsIgnored === true && !hasAny(parsed.flags, ignoringOff),
    ...(globs.length > 0 ? { globs } : {}),
    ...(leavesOut.length > 0 ? { leavesOut } : {}),
    ...(skipsHidden === undefined ? {} : { skipsHidden }),
  };
  const operands = parsed.items.filter((item) => item.kind === 'operand');
  const roles = operandRoles(facts, parsed.flags, operands.length);
  const recursive = hasAny(parsed.flags, facts.recursive) || facts.recursive === 'always';
  let position = 0;
  for (const item of parsed.items) {
    const role = item.kind === 'option' ? item.role : (roles[position++] ?? 'text');
    if (role === 'chdir') {
      // Working in a folder elsewhere is a look at it, whatever the program does there.
      touch('glimpse', item.value, { ...use, given: true });
      use = movedTo(item.value, use);
    } else if (item.kind === 'option' && role === 'text' && !freeText.test(item.name))
      touchOddText(item.value, use);
    else play(recursive && item.kind === 'operand' ? deepened(role) : role, item.value, use);
  }
  if (takesDirectory(facts, parsed, operands.length, recursive, call)) {
    const role = facts.noOperands ?? 'text';
    play(recursive ? deepened(role) : role, textField('.'), use);
  }
  const fills = facts.fills === 'always' || hasAny(parsed.flags, facts.fills);
  const elsewhere = parsed.items.some(
    (item) => item.kind === 'option' && item.role === 'directory',
  );
  if (fills && !elsewhere && !hasAny(parsed.flags, facts.fillsUnless)) {
    touch('directory', textField('.'), use);
  }
  if (facts.puts !== undefined) {
    const folder = facts.puts.replace('~', call.machine.context.home);
    touch('directory', textField(folder), { ...use, scope: call.scope });
  }
  copyInto(roles, operands, use);
  return use;
}

/** Options whose value is what somebody says or looks for, whatever it is written like. */
const freeText =
  /^(?:-[meP]|--?(?:message|title|body|notes|description|comment|context|pattern|regexp?|filter|prompt|label|name|(?:in|ex)clude.{0,20}|ignore.{0,20}|format|query|grep))$/;

/** The value of an option that is meant as text, but is as a whole written like a path of this machine. */
function touchOddText(value: Field, use: Use): void {
  if (/^(?:~|\.{1,2})?\/[^\s*?\\]{1,400}$/.test(exactText(value) ?? ''))
    touchUnmistakable(value, use);
}

/** Whether a call without file operands works on the working directory. */
function takesDirectory(
  facts: ProgramFacts,
  parsed: ParsedArguments,
  operands: number,
  recursive: boolean,
  call: Call,
): boolean {
  if (facts.noOperands === undefined || parsed.rest.length > 0) return false;
  if (facts.recursive !== undefined && facts.recursive !== 'always' && !recursive) return false;
  const own = facts.first !== undefined && !hasAny(parsed.flags, facts.firstGivenBy) ? 1 : 0;
  if (operands > own) return false;
  const piped = call.scope.stdin.some((field) => field.pieces.length > 0);
  return !(piped && facts.noOperands === 'read');
}

/** A copy into a directory lands under the source's own name: counts where that name is protected. */
function copyInto(roles: readonly Role[], operands: readonly Item[], use: Use): void {
  const target = operands.at(-1);
  if (roles.at(-1) !== 'write' || operands.length < 2 || target === undefined) return;
  if (!['read', 'move', 'remote', 'tree', 'linked'].includes(roles[0] ?? 'text')) return;
  const into = exactText(target.value);
  if (into === null) return;
  for (const item of operands.slice(0, -1).slice(0, 20)) {
    const name = exactText(item.value)?.replace(/\/+$/, '').split(/[/:]/).at(-1);
    if (name === undefined || /^\.{0,2}$/.test(name)) continue;
    play('perhaps', textField(`${into.replace(/\/+$/, '')}/${name}`), use);
  }
}

function operandRoles(facts: ProgramFacts, flags: ReadonlySet<string>, count: number): Role[] {
  const changes = activeSwitches(facts, flags);
  const pick = (part: 'operands' | 'first' | 'last'): Role | undefined =>
    changes.findLast((change) => change[part] !== undefined)?.[part] ?? facts[part];
  const others = pick('operands') ?? 'text';
  const roles = Array.from({ length: count }, () => others);
  const first = hasAny(flags, facts.firstGivenBy) ? undefined : pick('first');
  const last = pick('last');
  if (last !== undefined && count >= 2) roles[count - 1] = last;
  if (first !== undefined && count >= 1) roles[0] = first;
  return roles;
}

function deepened(role: Role): Role {
  if (role === 'read') return 'tree';
  if (role === 'delete') return 'remove';
  if (role === 'remote') return 'remoteTree';
  return role === 'mention' ? 'list' : role;
}

function followSubcommand(
  facts: ProgramFacts,
  rest: readonly Field[],
  call: Call,
  use: Use,
): Output {
  const [chosen, ...words] = rest;
  if (chosen === undefined) return [unknownField('computed')];
  const name = exactText(chosen);
  const found = name === null ? undefined : findSubcommand(facts, name);
  const inner: Call = {
    ...call,
    words,
    name: `${call.name} ${name ?? '…'}`,
    scope:
      use.scope === call.scope
        ? call.scope
        : fork(call.scope, { base: use.scope.base, doubts: [] }),
  };
  if (found !== undefined) return inner.dispatch(found, inner);
  // A word that is no subcommand may be a file.
  touchWords(rest, use);
  return [unknownField('computed')];
}

function findSubcommand(facts: ProgramFacts, name: string): ProgramFacts | undefined {
  const table = facts.subcommands ?? {};
  const direct = Object.hasOwn(table, name) ? table[name] : undefined;
  if (direct !== undefined) return direct;
  return Object.entries(table).find(([names]) => names.split('|').includes(name))?.[1];
}

function followWrapped(facts: ProgramFacts, rest: readonly Field[], call: Call, use: Use): Output {
  const roles = facts.before ?? [];
  rest.slice(0, roles.length).forEach((word, index) => play(roles[index] ?? 'text', word, use));
  let words = rest.slice(roles.length);
  const scope = fork(call.scope, {
    base: use.scope.base,
    doubts: use.scope.doubts,
    depth: call.scope.depth + 1,
  });
  while (facts.assignments === true && isAssignment(words[0])) {
    const [assignment] = words;
    if (assignment !== undefined) call.judgeEnvironment(assignment, scope, call.machine);
    words = words.slice(1);
  }
  const [first, second] = words;
  if (first === undefined) return [unknownField('computed')];
  // `flock FILE -c TEXT`
  if (exactText(first) === '-c' && roles.length > 0 && second !== undefined) {
    return call.machine.runField(second, scope, call.name);
  }
  // `yarn exec 'cat x'`: no program has a blank in its name.
  if (facts.wraps === 'words' && !isLine(words)) return call.machine.runArguments(words, scope);
  return follows(words, scope, call);
}

function isLine(words: readonly Field[]): boolean {
  const text = words.length === 1 ? exactText(words[0]!) : null;
  return text !== null && /^\w[\w.-]*\s+\S/.test(text);
}

function isAssignment(word: Field | undefined): boolean {
  if (word === undefined) return false;
  const [piece] = word.pieces;
  return piece?.kind === 'text' && /^[A-Za-z_]\w*=/.test(piece.text);
}

const givesCode: ReadonlySet<Role> = new Set(['code', 'script', 'source', 'program']);

/** An interpreter with nothing else to run takes its code from standard input. */
/** Options that load a module before the program, which still stands elsewhere. */
export const loadsFirst = /^(?:-r|--require|--import)$/;

function playStandardInput(facts: ProgramFacts, parsed: ParsedArguments, call: Call): void {
  const operands = parsed.items.filter((item) => item.kind === 'operand');
  const roles = operandRoles(facts, parsed.flags, operands.length);
  const fromStdin = operands.every(
    (item, index) => exactText(item.value) === '-' || !givesCode.has(roles[index] ?? 'text'),
  );
  const given = parsed.items.some(
    (item) =>
      item.kind === 'option' &&
      givesCode.has(item.role) &&
      !(item.role === 'script' && loadsFirst.test(item.name)),
  );
  if (!fromStdin || given || parsed.flags.has('--version') || parsed.flags.has('--help')) return;
  for (const field of call.scope.stdin) {
    if (field.pieces.length === 0) continue;
    if (facts.stdinIsCode === 'spelled' && exactText(field) === null) continue;
    const unknown = field.pieces.some(
      (piece) => piece.kind === 'unknown' && !/^(?:download|connection)$/.test(piece.origin),
    );
    if (unknown) call.machine.unresolved('runs code that cannot be seen', call.name);
    playCode(field, { scope: call.scope, machine: call.machine, via: call.name });
  }
}
