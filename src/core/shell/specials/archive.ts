import { stateBringing } from '../reach/bringing.ts';
import type { Call } from '../calls/call.ts';
import {
  dropHead,
  exactText,
  type Field,
  headText,
  linesOf,
  type Output,
  splitField,
  textField,
  unknownField,
} from '../words/field.ts';
import { interpret } from '../calls/interpret.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { movedTo, play } from '../calls/roles.ts';
import { touch, type Use } from '../reach/touch.ts';
import { lookUp } from '../words/variables.ts';

/** `tar`: creating reads whole trees, extracting writes below the directory, both in old and new style. */
export function archive(facts: ProgramFacts, call: Call): Output {
  const given = withDash(call.words);
  // GNU tar puts the words of this variable before its own.
  for (const value of lookUp('TAR_OPTIONS', call.scope, call.machine.context)?.slice(0, 8) ?? []) {
    const words = value.flatMap((field) => splitField(field, false));
    if (words.length > 0) pack(facts, [...words, ...given], call);
  }
  return pack(facts, given, call);
}

function pack(facts: ProgramFacts, words: readonly Field[], call: Call): Output {
  const parsed = parseArguments(facts, words, false);
  const has = (...names: string[]): boolean =>
    names.some(
      (name) =>
        parsed.flags.has(name) ||
        // Long options may be cut short.
        (name.length > 4 && [...parsed.flags].some((f) => f.length > 3 && name.startsWith(f))),
    );
  const extracts = has('-x', '--extract', '--get');
  const creates = has('-c', '-r', '-u', '-A', '--create', '--append', '--update', '--concatenate');
  if (extracts && facts.brings !== undefined && !has('-O', '--to-stdout', '--to-command')) {
    stateBringing(facts.brings, parsed, call);
  }
  let use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  const outer = use;
  let files = 0;
  for (const item of parsed.items) {
    if (item.kind === 'operand') {
      files += 1;
      if (creates) play('tree', item.value, use);
      continue;
    }
    if (item.name === '-f' || item.name === '--file') {
      play(creates ? 'remoteTarget' : 'remote', item.value, outer);
    } else if (item.name === '--checkpoint-action') {
      checkpoint(item.value, use);
    } else if (/^(?:-T|--files-from)$/.test(item.name) && exactText(item.value) === '-') {
      for (const name of linesOf(call.scope.stdin)) play('tree', name, use);
    } else if (item.role === 'chdir') {
      use = movedTo(item.value, use);
    } else if (extracts && /^(?:--transform|--xform|-s)$/.test(item.name)) {
      renamed(item.value, use);
    } else {
      play(item.role, item.value, use);
    }
  }
  if (extracts && !has('-O', '--to-stdout')) touch('directory', textField('.'), use);
  if (extracts && files === 0 && has('--remove-files')) touch('remove', textField('.'), use);
  return [unknownField(extracts ? 'decoded' : 'computed')];
}

/** `tar xzf a.tgz` means `tar -xzf a.tgz`. */
function withDash(words: readonly Field[]): readonly Field[] {
  const [first, ...rest] = words;
  if (first === undefined) return words;
  const text = exactText(first);
  if (text === null || !/^[A-Za-z]+$/.test(text) || !/[cxtruA]/.test(text)) return words;
  // In old style the values follow in the order of their letters.
  const valued = text.match(/[fbCTXLgVHIK]/g) ?? [];
  const flags = text.replaceAll(/[fbCTXLgVHIK]/g, '');
  const dashed: Field[] = flags === '' ? [] : [textField(`-${flags}`)];
  const left = [...rest];
  for (const letter of valued) {
    const value = left.shift();
    if (value !== undefined) dashed.push(textField(`-${letter}`), value);
  }
  return [...dashed, ...left];
}

/** `jar xf a.jar`, in the words of tar. */
export function javaArchive(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments({ values: javaValues }, withDash(call.words), false);
  if (facts.brings !== undefined) stateBringing(facts.brings, parsed, call);
  return interpret({ operands: facts.operands ?? 'perhaps' }, call);
}

const javaValues = { read: '-f --file', chdir: '-C --dir' } as const;

/** A replacement that puts members elsewhere: above where they go, or at the root. */
function renamed(expression: Field, { machine, via }: Use): void {
  const text = exactText(expression) ?? '../';
  const replacement =
    /^s?(.)((?:\\.|(?!\1).){0,500})\1((?:\\.|(?!\1).){0,500})/s.exec(text)?.[3] ?? text;
  if (/(?:^|\/)\.\.(?:\/|$)|^[/~]/.test(replacement.replaceAll('\\', ''))) {
    machine.unresolved('cannot tell which path it would write', via);
  }
}

function checkpoint(action: Field, use: Use): void {
  if (headText(action).startsWith('exec=')) play('command', dropHead(action, 5), use);
}

/** `cpio -o`, `zip -@`, `pax -w`: names of files come on standard input. */
export function packNamed(facts: ProgramFacts, call: Call): Output {
  const output = interpret(facts, call);
  const { flags, items } = parseArguments(facts, call.words, false);
  const packs = ['-o', '--create', '-p', '--pass-through', '-@', '-w'].some((flag) =>
    flags.has(flag),
  );
  const named = call.name === 'pax' && items.some((item) => item.kind === 'operand');
  if (!packs || named) return output;
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  for (const name of linesOf(call.scope.stdin)) {
    if (name.pieces.length > 0) play('tree', name, use);
  }
  return output;
}
