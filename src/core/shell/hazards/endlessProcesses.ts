import { forEachChild, type Statement as ShellStatement, type SyntaxNode } from 'unbash';

/** More are a library; following every chain of them costs too much. */
const mostFunctions = 300;

/**
 * Whether a script starts processes without end: a function that starts itself in the background or in a pipe, or an
 * endless loop that starts a process in every round and never waits.
 */
export function startsEndlessProcesses(script: SyntaxNode): boolean {
  const functions = new Map<string, Calls>();
  let endless = false;
  const visit = (node: SyntaxNode, depth: number): void => {
    if (endless || depth > 200) return;
    if (node.type === 'Function') functions.set(node.name.value, callsIn(node.body, depth));
    else if (isEndlessLoop(node) && startsWithoutWaiting(node)) endless = true;
    forEachChild(node, (child) => visit(child, depth + 1));
  };
  visit(script, 0);
  const starts = [...functions.values()].some(({ beside }) => beside.size > 0);
  if (endless || !starts || functions.size > mostFunctions) return endless;
  return [...functions.keys()].some((name) => comesBack(name, functions));
}

/** Names that a body calls, and those that it starts beside itself. */
interface Calls {
  readonly plain: Set<string>;
  readonly beside: Set<string>;
}

function callsIn(body: SyntaxNode, depth: number): Calls {
  const calls: Calls = { plain: new Set(), beside: new Set() };
  const visit = (node: SyntaxNode, beside: boolean, level: number): void => {
    if (level > 200 || node.type === 'Function') return;
    const apart =
      beside ||
      (node.type === 'Statement' && node.background === true) ||
      (node.type === 'Pipeline' && node.commands.length > 1);
    if (node.type === 'Command' && node.name !== undefined) {
      (apart ? calls.beside : calls.plain).add(node.name.value);
    }
    forEachChild(node, (child) => visit(child, apart, level + 1));
  };
  visit(body, false, depth);
  return calls;
}

/** Whether a function reaches itself, with at least one step that starts a process of its own. */
function comesBack(start: string, functions: ReadonlyMap<string, Calls>): boolean {
  const seen = new Set<string>();
  const queue: { readonly name: string; readonly beside: boolean }[] = [
    { name: start, beside: false },
  ];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const calls = functions.get(next.name);
    if (calls === undefined) continue;
    const steps = [
      ...[...calls.plain].map((name) => ({ name, beside: next.beside })),
      ...[...calls.beside].map((name) => ({ name, beside: true })),
    ];
    for (const step of steps) {
      if (step.name === start && step.beside) return true;
      const key = `${step.name} ${step.beside}`;
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push(step);
    }
  }
  return false;
}

function isEndlessLoop(node: SyntaxNode): boolean {
  if (node.type === 'ArithmeticFor') return node.test === undefined;
  if (node.type !== 'While') return false;
  const [only, ...others] = node.clause.commands;
  if (only === undefined || others.length > 0) return false;
  return constantOf(only) === (node.kind === 'until' ? 'fails' : 'holds');
}

/** What a condition that never changes says. */
function constantOf(statement: ShellStatement): 'holds' | 'fails' | null {
  const command = statement.command;
  if (command.type === 'Command') {
    const name = command.name?.value.replace(/^.*\//, '') ?? '';
    if (name === 'true' || name === ':') return 'holds';
    if (name === 'false') return 'fails';
    const words = command.args.map((word) => (word.type === 'Assignment' ? '' : word.value));
    return name === '[' && words.length === 2 && /^(1|true)$/.test(words[0] ?? '') ? 'holds' : null;
  }
  if (command.type === 'ArithmeticCommand')
    return /^\s*[1-9]\d*\s*$/.test(command.body) ? 'holds' : null;
  if (command.type === 'TestCommand' && command.expression.type === 'TestUnary') {
    return /^(1|true)$/.test(command.expression.operand.value) ? 'holds' : null;
  }
  return null;
}

/** A round that starts something in the background, with no plain `wait`, `sleep` or way out in it. */
function startsWithoutWaiting(loop: SyntaxNode): boolean {
  let starts = false;
  let slows = false;
  const visit = (node: SyntaxNode, certain: boolean, level: number): void => {
    if (level > 200 || node.type === 'Function') return;
    if (node.type === 'Statement' && node.background === true) {
      starts = true;
      return;
    }
    if (node.type === 'Command' && certain) {
      if (/^(wait|sleep|read|exit|break|return)$/.test(node.name?.value ?? '')) slows = true;
    }
    const branches = node.type === 'Subshell' || node.type === 'Case';
    forEachChild(node, (child) => visit(child, certain && !branches, level + 1));
  };
  visit(loop, true, 0);
  return starts && !slows;
}
