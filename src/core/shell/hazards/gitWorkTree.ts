import { isLeftover } from './leftovers.ts';
import type { Hazard } from './types.ts';

/** Everything below the working directory or the work tree. */
const everything = /^(\.\/?|\*|\.\/\*|:\/?|:\/\*+|:\(top\).*|\.\.\/?)$/;

/** A folder or a pattern: no ending, and not one of the names in capitals that files have. */
function severalPaths(before: string): RegExp {
  return new RegExp(
    String.raw`${before}(?:\S*[*?]\S*|\S*…\S*|\.?(?:[\w@-]+\/|\.{1,2}\/)*(?![A-Z])[\w@-]+\/?|\S+\/)(?:\s|$)`,
  );
}

/** What throws away work that was not committed. */
export const workTreeHazards: readonly Hazard[] = [
  { words: 'reset', any: '--hard', kind: 'destroy', why: 'throws away uncommitted work' },
  {
    // Without a commit it ends a merge, as `git merge --abort` does.
    words: 'reset',
    any: '--merge',
    operand: /./,
    kind: 'destroy',
    why: 'throws away work that is staged',
  },
  {
    words: 'rm',
    all: '-r -f',
    none: '--cached -n --dry-run',
    operand: severalPaths('^'),
    noOperand: { test: isLeftover },
    kind: 'destroy',
    why: 'deletes whole folders with uncommitted work in them',
  },
  {
    words: 'rm',
    all: '-r --force',
    none: '--cached -n --dry-run',
    operand: severalPaths('^'),
    noOperand: { test: isLeftover },
    kind: 'destroy',
    why: 'deletes whole folders with uncommitted work in them',
  },
  {
    words: 'checkout|switch',
    any: '-f --force --discard-changes',
    values: '-b -B -c -C --orphan --conflict',
    kind: 'destroy',
    why: 'throws away uncommitted work',
  },
  {
    words: 'checkout',
    operand: everything,
    none: '-p --patch --ours --theirs',
    values: '-b -B --orphan --conflict',
    kind: 'destroy',
    why: 'throws away uncommitted work in all files',
  },
  {
    words: 'restore',
    operand: everything,
    none: '-S --staged -p --patch',
    values: '-s --source --conflict',
    kind: 'destroy',
    why: 'throws away uncommitted work in all files',
  },
  {
    words: 'restore',
    operand: everything,
    any: '-W --worktree',
    none: '-p --patch',
    values: '-s --source --conflict',
    kind: 'destroy',
    why: 'throws away uncommitted work in all files',
  },
  {
    words: 'checkout',
    // One file by its name is an everyday correction; a folder or a pattern is all the work in it.
    line: severalPaths(String.raw`(?:^|\s)--\s+(?:\S+\s+)*?`),
    none: '-p --patch --ours --theirs',
    values: '-b -B --orphan --conflict',
    kind: 'destroy',
    why: 'throws away uncommitted work in whole folders',
  },
  {
    words: 'restore',
    operand: severalPaths('^'),
    none: '-S --staged -p --patch',
    values: '-s --source --conflict',
    kind: 'destroy',
    why: 'throws away uncommitted work in whole folders',
  },
  {
    words: 'clean',
    any: '-f --force',
    none: '-n -i --interactive',
    values: '-e --exclude',
    kind: 'destroy',
    why: 'deletes files that git does not keep',
  },
  {
    line: /clean\.requireforce=(false|no|off|0)\b.*\sclean(\s|$)(?!.*\s(-n|--dry-run))/i,
    kind: 'destroy',
    why: 'deletes files that git does not keep',
  },
  { words: 'read-tree', any: '--reset', kind: 'destroy', why: 'overwrites uncommitted work' },
  { words: 'checkout-index', all: '-f -a', kind: 'destroy', why: 'overwrites uncommitted work' },
  {
    words: 'worktree remove',
    any: '-f --force',
    kind: 'destroy',
    why: 'deletes a work tree with uncommitted work in it',
  },
  {
    words: 'submodule deinit',
    any: '-f --force',
    kind: 'destroy',
    why: 'deletes submodules with uncommitted work in them',
  },
];
