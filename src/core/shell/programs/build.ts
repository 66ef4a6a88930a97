import type { ProgramGroup } from './types.ts';

/** Builders, test runners, linters and formatters: declared runners are opaque, their words may be paths. */
export const build: ProgramGroup = {
  'make|gmake|bmake': {
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
  'cmake|ctest|cpack|ninja|samu|meson|scons|waf|autoconf|automake|autoreconf|configure|libtool|qmake|premake5|xmake|just|task|mage|earthly|dagger|tilt|skaffold|gulp|grunt|ant|mvn|mvnw|gradle|gradlew|kotlinc|scalac|javac|jshell|javadoc|protoc|buf|thrift|flatc|swig|cython|f2py|nuitka|pyinstaller|cxfreeze|setuptools|build|twine|flit|maturin':
    {
      operands: 'perhaps',
      values: {
        perhaps: '-f -C -S -B -G -D -o -p --build --install --prefix --file',
        word: '-j --parallel --target -t --config',
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
  'pytest|py.test|unittest|nose2|nosetests|behave|robot|coverage|mutmut|hypothesis|jest|vitest|mocha|ava|tap|karma|cypress|playwright|c8|nyc|stryker|wdio|testcafe|bats|shellspec|ginkgo|gotestsum|phpspec|pest|codecept|qunit|jasmine|web-test-runner|node-tap':
    {
      operands: 'perhaps',
      values: {
        perhaps:
          '-c --config --rootdir --basetemp --junitxml --junit-xml --ignore --deselect --cov-config --require -r --import --outputFile --coverage-dir --confcutdir --log-file',
        word: '-k -m -n --maxfail --tb --cov --cov-report --durations -p -o --reporter -t --testNamePattern -g --grep --timeout -W --numprocesses --dist -R -w --maxWorkers --project --shard -j --jobs --retries --fail-under',
      },
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
  'webpack|webpack-cli|vite|rollup|esbuild|parcel|rspack|rsbuild|swc|babel|tsup|unbuild|tsdown|rolldown|next|nuxt|astro|remix|gatsby|svelte-kit|ng|vue|vue-cli-service|react-scripts|craco|expo|react-native|metro|ionic|cap|capacitor|electron|electron-builder|electron-forge|tauri|storybook|sb|docusaurus|vuepress|vitepress|eleventy|hugo|jekyll|mkdocs|sphinx-build|sphinx-autobuild|typedoc|jsdoc|doxygen|hexo|zola|mdbook|tailwindcss|postcss|sass|lessc|stylus|purgecss|terser|uglifyjs|cssnano|html-minifier|svgo|imagemin|workbox|wasm-pack|wasm-bindgen|wasm-opt|wat2wasm|prisma|drizzle-kit|typeorm|sequelize|knex|alembic|django-admin|manage|graphql-codegen|openapi-generator|openapi-generator-cli|swagger-codegen|plop|hygen|yo|degit|create-react-app|create-next-app|create-vite|shadcn|vsce|ovsx|vscode-test':
    {
      operands: 'perhaps',
      values: {
        perhaps: '-c --config --outdir --outfile --out-dir -o -d --schema',
        word: '-p --port --mode -m --host --target --format --platform --name',
      },
    },
};
