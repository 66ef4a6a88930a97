import type { ProgramGroup } from './types.ts';

/** Programs that run code which they are given. */
export const interpreters: ProgramGroup = {
  'sh|bash|zsh|dash|ksh|ash|mksh|rbash|fish|yash|oksh|csh|tcsh': {
    special: 'posixShell',
    values: { word: '-o +o -O +O', script: '--rcfile --init-file', command: '-C --init-command' },
  },
  'python|python2|python3|pypy|pypy3|ipython|bpython|micropython|jython': {
    special: 'interpreter',
    values: { code: '-c', word: '-m -W -X -Q --check-hash-based-pycs' },
  },
  'node|nodejs': {
    special: 'interpreter',
    values: {
      code: '-e --eval -p --print -pe',
      script: '-r --require --import --loader --experimental-loader',
      word: '-C --conditions --max-old-space-size --input-type --stack-trace-limit --test-reporter --inspect-port',
      text: '--test-name-pattern',
      read: '--icu-data-dir --openssl-config',
      use: '--env-file --env-file-if-exists',
    },
  },
  'deno|bun': {
    values: { code: '-e --eval -p --print' },
    special: 'packageScripts',
    subcommands: {
      'run|test|bench|x|dev|compile|serve|check|cache': {
        special: 'interpreter',
        values: {
          perhaps: '--allow-read --allow-write --config -c --import-map',
          use: '--env-file',
        },
      },
      eval: { operands: 'code' },
      'fmt|lint|doc|info|task|add|remove|install|i|upgrade|init|create|update|link|build|pm|repl|outdated|ci|publish':
        { operands: 'perhaps', values: { write: '--outdir --outfile --output -o' } },
    },
  },
  'perl|raku': {
    special: 'interpreter',
    values: { code: '-e -E', word: '-M -m -x -V', directory: '-I' },
    optional: '-i -0 -l -F -C',
  },
  'ruby|irb|jruby': {
    special: 'interpreter',
    values: { code: '-e', script: '-r', word: '-E -K -T -W', perhaps: '-I', chdir: '-C' },
    optional: '-i -0 -F',
  },
  php: {
    special: 'interpreter',
    values: { code: '-r -B -R -E', script: '-f -F', read: '-c', word: '-d -S', tree: '-t' },
  },
  'lua|luajit|lua5': { special: 'interpreter', values: { code: '-e', script: '-l' } },
  'Rscript|R|r': {
    special: 'interpreter',
    values: { code: '-e', read: '-f --file', text: '--args' },
  },
  'julia|osascript|tclsh|wish|guile|sbcl|clisp|racket|scheme|gst|swipl|octave|elixir|iex|erl|ghci|runghc|runhaskell|groovy|scala|kotlin|swift|expect|gjs|qjs|nu|elvish|xonsh':
    {
      special: 'interpreter',
      values: {
        code: '-e -E --eval --execute -eval --expr -x -c',
        script: '-L --load -l -r',
        word: '-p -t',
      },
    },
  'pwsh|pwsh-preview|powershell|cmd': { special: 'windowsShell' },
  'ts-node|tsx|esno|vite-node|jiti|babel-node|swc-node': {
    special: 'interpreter',
    values: {
      code: '-e --eval -p --print',
      script: '-r --require --import --loader',
      read: '-P --project --tsconfig',
      use: '--env-file',
      word: '-O --compiler-options',
    },
  },
  java: {
    singleDash: true,
    special: 'interpreter',
    values: {
      perhaps: '-cp -classpath --class-path -p --module-path',
      script: '-jar',
      word: '--add-opens --add-exports --add-modules --module',
    },
  },
  'uvicorn|gunicorn|hypercorn|flask|streamlit|celery|jupyter|ipykernel|nodemon|pm2|forever|honcho|concurrently|cross-env-shell':
    {
      operands: 'perhaps',
      values: { perhaps: '-c --config -e', mayUse: '--env-file', command: '-x --exec' },
    },
};
