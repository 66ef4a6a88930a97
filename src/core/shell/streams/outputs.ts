import { joinFields, nothing, type Output } from '../words/field.ts';
import { limits } from '../limits.ts';

/** What two commands print one after the other. */
export function joinOutputs(first: Output, second: Output): Output {
  if (first === nothing) return second;
  if (second === nothing) return first;
  if (first.length * second.length > limits.alternatives) return [...first, ...second];
  return first.flatMap((head) => second.map((tail) => joinFields([head, tail], '')));
}

/** What one of several commands prints. */
export function mergeOutputs(outputs: readonly Output[]): Output {
  const all = outputs.filter((output) => output !== nothing).flat();
  return all.length === 0 ? nothing : all.slice(0, limits.alternatives);
}
