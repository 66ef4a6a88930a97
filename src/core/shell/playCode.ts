import { codeLiterals, literalsIn } from './codeLiterals.ts';
import { commandsInCode, connectionsInCode, givesShellAway, runsUnseen } from './codeMeaning.ts';
import { codeAccesses } from './code/codeAccesses.ts';
import { codeHazards } from './code/codeLoss.ts';
import { plainCalls } from './code/plainCalls.ts';
import { computedPaths, type ReducedCode, reduceCode } from './code/reduceCode.ts';
import { shellEscapes } from './code/shellEscapes.ts';
import { type Field, nothing, originOf, shownText, textField } from './field.ts';
import { judgeHazards } from './hazards/judge.ts';
import { fork } from './scope.ts';
import { touch, type Use } from './touch.ts';

/** Code in another language: what it spells out counts; what it computes passes. */
export function playCode(field: Field, use: Use): void {
  if (originOf(field) === 'download') {
    use.machine.unresolved('runs code from a download', use.via);
  } else if (field.pieces.length > 0 && field.pieces.every((piece) => piece.kind === 'unknown')) {
    use.machine.unresolved('runs code that cannot be seen', use.via);
  }
  const code = shownText(field);
  const { home } = use.machine.context;
  const reduced = reduceCode(code, home);
  const spelled = new Set([...codeLiterals(code, home), ...computedPaths(reduced)]);
  for (const literal of spelled) touch('perhaps', textField(literal), use);
  if (!isEditor.test(use.via)) {
    statesAccesses(reduced, use);
    for (const statement of codeHazards(code, use.via)) use.machine.emit(statement);
  }
  followCode(code, use);
  for (const escape of shellEscapes(code, use.via)) {
    use.machine.runField(textField(escape), forkedFor(use), use.via);
  }
  const plain = plainCalls(reduced);
  if (plain !== code && !isEditor.test(use.via)) followCommands(plain, use);
}

function forkedFor({ scope }: Use): Use['scope'] {
  return fork(scope, { depth: scope.depth + 1, stdin: nothing });
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

/** The commands and connections that code spells out. */
function followCode(code: string, use: Use): void {
  const { machine, via } = use;
  if (givesShellAway(code)) {
    machine.emit({ kind: 'expose', why: 'a shell is tied to a connection', via });
  }
  const unseen = runsUnseen(code);
  if (unseen !== null) machine.unresolved(unseen, via);
  const connections = isEditor.test(via) ? [] : connectionsInCode(code);
  for (const { target, sends } of connections) {
    machine.emit({ kind: 'connect', target, via, sends: sends && !isHere(target) });
  }
  followCommands(code, use);
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
    if (command.certain) follow();
    else machine.quietly(follow);
  }
}

/** Whether an address is one of this machine. */
export function isHere(target: string): boolean {
  return /^(?:[a-z][\w+.-]*:\/\/)?(?:[^/@]*@)?(?:localhost|[\w-]+\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1\]|::1)(?:[:/?#]|$)/i.test(
    target,
  );
}
