import type { Call } from '../calls/call.ts';
import { playCode } from '../code/codePlay.ts';
import {
  dropHead,
  exactText,
  type Field,
  headText,
  joinFields,
  nothing,
  type Output,
  shownText,
  textField,
  unknownField,
} from '../words/field.ts';
import { interpret } from '../calls/interpret.ts';
import { isHere } from '../reach/localHost.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { play } from '../calls/roles.ts';
import { touch, type Use } from '../reach/touch.ts';
import { lookUp } from '../words/variables.ts';

function useOf(call: Call): Use {
  return { scope: call.scope, machine: call.machine, via: call.name };
}

/** `vim +cmd file`: a word that starts with a plus is a command. */
export function editor(facts: ProgramFacts, call: Call): Output {
  const words = call.words.flatMap((word) =>
    headText(word).startsWith('+') ? [textField('-c'), dropHead(word, 1)] : [word],
  );
  return interpret(facts, { ...call, words });
}

/** `yq e '.a' f`: the verb before the query may be left out. */
export function yamlQuery(facts: ProgramFacts, call: Call): Output {
  const at = call.words.findIndex((word) => !headText(word).startsWith('-'));
  const verb = at < 0 ? null : exactText(call.words[at]!);
  if (verb === null || !/^(?:e|ea|eval|eval-all|r|read)$/.test(verb)) return interpret(facts, call);
  return interpret(facts, { ...call, words: call.words.filter((_, index) => index !== at) });
}

/** `awk -v name=value … name=value file`: names that the program may open as files. */
export function awkProgram(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, false);
  const use = useOf(call);
  const output = interpret(facts, call);
  const given = parsed.items.flatMap((item) =>
    item.kind === 'operand' || /^(?:-v|--assign)$/.test(item.name) ? [item.value] : [],
  );
  const settings = given
    .map((field) => /^([A-Za-z_]\w{0,63})=([^"\\\n]*)$/.exec(exactText(field) ?? ''))
    .flatMap((match) => (match === null ? [] : [`${match[1] ?? ''} = "${match[2] ?? ''}";`]));
  if (settings.length > 0) {
    for (const item of parsed.items) {
      const isProgram = item.kind === 'option' ? item.role === 'code' : true;
      if (!isProgram || exactText(item.value) === null) continue;
      playCode(joinFields([textField(settings.join(' ')), item.value], ' '), use);
      if (item.kind === 'operand') break;
    }
  }
  const inPlace = parsed.items.some(
    (item) => item.kind === 'option' && /^inplace(?:\.awk)?$/.test(exactText(item.value) ?? ''),
  );
  if (inPlace) {
    const operands = parsed.items.filter((item) => item.kind === 'operand');
    for (const { value } of operands.slice(1)) touch('write', value, use);
  }
  return output;
}

/** Options, then words that are one piece of code together. */
export function joinedCode(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, true);
  for (const item of parsed.items) {
    if (item.kind === 'option') play(item.role, item.value, useOf(call));
  }
  if (parsed.rest.length > 0) play('code', joinFields(parsed.rest, ' '), useOf(call));
  else interpret(facts, call);
  return [unknownField('computed')];
}

/** Modules of ansible whose arguments are a command. */
const commandModule = /^(?:ansible\.builtin\.)?(?:command|shell|raw|script|expect)$/;

/** `ansible HOST -m MODULE -a ARGUMENTS`: on this machine the arguments count as what they say. */
export function ansibleModule(facts: ProgramFacts, call: Call): Output {
  const output = interpret(facts, call);
  const { items } = parseArguments(facts, call.words, false);
  const valueOf = (...names: string[]): Field | undefined =>
    items.find((item) => item.kind === 'option' && names.includes(item.name))?.value;
  const host = items.find((item) => item.kind === 'operand')?.value;
  const connection = shownText(valueOf('-c', '--connection') ?? textField(''));
  const inventory = shownText(valueOf('-i', '--inventory') ?? textField(''));
  const local =
    connection === 'local' ||
    isHere(shownText(host ?? textField(''))) ||
    isHere(inventory.replace(/,$/, ''));
  const given = valueOf('-a', '--args');
  // Expressions in the arguments are computed on this machine, wherever the module runs.
  if (given !== undefined && shownText(given).includes('{{')) play('code', given, useOf(call));
  if (!local || given === undefined) return output;
  const use = useOf(call);
  const moduleName = shownText(valueOf('-m', '--module-name') ?? textField('command'));
  if (commandModule.test(moduleName)) {
    play('command', given, use);
    return output;
  }
  const { home } = call.machine.context;
  for (const match of shownText(given).matchAll(
    /\b(path|dest|name|src|_raw_params)=["']?([^\s"']+)/g,
  )) {
    const [, key, written = ''] = match;
    if (!/[/~.]/.test(written)) continue;
    const path = textField(written.startsWith('~/') ? home + written.slice(1) : written);
    const reads =
      key === 'src' || /(?:slurp|fetch|stat|find|debug|set_fact|include)/.test(moduleName);
    touch(reads ? 'read' : 'write', path, use);
  }
  return output;
}

/** `lynx -dump FILE-OR-ADDRESS`: a word that leads to a file is read. */
export function textBrowser(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, false);
  const use = useOf(call);
  for (const item of parsed.items) {
    if (item.kind === 'option') {
      play(item.role, item.value, use);
      continue;
    }
    const head = headText(item.value);
    if (/^(?:~|\.{0,2}\/|\.)/.test(head)) touch('read', item.value, use);
    else if (/^file:/i.test(head)) {
      touch(
        'read',
        dropHead(item.value, /^file:(?:\/\/(?:localhost)?(?=\/))?/i.exec(head)?.[0].length ?? 0),
        use,
      );
    } else play(parsed.flags.has('-post') ? 'send' : 'host', item.value, use);
  }
  for (const field of call.scope.stdin) {
    for (const url of shownText(field).matchAll(/\bfile:(?:\/\/)?(\/[^\s"'<>]+)/g)) {
      touch('read', textField(url[1] ?? ''), use);
    }
  }
  return [unknownField('download')];
}

/** `go env -w NAME=value`: kept for every later build of this user; some settings name programs that will run. */
export function goEnvironment(facts: ProgramFacts, call: Call): Output {
  const texts = call.words.map((word) => shownText(word));
  if (texts.includes('-w') || texts.includes('-u')) {
    const runs = texts.some((text) =>
      /^(?:CC|CXX|FC|AR|PKG_CONFIG|GOROOT|GOFLAGS=.*-(?:toolexec|exec)|GOAUTH=\W|GCCGO)\b/.test(
        text,
      ),
    );
    if (runs) {
      call.machine.emit({
        kind: 'persist',
        why: 'makes later builds run another program',
        via: call.name,
      });
    }
  }
  return interpret({ ...facts, special: '' }, call);
}

/** `history -r FILE`, `fc -W FILE`: without a word it is the file that `HISTFILE` names. */
export function shellHistory(_facts: ProgramFacts, call: Call): Output {
  const use = useOf(call);
  const letters = call.words
    .map((word) => headText(word))
    .filter((text) => /^-\w+$/.test(text))
    .join('');
  const reads = /[rnR]/.test(letters);
  const writes = call.name === 'fc' ? /[WA]/.test(letters) : /[wa]/.test(letters);
  if (!reads && !writes) return [unknownField('computed')];
  const word = call.words.find((each) => !headText(each).startsWith('-'));
  const files =
    word === undefined
      ? (lookUp('HISTFILE', call.scope, call.machine.context) ?? []).flat()
      : [word];
  for (const file of files) if (exactText(file) !== '') touch(writes ? 'write' : 'read', file, use);
  return nothing;
}

/** `jq --rawfile NAME FILE --arg NAME VALUE query file`: options with two values. */
export function jsonQuery(facts: ProgramFacts, call: Call): Output {
  const words: Field[] = [];
  for (let at = 0; at < call.words.length; at += 1) {
    const word = call.words[at];
    if (word === undefined) break;
    const option = exactText(word) ?? '';
    if (/^--(?:rawfile|slurpfile|argfile|arg|argjson)$/.test(option)) {
      const value = call.words[at + 2];
      if (option.endsWith('file') && value !== undefined) play('read', value, useOf(call));
      at += 2;
    } else words.push(word);
  }
  return interpret(facts, { ...call, words });
}

/** What `cmake -E` calls the common tools. */
const cmakeTools: Readonly<Record<string, readonly string[]>> = {
  copy: ['cp'],
  copy_if_different: ['cp'],
  copy_directory: ['cp', '-r'],
  copy_directory_if_different: ['cp', '-r'],
  rename: ['mv'],
  remove: ['rm', '-f'],
  rm: ['rm'],
  remove_directory: ['rm', '-rf'],
  make_directory: ['mkdir', '-p'],
  touch: ['touch'],
  touch_nocreate: ['touch'],
  create_symlink: ['ln', '-s'],
  create_hardlink: ['ln'],
  cat: ['cat'],
  env: ['env'],
  time: ['time'],
  tar: ['tar'],
  compare_files: ['cmp'],
  md5sum: ['md5sum'],
  sha256sum: ['sha256sum'],
};

/** `cmake -E copy a b`: the builder's own names for the common tools. */
export function cmakeTool(facts: ProgramFacts, call: Call): Output {
  const [first, tool, ...rest] = call.words;
  const name = exactText(tool ?? textField('')) ?? '';
  const known = Object.hasOwn(cmakeTools, name) ? cmakeTools[name] : undefined;
  if (exactText(first ?? textField('')) !== '-E' || known === undefined) {
    return interpret(facts, call);
  }
  return call.machine.runArguments([...known.map((word) => textField(word)), ...rest], call.scope);
}
