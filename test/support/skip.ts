/**
 * What a machine may lack without making its test run worthless: another system, another account, what cannot be
 * installed on it. Every other pending test counts as a failure, and so does a program that could be there.
 */
export const permittedSkips = {
  linux: 'needs Linux',
  posix: 'needs files as POSIX has them',
  root: 'needs to be root',
  mounts: 'needs leave to mount small disks',
  'git-2.54': 'needs git 2.54 or newer',
  'case-insensitive-volume': 'needs a volume that takes names in upper and lower case for the same',
  'desktop-vscode': 'needs a desktop VS Code',
  powershell: "needs PowerShell's shell",
  macos: 'needs macOS',
  windows: 'needs Windows',
  apparmor: 'needs leave to load AppArmor profiles',
} as const;

export type PermittedSkip = keyof typeof permittedSkips;

/** Kept on the test itself: mocha loads this module and the runner may hold another copy of it. */
const reasonKey = Symbol.for('pinfold.skipReason');

/**
 * Skips the running test, or, from a `before` hook, every test of its suite, and says why.
 *
 * @param context `this` of the test or hook.
 */
export function skipBecause(context: Mocha.Context, reason: PermittedSkip): never {
  const runnable = context.runnable();
  Reflect.set(skippedBy(context, runnable), reasonKey, reason);
  return context.skip();
}

function skippedBy(context: Mocha.Context, runnable: Mocha.Runnable): object {
  if (Reflect.get(runnable, 'type') !== 'hook') return runnable;
  const wholeSuite = runnable.title.startsWith('"before all" hook');
  return (wholeSuite ? runnable.parent : context.currentTest) ?? runnable;
}

/** Skips, on another system than Linux, as {@link skipBecause} does. */
export function onlyOnLinux(context: Mocha.Context): void {
  if (process.platform !== 'linux') skipBecause(context, 'linux');
}

/** Skips, without root's rights, as {@link skipBecause} does. */
export function onlyAsRoot(context: Mocha.Context): void {
  if (process.getuid?.() !== 0) skipBecause(context, 'root');
}

/** Why a pending test was skipped, in words for people; null when it gave no reason that counts. */
export function skipReasonOf(test: Mocha.Test): string | null {
  for (let at: Mocha.Test | Mocha.Suite | undefined = test; at !== undefined; at = at.parent) {
    const reason: unknown = Reflect.get(at, reasonKey);
    if (typeof reason === 'string' && isPermitted(reason)) return permittedSkips[reason];
  }
  return null;
}

function isPermitted(reason: string): reason is PermittedSkip {
  return Object.hasOwn(permittedSkips, reason);
}
