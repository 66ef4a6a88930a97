import type { SecretFamily } from './secretFile.ts';

/** Logins of code hosts and package registries, and of network programs in general. */
export const codeFamilies: readonly SecretFamily[] = [
  {
    rule: 'credentials.git',
    title: 'a git credential file',
    files: [
      {
        id: 'git-credentials',
        what: 'passwords and tokens of git remotes',
        by: 'git-host',
        paths: [
          '**/.git-credentials',
          '~/.config/git/credentials',
          '~/.cache/git/credential',
          '~/.git-credential-cache',
          '~/.subversion/auth',
        ],
      },
      {
        id: 'github-cli',
        what: 'tokens of GitHub',
        by: 'github',
        paths: [
          '~/.config/gh/hosts.yml',
          '~/AppData/Roaming/GitHub CLI/hosts.yml',
          '~/.config/{hub,ghorg}',
          '~/.{gist,gist-vim}',
        ],
      },
      {
        id: 'gitlab-cli',
        what: 'tokens of GitLab',
        by: 'gitlab',
        paths: [
          '~/.config/{glab-cli,lab}',
          '~/Library/Application Support/glab-cli',
          '~/AppData/Local/glab-cli',
        ],
      },
      {
        id: 'code-host-cli',
        what: 'tokens of a code host',
        by: 'git-host',
        paths: ['~/.config/{tea,bit}', '~/.arcrc'],
      },
    ],
  },
  {
    rule: 'credentials.packages',
    title: 'a package registry credential file',
    files: [
      {
        id: 'npm',
        what: 'tokens of npm registries',
        by: 'npm',
        paths: [
          '~/.npmrc',
          '~/.config/pnpm/{auth.ini,rc}',
          '~/Library/Preferences/pnpm/{auth.ini,rc}',
          '~/.{yarnrc,yarnrc.yml,bunfig.toml}',
          '~/.config/configstore/npm*.json',
        ],
      },
      {
        id: 'python-packages',
        what: 'tokens of Python package indexes',
        by: 'pypi',
        paths: [
          '**/.pypirc',
          '~/.config/pypoetry/auth.toml',
          '~/.local/share/pypoetry/auth.toml',
          '~/Library/Application Support/pypoetry/auth.toml',
          '~/AppData/Roaming/pypoetry/auth.toml',
          '~/.config/pip/pip.conf',
          '~/.pip/pip.conf',
          '~/Library/Application Support/pip/pip.conf',
          '~/AppData/Roaming/pip/pip.ini',
          '~/.conda/.condarc-token',
        ],
      },
      {
        id: 'cargo',
        what: 'tokens of crates.io and other Rust registries',
        by: 'crates-io',
        paths: ['~/.cargo/credentials{,.toml}', '**/.cargo/credentials{,.toml}'],
      },
      {
        id: 'ruby-gems',
        what: 'tokens of RubyGems',
        by: 'rubygems',
        paths: [
          '~/.gem/credentials',
          '**/.gem/credentials',
          '~/.local/share/gem/credentials',
          '~/.bundle/config',
        ],
      },
      {
        id: 'java-packages',
        what: 'passwords of Maven and Gradle repositories',
        by: 'registry',
        paths: [
          '~/.m2/settings{,-security}.xml',
          '~/.gradle/gradle.properties',
          '~/.{sbt,ivy2}/.credentials',
          '~/.lein/credentials.clj{,.gpg}',
        ],
      },
      {
        id: 'package-registries',
        what: 'tokens of a package registry',
        by: 'registry',
        paths: [
          '~/.composer/auth.json',
          '~/.config/composer/auth.json',
          '~/AppData/Roaming/Composer/auth.json',
          '~/.nuget/NuGet/NuGet.Config',
          '~/AppData/Roaming/NuGet/NuGet.Config',
          '~/.hex/{hex.config,cache.ets}',
          '~/.pub-cache/credentials.json',
          '~/.config/dart/pub-credentials.json',
          '~/Library/Application Support/dart/pub-credentials.json',
          '~/AppData/Roaming/dart/pub-credentials.json',
          '~/.{pause,chef}',
        ],
      },
      {
        id: 'app-signing',
        what: 'keys of an app store account or a device',
        by: 'app-store',
        paths: ['~/.android/adbkey', '~/.appstoreconnect'],
      },
    ],
  },
  {
    rule: 'credentials.netrc',
    title: 'a login file for network programs',
    files: [
      {
        id: 'netrc',
        what: 'user names and passwords by host',
        by: 'password',
        paths: ['**/.netrc', '**/_netrc', '~/.authinfo{,.gpg}'],
      },
    ],
  },
  {
    rule: 'credentials.databases',
    title: 'a database login file',
    files: [
      {
        id: 'postgresql',
        what: 'passwords of PostgreSQL',
        by: 'database',
        paths: ['**/.pgpass', '~/AppData/Roaming/postgresql/pgpass.conf'],
      },
      {
        id: 'mysql',
        what: 'passwords of MySQL and MariaDB',
        by: 'database',
        paths: ['**/.{my.cnf,mylogin.cnf}', '~/AppData/Roaming/MySQL/.mylogin.cnf'],
      },
      {
        id: 'other-databases',
        what: 'logins or typed commands of a database client',
        by: 'database',
        paths: [
          '~/.{mongorc.js,dbshell}',
          '~/.config/redis',
          '~/.local/share/DBeaverData/workspace6/General/.dbeaver',
          '~/Library/DBeaverData/workspace6/General/.dbeaver',
          '~/AppData/Roaming/DBeaverData/workspace6/General/.dbeaver',
        ],
      },
    ],
  },
];
