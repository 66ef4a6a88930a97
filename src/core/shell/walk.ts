import type {
  AndOr,
  CommandNode,
  Pipeline,
  PipelineNode,
  Statement as ShellStatement,
  TestExpression,
  Word,
} from 'unbash';
import { expandBody, expandValue } from './words/expand.ts';
import { evaluate } from './words/substitute.ts';
import { type Field, linesOf, nothing, type Output, readFrom } from './words/field.ts';
import { limits } from './limits.ts';
import type { Machine } from './machine.ts';
import { loop, maybe, walkCase } from './branches.ts';
import { followSubscripts } from './state/attributes.ts';
import { doubtfulPaths } from './state/directory.ts';
import { joinOutputs, mergeOutputs } from './streams/outputs.ts';
import { runRedirected } from './streams/redirections.ts';
import { assign, fork, piped, type Scope } from './state/scope.ts';
import { startCoprocess } from './streams/coprocess.ts';
import { runSimple } from './calls/simple.ts';
import { touch } from './reach/touch.ts';
import { allFields } from './words/words.ts';

/** Follows commands one after the other; what they print is joined. */
export function walkCommands(
  commands: readonly ShellStatement[],
  scope: Scope,
  machine: Machine,
): Output {
  let output: Output = nothing;
  for (const statement of commands) {
    machine.budget.spend(1);
    const inner = statement.background === true ? fork(scope) : scope;
    output = joinOutputs(output, walkAndOr(statement.command, inner, machine));
  }
  return output;
}

function walkAndOr(node: PipelineNode | AndOr, scope: Scope, machine: Machine): Output {
  if (node.type !== 'AndOr') return walkPipeline(node, scope, machine);
  const before = { base: scope.base, doubts: scope.doubts, certain: scope.certain };
  let output: Output = nothing;
  node.commands.forEach((command, index) => {
    const operator = index === 0 ? null : node.operators[index - 1];
    const earlier = { base: scope.base, doubts: scope.doubts };
    // After `&&` the `cd` before it has worked; after `||` it has not.
    if (operator === '&&') scope.doubts = before.doubts;
    if (operator === '||' && scope.base !== before.base) {
      scope.base = before.base;
      scope.doubts = before.doubts;
    }
    if (operator !== null) scope.certain = false;
    output = joinOutputs(output, walkPipeline(command, scope, machine));
    if (operator === '||' && earlier.base !== before.base) {
      const leaves = isExit(command);
      scope.base = earlier.base;
      scope.doubts = leaves ? before.doubts : earlier.doubts;
      if (leaves) before.base = earlier.base;
    }
  });
  scope.certain = before.certain;
  if (scope.base !== before.base) {
    scope.doubts = scope.stopsOnError
      ? before.doubts
      : doubtfulPaths([before.base], [...before.doubts, ...scope.doubts], scope.base);
  }
  return output;
}

function isExit(node: PipelineNode): boolean {
  if (node.type === 'BraceGroup') {
    const last = node.body.commands.at(-1)?.command;
    return last !== undefined && last.type !== 'AndOr' && isExit(last);
  }
  return node.type === 'Command' && /^(exit|return|continue|break)$/.test(node.name?.value ?? '');
}

function walkPipeline(node: PipelineNode, scope: Scope, machine: Machine): Output {
  if (node.type !== 'Pipeline') return walkNode(node, scope, machine);
  return followPipeline(node, scope, machine);
}

function followPipeline(node: Pipeline, scope: Scope, machine: Machine): Output {
  if (node.commands.length === 1) {
    const [only] = node.commands;
    return only === undefined ? nothing : walkNode(only, scope, machine);
  }
  let output = scope.stdin;
  node.commands.forEach((command, index) => {
    // The last element runs in the shell itself in zsh, in a subshell in bash: assignments there only add values.
    const last = index === node.commands.length - 1;
    const descriptors = piped(
      scope,
      ...(index > 0 ? [0 as const] : []),
      ...(last ? [] : [1 as const]),
    );
    const inner = fork(scope, { stdin: output, descriptors, certain: true });
    output = walkNode(command, inner, machine);
    if (last) keepAssignments(scope, inner);
  });
  return output;
}

function keepAssignments(scope: Scope, inner: Scope): void {
  for (const [name, values] of inner.variables) {
    if (!scope.variables.has(name)) scope.variables.set(name, values);
  }
}

export function walkNode(node: CommandNode, scope: Scope, machine: Machine): Output {
  machine.budget.spend(1);
  switch (node.type) {
    case 'Command':
      return runSimple(node, scope, machine);
    case 'Redirected':
      return runRedirected(node.redirects, scope, machine, () => ({
        output: walkNode(node.command, scope, machine),
        lasts: false,
      }));
    case 'Subshell':
      return walkCommands(node.body.commands, fork(scope, { certain: true }), machine);
    case 'BraceGroup':
      return walkCommands(node.body.commands, scope, machine);
    case 'If': {
      const outputs = [walkCommands(node.clause.commands, scope, machine)];
      const branches = [node.then, ...node.elif.flatMap((elif) => [elif.clause, elif.then])];
      if (node.else !== undefined) branches.push(node.else);
      for (const branch of branches) outputs.push(maybe(branch.commands, scope, machine));
      return mergeOutputs(outputs);
    }
    case 'For':
    case 'Select': {
      const fields =
        node.wordlist === undefined
          ? [...scope.positional]
          : allFields(node.wordlist, scope, machine);
      const values = fields.slice(0, limits.alternatives).map((field) => [field]);
      scope.variables.set(node.name.value, values);
      // What is typed: any line of the input.
      if (node.type === 'Select') {
        assign(
          scope,
          'REPLY',
          linesOf(readFrom(scope.stdin)).map((line) => [line]),
        );
      }
      return loop(node.body.commands, scope, machine);
    }
    case 'ArithmeticFor':
      for (const expression of [node.initialize, node.test, node.update]) {
        evaluate(expression, scope, machine);
      }
      return loop(node.body.commands, scope, machine);
    case 'While':
      return loop([...node.clause.commands, ...node.body.commands], scope, machine);
    case 'Case':
      return walkCase(node, scope, machine);
    case 'Function':
      scope.functions.set(node.name.value, {
        body: node.body,
        certain: scope.certain,
        exported: scope.exportsAll,
      });
      machine.quietly(() => {
        const body = fork(scope, { certain: false, depth: scope.depth + 1 });
        body.positional = [];
        walkBody(node.body, body, machine);
      });
      return nothing;
    case 'Coproc':
      startCoprocess(node.name?.value ?? 'COPROC', scope, (inner) =>
        walkBody(node.body, inner, machine),
      );
      return nothing;
    case 'TestCommand':
      walkTest(node.expression, scope, machine);
      return nothing;
    case 'ArithmeticCommand':
      evaluate(node.expression, scope, machine);
      return nothing;
  }
}

/** Follows the body of a function or co-process. */
export function walkBody(
  body:
    | CommandNode
    | { readonly type: 'CompoundList'; readonly commands: readonly ShellStatement[] },
  scope: Scope,
  machine: Machine,
): Output {
  return body.type === 'CompoundList'
    ? walkCommands(body.commands, scope, machine)
    : walkNode(body, scope, machine);
}

const fileTests = /^-[abcdefghkprstuwxGLNOS]$/;

function walkTest(expression: TestExpression, scope: Scope, machine: Machine): void {
  switch (expression.type) {
    case 'TestUnary': {
      const fields = testOperand(expression.operand, scope, machine);
      if (expression.operator === '-v') {
        for (const field of fields) followSubscripts(field, scope, machine);
      }
      if (!fileTests.test(expression.operator)) return;
      for (const field of fields) touch('mention', field, { scope, machine, via: '[[' });
      return;
    }
    case 'TestBinary':
      for (const side of [expression.left, expression.right]) {
        const fields = testOperand(side, scope, machine);
        if (!/^-(?:eq|ne|lt|le|gt|ge)$/.test(expression.operator)) continue;
        for (const field of fields) followSubscripts(field, scope, machine);
      }
      return;
    case 'TestLogical':
      for (const operand of expression.operands) walkTest(operand, scope, machine);
      return;
    case 'TestNot':
      walkTest(expression.operand, scope, machine);
      return;
    case 'TestGroup':
      walkTest(expression.expression, scope, machine);
  }
}

function testOperand(word: Word, scope: Scope, machine: Machine): Field[] {
  return word.parts === undefined
    ? expandValue(word, scope, machine)
    : expandBody(word.parts, scope, machine);
}
