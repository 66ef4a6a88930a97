import type { Case, Statement as ShellStatement } from 'unbash';
import { doubtfulPaths } from './state/directory.ts';
import { expandValue } from './words/expand.ts';
import { exactText, type Output } from './words/field.ts';
import { patternExpression } from './words/globMatch.ts';
import type { Machine } from './machine.ts';
import { mergeOutputs } from './streams/outputs.ts';
import type { Scope } from './state/scope.ts';

/** Commands that may or may not run: values and directories are added to what was possible before. */
export function maybe(commands: readonly ShellStatement[], scope: Scope, machine: Machine): Output {
  const before = { base: scope.base, doubts: scope.doubts, certain: scope.certain };
  scope.certain = false;
  const output = machine.runCommands(commands, scope);
  scope.certain = before.certain;
  if (scope.base !== before.base) {
    const inside = scope.base;
    scope.doubts = doubtfulPaths([inside], [...before.doubts, ...scope.doubts], before.base);
    scope.base = before.base;
  }
  return output;
}

/** A body that runs any number of times: followed again when it changed what later rounds would see. */
export function loop(commands: readonly ShellStatement[], scope: Scope, machine: Machine): Output {
  const before = new Map(scope.variables);
  const first = maybe(commands, scope, machine);
  const changed = [...scope.variables].some(([name, values]) => before.get(name) !== values);
  return changed ? mergeOutputs([first, maybe(commands, scope, machine)]) : first;
}

/**
 * Every branch of a `case` is followed. Where the word and the patterns are exact, the branch that matches surely
 * runs: last, so that what the others would have left is gone.
 */
export function walkCase(node: Case, scope: Scope, machine: Machine): Output {
  const words = expandValue(node.word, scope, machine);
  const [only, ...others] = words;
  const word = only === undefined || others.length > 0 ? null : exactText(only);
  const matches = node.items.map((item) => {
    const patterns = item.pattern.flatMap((pattern) => expandValue(pattern, scope, machine));
    return word === null
      ? null
      : anyMatches(
          word,
          patterns.map((field) => exactText(field)),
        );
  });
  const first = matches.findIndex((match) => match !== false);
  const falls = node.items.some(({ terminator }) => terminator === ';&' || terminator === ';;&');
  const sure = matches[first] === true && !falls && scope.certain ? first : -1;
  const outputs = node.items.map((item, index) =>
    index === sure ? null : maybe(item.body.commands, scope, machine),
  );
  const chosen = node.items[sure];
  if (chosen === undefined) return mergeOutputs(outputs.filter((each) => each !== null));
  return machine.runCommands(chosen.body.commands, scope);
}

/** Whether one of the patterns matches; null where that cannot be told. */
function anyMatches(word: string, patterns: readonly (string | null)[]): boolean | null {
  let result: boolean | null = false;
  for (const pattern of patterns) {
    const expression =
      pattern === null || word.length > 256 || /[@+?!*]\(/.test(pattern)
        ? null
        : patternExpression(pattern);
    if (expression === null) result = null;
    else if (expression.test(word)) return true;
  }
  return result;
}
