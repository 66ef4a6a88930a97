import type { Git } from '../../ports/git.ts';

/** A repository's own configuration must not make a question run code. */
export const harmless = [
  '--no-optional-locks',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'diff.external=',
  '-c',
  'core.pager=cat',
  // What only git would leave out: search tools do not read these settings of a repository.
  '-c',
  'core.excludesFile=/dev/null',
  '-c',
  'core.ignoreCase=false',
];

/**
 * Git as a child process.
 * @param environment the only variables it gets: `PATH` and `HOME`
 */
export function createGit(environment: { readonly PATH: string; readonly HOME: string }): Git {
  return {
    ignored(folder, paths) {
      // Loading the module costs about 3 ms, and the hook seldom asks git anything.
      const { execFileSync } = process.getBuiltinModule('node:child_process');
      try {
        const out = execFileSync(
          'git',
          [...harmless, '-C', folder, 'check-ignore', '--no-index', '-z', '--stdin'],
          {
            input: paths.join('\0'),
            env: { ...environment, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' },
            encoding: 'utf8',
            stdio: ['pipe', 'pipe', 'ignore'],
            timeout: 2_000,
          },
        );
        return new Set(out.split('\0').filter((path) => path !== ''));
      } catch {
        // Exit code 1: none is ignored. Anything else: nothing is known, so nothing is ignored.
        return new Set();
      }
    },
  };
}
