import type { Form, Forms } from './embeddedForms.ts';

/** Where a command of a line editor may begin: a new line, after a bar, after the colon of `-c ':w x'`. */
const start = String.raw`(?:^|[|\n:'"]|\bsilent!?\s)\s{0,8}(?:[%.,$\d]{1,12}\s{0,4})?`;

const viForms: readonly Form[] = [
  {
    pattern: new RegExp(
      String.raw`${start}(?:r(?:ead)?\s{0,4}|w(?:rite)?\s{1,4})?!\s?([^\n]+)`,
      'gm',
    ),
    role: 'command',
  },
  {
    pattern: new RegExp(String.raw`${start}te(?:rm|rmi|rmin|rmina|rminal)?\s+([^\n|]+)`, 'gm'),
    role: 'command',
  },
  {
    pattern: new RegExp(
      String.raw`${start}(?:w|wq|x|xit|sav|saveas|up|update|write|mk\w{1,10}|redir\s{0,4}>{1,2}|redir!\s{0,4}>)!?\s+(?:>>\s{0,4})?([^\s|!'"][^|\n'"]*)`,
      'gm',
    ),
    role: 'write',
  },
  { pattern: /\bwritefile\s{0,4}\([^\n]{0,400}?,\s{0,4}["']([^"'\n]+)["']/g, role: 'write' },
  { pattern: /\bdelete\s{0,4}\(\s{0,4}["']([^"'\n]+)["']/g, role: 'delete' },
  {
    pattern:
      /\bdelete\s{0,4}\(\s{0,4}(?:expand\s{0,4}\(\s{0,4})?["']([^"'\n]+)["']\s?\)?\s?,\s?["']r?f?["']/g,
    role: 'remove',
  },
  {
    pattern:
      /\b(?:system|systemlist|jobstart|job_start|termopen|term_start)\s{0,4}\(\s{0,4}\[?\s{0,4}["']([^"'\n]+)["']/g,
    role: 'command',
  },
];

const lispForms: readonly Form[] = [
  {
    pattern:
      /\((?:shell-command|shell-command-to-string|async-shell-command|system|compile|call-process-shell-command|start-process-shell-command\s+"[^"\n]{0,80}"\s+"[^"\n]{0,80}")\s+"([^"\n]+)"/g,
    role: 'command',
  },
  {
    pattern:
      /\((?:call-process|start-process\s+"[^"\n]{0,80}"\s+\S{1,80}|run-program|uiop:run-program|system\*)\s+"([^\n)]+)/g,
    role: 'command',
  },
  {
    pattern: /\((?:write-region|append-to-file)\s[^\n]{0,200}?"([^"\n]+)"\s{0,4}[\w\s]{0,40}\)/g,
    role: 'write',
  },
  {
    pattern:
      /\((?:write-file|make-directory|set-visited-file-name|with-temp-file|call-with-output-file|with-output-to-file|open-output-file|make-symbolic-link\s+"[^"\n]{1,400}"|copy-file\s+"[^"\n]{1,400}"|rename-file\s+"[^"\n]{1,400}")\s+"([^"\n]+)"/g,
    role: 'write',
  },
  {
    pattern:
      /\((?:delete-directory|delete-file-recursively|delete-directory-and-files|uiop:delete-directory-tree|delete-directory\/files)\s+(?:#p)?"([^"\n]+)"/g,
    role: 'remove',
  },
  { pattern: /\((?:delete-file|delete-directory)\s+"([^"\n]+)"/g, role: 'delete' },
];

/** Text editors and databases: their commands start programs and write files. */
export const editorForms = (): Forms => [
  ['vi|vim|nvim|gvim|view|rvim|rview|vimdiff|ex|ed|red', viForms],
  ['emacs|emacsclient|guile|sbcl|clisp|racket|scheme|elvish', lispForms],
  [
    'sqlite3|sqlite|litecli|duckdb',
    [
      { pattern: /(?:^|["'])\s{0,8}\.(?:shell|sh|system|sys)\s+([^\n]+)/gm, role: 'command' },
      {
        pattern:
          /(?:^|["'])\s{0,8}\.(?:import|once|output|read|excel)\s+(?:--?\w+\s+)?["']?\|\s{0,4}([^"'\n]+)/gm,
        role: 'command',
      },
      {
        pattern:
          /(?:^|["'])\s{0,8}\.(?:output|once|save|log|backup|clone|cd)\s+(?:main\s+)?["']?([^\s"'|-][^\s"']*)/gm,
        role: 'write',
      },
      {
        pattern:
          /(?:^|["'])\s{0,8}\.(?:import|read|restore|load|open)\s+(?:--?\w+\s+)*["']?([^\s"'|-][^\s"']*)/gm,
        role: 'read',
      },
      { pattern: /\battach\s+(?:database\s+)?['"]([^'"\n]+)['"]/gi, role: 'rewrite' },
      {
        pattern: /\b(?:vacuum\s+(?:main\s+)?into|export\s+database)\s+'([^'\n]+)'/gi,
        role: 'write',
      },
      { pattern: /\bwritefile\s{0,4}\(\s{0,4}['"]([^'"\n]+)['"]/gi, role: 'write' },
      { pattern: /\bcopy\b[^\n;]{1,400}?\bto\s+'([^'\n]+)'/gi, role: 'write' },
      {
        pattern:
          /\b(?:read_csv|read_csv_auto|read_text|read_blob|read_json|read_json_auto|read_parquet|readfile|edit)\s{0,4}\(\s{0,4}\[?\s{0,4}'([^'\n]+)'/gi,
        role: 'read',
      },
      { pattern: /\bfrom\s+'([^'\n]+)'/gi, role: 'read' },
    ],
  ],
  [
    'psql|pgcli|cockroach|usql',
    [
      { pattern: /\\!\s{0,4}([^\n]+)/g, role: 'command' },
      { pattern: /\\(?:o|out|g|gx|w|write)\s+\|\s{0,4}([^\n]+)/g, role: 'command' },
      { pattern: /\\(?:o|out|g|gx|w|write|s)\s+([^\s|\\][^\s\\]*)/g, role: 'write' },
      { pattern: /\\(?:i|ir|include|include_relative|lo_import)\s+(\S+)/g, role: 'read' },
      {
        pattern: /\\?\bcopy\b[^\n;]{1,400}?\b(?:from|to)\s+program\s+'([^'\n]+)'/gi,
        role: 'command',
      },
      { pattern: /\\?\bcopy\b[^\n;]{1,400}?\bto\s+'?([~/.][^'\s\n]*)/gi, role: 'write' },
      { pattern: /\\?\bcopy\b[^\n;]{1,400}?\bfrom\s+'?([~/.][^'\s\n]*)/gi, role: 'read' },
      { pattern: /\blo_export\s{0,4}\([^\n,]{1,80},\s{0,4}'([^'\n]+)'/gi, role: 'write' },
    ],
  ],
  [
    'mysql|mariadb|mycli',
    [
      { pattern: /(?:^|[;\n"'])\s{0,8}(?:\\!|system\s)\s{0,4}([^\n;]+)/gm, role: 'command' },
      { pattern: /(?:^|[;\n"'])\s{0,8}(?:tee|\\T)\s+([^\s;]+)/gm, role: 'write' },
      { pattern: /(?:^|[;\n"'])\s{0,8}(?:source|\\\.)\s+([^\s;]+)/gm, role: 'read' },
      { pattern: /\binto\s+(?:outfile|dumpfile)\s+['"]([^'"\n]+)['"]/gi, role: 'write' },
      {
        pattern:
          /\bload\s+(?:data|xml)\s+(?:low_priority\s+|concurrent\s+)?(?:local\s+)?infile\s+['"]([^'"\n]+)['"]/gi,
        role: 'read',
      },
      { pattern: /\bload_file\s{0,4}\(\s{0,4}['"]([^'"\n]+)['"]/gi, role: 'read' },
    ],
  ],
  [
    'gdb|lldb|rr',
    [
      {
        pattern: /(?:^|[\n;])\s{0,8}(?:shell|!|platform\s+shell|make)\s{1,4}([^\n]+)/gm,
        role: 'command',
      },
      { pattern: /(?:^|[\n;])\s{0,8}!([^\n]+)/gm, role: 'command' },
      {
        pattern: /(?:^|[\n;])\s{0,8}(?:pipe|\|)\s[^\n|]{1,200}\|\s{0,4}([^\n]+)/gm,
        role: 'command',
      },
      {
        pattern:
          /(?:^|[\n;])\s{0,8}(?:set\s+logging\s+file|dump\s+\w+\s+\w+|dump\s+\w+|save\s+\w+|generate-core-file|gcore)\s+([^\s;]+)/gm,
        role: 'write',
      },
      {
        pattern:
          /(?:^|[\n;])\s{0,8}(?:source|command source|file|exec-file|symbol-file|info source|list)\s+([~/.][^\s;]*)/gm,
        role: 'read',
      },
    ],
  ],
  ['sftp|lftp|ftp|psftp', [{ pattern: /(?:^|[\n;])\s{0,8}!([^\n]+)/gm, role: 'command' }]],
  [
    'curl',
    [
      {
        pattern: /^\s{0,8}-{0,2}url\s{0,4}[=: ]\s{0,4}"?file:(?:\/\/(?:localhost)?)?([^\s"]+)/gm,
        role: 'read',
      },
      {
        pattern:
          /^\s{0,8}-{0,2}(?:upload-file|data|data-binary|data-ascii|json|data-urlencode|form)\s{0,4}[=: ]\s{0,4}"?(?:\w{0,40}=?@)?([~/.][^\s"]*)/gm,
        role: 'read',
      },
      {
        pattern:
          /^\s{0,8}-{0,2}(?:output|cookie-jar|dump-header|trace|trace-ascii|output-dir|stderr)\s{0,4}[=: ]\s{0,4}"?([^\s"]+)/gm,
        role: 'write',
      },
    ],
  ],
];
