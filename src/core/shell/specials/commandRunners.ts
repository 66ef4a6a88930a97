import { type Call, follows } from '../calls/call.ts';
import {
  exactText,
  type Field,
  headText,
  nothing,
  type Output,
  splitField,
  textField,
  unknownField,
} from '../words/field.ts';
import { interpret } from '../calls/interpret.ts';
import { type Item, parseArguments } from '../calls/options.ts';
import type { ProgramFacts, Role } from '../programs/types.ts';
import { play } from '../calls/roles.ts';
import { fork } from '../state/scope.ts';
import { touch, type Use } from '../reach/touch.ts';
import { touchPerhaps } from '../reach/guesses.ts';

function useOf(call: Call): Use {
  return { scope: call.scope, machine: call.machine, via: call.name };
}

function inner(call: Call): Call['scope'] {
  return fork(call.scope, { depth: call.scope.depth + 1 });
}

/** `env -S 'cat a' b`: the string is split, and the words after it follow. */
export function splitEnvironment(facts: ProgramFacts, call: Call): Output {
  // `env - cmd` is `env -i cmd`.
  const words = call.words.filter((word, index) => index > 0 || exactText(word) !== '-');
  const parsed = parseArguments(facts, words, true);
  const { items } = parsed;
  const split = items.find((item) => item.kind === 'option' && item.role === 'command');
  const at = split === undefined ? -1 : words.indexOf(split.value);
  const rest = at < 0 ? parsed.rest : words.slice(at + 1);
  if (split === undefined || rest.length === 0) return interpret(facts, { ...call, words });
  if (/['"\\$]/.test(exactText(split.value) ?? '$')) {
    return follows([split.value, ...rest], inner(call), call);
  }
  return call.machine.runArguments([...splitField(split.value, false), ...rest], inner(call));
}

/** Verbs after which a tool runs the command that follows. */
const runVerbs = /^(?:run|exec|x|exec-env|exec-file|shell|develop|enter|rx|env|stat|record|trace)$/;

/**
 * Tools that run a command among other things: `op run -- cmd`, `conda run -n x cmd`, `direnv exec . cmd`. What
 * follows `--` is the command; without it, what follows the verb and the words in `before`.
 */
export function commandAfterVerb(facts: ProgramFacts, call: Call): Output {
  const { items, rest } = parseArguments(facts, call.words, true);
  const [verb, ...after] = rest;
  if (verb === undefined || !runVerbs.test(exactText(verb) ?? '')) return interpret(facts, call);
  const use = useOf(call);
  for (const item of items) if (item.kind === 'option') play(item.role, item.value, use);
  const later = parseArguments(facts, after, true);
  for (const item of later.items) {
    if (item.kind !== 'option') continue;
    play(showsSettings(later.rest) ? shownRole(item.role) : item.role, item.value, use);
  }
  return runRest(facts, later.rest, call);
}

/** `taskset 0x3 cmd`, `tmux new 'cmd'`: the operands are a command, or one line of it. */
export function commandLine(facts: ProgramFacts, call: Call): Output {
  const { items, rest } = parseArguments(facts, call.words, true);
  for (const item of items) if (item.kind === 'option') play(item.role, item.value, useOf(call));
  return runRest(facts, rest, call);
}

/** `watch 'text'` hands its words to a shell, `watch -x cmd` does not. */
export function watched(facts: ProgramFacts, call: Call): Output {
  const { flags, rest } = parseArguments(facts, call.words, true);
  const direct = flags.has('-x') || flags.has('--exec');
  if (!direct || rest.length === 0) return interpret(facts, call);
  return call.machine.runArguments(rest, inner(call));
}

function runRest(facts: ProgramFacts, rest: readonly Field[], call: Call): Output {
  const dashes = rest.findIndex((word) => exactText(word) === '--');
  let words = dashes < 0 ? rest : rest.slice(dashes + 1);
  if (dashes < 0) {
    const skipped = facts.before?.length ?? 0;
    for (const word of words.slice(0, skipped)) touchPerhaps(word, useOf(call));
    words = words.slice(skipped);
    // `mise x node@20 cmd`, `nvm exec 20 cmd`, `nix shell nixpkgs#jq -c cmd`
    while (words.length > 1 && /^v?\d|@|^-|#/.test(headText(words[0]!))) words = words.slice(1);
  }
  const [only, ...others] = words;
  if (only === undefined) return [unknownField('computed')];
  const text = exactText(only);
  const isLine = others.length === 0 && text !== null && /\s/.test(text);
  return isLine
    ? call.machine.runField(only, inner(call), call.name)
    : call.machine.runArguments(words, inner(call));
}

/** `dotenv [-f file] [run] [--] cmd`: the command gets what stands in the file, `.env` unless one is named. */
export function withSettingsFile(facts: ProgramFacts, call: Call): Output {
  const { items, rest } = parseArguments(facts, call.words, true);
  const use = useOf(call);
  const runs = /^(?:run|exec)$/.test(exactText(rest[0] ?? textField('')) ?? '');
  // `dotenvx get`, `dotenvx set`: nothing is run.
  if ((call.name === 'dotenvx' && !runs) || tells.test(exactText(rest[0] ?? textField('')) ?? '')) {
    touch('read', items.find(isSettingsFile)?.value ?? textField('.env'), use);
    return interpret(facts, call);
  }
  const words = runs ? rest.slice(1) : rest;
  const later = parseArguments(facts, words, true);
  const options = [...items, ...later.items].filter((item) => item.kind === 'option');
  const shows = showsSettings(later.rest);
  for (const item of options) play(shows ? shownRole(item.role) : item.role, item.value, use);
  if (later.rest.length === 0) return interpret(facts, call);
  if (!options.some(isSettingsFile)) touch(shows ? 'read' : 'use', textField('.env'), use);
  return runRest(facts, later.rest, call);
}

/** Verbs that print what stands in the file, or write it. */
const tells = /^(?:get|list|ls|print|export|decrypt|encrypt|keypair|set|unset)$/;

function isSettingsFile(item: Item): boolean {
  return item.kind === 'option' && item.role === 'use';
}

/** Whether a command that gets settings may print them: one that lists its variables, or code of the caller's own. */
function showsSettings(command: readonly Field[]): boolean {
  const words = command.map((word) => exactText(word) ?? '').filter((text) => text !== '--');
  const name = words[0]?.replace(/^.*\//, '') ?? '';
  if (/^(?:env|printenv|set|export|declare|compgen|echo|printf)$/.test(name)) return true;
  return words.slice(1, 8).some((text) => /^-(?:[a-z]*[cepr]|-eval|-print)$/.test(text));
}

function shownRole(role: Role): Role {
  return role === 'use' ? 'read' : role;
}

/** `runuser -u user cmd`, else as `su`: only `-c` runs something. */
export function switchUser(facts: ProgramFacts, call: Call): Output {
  const output = interpret(facts, call);
  const { flags, rest } = parseArguments(facts, call.words, true);
  if (call.name !== 'runuser' || !(flags.has('-u') || flags.has('--user'))) return output;
  return rest.length === 0 ? output : call.machine.runArguments(rest, inner(call));
}

/** `bwrap --bind from to cmd`: options take no, one or two words. */
export function namespaceOptions(_facts: ProgramFacts, call: Call): Output {
  const why = 'changes the root or namespaces of a command';
  call.machine.emit({ kind: 'escalate', why, via: call.name });
  let at = 0;
  for (; at < call.words.length; at += 1) {
    const head = headText(call.words[at]!);
    if (head === '--') {
      at += 1;
      break;
    }
    if (!head.startsWith('-')) break;
    const values = /^--(?:.*bind.*|symlink|setenv|file|chmod|overlay)$/.test(head)
      ? 2
      : /^--(?:unshare-.*|share-net|die-with-parent|new-session|clearenv|as-pid-1|help|version|disable-userns)$/.test(
            head,
          )
        ? 0
        : 1;
    const [from] = call.words.slice(at + 1, at + 1 + values);
    if (from !== undefined) touchPerhaps(from, useOf(call));
    at += values;
  }
  const words = call.words.slice(at);
  return words.length === 0 ? nothing : call.machine.runArguments(words, inner(call));
}

/** `start-stop-daemon --start --exec program -- words`. */
export function startDaemon(facts: ProgramFacts, call: Call): Output {
  const { items } = parseArguments(facts, call.words, false);
  const program = items.findLast(
    (item) => item.kind === 'option' && /^(?:-x|--exec|-a|--startas)$/.test(item.name),
  );
  const dashes = call.words.findIndex((word) => exactText(word) === '--');
  for (const item of items) {
    if (item.kind === 'option' && item !== program) play(item.role, item.value, useOf(call));
  }
  if (program === undefined) return nothing;
  const words = dashes < 0 ? [] : call.words.slice(dashes + 1);
  return call.machine.runArguments([program.value, ...words], inner(call));
}

/** `capsh … -- -c text`: what follows `--` (or `==`) are words of a shell. */
export function shellAfterDashes(_facts: ProgramFacts, call: Call): Output {
  const dashes = call.words.findIndex((word) => /^(?:--|==)$/.test(exactText(word) ?? ''));
  if (dashes < 0) return nothing;
  return call.machine.runArguments(
    [textField('bash'), ...call.words.slice(dashes + 1)],
    inner(call),
  );
}
