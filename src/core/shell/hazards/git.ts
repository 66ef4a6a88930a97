import { historyHazards } from './gitHistory.ts';
import { workTreeHazards } from './gitWorkTree.ts';
import type { Hazard, HazardGroup } from './types.ts';

const pushValues = '-o --push-option --repo --receive-pack --exec --recurse-submodules';
const commitValues =
  '-m --message -F --file -C -c --reuse-message --reedit-message --author --date -t --template --trailer --cleanup --fixup --squash --pathspec-from-file -s --strategy -X --strategy-option --onto -x --exec';
const remote: readonly Hazard[] = [
  {
    words: 'push',
    // A lease refuses to overwrite what nobody has seen here: `--force-with-lease` passes.
    any: '-f --force --mirror --prune',
    values: pushValues,
    kind: 'destroy',
    why: 'overwrites branches on the remote',
  },
  {
    words: 'push',
    any: '--force-with-lease --force-if-includes',
    // A branch that everybody works from, by its name.
    operand:
      /^(?:\S*:)?(?:refs\/heads\/)?(?:main|master|trunk|develop|production|prod|release(?:\/\S*)?)$/,
    values: pushValues,
    kind: 'destroy',
    why: 'overwrites the branch that everybody works from',
  },
  {
    words: 'push',
    operand: /^\+/,
    values: pushValues,
    kind: 'destroy',
    why: 'overwrites a branch on the remote (+)',
  },
  {
    words: 'push',
    any: '-d --delete',
    values: pushValues,
    kind: 'destroy',
    why: 'deletes branches or tags on the remote',
  },
  {
    words: 'push',
    operand: /^:./,
    values: pushValues,
    kind: 'destroy',
    why: 'deletes a branch or tag on the remote',
  },
];

const guards: readonly Hazard[] = [
  {
    words: 'commit|merge|push|am|rebase|pull|cherry-pick|revert',
    any: '--no-verify',
    values: `${commitValues} ${pushValues}`,
    kind: 'tamper',
    why: 'skips the git hooks (--no-verify)',
  },
  {
    words: 'am',
    any: '-n',
    values: '-p -C',
    kind: 'tamper',
    why: 'skips the git hooks (-n)',
  },
  {
    words: 'commit|push|merge|rebase',
    variables: 'SKIP',
    kind: 'tamper',
    why: 'skips hooks of pre-commit (SKIP)',
  },
  {
    // The value is read from a variable: what it runs cannot be seen here.
    line: /--config-env[= ](core\.(hookspath|fsmonitor|sshcommand|pager|editor|askpass)|alias\.|include|diff\.|filter\.|credential\.)/i,
    kind: 'tamper',
    why: 'takes a setting that runs code from a variable',
  },
];

/** Work, history and hooks of git. */
export const gitHazards = (): readonly HazardGroup[] => [
  {
    programs: 'git',
    globals: '-C -c --git-dir --work-tree --namespace --super-prefix --config-env --exec-path',
    abbreviates: true,
    hazards: [...remote, ...workTreeHazards, ...historyHazards, ...guards],
  },
  {
    programs: 'git-filter-repo|bfg|bfg.jar|git-filter-branch',
    hazards: [
      { line: /\S/, none: '--analyze', kind: 'destroy', why: 'rewrites all of the history' },
    ],
  },
  {
    programs: 'pre-commit|husky|lefthook|overcommit|simple-git-hooks',
    hazards: [
      { words: 'uninstall', kind: 'tamper', why: 'removes the git hooks' },
      { any: '--uninstall', kind: 'tamper', why: 'removes the git hooks' },
      { words: 'run', variables: 'SKIP', kind: 'tamper', why: 'skips hooks (SKIP)' },
    ],
  },
  {
    programs: 'gh|glab|hub',
    globals: '-R --repo',
    hazards: [
      {
        words: 'repo delete|project delete',
        kind: 'destroy',
        why: 'deletes a project on the server',
        recoverable: false,
      },
      {
        words:
          'release delete|release delete-asset|gist delete|issue delete|run delete|secret delete|variable delete|secret remove|codespace delete|ssh-key delete',
        kind: 'destroy',
        why: 'deletes something on the server',
      },
      {
        words: 'repo archive|repo rename',
        kind: 'destroy',
        why: 'changes the project on the server',
      },
      {
        words: 'repo edit',
        line: /--visibility[= ]public/,
        kind: 'expose',
        why: 'makes the project public',
      },
      {
        words: 'api',
        line: /(^|\s)(-X|--method)[= ]?DELETE\b/i,
        kind: 'destroy',
        why: 'deletes something on the server',
      },
      {
        words: 'api',
        line: /(^|\s)(-X|--method)[= ]?(PUT|PATCH|POST)\b.*\/(protection|rulesets|hooks)\b|\/(protection|rulesets|hooks)\b.*(-X|--method)[= ]?(PUT|PATCH|POST)\b/i,
        kind: 'tamper',
        why: 'changes the rules that protect branches',
      },
      {
        words: 'pr merge',
        any: '--admin',
        kind: 'tamper',
        why: 'merges past the rules that protect the branch',
      },
      {
        words: 'ssh-key add|gpg-key add|repo deploy-key add',
        kind: 'persist',
        why: 'adds a key that opens the account',
      },
    ],
  },
];
