import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFiles, compilePart, type Part, runPart } from './part.ts';
import { sampleCalls } from './sampleCalls.ts';

/**
 * Program `codeCache.cjs SCRATCH`: makes the code caches of the parts beside it, for the very node that runs it. V8
 * compiles a function when it is first called, so the parts answer a few usual calls first, in the empty folder
 * SCRATCH, and the cache then holds what such calls need. Prints `kept` when this node takes the caches that are
 * there, else `made`.
 */
function main(scratch: string): string {
  const guard = compile('guard');
  const shell = compile('shell');
  const bringing = compile('bringing');
  const parts = [guard, shell, bringing];
  if (parts.every((part) => part.script.cachedDataRejected === false)) return 'kept';
  answerSamples(guard, shell, bringing, scratch);
  for (const part of parts) writeCache(part);
  return 'made';
}

function compile(name: string): Part {
  return compilePart(join(__dirname, name));
}

function answerSamples(guard: Part, shell: Part, bringing: Part, scratch: string): void {
  const { runHook } = runPart(guard, require) as typeof import('./guard.ts');
  const project = join(scratch, 'project');
  mkdirSync(project);
  const environment = {
    HOME: join(scratch, 'home'),
    PINFOLD_STATE: join(scratch, 'state'),
    PINFOLD_DATA: join(scratch, 'data'),
  };
  for (const { event, payload } of sampleCalls(project)) {
    runHook(
      { agent: 'claude-code', event, payload, environment, patience: 0 },
      {
        loadShell: () => (runPart(shell, require) as typeof import('./shell.ts')).analyseShell,
        loadBringing: () => (runPart(bringing, require) as typeof import('./bringing.ts')).bringing,
        loadCompiler: () =>
          (runPart(compile('compiler'), require) as typeof import('./compiler.ts')).compileRoot,
        // No approval lies in an empty folder.
        loadApproving: () =>
          (runPart(compile('approving'), require) as typeof import('./approving.ts')).approving,
        // No window is registered in an empty folder.
        loadAsking: () => runPart(compile('asking'), require) as typeof import('./asking.ts'),
        readRecordKey: () => null,
        now: Date.now,
      },
    );
  }
}

function writeCache({ script, path, source }: Part): void {
  const stem = path.slice(0, -'.cjs'.length);
  const data = script.createCachedData();
  writeFileSync(stem + cacheFiles.data, data, { mode: 0o600 });
  writeFileSync(stem + cacheFiles.check, Buffer.concat([Buffer.from(source, 'latin1'), data]), {
    mode: 0o600,
  });
}

process.stdout.write(main(process.argv[2] ?? ''));
