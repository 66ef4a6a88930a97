import type { ProgramGroup } from './types.ts';

/** Programs that look for files or for text in many files. */
export const search: ProgramGroup = {
  'grep|egrep|fgrep|ggrep|zgrep|zegrep|bzgrep|xzgrep|rgrep': {
    first: 'text',
    firstGivenBy: '-e --regexp -f --file',
    operands: 'read',
    noOperands: 'read',
    values: {
      word: '-m --max-count -A --after-context -B --before-context -C --context -D --devices --binary-files -d --directories',
      text: '-e --regexp --color --colour --label --exclude --exclude-dir --group-separator',
      read: '-f --file --exclude-from',
      glob: '--include',
    },
    leavesOut: '--exclude',
    recursive: '-r -R --recursive --dereference-recursive -d --directories',
    lists: '-l -L --files-with-matches --files-without-match',
    prints: 'filter',
  },
  'rg|ripgrep': {
    first: 'text',
    firstGivenBy: '-e --regexp -f --file --files --type-list',
    operands: 'read',
    noOperands: 'read',
    values: {
      word: '-A -B -C --after-context --before-context --context -m --max-count -j --threads -M --max-columns -E --encoding -d --max-filesize --type --type-not --engine --dfa-size-limit',
      text: '-e --regexp --color --colors --sort --sortr -r --replace --max-depth -t -T --type-add --context-separator --field-match-separator --path-separator',
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
    first: 'text',
    firstGivenBy: '-g -f --files',
    operands: 'read',
    noOperands: 'read',
    values: {
      word: '-A -B -C -m --max-count --depth --type -W --color-match --pager',
      text: '-G --file-search-regex --ignore --ignore-dir --width',
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
    first: 'text',
    operands: 'list',
    noOperands: 'list',
    values: {
      word: '--type -d --min-depth --changed-within --changed-before -o -j --threads --max-results -c',
      text: '-e --extension -t --max-depth -E --exclude -S --size --owner --color --format',
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
    values: {
      command: '--preview --bind',
      word: '-q --height -f',
      text: '--query --filter --prompt',
    },
    prints: 'filter',
  },
  'ctags|cscope|gtags|tokei|cloc|scc|sloccount': {
    operands: 'perhaps',
    values: { write: '-f -o --output', read: '-L --list-file' },
  },
};
