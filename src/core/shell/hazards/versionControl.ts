import type { HazardGroup } from './types.ts';

const lost = { kind: 'destroy', recoverable: true } as const;

/** Version control that is not git: what loses uncommitted work or rewrites history. */
export const versionControlHazards = (): readonly HazardGroup[] => [
  {
    programs: 'hg|chg|sl',
    globals: '-R --repository --cwd --config --encoding',
    abbreviates: true,
    hazards: [
      {
        words: 'update|up|checkout|co|goto|go|merge|rebase',
        any: '-C --clean',
        ...lost,
        why: 'throws away uncommitted work',
      },
      {
        words: 'revert',
        any: '-a --all',
        none: '-n',
        ...lost,
        why: 'throws away uncommitted work',
      },
      { words: 'purge|clean', none: '-p --print', ...lost, why: 'deletes files that are not kept' },
      {
        words: 'strip|rollback|debugstrip|histedit|hide|prune|uncommit|obliterate',
        ...lost,
        why: 'rewrites the history',
      },
      { words: 'shelve', any: '-d --delete --cleanup', ...lost, why: 'deletes shelved work' },
    ],
  },
  {
    programs: 'svn',
    hazards: [
      {
        words: 'revert',
        any: '-R --recursive --depth=infinity --remove-added',
        ...lost,
        why: 'throws away uncommitted work',
      },
      {
        words: 'cleanup',
        any: '--remove-unversioned --remove-ignored',
        ...lost,
        why: 'deletes files that are not kept',
      },
      {
        words: 'delete|del|remove|rm',
        operand: /^[a-z+]+:\/\//,
        ...lost,
        why: 'deletes something on the server',
      },
    ],
  },
  {
    programs: 'cvs',
    hazards: [
      { words: 'update|up|admin', any: '-C -o', ...lost, why: 'throws away uncommitted work' },
    ],
  },
  {
    programs: 'svnadmin',
    hazards: [{ words: 'rmtxns|setrevprop', ...lost, why: 'changes history' }],
  },
  {
    programs: 'jj',
    globals: '-R --repository --at-operation --config --color',
    hazards: [
      {
        words: 'abandon',
        operand: /\(\)|::|\.\./,
        ...lost,
        why: 'abandons many commits',
      },
      {
        words: 'restore',
        line: /root\(\)|zzzz/,
        ...lost,
        why: 'puts other contents in the place of the work',
      },
      {
        words: 'restore',
        noOperand: /./,
        values: '--from -f --to -t --into -c --changes-in',
        ...lost,
        why: 'throws away the work of a commit',
      },
      {
        words: 'op abandon|operation abandon|util gc|workspace forget',
        ...lost,
        why: 'deletes what lost work is recovered from',
      },
      { words: 'bookmark delete|branch delete', ...lost, why: 'deletes a branch' },
    ],
  },
  {
    programs: 'fossil|bzr|brz|darcs|p4|pijul',
    hazards: [
      {
        words: 'revert|clean|clean-tree|purge|obliterate|unrecord|uncommit|unpull|undo|scrub|reset',
        none: '-n --dry-run',
        ...lost,
        why: 'throws away work that may be nowhere else',
      },
    ],
  },
];
