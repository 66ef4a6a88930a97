import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/**
 * A hook lives for some milliseconds, and V8 is made for programs that stay. Each of these saves a part of its time;
 * docs/decisions/0005-short-lived-node.md has the numbers. None changes what a program computes.
 */
const forShortRuns = [
  // V8's first compiler (Sparkplug) pays off after some milliseconds of the same work.
  '--no-sparkplug',
  // So does its last one, and it stops a loop to take it over: not before ten times the usual work.
  '--interrupt-budget=700000',
  // Most expressions are used once or twice: they are interpreted, unless a text is long, and compiled later.
  '--regexp-tier-up-ticks=10',
  '--no-regexp-peephole-optimization',
  // Room for all that a call allocates: otherwise half of it is copied by a collection just before the end.
  '--min-semi-space-size=4',
  // Helper threads are started, woken and ended for work that hardly ever comes.
  '--single-threaded-gc',
  '--v8-pool-size=1',
  // Strings get the hash that they have in node's own image, not one of this process alone. Names that collide on
  // purpose would make a call slow; past its deadline it is refused.
  '--no-rehash-snapshot',
];

/** What was found out about each node; its file is part of the key. */
const found = new Map<string, readonly string[]>();

/** The options with which `node` starts a hook fastest: those of ours that it knows. Trying takes a start of node. */
export function startOptions(node: string): readonly string[] {
  const { dev, ino, size, mtimeMs } = statSync(node);
  const key = [node, dev, ino, size, mtimeMs].join('\0');
  const options = found.get(key) ?? tried(node);
  found.set(key, options);
  return options;
}

function tried(node: string): readonly string[] {
  if (takes(node, forShortRuns)) return forShortRuns;
  const known = forShortRuns.filter((option) => takes(node, [option]));
  return takes(node, known) ? known : [];
}

function takes(node: string, options: readonly string[]): boolean {
  const run = spawnSync(node, [...options, '-e', '0'], {
    env: { ELECTRON_RUN_AS_NODE: '1' },
    stdio: 'ignore',
    timeout: 10_000,
    killSignal: 'SIGKILL',
  });
  return run.status === 0;
}

/** Whether an option is one that a launcher of ours may give to node. */
export function isStartOption(option: string): boolean {
  return forShortRuns.includes(option);
}
