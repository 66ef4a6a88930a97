import type { ArithmeticExpression, ParsedScript, WordPart } from 'unbash';
import { followArithmetic } from './arithmetic.ts';
import {
  exactText,
  type Field,
  joinFields,
  type Output,
  pieceField,
  unknownField,
} from './field.ts';
import { limits } from '../limits.ts';
import type { Machine } from '../machine.ts';
import { fork, piped, type Scope } from '../state/scope.ts';

/** Follows what evaluating an arithmetic expression would run. */
export function evaluate(
  expression: ArithmeticExpression | undefined,
  scope: Scope,
  machine: Machine,
): void {
  followArithmetic(
    expression,
    (script) => void substitute(script, scope, machine),
    (name) => {
      for (const value of scope.variables.get(name) ?? []) {
        const text = exactText(joinFields(value, ' ')) ?? '';
        if (!/\$\(|`/.test(text)) continue;
        machine.runText(`: ${text}`, fork(scope, { depth: scope.depth + 1 }), '$((…))');
      }
    },
  );
}

export function processSubstitution(
  part: Extract<WordPart, { type: 'ProcessSubstitution' }>,
  scope: Scope,
  machine: Machine,
): Field {
  const stdin: Output = part.operator === '>' ? [unknownField('computed')] : scope.stdin;
  const content = substitute(part.script, scope, machine, stdin);
  return pieceField({ kind: 'stream', content });
}

/** Follows the script of a substitution in a subshell and gives its output. */
export function substitute(
  script: ParsedScript | undefined,
  scope: Scope,
  machine: Machine,
  stdin: Output = scope.stdin,
): Output {
  if (script === undefined || (script.errors?.length ?? 0) > 0) {
    machine.unresolved('a substitution cannot be parsed', '$(…)');
    if (script === undefined) return [unknownField('computed')];
  }
  machine.followed.add(script);
  const descriptors = stdin === scope.stdin ? piped(scope, 1) : piped(scope, 0, 1);
  const inner = fork(scope, { stdin, descriptors, depth: scope.depth + 1, certain: true });
  return machine.runCommands(script.commands, inner).slice(0, limits.alternatives);
}
