import type { LayerInput } from './compile.ts';

/**
 * `observe` interrupts nothing but what cannot be undone by looking at it later: secrets that would reach a model or the
 * network, and whatever would take Pinfold itself down.
 */
const heldAlways: readonly RegExp[] = [
  // Secrets and credentials; a raw disk holds all of them, and `expose` is how they leave.
  /^built-in\.(?:secrets|credentials)\./,
  /^(?:organisation|user|workspace)(?:\.settings)?\.secrets$/,
  /^built-in\.(?:devices\.disks|expose|network\.deny)$/,
  // Self-protection.
  /^built-in\.pinfold\./,
  /^built-in\.(?:tamper|terminal|controls\.(?:agents|codex-project|codex-sessions)|project\.pinfold)$/,
];

/** True when a rule interrupts while everything else is only observed. */
export function isHeldAlways(rule: string): boolean {
  return heldAlways.some((pattern) => pattern.test(rule));
}

/** Whether a file, as it counts, asks for it: a workspace's may not, and what nobody approved waits. */
export function observes({ file, name, trusted }: LayerInput): boolean {
  return trusted && file.mode === 'observe' && name !== 'workspace';
}
