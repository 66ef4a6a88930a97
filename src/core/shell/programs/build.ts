import type { ProgramGroup } from './types.ts';

/** Builders, test runners, linters and formatters: declared runners are opaque, their words may be paths. */
export const build: ProgramGroup = {
  'make|gmake|bmake': {
    special: 'makeTasks',
    operands: 'perhaps',
    values: {
      source: '-f --file --makefile',
      chdir: '-C --directory',
      perhaps: '-I --include-dir -o --old-file -W --what-if',
      word: '-j --jobs -l --load-average -O --output-sync',
      code: '--eval -E',
    },
    optional: '-j -l -O',
  },
  just: {
    special: 'makeTasks',
    operands: 'perhaps',
    values: {
      source: '-f --justfile',
      read: '--dotenv-path',
      chdir: '-d --working-directory',
      word: '--shell --dotenv-filename --list-heading',
      text: '--set --color',
      command: '-c --command',
    },
  },
  'mpirun|mpiexec|srun|sbatch': {
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
    values: { write: '-o --output', word: '--set-rpath --set-interpreter -s', text: '-R -j' },
  },
  // They rewrite what they are given, unless they are told to check only.
  'black|isort|pyupgrade|oxfmt|dprint|sqlfmt|swiftformat|spotless|standardrb|buildifier|addlicense|reuse|rufo|rustfmt|taplo':
    {
      operands: 'output',
      switches: [
        {
          on: '--check --check-only --diff --list-different -l --dry-run --lint --noEmit -c --lintonly',
          operands: 'glimpse',
        },
      ],
      values: {
        perhaps:
          '-c --config --config-file --settings -p --project --ignore-path --rcfile --cache-dir --cache-location --outDir --rootDir --stdin-filepath --stdin-filename --baseUrl --tsBuildInfoFile --cache-file',
        word: '--line-length --parser --target --module --target-version -t --python-version -r --reporter -f --max-warnings --max-line-length --profile --jobs -j -n --log-level --loglevel --lib --jsx --moduleResolution',
        text: '--select --ignore --extend-select --fix-only --rule --ext --format --severity --level --disable --enable --include --exclude',
        write: '-o --output-file --output --out --report-path',
      },
    },
  // They only look, unless they are told to mend.
  'ruff|biome|prettier|prettierd|rome|clang-format|shfmt|yapf|autopep8|autoflake|docformatter|gofmt|goimports|gofumpt|google-java-format|ormolu|fourmolu|stylish-haskell|vue-tsc|tsgo|nixpkgs-fmt|alejandra|stylua|luaformatter|terraform-fmt|mdformat|djlint|mypy|pyright|pylint|flake8|bandit|pydocstyle|vulture|pycodestyle|basedpyright|pytype|pyre|eslint|oxlint|stylelint|standard|xo|jshint|jslint|tslint|markdownlint|markdownlint-cli2|cspell|alex|vale|htmlhint|commitlint|knip|depcheck|madge|publint|attw|size-limit|shellcheck|hadolint|yamllint|actionlint|jsonlint|sqlfluff|clang-tidy|cppcheck|cpplint|swiftlint|ktlint|detekt|checkstyle|credo|dialyzer|hlint|revive|tflint|checkov|tfsec|trivy|grype|syft|semgrep|snyk|gitleaks|trufflehog|detect-secrets|codespell|typos|lychee|zizmor|check-jsonschema|kubeconform|kubeval|kube-linter|conftest|ajv|gitlint|proselint|textlint|mado|rumdl|dotenv-linter|editorconfig-checker|ec|ls-lint|act|yq-lint':
    {
      operands: 'glimpse',
      switches: [
        {
          on: '--fix --write -w --autofix --apply --in-place -i --fix-only --unsafe-fixes --add-noqa --inplace --fix-dry-run --correct-all -a -A --replace --reformat',
          operands: 'output',
        },
      ],
      values: {
        perhaps:
          '-c --config --config-file --settings -p --project --ignore-path --rcfile --cache-dir --cache-location --outDir --rootDir --stdin-filepath --stdin-filename --baseUrl --tsBuildInfoFile --cache-file',
        word: '-l --line-length --parser --target --module --target-version -t --python-version -r --reporter -f --max-warnings --max-line-length --profile --jobs -j -n --log-level --loglevel --lib --jsx --moduleResolution',
        text: '--select --ignore --extend-select --rule --ext --format --severity --level --disable --enable --include --exclude',
        write: '-o --output-file --output --out --report-path',
      },
    },
};
