import type { CommandArgument } from 'unbash';
import { judgeVariable } from './environment.ts';
import { expandWord } from './expand.ts';
import { exactText, joinFields } from './field.ts';
import type { Machine } from './machine.ts';
import { assign, type Scope } from './scope.ts';
import { assignedValues } from './assignedValues.ts';

/** Builtins whose arguments are assignments. */
export const declarationNames: ReadonlySet<string> = new Set([
  'export',
  'declare',
  'typeset',
  'local',
  'readonly',
  'alias',
]);

/** Follows `export A=b`, `local x=y`, `alias ll='ls -l'`. */
export function runDeclaration(
  name: string,
  words: readonly CommandArgument[],
  scope: Scope,
  machine: Machine,
): void {
  for (const word of words) {
    if (word.type === 'Assignment') {
      const values = assignedValues(word, scope, machine);
      if (name === 'alias') {
        for (const value of values)
          declareAlias(word.name, exactText(joinFields(value, ' ')), scope, machine);
      } else {
        assign(scope, word.name, values);
        judgeVariable(word.name, values, { scope, machine, via: name });
      }
      continue;
    }
    for (const fields of expandWord(word, scope, machine)) {
      const text = exactText(joinFields(fields, ' '));
      const match = /^([^=\s]+)=([\s\S]*)$/.exec(text ?? '');
      if (match === null) continue;
      const [, key = '', value = ''] = match;
      if (name === 'alias') declareAlias(key, value, scope, machine);
      else assign(scope, key, [[{ pieces: [{ kind: 'text', text: value }], perhaps: false }]]);
    }
  }
}

function declareAlias(name: string, body: string | null, scope: Scope, machine: Machine): void {
  if (body === null) return;
  scope.aliases.set(name, body);
  machine.quietly(() => machine.runText(body, { ...scope, depth: scope.depth + 1 }, 'alias'));
}
