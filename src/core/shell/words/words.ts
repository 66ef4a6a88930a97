import type { CommandArgument, Word } from 'unbash';
import { expandValue, expandWord } from './expand.ts';
import { type Field, joinFields, textField } from './field.ts';
import { limits } from '../limits.ts';
import type { Machine } from '../machine.ts';
import type { Scope } from '../state/scope.ts';

/** Expands the words of a command into the argument lists that it may be run with; the likeliest comes first. */
export function argumentLists(
  words: readonly CommandArgument[],
  scope: Scope,
  machine: Machine,
): Field[][] {
  const perWord = words.map((word) => expandArgument(word, scope, machine));
  const count = perWord.reduce((product, lists) => product * lists.length, 1);
  if (count <= limits.combinations) return combine(perWord);
  return oneAtATime(perWord);
}

function expandArgument(word: CommandArgument, scope: Scope, machine: Machine): Field[][] {
  if (word.type === 'Word') return expandWord(word, scope, machine);
  const name = textField(`${word.name}${word.append === true ? '+' : ''}=`);
  const value = word.value;
  if (value.type === 'ArrayValue') return [[name]];
  return expandValue(value, scope, machine).map((field) => [joinFields([name, field], '')]);
}

function combine(perWord: readonly (readonly Field[][])[]): Field[][] {
  let all: Field[][] = [[]];
  for (const lists of perWord) {
    const [only] = lists;
    if (lists.length === 1 && only !== undefined) {
      for (const head of all) for (const field of only) head.push(field);
    } else {
      all = all.flatMap((head) => lists.map((tail) => head.concat(tail)));
    }
  }
  return all;
}

/** Too many combinations: every value of every word is seen once, beside the first values of the others. */
function oneAtATime(perWord: readonly (readonly Field[][])[]): Field[][] {
  const first = perWord.map((lists) => lists[0] ?? []);
  const all = [first.flat()];
  perWord.forEach((lists, index) => {
    for (const list of lists.slice(1)) {
      all.push(first.flatMap((fields, position) => (position === index ? list : fields)));
    }
  });
  return all;
}

/** The values of a `for` list or an array: every field of every alternative. */
export function allFields(words: readonly Word[], scope: Scope, machine: Machine): Field[] {
  return words.flatMap((word) => expandWord(word, scope, machine).flat());
}
