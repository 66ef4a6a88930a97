import type { Call } from '../calls/call.ts';
import { parseArguments } from '../calls/options.ts';
import {
  exactText,
  type Field,
  joinFields,
  nothing,
  type Output,
  pieceField,
  textField,
  unknownField,
} from '../words/field.ts';
import { touch } from '../reach/touch.ts';
import { fork } from './scope.ts';

const completion = {
  values: {
    command: '-C',
    code: '-W',
    glob: '-G',
    text: '-F -A -o -X -P -S -V',
  },
} as const;

/** What the letters of `compgen` list: names of files, or names that the shell knows. */
const listsFiles = /^-[df]$/;

/**
 * `compgen -C 'cmd'` runs a command, `-W` expands a text, `-G`, `-f` and `-d` list files; `complete` keeps the same for
 * the next press of a key.
 */
export function completions({ words, scope, machine, name }: Call): Output {
  const { items, flags } = parseArguments(completion, words, false);
  const inner = fork(scope, { depth: scope.depth + 1 });
  const output: Field[] = [];
  for (const item of items) {
    if (item.kind !== 'option') continue;
    if (item.name === '-C') output.push(...machine.runField(item.value, inner, name));
    if (item.name === '-W') {
      const line = joinFields([textField('echo'), item.value], ' ');
      output.push(...machine.runField(line, inner, name));
    }
    if (item.name === '-G') output.push(patternOf(item.value, ''));
  }
  const action = items.find((item) => item.kind === 'option' && item.name === '-A')?.value;
  const files =
    [...flags].some((flag) => listsFiles.test(flag)) ||
    /^(?:file|directory)$/.test(exactText(action ?? textField('')) ?? '');
  if (files) {
    const start = items.find((item) => item.kind === 'operand')?.value ?? textField('');
    output.push(patternOf(start, '*'));
  }
  for (const field of output) touch('mention', field, { scope, machine, via: name });
  return name === 'compgen' ? (output.length > 0 ? output : [textField('0')]) : nothing;
}

function patternOf(field: Field, end: string): Field {
  const text = exactText(field);
  return text === null
    ? unknownField('computed')
    : pieceField({ kind: 'pattern', text: text + end });
}

/** `expr`: a number, but for the forms that cut a text. */
export function expression({ words }: Call): Output {
  const texts = words.map((word) => exactText(word));
  const [verb, subject, from, length] = texts;
  if (verb === 'substr' || texts[1] === ':' || verb === 'match') {
    const start = Number(from);
    const count = Number(length);
    const known = verb === 'substr' && typeof subject === 'string' && start > 0 && count >= 0;
    return [
      known ? textField(subject.slice(start - 1, start - 1 + count)) : unknownField('computed'),
    ];
  }
  const computes = texts.some((text) =>
    /^(?:[-+*/%<>=&|]|[<>!=]=|index|length|\\\*)$/.test(text ?? ''),
  );
  return computes ? [textField('0')] : [joinFields(words, ' ')];
}

/** `seq`: numbers; a format or a separator can make any name of them. */
export function numbers({ words }: Call): Output {
  const shapes = words.some((word) =>
    /^-(?:[bcfsw]|-format|-separator)/.test(exactText(word) ?? ''),
  );
  return [shapes ? unknownField('computed') : textField('0')];
}

/** `yes WORD`: the word, again and again. */
export function repeated({ words }: Call): Output {
  return [words.length === 0 ? textField('y') : joinFields(words, ' ')];
}

/** `print WORD` of zsh and ksh: what its words are. */
export function printedWords({ words }: Call): Output {
  const start = words.findIndex((word) => !/^-\w*$/.test(exactText(word) ?? ''));
  return start < 0 ? nothing : [joinFields(words.slice(start), ' ')];
}

const hiddenOption = /^(?:no)?(?:dotglob|globdots|glob_dots)$/i;

/** `shopt -s dotglob`, `setopt globdots`: from here on patterns match hidden names, too. */
export function globOptions({ words, scope, name }: Call): Output {
  const texts = words.map((word) => exactText(word) ?? '');
  if (!texts.some((text) => hiddenOption.test(text))) return nothing;
  const off =
    name === 'unsetopt' || texts.includes('-u') || texts.some((text) => /^no/i.test(text));
  if (!off) scope.globsHidden = true;
  else if (scope.certain) scope.globsHidden = false;
  return nothing;
}
