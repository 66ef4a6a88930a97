import { open, rm, stat } from 'node:fs/promises';

const lockMs = 10_000;
const betweenMs = 50;

/**
 * Does one thing at a time over all windows of an editor. A lock that is left behind is in nobody's way for long.
 * @param path of the lock, a file that is made and removed again
 * @throws the system's error when the lock cannot be made; what `work` throws
 */
export async function locked<T>(path: string, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + lockMs;
  while (!(await taken(path))) {
    if ((await ageOf(path)) > lockMs || performance.now() > until) await rm(path, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, betweenMs));
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function taken(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Milliseconds; 0 when it has just gone. */
async function ageOf(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
}
