import type { ProgramGroup } from './types.ts';

/** Managers of tools, secrets and environments that run another command inside what they set up. */
export const environments: ProgramGroup = {
  'mise|rbenv|pyenv|nodenv|goenv|asdf|fnm|volta|nvm|conda|mamba|micromamba|opam|rtx': {
    special: 'commandAfterVerb',
    operands: 'word',
    values: {
      word: '-n --name --using --node --npm --yarn --version -c',
      perhaps: '-p --prefix',
      chdir: '--cwd -C --cd',
      read: '-f --file',
    },
    prints: 'environment',
  },
  direnv: {
    special: 'commandAfterVerb',
    operands: 'word',
    before: ['word'],
    prints: 'environment',
  },
  'op|doppler|infisical|teller|berg|hatch|pdm|rye|pixi|tox|toolbox|distrobox|chamber|aws-vault|aws-okta|granted|saml2aws|sops|bundle|bundler|dagger|nx-exec':
    {
      special: 'commandAfterVerb',
      operands: 'perhaps',
      values: {
        read: '-f --file --from-file',
        use: '--env-file',
        command: '--command',
        word: '-e -p --project -c --config --profile -n --name --account --token --vault --scope -t --path',
        text: '--env',
      },
    },
  'dotenv|dotenvx|env-cmd|dotenv-cli': {
    special: 'withSettingsFile',
    operands: 'perhaps',
    values: { use: '-f --file -e --env-file -fk --env-keys-file', word: '-v -p -o --override' },
  },
  'ssh-agent': { wraps: 'words', prints: 'environment', values: { word: '-t -a -P -E -O' } },
  'starship|zoxide|dircolors|gpg-agent|keychain|thefuck|register-python-argcomplete|minikube|docker-machine|eksctl|k9s|helmfile|sdk|tfenv|luaver|luarocks':
    {
      operands: 'word',
      values: { word: '-n --name -p -s -a -t', read: '-f --file' },
      prints: 'environment',
    },
};
