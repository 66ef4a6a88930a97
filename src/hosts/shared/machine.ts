import { realpathSync } from 'node:fs';
import type { MachineFacts } from '../../app/surroundings.ts';
import type { Surroundings } from '../../core/zones/surroundings.ts';

export type Platform = Surroundings['platform'];

export type Environment = Readonly<Record<string, string | undefined>>;

export function platformOf(platform: string): Platform {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux';
}

/**
 * The machine as the environment tells it. `HOME` is the home that Pinfold was installed for; the agent may run with
 * another one (`PINFOLD_CALLER_HOME`, handed on by the launcher): both count as homes, the agent's last, because `~`
 * in its commands means that one. The launcher knows the account, too (`PINFOLD_USER`).
 */
export function machineFacts(environment: Environment): MachineFacts {
  const platform = platformOf(process.platform);
  const homes = unique(
    [environment['HOME'], environment['PINFOLD_CALLER_HOME']]
      .filter((home) => home !== undefined && home !== '' && isAbsolute(home))
      .map((home) => canonical(home!)),
  );
  const user = environment['PINFOLD_USER'] ?? userName();
  return { platform, homes, temporary: temporaryFolders(environment, homes), user };
}

const usualTemporary = ['/tmp', '/var/tmp', '/dev/shm'];
const applesTemporary = ['/private/tmp', '/private/var/tmp', '/private/var/folders'];

/**
 * Temporary folders: the usual ones, and `TMPDIR` where that is plausible. The variable comes from the agent's
 * environment, so it must not turn a part of the system, or a folder that holds a home, into a place where all is
 * allowed.
 */
function temporaryFolders(environment: Environment, homes: readonly string[]): readonly string[] {
  const usual =
    process.platform === 'darwin' ? [...usualTemporary, ...applesTemporary] : usualTemporary;
  const folders = usual.map(canonical);
  const stated = environment['TMPDIR'];
  if (stated !== undefined && isAbsolute(stated)) {
    const folder = canonical(stated);
    const holdsHome = homes.some((home) => home === folder || home.startsWith(`${folder}/`));
    if (folder !== '/' && !holdsHome && !systemFolder.test(folder)) folders.push(folder);
  }
  return unique(folders);
}

const systemFolder =
  /^\/(bin|boot|dev|etc|lib|lib64|opt|proc|sbin|sys|usr|System|Library|Applications|var(?!\/(tmp|folders)))(\/|$)/;

function canonical(path: string): string {
  try {
    return slashes(realpathSync.native(path));
  } catch {
    return slashes(path).replace(/(?<=.)\/+$/, '');
  }
}

function slashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function userName(): string {
  try {
    // The hook does without: loading the module costs it a quarter of a millisecond.
    return process.getBuiltinModule('node:os').userInfo().username;
  } catch {
    return '';
  }
}
