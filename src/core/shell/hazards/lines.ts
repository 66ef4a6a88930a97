/** One option as written; `value` is null when none was given with it. */
export interface GivenOption {
  readonly name: string;
  readonly value: string | null;
}

/** The words of a call, sorted. */
export interface Line {
  readonly options: readonly GivenOption[];
  readonly operands: readonly string[];
  /** The words that were sorted, as they stand. */
  readonly words: readonly string[];
  /** Where in `words` each operand stands. */
  readonly positions: readonly number[];
}

/** Sorts words into options and operands. A cluster gives its letters and, for `-long` options, the whole word. */
export function readLine(words: readonly string[], values: ReadonlySet<string>): Line {
  const options: GivenOption[] = [];
  const operands: string[] = [];
  const positions: number[] = [];
  let ended = false;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (ended || !word.startsWith('-') || word === '-') {
      operands.push(word);
      positions.push(index);
    } else if (word === '--') {
      ended = true;
    } else {
      const next = words[index + 1] ?? null;
      const read = readOption(word, next, values);
      options.push(...read.options);
      if (read.takesNext) index += 1;
    }
  }
  return { options, operands, words, positions };
}

/** No program has more letters than this to give. */
const longestCluster = 128;

function readOption(
  word: string,
  next: string | null,
  values: ReadonlySet<string>,
): { readonly options: readonly GivenOption[]; readonly takesNext: boolean } {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  if (equals >= 0 && (word.startsWith('--') || values.has(name))) {
    return { options: [{ name, value: word.slice(equals + 1) }], takesNext: false };
  }
  if (values.has(name)) return { options: [{ name, value: next }], takesNext: true };
  const whole = { name, value: equals < 0 ? null : word.slice(equals + 1) };
  if (word.startsWith('--') || word.length === 2) return { options: [whole], takesNext: false };
  const options: GivenOption[] = [whole];
  for (let at = 1; at < Math.min(word.length, longestCluster); at += 1) {
    const letter = `-${word[at] ?? ''}`;
    const rest = word.slice(at + 1);
    if (values.has(letter)) {
      options.push({ name: letter, value: rest === '' ? next : rest });
      return { options, takesNext: rest === '' };
    }
    options.push({ name: letter, value: null });
  }
  return { options, takesNext: false };
}

/** Whether `wanted` (`-f`, `--force`, `--pid=host`) was given. */
export function isGiven(wanted: string, line: Line, abbreviates: boolean): boolean {
  const equals = wanted.indexOf('=');
  if (equals >= 0) return valueIs(wanted.slice(0, equals), wanted.slice(equals + 1), line);
  return line.options.some(
    ({ name, value }) =>
      value !== 'false' &&
      (name === wanted || (abbreviates && isAbbreviation(name, wanted)) || name === `-${wanted}`),
  );
}

/** `--pid=host`, `--pid host`, `-s value`. */
function valueIs(name: string, value: string, line: Line): boolean {
  return (
    line.options.some((option) => option.name === name && option.value === value) ||
    line.words.some((word, index) => word === name && line.words[index + 1] === value)
  );
}

/** `--har` for `--hard`; git takes one letter where it is unambiguous. */
function isAbbreviation(written: string, wanted: string): boolean {
  return written.startsWith('--') && written.length >= 3 && wanted.startsWith(written);
}

/**
 * Where the subcommands `steps` end in `words`, or -1. Options before and between them are skipped.
 *
 * @param globals - options that take a value; null when not known: then any long or short option may.
 */
export function endOfPath(
  words: readonly string[],
  steps: readonly string[],
  globals: ReadonlySet<string> | null,
): number {
  let at = 0;
  for (const step of steps) {
    let mayBeValue = false;
    for (;;) {
      const word = words[at];
      if (word === undefined) return -1;
      at += 1;
      if (word.startsWith('-') && word.length > 1) {
        if (globals?.has(word) === true) at += 1;
        mayBeValue = globals === null && !word.includes('=');
      } else if (matchesStep(word, step)) {
        break;
      } else if (mayBeValue) {
        mayBeValue = false;
      } else {
        return -1;
      }
    }
  }
  return at;
}

function matchesStep(word: string, step: string): boolean {
  return step.endsWith('*') ? word.startsWith(step.slice(0, -1)) : word === step;
}
