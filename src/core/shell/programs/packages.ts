import type { ProgramFacts, ProgramGroup } from './types.ts';

const nodeValues = {
  chdir: '--prefix -C --dir --cwd',
  read: '--userconfig --globalconfig',
  use: '--env-file',
  word: '-w --workspace --registry --access --otp --loglevel --omit -p --package --scope --depth --reporter --shell-emulator',
  text: '--filter --tag --include',
  directory: '--cache --store-dir --modules-dir',
  command: '-c --call --shell',
} as const;

const opaque: ProgramFacts = { operands: 'perhaps' };

/** Package managers and their runners: what they run is opaque, their words may be paths. */
export const packages: ProgramGroup = {
  'npm|pnpm|yarn|yarnpkg|cnpm': {
    special: 'packageScripts',
    values: nodeValues,
    subcommands: {
      'exec|x|dlx': { wraps: 'words', values: nodeValues },
      'run|run-script|rum|start|test|t|tst|stop|restart|build|dev|lint|watch|format|preview|serve|check|typecheck|ci|install|i|add|remove|rm|uninstall|un|update|up|upgrade|audit|outdated|ls|list|ll|view|info|show|search|init|create|link|ln|unlink|pack|publish|version|why|dedupe|prune|rebuild|cache|config|set|get|doctor|fund|explain|login|logout|whoami|token|owner|dist-tag|deprecate|access|workspaces|workspace|import|store|env|root|bin|prefix|help|completion|ping|query|sbom|approve-builds|patch|patch-commit|fetch|recursive|constraints|plugin|up-interactive':
        { operands: 'perhaps', values: nodeValues, prints: 'word' },
    },
  },
  'npx|pnpx|bunx|nlx': { wraps: 'words', values: nodeValues },
  corepack: { wraps: 'words' },
  'n|lerna|nx|turbo|changeset|verdaccio|ncu|np|semantic-release|release-it|standard-version':
    opaque,
  'pip|pip3|pipx|pip-compile|pip-sync|easy_install': {
    subcommands: {
      'install|download|wheel|uninstall|run|inject|upgrade|reinstall': {
        operands: 'perhaps',
        values: {
          read: '-r --requirement -c --constraint',
          use: '--cert --client-cert',
          perhaps: '-e --editable -f --find-links',
          directory: '-t --target -d --dest -w --wheel-dir --prefix --root --src --cache-dir',
          word: '-i --python --python-version --implementation --abi --timeout --retries --upgrade-strategy --no-binary --only-binary --config-settings --progress-bar',
          text: '--index-url --extra-index-url --platform --proxy --trusted-host --global-option',
          write: '--log --report',
        },
      },
      'list|show|freeze|check|cache|config|debug|search|index|inspect|hash|completion|help|environment|ensurepath':
        {
          operands: 'perhaps',
          prints: 'environment',
        },
    },
  },
  uv: {
    values: {
      chdir: '--directory --project',
      perhaps: '--config-file --cache-dir',
      word: '--python -p',
      text: '--color',
    },
    subcommands: {
      'run|tool-run': {
        wraps: 'words',
        values: {
          word: '--with --extra -p --python --package --index --only-group -m --module',
          text: '--group',
          read: '--with-requirements',
          use: '--env-file',
          chdir: '--directory --project',
          perhaps: '--with-editable',
        },
      },
      'pip|sync|lock|add|remove|init|venv|tree|export|python|build|publish|cache|self|version|tool|help|generate-shell-completion|format':
        {
          operands: 'perhaps',
          values: {
            read: '-r --requirement --requirements -c --constraint',
            write: '-o --output-file',
            directory: '--out-dir',
            word: '-p --python --extra',
            text: '--group --index-url --extra-index-url',
          },
          prints: 'environment',
        },
    },
  },
  'poetry|pipenv': {
    values: { chdir: '-C --directory --project -P' },
    subcommands: {
      run: { wraps: 'words' },
      'install|add|remove|update|lock|show|build|publish|init|new|check|export|env|config|version|shell|sync|graph|clean|uninstall|requirements|search|source|self|cache|about|list|debug':
        {
          operands: 'perhaps',
          values: {
            word: '-G --with --without --only -E --extras --python',
            text: '--group',
            write: '-o --output',
          },
          prints: 'environment',
        },
    },
  },
  cargo: {
    values: { chdir: '-C', perhaps: '--config', word: '-Z', text: '--color' },
    subcommands: {
      'build|b|test|t|run|r|check|c|clippy|fmt|doc|d|bench|clean|update|add|remove|rm|install|uninstall|publish|new|init|search|tree|metadata|fetch|vendor|package|login|fix|expand|nextest|audit|deny|machete|watch|make|generate-lockfile|yank|owner|locate-project|verify-project|version|help|llvm-cov|tarpaulin|outdated|edit|release|binstall|set-version|hack|miri|insta|mutants|sort|udeps|rustdoc|report|read-manifest|pkgid|config|info':
        {
          operands: 'perhaps',
          values: {
            read: '--manifest-path',
            directory: '--target-dir --root --out-dir --artifact-dir',
            word: '-p --package --bin --example --test --bench -j --jobs --target --profile --message-format --version --git --branch --rev --registry --index -e --edition --name',
            text: '--features -F --color --exclude --tag',
            perhaps: '--path',
          },
        },
    },
  },
  'rustup|golangci-lint|gopls|dlv|staticcheck|dart|flutter|mix|rebar3|stack|cabal|dune|sbt|lein|clj|bazel|bazelisk|buck|buck2|pants|please|nuget|msbuild|xcodebuild|pod|carthage|fastlane|gem|rake|rails|rspec|rubocop|composer|phpunit|artisan|pecl|cpan|cpanm|conan|vcpkg|spack|nix-shell|nix-build|nix-env|home-manager|guix':
    {
      operands: 'perhaps',
      singleDash: true,
      values: {
        write: '-o -coverprofile --out --output',
        word: '-run -count -timeout -tags -ldflags -gcflags -p -bench -race-level --edition --emit --crate-type',
        perhaps: '-C -L -I --manifest-path',
      },
    },
  'brew|apt|apt-get|aptitude|dnf|yum|pacman|yay|zypper|apk|snap|flatpak|port|choco|scoop|winget|dpkg|rpm|emerge|pkg|softwareupdate|mas|apt-cache|apt-key|add-apt-repository|apt-mark|dpkg-query|xbps-install|nala':
    { operands: 'perhaps', prints: 'environment' },
};
