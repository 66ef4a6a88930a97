/** Programs that run what they find in a folder, are given by name, or read on standard input, as data. */
export interface Runner {
  readonly programs: string;
  /** Tested against the words after the program, joined with blanks; absent: any call. */
  readonly words?: RegExp;
  /** Names of files in its folder that it runs by itself. */
  readonly files?: RegExp;
  /** Options that say which folder that is. */
  readonly folder?: string;
  /** Options whose value is a file that it runs. */
  readonly given?: string;
  /** Files and folders that it is given are run, installed or compiled: all of them, or the first one. */
  readonly operands?: 'all' | 'first';
  /** Standard input is code: always, or where the words say so. */
  readonly stdin?: RegExp;
}

const always = /^/;
const dash = /(?:^|\s)-(?:\s|$)/;
const fileDash =
  /(?:^|\s)(?:-f|--file|--justfile|--makefile|--filename)[=\s]?\s?(?:-|\/dev\/stdin)(?:\s|$)/;

export const runners: readonly Runner[] = [
  {
    programs: 'make|gmake|bmake|remake',
    files: /^(?:GNU)?[mM]akefile$/,
    folder: '-C --directory',
    given: '-f --file --makefile',
    stdin: fileDash,
  },
  {
    programs: 'just',
    files: /^\.?justfile$/i,
    folder: '-d --working-directory',
    given: '-f --justfile',
    stdin: fileDash,
  },
  {
    programs: 'task|go-task|mage|invoke|fab|doit',
    files: /^(?:[tT]askfile\.ya?ml|magefile\.go|tasks\.py|fabfile\.py|dodo\.py)$/,
    folder: '-d --dir',
    given: '-t --taskfile',
  },
  {
    programs: 'npm|pnpm|yarn|bun|cnpm',
    words:
      /^(?:$|(?:-\S+ )*(?:$|(?:ci|i|install|add|run|run-script|test|t|tst|start|rebuild|exec|build|dev|serve|prepare|link)\b))/,
    files: /^(?:package\.json|\.npmrc|\.pnpmfile\.cjs|\.yarnrc(?:\.yml)?|bunfig\.toml)$/,
    folder: '--prefix -C --dir --cwd',
    operands: 'all',
  },
  {
    programs: 'pytest|py.test|tox|nox|unittest|nosetests|behave|robot',
    files:
      /^(?:conftest\.py|test_\w{0,100}\.py|\w{1,100}_test\.py|noxfile\.py|tox\.ini|pytest\.ini|setup\.cfg)$/,
    folder: '--rootdir -c',
    operands: 'all',
  },
  {
    programs: 'pip|pip3',
    words: /^(?:install|wheel)\b.*\s\.(?:\/|\[|\s|$)/,
    files: /^(?:setup\.py|setup\.cfg|pyproject\.toml)$/,
  },
  {
    programs: 'jupyter|papermill|runipy|nbconvert|quarto|marimo|streamlit|gunicorn|uvicorn|flask',
    words: /^(?:papermill|\S+\.(?:ipynb|py|qmd))|--execute|^(?:run|render|execute)\s/,
    operands: 'all',
  },
  { programs: 'pip|pip3|pipx', words: /^install\b/, operands: 'all' },
  {
    programs: 'uv',
    words: /^(?:pip install|tool install|run|sync|add)\b/,
    files: /^(?:pyproject\.toml|setup\.py)$/,
    folder: '--directory --project',
    operands: 'all',
  },
  {
    programs: 'poetry|pdm|hatch|flit|rye|pipenv',
    words: /^(?:install|run|build|sync)\b/,
    files: /^(?:pyproject\.toml|setup\.py|Pipfile)$/,
    operands: 'all',
  },
  {
    programs: 'docker|podman|nerdctl',
    words: /^(?:-\S+ )*compose\s.*\b(?:up|run|build|create|start|exec)\b/,
    files: /^(?:docker-)?compose(?:\.override)?\.ya?ml$/,
    given: '-f --file',
    folder: '--project-directory',
    stdin: fileDash,
  },
  {
    programs: 'docker-compose|podman-compose',
    words: /\b(?:up|run|build|create|start)\b/,
    files: /^(?:docker-)?compose(?:\.override)?\.ya?ml$/,
    given: '-f --file',
    stdin: fileDash,
  },
  {
    programs: 'docker|podman|nerdctl|buildah',
    words: /^(?:-\S+ )*(?:image |buildx )?(?:build|bud)\b/,
    files: /^(?:Dockerfile|Containerfile)$/,
    given: '-f --file',
    operands: 'all',
    stdin: new RegExp(`${dash.source}|${fileDash.source}`),
  },
  {
    programs: 'docker|podman|nerdctl',
    words: /^(?:image )?load\b/,
    given: '-i --input',
    stdin: always,
  },
  {
    programs: 'go',
    words: /^(?:run|test|generate|install)\b/,
    files: /\.go$/,
    operands: 'all',
    folder: '-C',
  },
  {
    programs: 'cargo',
    words: /^(?:\+\S+ )?(?:run|r|test|t|build|b|install|bench|check|c|clippy|nextest)\b/,
    files: /^(?:Cargo\.toml|build\.rs)$/,
    given: '--manifest-path',
    folder: '--path',
  },
  {
    programs: 'gradle|mvn|ant|sbt|lein|mill|kotlin',
    files: /^(?:build\.(?:gradle|sbt|xml|sc|mill)(?:\.kts)?|pom\.xml|project\.clj)$/,
    folder: '-p -f',
  },
  {
    programs: 'cmake|meson|ninja|scons|bazel|bazelisk|premake5|xmake|qmake|waf',
    files:
      /^(?:CMakeLists\.txt|meson\.build|build\.ninja|SConstruct|WORKSPACE(?:\.bazel)?|xmake\.lua|wscript)$/,
    folder: '-S -B -C',
    operands: 'all',
  },
  {
    programs: 'bundle|rake|rails|rspec|thor|cap',
    files: /^(?:Gemfile|Rakefile|Capfile|Thorfile)$/,
  },
  {
    programs: 'composer',
    words: /^(?:install|update|run|exec)\b/,
    files: /^composer\.json$/,
    folder: '-d --working-dir',
  },
  {
    programs: 'mix|rebar3|stack|cabal|dune|opam|zig|swift|dotnet|nimble|dub|shards|crystal',
    words: /^(?:run|test|build|deps\.get|compile|install|exec|restore|script)\b/,
    files:
      /^(?:mix\.exs|rebar\.config|stack\.yaml|\w+\.cabal|dune-project|build\.zig|Package\.swift|\w+\.(?:csproj|sln|nimble))$/,
  },
  {
    programs: 'ansible-playbook|ansible-pull|ansible-runner|salt-call|puppet|chef-client|chef-solo',
    operands: 'all',
    given: '-U --url --recipe-url',
    stdin: always,
  },
  {
    programs: 'terraform|tofu|terragrunt|pulumi|vagrant|packer|cdk|sam|serverless',
    words: /(?:^|\s)(?:apply|up|init|build|deploy|synth|plan)\b/,
    files: /\.tf(?:\.json)?$|^(?:Vagrantfile|Pulumi\.ya?ml|cdk\.json|serverless\.yml)$/,
  },
  {
    programs: 'nix-shell|nix-build|nix-env|nix|guix|nixos-rebuild|home-manager',
    files: /^(?:default|shell|flake)\.nix$/,
    operands: 'all',
    given: '-f --file',
    stdin: dash,
  },
  {
    programs: 'sqlite3|psql|mysql|mariadb|duckdb|mongosh|mongo|cqlsh|clickhouse-client',
    given: '-f --file -init',
    stdin: always,
  },
  {
    programs: 'awk|gawk|mawk|nawk|sed|gsed',
    given: '-f --file',
    stdin: /(?:^|\s)(?:-f|--file)[=\s]?\s?(?:-|\/dev\/stdin)(?:\s|$)/,
  },
  {
    programs:
      'clojure|clj|bb|jshell|jrunscript|groovysh|scala|kotlinc|ocaml|utop|ghci|dc|m4|gnuplot|maxima|gp|sage|gdb|lldb|ed|ex',
    operands: 'first',
    given: '-x -i --source -e',
    stdin: always,
  },
  {
    programs:
      'wasmtime|wasmer|wasm3|wasmedge|iwasm|mono|wine|wine64|dosbox|qemu-x86_64|qemu-aarch64|qemu-arm|box64|godot|love|pwsh|appimage-run|firejail|chronic|luvit|lune',
    operands: 'first',
  },
  { programs: 'java', given: '-jar -cp -classpath', operands: 'first' },
  { programs: 'dpkg', words: /(?:^|\s)(?:-i|--install|--unpack)(?:\s|$)/, operands: 'all' },
  {
    programs: 'apt|apt-get|aptitude|nala|dnf|yum|zypper|microdnf',
    words: /(?:^|\s)(?:install|localinstall|in|reinstall)\s/,
    operands: 'all',
  },
  {
    programs: 'rpm',
    words: /(?:^|\s)(?:-\w*[iUF]\w*|--install|--upgrade)(?:\s|$)/,
    operands: 'all',
  },
  { programs: 'pacman|yay|paru', words: /(?:^|\s)(?:-\w*U\w*|--upgrade)(?:\s|$)/, operands: 'all' },
  {
    programs:
      'apk|opkg|snap|flatpak|brew|port|xbps-install|emerge|installer|gdebi|alien|msiexec|winget|choco',
    words: /(?:^|\s)(?:add|install|-pkg|\/i|bundle)(?:\s|=)|-pkg/,
    operands: 'all',
    given: '-pkg --file',
  },
  {
    programs:
      'gem|luarocks|cpan|cpanm|opam|raco|pecl|pear|cabal|nimble|dub|R|helm|krew|vagrant|gh|tfenv',
    words:
      /(?:^|\s)(?:install|make|add|box add|plugin install|CMD INSTALL|extension install)\b|^(?:-\S+ )*\S+\.(?:tar|zip)/,
    operands: 'all',
  },
  {
    programs: 'code|code-insiders|codium|cursor|windsurf|positron',
    words: /--install-extension/,
    given: '--install-extension',
    operands: 'all',
  },
  { programs: 'insmod|modprobe|kldload|kextload', operands: 'all' },
  {
    programs: 'vim|nvim|vi|emacs|tmux|screen|expect|gnuplot|lldb',
    given: '-S -u -l --load -x --command -f -s',
  },
  // A script by its name is judged where it is read; these are patterns (`sh ./*.sh`) and modules.
  {
    programs:
      'python|python3|node|perl|ruby|php|lua|luajit|Rscript|julia|tclsh|sh|bash|zsh|dash|ksh|ash|fish',
    operands: 'first',
  },
  {
    programs: 'python|python3',
    words:
      /(?:^|\s)-m\s{0,4}(?!venv|virtualenv|json\.tool|http\.server|pip|ensurepip|this|site|zipfile|tarfile|timeit|calendar)\w/,
    files: /\.py$/,
  },
];
