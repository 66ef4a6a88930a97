import type { Call } from '../calls/call.ts';
import {
  exactText,
  type Field,
  headText,
  nothing,
  type Output,
  textField,
  unknownField,
} from '../words/field.ts';
import { judgeHazards } from '../hazards/judge.ts';
import { interpret, loadsFirst } from '../calls/interpret.ts';
import { type Item, parseArguments, type ParsedArguments } from '../calls/options.ts';
import { stateTypedInput } from '../calls/typed.ts';
import { factsOf } from '../programs/index.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { playCode } from '../code/codePlay.ts';
import { play } from '../calls/roles.ts';
import { runScript } from '../calls/scripts.ts';
import { exportedFunctions, fork } from '../state/scope.ts';
import { touch, type Use } from '../reach/touch.ts';
import { touchPerhaps } from '../reach/guesses.ts';
import { serveFolder } from './networkPlaces.ts';

/** `sh -c text name args`, `sh script args`, `sh < script`. */
export function posixShell(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, true);
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  for (const item of parsed.items) {
    if (item.kind !== 'option') continue;
    if (item.role === 'script' && exactText(item.value) !== null) {
      runScript(item.value, [], 'source', use);
    } else {
      play(item.role, item.value, use);
    }
  }
  if (parsed.flags.has('--version') || parsed.flags.has('--help')) return [textField('0')];
  const [first, ...rest] = parsed.rest;
  const inner = fork(call.scope, {
    certain: true,
    functions: exportedFunctions(call.scope),
    aliases: new Map(),
    calls: [],
    globsHidden: parsed.items.some(
      (item) =>
        item.kind === 'option' && item.name.endsWith('O') && exactText(item.value) === 'dotglob',
    ),
    zero: null,
  });
  if (parsed.flags.has('-c')) {
    if (first === undefined) return nothing;
    inner.positional = rest.slice(1);
    inner.zero = rest[0] ?? null;
    return call.machine.runField(first, inner, call.name);
  }
  if (first !== undefined && exactText(first) !== '-' && !parsed.flags.has('-s')) {
    for (const word of rest) touchPerhaps(word, use);
    if (parsed.flags.has('-n')) touch('read', first, use);
    else if (first.pieces.some((piece) => piece.kind === 'stream')) play('script', first, use);
    else runScript(first, rest, 'shell', use);
    return [unknownField('computed')];
  }
  inner.positional = parsed.rest;
  inner.stdin = nothing;
  stateTypedInput(call);
  return call.scope.stdin.flatMap((field) =>
    field.pieces.length === 0 ? [] : call.machine.runField(field, inner, call.name),
  );
}

/** `python script args`, `python -c code`, `node -e code`, `python -m module args`, code on standard input. */
export function interpreter(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, true);
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  const options = parsed.items.filter((item) => item.kind === 'option');
  const moduleName = options.find((item) => item.name === '-m')?.value;
  if (moduleName !== undefined) return runModule(moduleName, call, use);
  if (staysAfterwards(parsed, call)) stateTypedInput(call);
  const hasCode = options.some(
    (item) => item.role === 'code' || (item.role === 'script' && !loadsFirst.test(item.name)),
  );
  // Code of the caller's own may print the settings that it gets.
  for (const item of options) if (hasCode && item.role === 'use') play('read', item.value, use);
  if (hasCode && options.some((item) => loadsSettings.test(exactText(item.value) ?? ''))) {
    touch('read', textField('.env'), use);
  }
  const [script, ...rest] = parsed.rest;
  if (hasCode || script === undefined || exactText(script) === '-') {
    if (!hasCode && waits(parsed, call)) stateTypedInput(call);
    const output = interpret(
      { ...facts, stdinIsCode: true, stopsAtOperand: !hasCode },
      hasCode
        ? call
        : { ...call, words: call.words.slice(0, call.words.length - parsed.rest.length) },
    );
    for (const word of parsed.rest) {
      // Code over every file of a folder reads them: that is what it is given them for.
      if (word.pieces.some(({ kind }) => kind === 'listed')) touch('read', word, use);
      else touchPerhaps(word, use);
    }
    if (serves(options, call.name)) serveFolder(rubyServer, { ...call, words: parsed.rest });
    return output;
  }
  for (const item of options) play(item.role, item.value, use);
  const stream = script.pieces.find((piece) => piece.kind === 'stream');
  if (stream === undefined) play('script', script, use);
  else for (const content of stream.content) playCode(content, use);
  for (const word of rest) touchPerhaps(word, use);
  return [unknownField('computed')];
}

/** Python and node: `-i` asks for more once the script is done; perl: `-d` asks before it begins. */
function staysAfterwards({ flags }: ParsedArguments, { name, words }: Call): boolean {
  if (name.startsWith('perl'))
    return words.some((word) => /^-d(?:e.*)?$/.test(exactText(word) ?? ''));
  if (/^j?ruby/.test(name)) return false;
  return flags.has('-i') || flags.has('--interactive');
}

/** Without code, it waits for some, unless it only tells about itself or was started for something else. */
function waits({ flags }: ParsedArguments, { name }: Call): boolean {
  // A subcommand (`deno test`) knows what to do.
  if (name.includes(' ')) return false;
  const verbose = /^(?:python|pypy|jython|micropython)/.test(name) ? [] : ['-v'];
  return ![...informing, ...verbose].some((option) => flags.has(option));
}

const informing = [
  '--version',
  '--help',
  '-V',
  '-h',
  '-version',
  '-help',
  '--test',
  '--run',
  '--v8-options',
  '--prof-process',
];

/** Modules of Python that take commands: consoles and debuggers. */
const interactiveModules =
  /^(?:code|pdb|ipdb|pudb|IPython|ptpython|bpython|asyncio|sqlite3|pty|idlelib(?:\..+)?|konch|django|jupyter_console|jupyter console|jupyter)$/;

/** Modules that take `.env` into the environment before the code starts. */
const loadsSettings =
  /^(?:dotenv\/(?:config|load|lib\/env-options)|dotenv-(?:expand|safe|flow)\/(?:config|load)|@dotenvx\/dotenvx\/config)$/;

/** `ruby -run -e httpd FOLDER`. */
function serves(options: readonly Item[], program: string): boolean {
  return /^j?ruby/.test(program) && options.some((item) => exactText(item.value) === 'httpd');
}

const rubyServer: ProgramFacts = {
  values: { text: '-p --port -b --bind-address --request-timeout --http-version --max-clients' },
};

/** A module is a program of its own where one of that name is known. */
function runModule(moduleName: Field, call: Call, use: Use): Output {
  const at = call.words.findIndex((word) => /^-\w*m/.test(headText(word)));
  const attached = exactText(call.words[at] ?? textField('')) !== '-m';
  const words = call.words.slice(at + (attached ? 1 : 2));
  const name = exactText(moduleName) ?? '';
  if (interactiveModules.test(name)) stateTypedInput(call);
  const facts = factsOf(name);
  judgeHazards(name, words, use.scope, use.machine);
  if (facts !== null) return call.dispatch(facts, { ...call, name, words });
  for (const word of words) touchPerhaps(word, use);
  return [unknownField('computed')];
}
