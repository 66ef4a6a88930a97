import type { ProgramGroup } from './types.ts';

/** Programs that look for files or for text in many files. */
export const search: ProgramGroup = {
  'grep|egrep|fgrep|ggrep|zgrep|zegrep|bzgrep|xzgrep|rgrep': {
    first: 'word',
    firstGivenBy: '-e --regexp -f --file',
    operands: 'read',
    noOperands: 'read',
    values: {
      word: '-e --regexp -m --max-count -A --after-context -B --before-context -C --context --color --colour --label -D --devices --binary-files --exclude --exclude-dir -d --directories --group-separator',
      read: '-f --file --exclude-from',
      glob: '--include',
    },
    leavesOut: '--exclude',
    recursive: '-r -R --recursive --dereference-recursive -d --directories',
    lists: '-l -L --files-with-matches --files-without-match',
    prints: 'filter',
  },
  'rg|ripgrep': {
    first: 'word',
    firstGivenBy: '-e --regexp -f --file --files --type-list',
    operands: 'read',
    noOperands: 'read',
    values: {
      word: '-e --regexp -A -B -C --after-context --before-context --context -m --max-count -j --threads -M --max-columns --color --colors --sort --sortr -r --replace -E --encoding -d --max-depth --max-filesize -t --type -T --type-not --type-add --engine --context-separator --field-match-separator --path-separator --dfa-size-limit',
      read: '-f --file --ignore-file',
      glob: '-g --glob --iglob',
      command: '--pre --hostname-bin',
    },
    switches: [{ on: '--files', operands: 'list' }],
    recursive: 'always',
    skipsIgnored: true,
    lists: '-l --files --files-with-matches --files-without-match',
    prints: 'filter',
  },
  'ag|ack|ugrep|ug|sift|pt': {
    first: 'word',
    firstGivenBy: '-g -f --files',
    operands: 'read',
    noOperands: 'read',
    values: {
      word: '-A -B -C -m --max-count -G --file-search-regex --ignore --ignore-dir --depth --type -W --width --color-match --pager',
      glob: '--include',
    },
    recursive: 'always',
    skipsIgnored: true,
    lists: '-l -L -g -f --files-with-matches',
    prints: 'filter',
  },
  find: { special: 'find' },
  gfind: { special: 'find' },
  'fd|fdfind': {
    first: 'word',
    operands: 'list',
    noOperands: 'list',
    values: {
      word: '-e --extension -t --type -d --max-depth --min-depth -E --exclude -S --size --changed-within --changed-before -o --owner -j --threads --max-results -c --color --format',
      chdir: '-C --base-directory',
      list: '--search-path',
      read: '--ignore-file',
      command: '-x --exec -X --exec-batch',
    },
    skipsIgnored: true,
    lists: 'always',
  },
  'locate|mlocate|plocate|mdfind|whereis': {
    operands: 'word',
    values: { word: '-n -l --limit -d --database' },
  },
  fzf: {
    values: { command: '--preview --bind', word: '-q --query --height -f --filter --prompt' },
    prints: 'filter',
  },
  'ctags|cscope|gtags|tokei|cloc|scc|sloccount': {
    operands: 'perhaps',
    values: { write: '-f -o --output', read: '-L --list-file' },
  },
};
