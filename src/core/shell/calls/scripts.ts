import {
  exactText,
  type Field,
  nothing,
  type Output,
  shownText,
  unknownField,
} from '../words/field.ts';
import { reachOf } from '../reach/paths.ts';
import { exportedFunctions, fork, type Scope } from '../state/scope.ts';
import { isShellText } from '../shellText.ts';
import { touch, type Use } from '../reach/touch.ts';
import { stateTyped } from './typed.ts';
import type { Written } from '../streams/writtenFiles.ts';

/**
 * How a script comes to run: `shell`: a new shell reads it; `source`: this shell does; `own`: it is started by its
 * path, and its first line says who reads it.
 */
export type ScriptStart = 'shell' | 'source' | 'own';

/**
 * A file is run as a script. Text that this command line wrote into it is followed here; what is on the disk is left
 * to whoever can read it, as a `script` statement.
 */
export function runScript(
  file: Field,
  args: readonly Field[],
  start: ScriptStart,
  use: Use,
): Output {
  const { machine, scope, via } = use;
  if (exactText(file) === '-') return nothing;
  if (/^\/dev\/(?:tty|console|pts\/\d+)$/.test(exactText(file) ?? '')) {
    stateTyped({ machine, name: via });
  }
  touch(start === 'own' ? 'perhaps' : 'read', file, use);
  const program = shownText(file);
  if (program === '') return nothing;
  if (start !== 'own') machine.emit({ kind: 'run', program, args: [], via });
  const written = machine.written.read(file, scope);
  if (written !== null) followWritten(file, written, args, start, use);
  if (written?.whole === true) return [unknownField('computed')];
  const reach = reachOf(file, scope);
  const paths = reach.kind === 'path' ? [reach.path, ...reach.doubtful] : [];
  for (const path of paths) {
    if (machine.context.start === 'unknown' && path.cwd === null && !/^[/~]/.test(path.text)) {
      machine.unresolved('cannot tell in which folder the script stands', via);
    }
    machine.emit({
      kind: 'script',
      path,
      interpreter: start === 'own' ? 'own' : 'shell',
      args: args.slice(0, mostArguments).map((word) => exactText(word)),
      cwd: path.cwd,
      variables: knownVariables(scope),
      written: written !== null,
      via,
    });
  }
  return [unknownField('computed')];
}

/** Follows the text that was written; a compiled program is no script unless a shell is told to read it. */
function followWritten(
  file: Field,
  { contents, built }: Written,
  args: readonly Field[],
  start: ScriptStart,
  { machine, scope, via }: Use,
): void {
  const name = `script ${shownText(file)}`;
  if (scope.calls.includes(name)) return;
  for (const content of contents) {
    if (built && start === 'own') continue;
    const text = exactText(content);
    if (start === 'own' && text !== null && !isShellText(text)) continue;
    const calls = [...scope.calls, name];
    if (start === 'source') {
      const inner = { ...scope, calls, depth: scope.depth + 1 };
      machine.runField(content, inner, via);
      scope.base = inner.base;
      scope.doubts = inner.doubts;
      scope.stdin = inner.stdin;
      scope.descriptors = inner.descriptors;
      continue;
    }
    const inner = fork(scope, {
      certain: true,
      functions: exportedFunctions(scope),
      aliases: new Map(),
      calls,
      positional: args,
      depth: scope.depth + 1,
    });
    for (const variable of ['0', 'BASH_SOURCE']) inner.variables.set(variable, [[file]]);
    machine.runField(content, inner, via);
  }
}

const mostArguments = 32;
const mostVariables = 32;
const longestValue = 512;

/** Variables with one exact value: the script may inherit them. */
function knownVariables(scope: Scope): Record<string, string> {
  const known: [string, string][] = [];
  for (const [name, values] of scope.variables) {
    const [value, ...others] = values;
    const text = value?.length === 1 && others.length === 0 ? exactText(value[0]!) : null;
    if (text === null || text.length > longestValue || !/^[A-Za-z_]\w*$/.test(name)) continue;
    if (known.length >= mostVariables) break;
    known.push([name, text]);
  }
  return Object.fromEntries(known);
}
