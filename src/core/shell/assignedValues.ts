import type { Assignment } from 'unbash';
import { expandValue } from './expand.ts';
import type { Machine } from './machine.ts';
import type { Scope, Value } from './scope.ts';
import { allFields } from './words.ts';

/** The values that an assignment may give: one field each, or the elements of an array. */
export function assignedValues(assignment: Assignment, scope: Scope, machine: Machine): Value[] {
  const value = assignment.value;
  if (value.type === 'ArrayValue') return [allFields(value.elements, scope, machine)];
  return expandValue(value, scope, machine).map((field) => [field]);
}
