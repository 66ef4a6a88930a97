import type { CompoundCommand, CompoundList, Redirected } from 'unbash';
import type { Descriptor } from '../streams/descriptors.ts';
import { type Field, type Output, unknownField } from '../words/field.ts';
import { limits } from '../limits.ts';

/** One value of a variable: a scalar has one field, an array any number. */
export type Value = readonly Field[];

export interface ShellFunction {
  readonly body: CompoundCommand | Redirected | CompoundList;
  /** False when the definition may not have run: the name may still be a program's. */
  readonly certain: boolean;
  /** Shells that are started from here know it, too (`export -f`). */
  readonly exported?: boolean;
  /** It stands in a file that the app reads: what it only computes is not asked about. */
  readonly sourced?: boolean;
}

/** What a variable was before a function made it its own. */
export interface Enclosed {
  readonly values: readonly Value[] | undefined;
  readonly attributes: string | undefined;
}

/**
 * Where relative paths start.
 * `pattern`: a directory known only as an absolute or relative pattern (`cd ~/.s*h`, `for d in *; do cd $d`).
 */
export type Base =
  | { readonly kind: 'known'; readonly path: string }
  | { readonly kind: 'pattern'; readonly text: string; readonly cwd: string | null }
  | { readonly kind: 'unknown' };

/** The state of one shell process while its commands are followed in order. Mutable on purpose, cloned for subshells. */
export interface Scope {
  variables: Map<string, readonly Value[]>;
  /** Letters of `declare`, by variable. */
  attributes: Map<string, string>;
  /** Variables of the function that is being followed; null outside functions. */
  frame: Map<string, Enclosed> | null;
  functions: Map<string, ShellFunction>;
  /** `set -a`: functions that are defined from here on are exported. */
  exportsAll: boolean;
  /** `shopt -s dotglob`: patterns match hidden names, too. */
  globsHidden: boolean;
  /** `$0`, where the command line says it. */
  zero: Field | null;
  /** `hash -p PATH NAME`. */
  hashed: Map<string, string>;
  aliases: Map<string, string>;
  positional: readonly Field[];
  base: Base;
  /** Other directories it may be in, because a `cd` may have failed or a branch may not have run. */
  doubts: readonly string[];
  previous: Base;
  stack: readonly Base[];
  /** False inside a branch or loop that may not run: assignments then add a value instead of replacing. */
  certain: boolean;
  /** `set -e`: a failing `cd` ends the script. */
  stopsOnError: boolean;
  stdin: Output;
  /** Descriptors that were opened here; standard input's content is `stdin`. */
  descriptors: Map<number, Descriptor>;
  depth: number;
  /** Names of the functions being followed, against endless recursion. */
  readonly calls: readonly string[];
}

/** A copy for a subshell, a pipeline element or a substitution. */
export function fork(scope: Scope, changes: Partial<Scope> = {}): Scope {
  return {
    ...scope,
    variables: new Map(scope.variables),
    functions: new Map(scope.functions),
    aliases: new Map(scope.aliases),
    attributes: new Map(scope.attributes),
    hashed: new Map(scope.hashed),
    frame: scope.frame === null ? null : new Map(scope.frame),
    descriptors: new Map(scope.descriptors),
    ...changes,
  };
}

/** Functions that a shell which is started from here knows. */
export function exportedFunctions({ functions }: Scope): Scope['functions'] {
  return new Map([...functions].filter(([, { exported }]) => exported === true));
}

/** Descriptors for a command whose standard input, output or both are a pipe of their own. */
export function piped(scope: Scope, ...ends: readonly (0 | 1)[]): Scope['descriptors'] {
  const descriptors = new Map(scope.descriptors);
  for (const end of ends) descriptors.delete(end);
  return descriptors;
}

/** Gives a variable its value; where it is not certain that this runs, the old values stay possible. */
export function assign(scope: Scope, name: string, values: readonly Value[]): void {
  const old = scope.certain ? undefined : scope.variables.get(name);
  const next = old === undefined ? values : [...values, ...old.filter((v) => !values.includes(v))];
  setValues(scope, name, next);
}

/** Where the value of one element of an array is kept. */
export function elementName(name: string, key: string): string {
  return `${name}[${key}]`;
}

/** The variables of a function are gone, and what they hid is back. */
export function leaveFrame(scope: Scope, frame: NonNullable<Scope['frame']>): void {
  for (const [name, { values, attributes }] of frame) {
    if (values === undefined) scope.variables.delete(name);
    else scope.variables.set(name, values);
    scope.attributes.set(name, attributes ?? '');
  }
}

/** Sets the possible values; one that is too large to compute with is not known any more. */
export function setValues(scope: Scope, name: string, values: readonly Value[]): void {
  scope.variables.set(name, values.slice(0, limits.alternatives).map(bounded));
}

function bounded(value: Value): Value {
  let size = 0;
  for (const field of value) {
    for (const piece of field.pieces) size += piece.kind === 'text' ? piece.text.length + 8 : 8;
  }
  return size > limits.value ? [unknownField('computed')] : value;
}

/** Joins lexically, as `cd` does: `.` and `..` are text here, links are the resolver's matter. */
export function joinPath(base: string, text: string): string {
  const parts: string[] = [];
  const whole = text.startsWith('/') ? text : `${base}/${text}`;
  for (const part of whole.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}
