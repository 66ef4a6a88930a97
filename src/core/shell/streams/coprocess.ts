import { closed, readable } from './descriptors.ts';
import { nothing, type Output, textField } from '../words/field.ts';
import { fork, piped, type Scope, setValues } from '../state/scope.ts';

/** The numbers that bash takes for the two ends of its co-process. */
const [reads, writes] = [63, 60];

/** `coproc NAME { …; }`: what the body prints can be read, and whatever is written goes into its standard input. */
export function startCoprocess(name: string, scope: Scope, run: (inner: Scope) => Output): void {
  const follow = (stdin: Output): Output =>
    run(fork(scope, { stdin, descriptors: piped(scope, 0, 1), depth: scope.depth + 1 }));
  const content = follow(nothing);
  setValues(scope, name, [[textField(`${reads}`), textField(`${writes}`)]]);
  scope.descriptors.set(reads, readable(content));
  let following = false;
  const feeds = (text: Output): void => {
    // A body that writes into its own input is followed once.
    if (following) return;
    following = true;
    follow(text);
    following = false;
  };
  scope.descriptors.set(writes, { ...closed, feeds });
}
