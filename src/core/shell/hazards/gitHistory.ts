import type { Hazard } from './types.ts';

const soon = String.raw`[= ](now|all|0|\d\.?(seconds?|minutes?)(\.ago)?)(\s|$)`;

/** Branches, tags, stashes, the record of commits: what loses work that was committed. */
export const historyHazards: readonly Hazard[] = [
  { words: 'stash drop|stash clear', kind: 'destroy', why: 'deletes stashed work' },
  {
    words: 'branch',
    any: '-D',
    values: '-u --set-upstream-to --sort --format',
    kind: 'destroy',
    why: 'deletes a branch whether or not it was merged',
  },
  {
    words: 'branch',
    all: '--force --delete',
    kind: 'destroy',
    why: 'deletes a branch whether or not it was merged',
  },
  {
    words: 'branch',
    all: '-f -d',
    kind: 'destroy',
    why: 'deletes a branch whether or not it was merged',
  },
  {
    words: 'reflog expire',
    line: new RegExp(String.raw`--exp[\w-]*${soon}`),
    kind: 'destroy',
    why: 'deletes the record from which lost commits are recovered',
  },
  {
    words: 'reflog delete',
    kind: 'destroy',
    why: 'deletes the record from which lost commits are recovered',
  },
  {
    words: 'gc',
    line: new RegExp(String.raw`--p[a-z]*${soon}`),
    kind: 'destroy',
    why: 'deletes commits that could still be recovered',
  },
  {
    line: /gc\.(\w+\.)?(prune|reflog)expire\w*=(now|all|0)\b.*\sgc(\s|$)/i,
    kind: 'destroy',
    why: 'deletes commits that could still be recovered',
  },
  {
    words: 'prune',
    line: new RegExp(String.raw`--exp[a-z]*${soon}`),
    kind: 'destroy',
    why: 'deletes commits that could still be recovered',
  },
  {
    words: 'filter-branch|filter-repo',
    none: '--analyze',
    values: '--replace-text --replace-message --mailmap --path --path-glob --commit-callback',
    kind: 'destroy',
    why: 'rewrites all of the history',
  },
  { words: 'update-ref', any: '-d', kind: 'destroy', why: 'deletes a branch or tag as a raw name' },
  {
    words: 'update-ref',
    line: /^(?:-\S+\s+){0,8}(?:refs\/heads\/|HEAD\s)/,
    kind: 'destroy',
    why: 'moves a branch as a raw name',
  },
  { words: 'update-ref', any: '--stdin', kind: 'destroy', why: 'moves branches as raw names' },
  {
    words: 'symbolic-ref',
    any: '-d --delete',
    operand: /^HEAD$|^refs\/heads\//,
    kind: 'destroy',
    why: 'takes away what the work tree stands on',
  },
  {
    words: 'branch',
    any: '-M -C',
    line: /(?:^|\s)-[MC]\s+[^\s-]\S*\s+[^\s-]/,
    kind: 'destroy',
    why: 'overwrites a branch that has this name',
  },
  {
    words: 'branch',
    any: '-f --force',
    values: '-u --set-upstream-to --sort --format',
    operand: /./,
    kind: 'destroy',
    why: 'moves a branch whether or not its commits are elsewhere',
  },
  { words: 'tag', any: '-d --delete', values: '-m -F -u', kind: 'destroy', why: 'deletes tags' },
  {
    words: 'tag',
    any: '-f --force',
    values: '-m -F -u --message --file --local-user',
    operand: /./,
    kind: 'destroy',
    why: 'moves a tag that people may have',
  },
  {
    words: 'rebase',
    any: '--root',
    values: '-s --strategy -X --strategy-option --onto -x --exec',
    kind: 'destroy',
    why: 'rewrites all of the history',
  },
  {
    words: 'replace',
    any: '--graft -d --delete -f --force',
    kind: 'destroy',
    why: 'puts other commits in the place of those in the history',
  },
  {
    words: 'prune',
    none: '-n',
    kind: 'destroy',
    why: 'deletes commits that could still be recovered',
  },
  {
    words: 'lfs prune',
    any: '-f --force --recent --verify-remote=false',
    kind: 'destroy',
    why: 'deletes large files that may be nowhere else',
  },
  {
    words: 'fetch|pull',
    operand:
      /^\+?refs\/heads\/\S*:refs\/heads\/|^\+[\w./-]+:(?!refs\/(?:remotes|tags\/tmp|pull|prs?|changes|merge-requests)\/)[\w./-]+$/,
    values: '-o --upload-pack --depth -j',
    kind: 'destroy',
    why: 'overwrites branches with those of the remote',
  },
];
