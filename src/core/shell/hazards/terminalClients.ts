import type { Hazard, HazardGroup } from './types.ts';

const commands = {
  kind: 'terminal',
  why: 'takes its commands from the terminal',
  typed: true,
} as const;
const debug = { kind: 'terminal', why: 'opens a debugger at the terminal', typed: true } as const;
const editor = { kind: 'terminal', why: 'opens an editor at the terminal', typed: true } as const;
/** They ask the terminal itself, whatever is piped into them. */
const viewer = { kind: 'terminal', why: 'opens a viewer at the terminal' } as const;
const informs = '--help --version -V';

/** A client that asks for commands unless one of these options gives them. */
function unless(none: string, more: Partial<Hazard> = {}): Hazard {
  return { none: `${none} ${informs}`, ...more, ...commands };
}

/** Clients of databases and services. */
const clients: readonly HazardGroup[] = [
  {
    programs: 'psql|pgcli|usql|cockroach|ysqlsh|edgedb|gel',
    hazards: [unless('-c --command -f --file -l --list -e --execute')],
  },
  {
    programs: 'mysql|mariadb|mycli|mysqlsh',
    hazards: [unless('-e --execute -f --file --sql')],
  },
  {
    programs: 'sqlite3|sqlite|litecli|duckdb|sqlcipher',
    hazards: [
      unless('-c --command -f -s -cmd', {
        most: 1,
        values: '-init -separator -newline -nullvalue',
      }),
    ],
  },
  {
    programs: 'redis-cli|valkey-cli|keydb-cli|iredis',
    hazards: [
      unless(
        '--eval --pipe --scan --bigkeys --memkeys --hotkeys --latency --stat --rdb --cluster',
        {
          most: 0,
          values: '-h -p -s -a -u -n -r -i -d -D --user --pass --cacert --cert --key --sni',
        },
      ),
    ],
  },
  {
    programs: 'mongosh|mongo',
    hazards: [unless('--eval -f --file', { noOperand: /\.m?js$/ })],
  },
  { programs: 'sqlplus|sqlcl', hazards: [unless('-H', { noOperand: /^@/ })] },
  {
    programs:
      'cqlsh|sqlcmd|isql|tsql|clickhouse-client|trino|presto|beeline|hive|impala-shell|snowsql|vsql|influx|cypher-shell|gremlin|arangosh|spark-sql|mssql-cli|athenacli|surreal|ksql',
    hazards: [
      unless(
        '-e -f -q -Q -i --execute --file --query --queries-file --command --filename --input-file',
      ),
    ],
  },
  {
    programs: 'sftp|ftp|lftp|tftp|smbclient|ncftp|cadaver|bluetoothctl|virsh|ansible-console',
    hazards: [unless('-b -c -e -f --command', { most: 1, values: '-P -i -o -u -p -D' })],
  },
];

/** Debuggers and consoles of languages and frameworks. */
const consoles: readonly HazardGroup[] = [
  {
    programs:
      'gdb|rust-gdb|gdb-multiarch|cgdb|lldb|rust-lldb|dlv|jdb|radare2|r2|rizin|pdb|pdb3|ipdb|pudb|rdbg|byebug',
    hazards: [
      {
        none: `-batch --batch -b --headless ${informs}`,
        line: /^(?!\s{0,4}(?:version|help|trace|dap)\b)/,
        ...debug,
      },
    ],
  },
  {
    programs: 'rails|rake',
    hazards: [{ words: 'console|c|dbconsole|db', most: 1, ...commands }],
  },
  {
    programs:
      'artisan|manage.py|flask|django-admin|symfony|wp|drush|lein|bb|stack|cabal|dotnet|sbt|deno|bun|node|nodejs|jupyter|terraform|tofu|hardhat|truffle',
    hazards: [
      {
        words:
          'tinker|shell|shell_plus|dbshell|repl|ghci|fsi|console|db shell|inspect|consoleProject',
        none: '--command -c --eval -e --execute --script -s --exec',
        most: 2,
        ...commands,
      },
    ],
  },
  {
    programs:
      'jshell|groovysh|amm|clj|clojure|rlwrap|evcxr|coqtop|maxima|gp|sage|matlab|spark-shell|pyspark|ptpython|ocaml|utop|poly|pry|cling|dc|psysh',
    hazards: [
      unless('-e -E --eval -c --command -batch -b --batch -r -p -f --file -script --script -x', {
        noOperand: /\.[A-Za-z]\w{0,6}$|^[/.]/,
      }),
    ],
  },
  // These go on asking after the files that they are given.
  {
    programs: 'iex|ghci|erl',
    hazards: [unless('-e --eval -noshell -noinput -eval')],
  },
  {
    programs: 'swift|scala',
    hazards: [{ words: 'repl', ...commands }],
  },
  { programs: 'deno|bun', hazards: [unless('-e -p', { most: 0 })] },
];

/** Editors and viewers, and the programs that open one. */
const editors: readonly HazardGroup[] = [
  {
    programs:
      'vi|vim|nvim|gvim|view|vimdiff|rvim|ex|vim.tiny|vim.basic|nano|pico|rnano|emacs|micro|helix|hx|kak|joe|jed|ne|mcedit|mg|zile|ed|red|visudo|vipw|vigr|sudoedit',
    hazards: [
      {
        none: `-es -Es --headless --batch -batch --script -script ${informs}`,
        // `vim +%s/a/b/ +wq`: it is told how to end.
        line: /^(?!.*(?:^|\s)(?:\+|-c\s?|--cmd\s?)["':]{0,2}(?:w|x|wq|q|qa|wqa|xa|qall|wqall|cq|cquit|quit)\b)/,
        ...editor,
      },
    ],
  },
  {
    programs:
      'less|more|most|lv|mc|ranger|nnn|lf|vifm|yazi|broot|xplr|tig|gitui|lazygit|lazydocker|k9s|ncdu|w3m|lynx|links|elinks|mutt|neomutt',
    hazards: [
      {
        none: '-dump --dump -source -dump_source -listonly -h -o -print --version --help -V',
        ...viewer,
      },
    ],
  },
  {
    programs: 'git',
    globals: '-C -c --git-dir --work-tree --exec-path --namespace',
    hazards: [
      { words: 'rebase', any: '-i --interactive --edit-todo', none: '--abort --quit', ...editor },
      { words: 'config', any: '-e --edit', ...editor },
      {
        words: 'commit',
        none: '-m --message -F --file -C --reuse-message --no-edit --fixup --dry-run --squash -h',
        ...editor,
      },
      { words: 'branch', any: '--edit-description', ...editor },
    ],
  },
  { programs: 'crontab', hazards: [{ any: '-e', ...editor }] },
];

/** Programs that ask at the terminal what they shall do: the second half of `terminals.ts`. */
export const terminalClients: readonly HazardGroup[] = [...clients, ...consoles, ...editors];
