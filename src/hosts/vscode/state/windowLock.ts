import { open, rm, stat } from 'node:fs/promises';

const lockMs = 10_000;
const betweenMs = 50;

/**
 * Does one thing at a time over all windows of an editor. A lock that is left behind is in nobody's way for long, and
 * whatever else stands in its place, or is put there again and again, only makes it wait: what is done under it is
 * right without it too, as long as no other window does the same in that moment.
 * @param path of the lock, a file that is made and removed again
 * @param patienceMs how long it waits for others
 * @throws the system's error when the lock cannot be made; what `work` throws
 */
export async function locked<T>(
  path: string,
  work: () => Promise<T>,
  patienceMs = lockMs,
): Promise<T> {
  const until = performance.now() + patienceMs;
  let own = await taken(path);
  while (!own && performance.now() < until) {
    if ((await ageOf(path)) > lockMs) await removed(path);
    await new Promise((resolve) => setTimeout(resolve, betweenMs));
    own = await taken(path);
  }
  try {
    return await work();
  } finally {
    if (own) await removed(path);
  }
}

/** A folder in the lock's place stays. */
async function removed(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => {});
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
