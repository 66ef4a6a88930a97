import { codeAccesses } from './codeAccesses.ts';
import { embeddedIn } from './embeddedForms.ts';
import { codeHazards } from './codeLoss.ts';
import { withoutMentions } from './mentionedPaths.ts';
import { plainCalls } from './plainCalls.ts';
import { computedPaths, type ReducedCode, reduceCode } from './reduceCode.ts';
import {
  givesShellAway,
  repeats,
  spawnsShellAndConnection,
  spellsTiedShell,
} from './shellsInCode.ts';
import { runsUnseen } from './unseenCode.ts';
import { codeLiterals, literalsIn } from './codeLiterals.ts';
import { followAside } from '../foreign/carried.ts';
import { evaluatedTexts, markDownloads, runsArrival } from './codeFlow.ts';
import { commandsInCode, connectionsInCode } from './codeMeaning.ts';
import {
  dropHead,
  exactText,
  type Field,
  headText,
  nothing,
  originOf,
  type Output,
  shownText,
  textField,
  typedInput,
} from '../words/field.ts';
import { stateTypedInput } from '../calls/typed.ts';
import { judgeHazards } from '../hazards/judge.ts';
import { knownContents } from '../streams/knownContents.ts';
import { isHere } from '../reach/localHost.ts';
import { fork } from '../state/scope.ts';
import { touch, type Use } from '../reach/touch.ts';
import { touchPerhaps } from '../reach/guesses.ts';

/** Code in another language: what it spells out counts; what it computes passes. */
export function playCode(field: Field, use: Use): void {
  const origin = originOf(field);
  if (origin === 'download') {
    use.machine.unresolved('runs code from a download', use.via);
  } else if (origin === 'connection') {
    use.machine.emit({ kind: 'expose', why: 'a shell is tied to a connection', via: use.via });
  } else if (field.pieces.length > 0 && field.pieces.every((piece) => piece.kind === 'unknown')) {
    use.machine.unresolved('runs code that cannot be seen', use.via);
  }
  const code = shownText(field);
  const { home } = use.machine.context;
  const reduced = reduceCode(code, home);
  const read = withoutMentions(code);
  const computed = computedPaths(read === code ? reduced : reduceCode(read, home));
  const spelled = new Set([...codeLiterals(read, home), ...computed]);
  const matches = /glob|\bDir\s{0,4}[.[]|fnmatch|<[^<>\n]{0,80}\*/.test(code);
  for (const literal of spelled) {
    touch(
      'perhaps',
      matches && /[*?[]/.test(literal) ? patternField(literal) : textField(literal),
      use,
    );
  }
  const edits = isEditor.test(use.via);
  if (!edits) {
    statesAccesses(reduced, use);
    markDownloads(code, reduced, use.scope, use.machine, use.via);
    playEvaluated(reduced, use);
    for (const statement of codeHazards(code, use.via)) use.machine.emit(statement);
  }
  if (loadsSettings.test(code) && showsSettings.test(code)) touch('read', textField('.env'), use);
  followForms(code, use);
  followCode(code, use);
  if (otherShells.test(use.via))
    followAside(textField(code.replaceAll(/(?<!\$)\(/g, '$(')), false, use);
  const plain = plainCalls(reduced);
  if (plain !== code && !edits) followCommands(plain, use);
}

/** A library that takes `.env` into the environment by itself, without a name. */
const loadsSettings =
  /\bdotenv_values\s*\(\s*\)|\bload_dotenv\s*\(\s*\)|\bdotenv['"]?\s*\)?\s*\.config\s*\(\s*\)|['"]dotenv\/config['"]|\bDotenv\.(?:load|parse|overload)!?(?:\s*\(\s*\))?\s*(?:$|[;\n&|.])|\bDotenv::Dotenv\b|\bgodotenv\.(?:Load|Read)\(\s*\)|\brequire\s*['"]dotenv\/load['"]|\bfind_dotenv\s*\(\s*\)/;

/** The same code shows what is in the environment. */
const showsSettings =
  /\b(?:print|puts|p|pp|console\.\w+|write|writeFileSync|log|echo|var_dump|print_r|dumps|stringify)\b[\s({"'`$]*[\s\S]{0,80}?(?:dotenv|\benv(?:iron)?\b|\bENV\b|\$_ENV|getenv|process\.env)|\.config\s*\(\s*\)\s*\.parsed/;

/** Shells whose language is not ours: pipelines are written alike. */
const otherShells = /^(?:nu|elvish|xonsh|ion|murex|oil|osh|ysh|ngs|closh|rc|es)$/;

/** Code in code in code. */
const deepestCode = 4;

/** Code that is a text in code. */
function playEvaluated(reduced: ReducedCode, use: Use): void {
  if (use.scope.depth >= deepestCode) return;
  const scope = fork(use.scope, { depth: use.scope.depth + 1 });
  for (const text of evaluatedTexts(reduced)) playCode(textField(text), { ...use, scope });
}

function forkedFor({ scope }: Use): Use['scope'] {
  // What code starts reads what the code itself would read.
  const stdin = scope.stdin === typedInput ? typedInput : nothing;
  return fork(scope, { depth: scope.depth + 1, stdin });
}

/** A literal that a library expands as the shell would. */
function patternField(text: string): Field {
  return { pieces: [{ kind: 'pattern', text }], perhaps: true };
}

/** Programs whose code changes text: an address in it is text. */
const isEditor = /^(?:g?sed|ed|ex|red|n?vim?|emacs\w*|psql|mysql|sqlite3|jq)\b/;

/** What the code writes and deletes by calls with known names; what is only read counts as a literal already. */
function statesAccesses(reduced: ReducedCode, use: Use): void {
  for (const { role, path } of codeAccesses(reduced, use.via)) {
    if (role === 'remove') {
      const words = ['-rf', '--', homePath(path, use)].map((word) => textField(word));
      judgeHazards('rm', words, use.scope, use.machine);
    }
    touch(role, textField(homePath(path, use)), use);
  }
}

/** R and Tcl read `~` themselves. */
function homePath(path: string, { via, machine }: Use): string {
  if (!/^(?:Rscript|R|r|tclsh|wish|expect|julia)$/.test(via)) return path;
  return path.replace(/^(?:~|\$(?:::)?env\(HOME\))(?=\/|$)/, machine.context.home);
}

/** Calls of libraries that open a known key store by themselves, and hand out what it holds. */
const asksKeyStore =
  /\bkeyring\.(?:get_password|get_credential)\b|\bnetrc\.netrc\s*\(|\bnetrc\(\)\.(?:hosts|authenticators)|\.get_credentials\(\)|\.get_frozen_credentials\(|\bkeytar['"]?\)?\.(?:getPassword|findCredentials|findPassword)\b|\bbrowser_cookie3\.\w|\bsecretstorage\.\w|\bwin32cred\.Cred(?:Read|Enumerate)|\bNet::Netrc\.(?:locate|read)|\bNet::Netrc->lookup|\bKeychain\.(?:open|default)|\bSecItemCopyMatching\b|\bhuggingface_hub\.get_token\b|\bHfFolder\.get_token\b|\bSecretManagerServiceClient\b[\s\S]{0,400}access_secret_version|\.get_secret_value\s*\(\s*SecretId|\bget_parameter\s*\([^)\n]{0,200}WithDecryption\s*=\s*True/;

const tcl = /^(?:expect|tclsh|wish)/;

/** The commands and connections that code spells out. */
function followCode(code: string, use: Use): void {
  const { machine, via } = use;
  const unseen = runsUnseen(code);
  const obeys = unseen === 'runs code from a download' && repeats(code);
  const tied = !isEditor.test(via) && spellsTiedShell(code);
  if (givesShellAway(code) || tied || obeys || (tcl.test(via) && spawnsShellAndConnection(code))) {
    machine.emit({ kind: 'expose', why: 'a shell is tied to a connection', via });
  }
  if (asksKeyStore.test(code)) {
    machine.emit({ kind: 'expose', why: 'takes what a key store holds', via });
  }
  if (unseen !== null) machine.unresolved(unseen, via);
  if (evaluatesInput.test(code)) playInput(use);
  if (asksAtTerminal.test(code)) stateTypedInput({ machine, name: via, scope: use.scope });
  const connections = isEditor.test(via) ? [] : connectionsInCode(code);
  for (const { target, sends } of connections) {
    machine.emit({ kind: 'connect', target, via, sends: sends && !isHere(target) });
  }
  followCommands(code, use);
}

/** Code that opens a console or a debugger of its own language. */
const asksAtTerminal =
  /\bIRB\.start\b|\bPry\.start\b|\bbinding\.(?:irb|pry)\b|\bcode\.(?:interact|Interactive\w*)\b|\bpdb\.set_trace\b|\bbreakpoint\s*\(\s*\)|\bpty\.spawn\b|\bIPython\.(?:embed|start_ipython)\b|\bstart_ipython\b|\brepl\.start\b/;

/** Code that runs what it is fed. */
const evaluatesInput =
  /\b(?:eval\w{0,12}|exec|system|popen|load|loadstring|compile|instance_eval|run|source|include_string|spawn)\b[^;\n]{0,120}(?:\bstdin\b|\bSTDIN\b|:stdio|ARGF|\$<|<>|\/dev\/stdin|php:\/\/stdin|readFileSync\s{0,4}\(\s{0,4}0|\binput\s{0,4}\()|(?:\bstdin\b|\bSTDIN\b|:stdio|\/dev\/stdin)[^;\n]{0,120}\b(?:eval\w{0,12}|exec|instance_eval|Code\.\w{1,20})\b/i;

function playInput({ scope, machine, via }: Use): void {
  stateTypedInput({ machine, name: via, scope });
  const origins = new Set(scope.stdin.map((field) => originOf(field)));
  if (origins.has('download')) machine.unresolved('runs code from a download', via);
  else if (origins.has('connection')) {
    machine.emit({ kind: 'expose', why: 'a shell is tied to a connection', via });
  }
}

function followCommands(code: string, use: Use): void {
  const { machine, via } = use;
  for (const command of commandsInCode(code, literalsIn(code), via)) {
    const scope = forkedFor(use);
    const follow = (): void => {
      if (command.isText) machine.runField(textField(command.words.join(' ')), scope, via);
      else
        machine.runArguments(
          command.words.map((word) => textField(word)),
          scope,
        );
    };
    if (runsArrival(command.words, scope, machine)) {
      machine.unresolved('runs code from a download', via);
    }
    if (command.certain) follow();
    else {
      machine.quietly(follow);
      if (command.isText) followAside(textField(command.words.join(' ')), false, { ...use, scope });
    }
  }
}

/** What the code spells in forms that only its own language has. */
function followForms(code: string, use: Use): void {
  for (const { role, text } of embeddedIn(code, use.via)) {
    if (role === 'command') {
      use.machine.runField(textField(withoutOddQuote(text)), forkedFor(use), use.via);
    } else {
      const { home } = use.machine.context;
      const path = text.replace(/^~(?=\/|$)/, home);
      if (role === 'remove') {
        const words = ['-rf', '--', path].map((word) => textField(word));
        judgeHazards('rm', words, use.scope, use.machine);
      }
      touch(role, textField(path), use);
    }
  }
}

/** What a form catches may end with the quote around the piece of code that it stands in. */
function withoutOddQuote(text: string): string {
  const last = text.at(-1) ?? '';
  if (!/["'`]/.test(last)) return text;
  return (text.split(last).length - 1) % 2 === 1 ? text.slice(0, -1) : text;
}

/** A file of code that a program reads: its text counts where this command line wrote it, or pipes it in. */
export function playSource(field: Field, use: Use): void {
  // TeX takes its document as a word, too; `@file` holds more words.
  const head = headText(field);
  if (/tex/.test(use.via) && head.startsWith('\\')) {
    playCode(field, use);
    return;
  }
  // Flags that another tool prints (`$(pkg-config --libs x)`) stand among the files.
  if (originOf(field) !== null) touchPerhaps(field, use);
  else touch('read', head.startsWith('@') ? dropHead(field, 1) : field, use);
  followSource(knownContents(field, use), use);
}

/** A word that may be a file of code: what this command line wrote there counts. */
export function playPerhapsSource(field: Field, use: Use): void {
  touchPerhaps(field, use);
  followSource(knownContents(field, use), use);
}

/** A query of which only what it includes is looked at: the rest names parts of data. */
export function playQuery(field: Field, use: Use): void {
  followForms(shownText(field), use);
}

/** Code whose text is known in full; what is not known is left to whoever can read the file. */
export function followSource(contents: Output, use: Use): void {
  for (const content of contents) {
    const text = exactText(content);
    if (text !== null && text !== '') playCode(content, use);
  }
}
