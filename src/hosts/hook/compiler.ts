/** The policy compiler as a part of its own: the hook loads it only when a policy or an approval changed. */
export { compileWithPins as compileRoot } from '../shared/compileWithPins.ts';
