import { spawnSync } from 'node:child_process';

/**
 * V8's first compiler (Sparkplug) pays off after some milliseconds of the same work; a hook is over before that, and
 * spends 1 ms of its 8 on it.
 */
const forShortRuns = ['--no-sparkplug'];

/** The options with which `node` starts a hook fastest: none when it does not know them. */
export function startOptions(node: string): readonly string[] {
  const run = spawnSync(node, [...forShortRuns, '-e', '0'], {
    env: { ELECTRON_RUN_AS_NODE: '1' },
    stdio: 'ignore',
    timeout: 10_000,
    killSignal: 'SIGKILL',
  });
  return run.status === 0 ? forShortRuns : [];
}
