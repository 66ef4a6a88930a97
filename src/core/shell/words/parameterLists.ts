import type { ParameterExpansionPart, ParameterOperation } from 'unbash';
import { hasAttribute, referredNames } from '../state/attributes.ts';
import { exactText, type Field, joinFields, textField, unknownField } from './field.ts';
import { limits } from '../limits.ts';
import type { ShellContext } from '../machine.ts';
import { elementName, type Scope, type Value } from '../state/scope.ts';
import { lookUp } from './variables.ts';

/** The values of `${name[key]}`; `key` is null where it is not exact. */
export function lookUpElement(
  name: string,
  key: string | null,
  scope: Scope,
  context: ShellContext,
): readonly Value[] | null {
  const [target = name] = referredNames(name, scope);
  const known = key === null ? undefined : scope.variables.get(elementName(target, key));
  if (known !== undefined) return known;
  const values = lookUp(name, scope, context);
  if (values === null) return null;
  return values
    .flatMap((value) => elementsAt(value, key, hasAttribute(target, 'k', scope)))
    .slice(0, limits.alternatives);
}

/** An element by its place; where the place says nothing, it may be any of them. */
function elementsAt(value: Value, key: string | null, keyed: boolean): Value[] {
  const place =
    key !== null && /^-?\d{1,6}$/.test(key) && !keyed ? value.at(Number(key)) : undefined;
  if (place !== undefined) return [[place]];
  if (value.length <= 1) return [value];
  return value.map((field) => [field]);
}

/** `${!prefix@}`, `${!array[@]}`: names of variables, keys of an array. */
export function namesStarting(prefix: string, scope: Scope, context: ShellContext): Value {
  const names = [...scope.variables.keys(), ...context.variables.keys()].filter(
    (name) => name.startsWith(prefix) && /^[A-Za-z_]\w*$/.test(name),
  );
  return [...new Set(names)]
    .toSorted()
    .slice(0, 64)
    .map((name) => textField(name));
}

export function keysOf(name: string, scope: Scope): Value {
  const [target = name] = referredNames(name, scope);
  const start = elementName(target, '').slice(0, -1);
  const keys = [...scope.variables.keys()]
    .filter((each) => each.startsWith(start))
    .map((each) => each.slice(start.length, -1));
  const length = Math.max(0, ...(scope.variables.get(target) ?? []).map((value) => value.length));
  const places = hasAttribute(target, 'k', scope) ? [] : Array.from({ length }, (_, at) => `${at}`);
  return [...keys, ...places].slice(0, limits.alternatives).map((key) => textField(key));
}

/** What `${!name}` refers to: names of variables, elements, positional parameters. */
export function indirectTargets(
  part: ParameterExpansionPart,
  key: string | null,
  scope: Scope,
  context: ShellContext,
): (string | null)[] {
  // `${!ref}` of a name reference is the name itself; the caller asks for that first.
  const values =
    part.index === undefined
      ? lookUp(part.parameter, scope, context)
      : lookUpElement(part.parameter, key, scope, context);
  return (values ?? []).slice(0, 16).map((value) => exactText(joinFields(value, ' ')));
}

/** The values of a name that is spelled as in `${!name}`: `x`, `a[1]`, `a[@]`, `3`, `@`. */
export function lookUpSpelled(
  name: string | null,
  scope: Scope,
  context: ShellContext,
): readonly Value[] {
  if (name === null || name === '') return [[unknownField('computed')]];
  const element = /^([A-Za-z_]\w*)\[([\s\S]*)\]$/.exec(name);
  const key = element?.[2];
  if (element !== null && key !== undefined && key !== '@' && key !== '*') {
    return lookUpElement(element[1] ?? '', key, scope, context) ?? [[unknownField('computed')]];
  }
  const found = lookUp(element?.[1] ?? name, scope, context);
  return found ?? [[unknownField('computed')]];
}

/** Whether the expansion gives a list of fields: `$@`, `${a[@]}`, `${a[*]}`. */
export function isList({ parameter, index }: ParameterExpansionPart): boolean {
  if (index !== undefined) return index.value === '@' || index.value === '*';
  return parameter === '@' || parameter === '*';
}

/** `${@:2:3}`, `${a[@]:1}`: fields of a list; null where the numbers are not known. */
export function sliceList(
  value: Value,
  { parameter }: ParameterExpansionPart,
  operation: Extract<ParameterOperation, { type: 'Slice' }>,
  [offset = '', length = '']: readonly string[],
): Value | null {
  const from = wholeNumber(offset);
  const count = operation.length === undefined ? Infinity : wholeNumber(length);
  if (from === null || count === null) return null;
  const positional = parameter === '@' || parameter === '*';
  // The first of the positional parameters has the number 1; 0 is the shell's own name.
  const all: readonly Field[] = positional ? [textField('sh'), ...value] : value;
  const start = from < 0 ? Math.max(0, all.length + from) : from;
  return all.slice(start, start + Math.max(0, count));
}

export function wholeNumber(text: string): number | null {
  return /^\s*-?\d{1,6}\s*$/.test(text) ? Number(text) : null;
}
