import type { ProgramFacts, ProgramGroup } from './types.ts';

const editor: ProgramFacts = {
  special: 'editor',
  operands: 'rewrite',
  values: {
    code: '-c --cmd --eval -eval --execute -e --ex',
    source: '-S -u -U -s -l --load -script',
    text: '-t -T -n --name --servername',
    write: '-w -W -o',
    read: '-i -q',
    chdir: '--chdir',
  },
  stdinIsCode: 'spelled',
};

/** Editors, debuggers, databases and filters: their commands read, write and start what they name. */
export const editors: ProgramGroup = {
  'ed|ex|red': {
    special: 'editor',
    operands: 'rewrite',
    values: { code: '-c', source: '-S -u', text: '-p --prompt' },
    stdinIsCode: 'spelled',
  },
  'vi|vim|nvim|vimdiff|gvim|rvim|mvim|neovide': editor,
  'emacs|emacsclient|xemacs|mg|zile|jed': editor,
  'view|rview': { ...editor, operands: 'read' },
  'nano|rnano|pico|micro|helix|hx|kak|joe|ne|jove|tilde|mcedit': {
    operands: 'rewrite',
    values: {
      command: '-s --speller',
      directory: '-C --backupdir',
      code: '-e',
      text: '-Y -T -o -r -Q',
    },
  },
  gdb: {
    operands: 'perhaps',
    singleDash: true,
    values: {
      code: '-ex --ex -iex --iex -eval-command --eval-command -eiex',
      source: '-x --command -ix -command --init-command',
      perhaps: '-c -core --core -se --symbols --exec -d --directory -s -e',
      text: '-p --pid -b -i --interpreter -l',
      chdir: '-cd --cd',
    },
    stdinIsCode: 'spelled',
  },
  lldb: {
    operands: 'perhaps',
    values: {
      code: '-o --one-line -O --one-line-before-file -k --one-line-on-crash -Q',
      source: '-s --source -S --source-before-file -K',
      perhaps: '-c --core -f --file',
      text: '-p --attach-pid -n --attach-name -a --arch',
    },
    stdinIsCode: 'spelled',
  },
  sqlite3: {
    first: 'rewrite',
    operands: 'code',
    values: {
      source: '-init --init',
      code: '-cmd --cmd',
      text: '-separator -newline -nullvalue -mmap -vfs -lookaside -pagecache -maxsize',
      write: '-A',
    },
    singleDash: true,
    stdinIsCode: 'spelled',
  },
  'duckdb|litecli|sqlite': {
    first: 'rewrite',
    operands: 'code',
    values: { code: '-c -s --query -q -cmd -e --execute', source: '-init -f --liteclirc' },
    stdinIsCode: 'spelled',
  },
  'psql|pgcli|cockroach|usql': {
    operands: 'text',
    values: {
      source: '-f --file',
      write: '-o --output -L --log-file',
      code: '-c --command -e --execute',
      text: '-d --dbname -h --host -p --port -U --username -v --set --variable -F -P -R -T',
    },
    stdinIsCode: 'spelled',
  },
  'mysql|mariadb|mycli': {
    operands: 'text',
    values: {
      code: '-e --execute --init-command',
      use: '--defaults-file --defaults-extra-file --ssl-ca --ssl-cert --ssl-key',
      text: '-h --host -P --port -u --user -D --database --default-character-set --prompt --protocol',
      write: '--tee',
      command: '--pager',
    },
    optional: '-p',
    stdinIsCode: 'spelled',
  },
  'jq|gojq|jaq': {
    special: 'jsonQuery',
    first: 'query',
    firstGivenBy: '-f --from-file',
    operands: 'read',
    values: {
      source: '-f --from-file',
      read: '--rawfile --slurpfile --argfile',
      text: '--arg --argjson --indent',
      tree: '-L',
    },
    switches: [{ on: '--args --jsonargs', operands: 'text' }],
  },
  yq: {
    special: 'yamlQuery',
    first: 'query',
    firstGivenBy: '-f --from-file --expression',
    operands: 'read',
    values: {
      source: '-f --from-file',
      query: '--expression',
      text: '--arg --argjson -o --output-format -p --input-format -I --indent -s --split-exp --header-preprocess',
    },
    switches: [{ on: '-i --inplace --in-place', operands: 'rewrite' }],
  },
  'awk|gawk|mawk|nawk|goawk|frawk': {
    special: 'awkProgram',
    first: 'code',
    firstGivenBy: '-f --file -e --source -E --exec',
    operands: 'read',
    values: {
      text: '-F --field-separator -v --assign -l --load',
      source: '-f --file -E --exec',
      perhaps: '-i --include',
      code: '-e --source',
    },
    optional: '-o -p -d -D -W',
    prints: 'part',
  },
  'sed|gsed': {
    special: 'streamEditor',
    first: 'code',
    firstGivenBy: '-e --expression -f --file',
    operands: 'read',
    values: { code: '-e --expression', source: '-f --file', text: '-l --line-length' },
    optional: '-i',
    switches: [{ on: '-i --in-place', operands: 'rewrite' }],
    prints: 'part',
  },
};
