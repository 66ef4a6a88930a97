import { compilePart, runPart } from './part.ts';

/**
 * The hook: one event of an agent in, one answer out, then it ends. Started by the launcher, which turns anything but
 * an answer into a refusal. This entry holds nothing but the way to the parts; all else comes from the code cache.
 */
function load(name: string): unknown {
  return runPart(compilePart(`${__dirname}/${name}`), require);
}

const { answer } = load('guard') as typeof import('./guard.ts');

// At once: everything is written, and taking the heap down costs a millisecond.
process.exit(
  answer({
    loadShell: () => (load('shell') as typeof import('./shell.ts')).analyseShell,
    loadBringing: () => (load('bringing') as typeof import('./bringing.ts')).bringing,
    loadApproving: () => (load('approving') as typeof import('./approving.ts')).approving,
    loadAsking: () => load('asking') as typeof import('./asking.ts'),
    loadCompiler: () => (load('compiler') as typeof import('./compiler.ts')).compileRoot,
  }),
);
