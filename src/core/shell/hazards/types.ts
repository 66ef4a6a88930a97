/** A condition on one word: an expression, or what knows more. */
export interface WordTest {
  test(word: string): boolean;
}

/**
 * A hazard: what makes one call of a program dangerous, as data. All conditions that are given must hold.
 *
 * Options are written `'-f --force'`: a short one also counts in a cluster (`-xf`), a long one also with a value
 * (`--force=x`), `--pid=host` means that value, `-auto-approve` is one word with one dash. Options that were given as
 * the value of another one do not count.
 */
export interface Hazard {
  /** Subcommands in their order, alternatives separated by `|`: `'stash drop|stash clear'`. `*` ends a prefix. */
  readonly words?: string;
  /** At least one of these options. */
  readonly any?: string;
  /** All of these options. */
  readonly all?: string;
  /** None of these options. */
  readonly none?: string;
  /** Some operand after the subcommands. */
  readonly operand?: WordTest;
  /** No operand after the subcommands may match. */
  readonly noOperand?: WordTest;
  /** The last operand. */
  readonly last?: WordTest;
  /** Everything after the subcommands, words joined by a blank. */
  readonly line?: RegExp;
  /** Text in another language: any word, or what the program is fed. */
  readonly code?: (text: string) => boolean;
  /** Only on another machine or in a container; here the rules about paths speak. */
  readonly far?: boolean;
  /** What the program is fed. */
  readonly fed?: RegExp;
  /** Only while its standard input is the one that it was started with: no pipe, no file, no here-document. */
  readonly typed?: boolean;
  /** At most so many operands. */
  readonly most?: number;
  /** One of these variables has a value that is not empty. */
  readonly variables?: string;
  /** One of these variables was given another value on this command line. */
  readonly moved?: string;
  /** Options after the subcommands that take a value: what follows them is neither option nor operand. */
  readonly values?: string;
  readonly kind:
    | 'destroy'
    | 'escalate'
    | 'persist'
    | 'tamper'
    | 'expose'
    | 'terminal'
    | 'unresolved';
  /** What would happen, in plain words: `<program>: <why>.` */
  readonly why: string;
  /** `destroy` only; false where nobody can bring it back. */
  readonly recoverable?: boolean;
}

/** A part of the command line that runs a program of its own, somewhere else: in a container, under a bundler. */
export interface Relay {
  readonly words?: string;
  /** Operands before the program's name. */
  readonly after: number;
  readonly values?: string;
  /**
   * How the program is written. `words`: word by word; `joined`: all words are shell text; `option`: `-c` and one word
   * of shell text.
   */
  readonly text: 'words' | 'joined' | 'option';
  /** It runs on another machine or in a container: rules about the paths of this one do not see it. */
  readonly far?: boolean;
}

export interface HazardGroup {
  /** Names separated by `|`, without directories. */
  readonly programs: string;
  /**
   * Options before the subcommand that take a value. Absent: not known, so a word after an option may be its value.
   */
  readonly globals?: string;
  /** Long options may be abbreviated (`--har`). */
  readonly abbreviates?: boolean;
  readonly hazards: readonly Hazard[];
  readonly relays?: readonly Relay[];
}
