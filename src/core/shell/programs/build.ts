import type { ProgramGroup } from './types.ts';

/** Builders, test runners, linters and formatters: declared runners are opaque, their words may be paths. */
export const build: ProgramGroup = {
  'make|gmake|bmake': {
    special: 'makeTasks',
    operands: 'perhaps',
    values: {
      read: '-f --file --makefile',
      chdir: '-C --directory',
      perhaps: '-I --include-dir -o --old-file -W --what-if',
      word: '-j --jobs -l --load-average -O --output-sync',
      command: '--eval',
    },
    optional: '-j -l -O',
  },
  just: {
    special: 'makeTasks',
    operands: 'perhaps',
    values: {
      read: '-f --justfile --dotenv-path',
      chdir: '-d --working-directory',
      word: '--set --shell --color --dotenv-filename --list-heading',
      command: '-c --command',
    },
  },
  'cc|gcc|g++|c++|clang|clang++|tcc|icc|nvcc|hipcc|ld|ld.lld|lld|as|nasm|yasm|cpp|gfortran|emcc|em++|mpicc|mpic++|mpicxx|mpirun|mpiexec|srun|sbatch':
    {
      operands: 'perhaps',
      values: {
        write: '-o -MF',
        perhaps: '-I -L -include -isystem -T',
        word: '-D -U -l -x -std -O -W -f -m -march -MT -MQ -n -np --oversubscribe -N',
      },
      singleDash: true,
    },
  'objcopy|strip|install_name_tool|patchelf|lipo|dsymutil|codesign|ranlib': {
    operands: 'rewrite',
    values: { write: '-o --output', word: '-R -j --set-rpath --set-interpreter -s' },
  },
  'ruff|black|isort|mypy|pyright|pylint|flake8|bandit|autopep8|yapf|pydocstyle|pyupgrade|vulture|autoflake|pycodestyle|basedpyright|pytype|pyre|docformatter|tsc|vue-tsc|tsgo|eslint|oxlint|oxfmt|biome|prettier|stylelint|standard|xo|dprint|rome|jshint|jslint|tslint|markdownlint|markdownlint-cli2|cspell|alex|vale|htmlhint|commitlint|knip|depcheck|madge|publint|attw|size-limit|shellcheck|shfmt|hadolint|yamllint|actionlint|jsonlint|taplo|sqlfluff|sqlfmt|clang-format|clang-tidy|cppcheck|cpplint|swiftlint|swiftformat|ktlint|detekt|checkstyle|spotless|google-java-format|rufo|standardrb|credo|dialyzer|hlint|ormolu|fourmolu|stylish-haskell|gofumpt|revive|buildifier|tflint|checkov|tfsec|trivy|grype|syft|semgrep|snyk|gitleaks|trufflehog|detect-secrets|codespell|typos|lychee|addlicense|reuse':
    {
      operands: 'perhaps',
      values: {
        perhaps:
          '-c --config --config-file --settings -p --project --ignore-path --rcfile --cache-dir --cache-location --outDir --rootDir --stdin-filepath --stdin-filename --baseUrl --tsBuildInfoFile --cache-file',
        word: '-l --line-length --select --ignore --extend-select --fix-only --rule --ext --parser --target --module --target-version -t --python-version -r --reporter --format -f --severity --level --max-warnings --max-line-length --disable --enable --profile --jobs -j -n --log-level --loglevel --lib --jsx --moduleResolution --include --exclude',
        write: '-o --output-file --output --out --report-path',
      },
    },
};
