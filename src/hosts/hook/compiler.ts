/** The policy compiler as a part of its own: the hook loads it only when a policy changed. */
export { compileRoot } from '../../app/policy/compileRoot.ts';
