import type { HazardGroup } from './types.ts';

const forAll = { kind: 'escalate', why: 'changes a setting of yours for every project' } as const;
const source = {
  kind: 'escalate',
  why: 'changes from where code is fetched, for every project',
} as const;

/**
 * Settings that programs keep outside the project, changed by their own command line: what the same change in the file
 * would be denied for. Named packages from a registry are not among them.
 */
export const settingsHazards = (): readonly HazardGroup[] => [
  {
    programs: 'npm|pnpm|cnpm',
    hazards: [
      {
        words: 'config set|c set|set|config delete|config edit',
        line: /registry|proxy|prefix|shell|auth|ssl|cafile|token|password|globalconfig|userconfig|node-options|init-module|^$/,
        none: '--location=project -L=project',
        ...source,
      },
    ],
  },
  {
    programs: 'yarn|yarnpkg',
    hazards: [
      { words: 'config set', none: '--json', line: /registry|--home|npm|plugin/i, ...source },
    ],
  },
  {
    programs: 'pip|pip3',
    hazards: [{ words: 'config set|config unset|config edit', none: '--site', ...source }],
  },
  {
    programs: 'poetry',
    hazards: [
      {
        words: 'config',
        none: '--local --list --migrate --help',
        line: /^(?:--\S+ )*(?:repositories|http-basic|pypi-token|certificates|installer|solver|system-git)\b.*\S/,
        ...forAll,
      },
    ],
  },
  {
    programs: 'uv',
    hazards: [{ words: 'auth login|python pin', any: '--global --password --token', ...forAll }],
  },
  {
    programs: 'conda|mamba|micromamba',
    hazards: [
      {
        words: 'config',
        any: '--add --append --prepend --set --remove --remove-key',
        none: '--env --file',
        ...source,
      },
      {
        words: 'init',
        none: '--dry-run',
        kind: 'persist',
        why: 'changes the start-up files of shells',
      },
    ],
  },
  {
    programs: 'gem',
    hazards: [{ words: 'sources', any: '-a --add -r --remove -c --clear-all', ...source }],
  },
  {
    programs: 'bundle|bundler',
    hazards: [{ words: 'config set|config unset', any: '--global', ...source }],
  },
  {
    programs: 'composer',
    hazards: [
      {
        words: 'global config|config',
        any: '-g --global',
        none: '--list -l',
        line: /\S+ \S+/,
        ...source,
      },
    ],
  },
  {
    programs: 'dotnet|nuget',
    hazards: [
      {
        words:
          'nuget add source|nuget update source|nuget remove source|nuget disable source|sources add|sources update|config',
        none: '--configfile -ConfigFile',
        line: /source|-set|http/i,
        ...source,
      },
    ],
  },
  { programs: 'cargo', hazards: [{ words: 'login', ...forAll }] },
  {
    programs: 'helm',
    hazards: [
      { words: 'repo add|repo remove|plugin install|plugin update|registry login', ...source },
    ],
  },
  {
    programs: 'rustup',
    hazards: [
      {
        words: 'default|set profile|set default-host|self uninstall|set auto-self-update',
        none: '--help',
        operand: /./,
        ...forAll,
      },
    ],
  },
  {
    programs: 'asdf|mise|rtx',
    hazards: [
      { words: 'global|use', any: '-g --global', ...forAll },
      { words: 'global', operand: /./, ...forAll },
      { words: 'set', any: '-u --home', ...forAll },
    ],
  },
  {
    programs: 'pyenv|rbenv|nodenv|goenv|jenv|plenv|tfenv',
    hazards: [{ words: 'global', operand: /./, ...forAll }],
  },
  {
    programs: 'nvm|fnm|volta|n|sdk',
    hazards: [{ words: 'alias default|default', operand: /./, ...forAll }],
  },
  {
    programs: 'direnv',
    hazards: [
      {
        words: 'allow|permit|grant',
        operand: /^(?:~|\/|\.\.)/,
        kind: 'escalate',
        why: 'lets another folder run code in your shells',
      },
    ],
  },
  {
    programs: 'gh|glab',
    globals: '-R --repo',
    hazards: [
      { words: 'config set', ...forAll },
      { words: 'alias set|alias import', ...forAll },
      { words: 'extension install|ext install', ...source },
    ],
  },
  {
    programs: 'aws|az|gcloud|ibmcloud|bx|oci|doctl|linode-cli|scw|hcloud',
    globals: '--profile --region --project',
    hazards: [
      {
        words:
          'configure set|configure import|config set|config unset|config configurations activate|account set|init|configure',
        none: '--help',
        noOperand: /^(?:list|get|list-profiles|export-credentials|sso)$/,
        ...forAll,
      },
    ],
  },
];
