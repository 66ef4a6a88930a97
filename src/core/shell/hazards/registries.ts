import type { HazardGroup } from './types.ts';

const gone = { kind: 'destroy', recoverable: false } as const;
const lost = { kind: 'destroy', recoverable: true } as const;

/** Published packages and images, and where packages come from. */
export const registryHazards = (): readonly HazardGroup[] => [
  {
    programs: 'npm|pnpm|yarn',
    hazards: [
      { words: 'unpublish', ...gone, why: 'takes a published package away from everybody' },
      { words: 'npm unpublish', ...gone, why: 'takes a published package away from everybody' },
      {
        words:
          'owner rm|owner remove|deprecate|access revoke|access set|team destroy|team rm|dist-tag rm|org rm',
        ...lost,
        why: 'changes what is published, or who may change it',
      },
      {
        words: 'owner add|access grant|team add|org set|access public',
        kind: 'escalate',
        why: 'lets somebody else change what is published',
      },
      {
        words: 'rm|remove|uninstall|un|r',
        any: '-g --global',
        operand: /^(?:npm|corepack|node)$/,
        ...lost,
        why: 'removes the package manager itself',
      },
      {
        words: 'pkg set|set-script',
        line: /(?:^|\s)(?:scripts\.)?(?:pre|post)?install[=\s]/,
        kind: 'unresolved',
        why: 'adds a script that runs by itself at every installation',
      },
      {
        words: 'config set|c set|set',
        line: /(^|[\s=])(script-shell|shell|node-options|git|editor|viewer|onload-script|init-module|init\.module|scriptShell|yarnPath|yarn-path|plugins)([=\s]|$)/,
        kind: 'persist',
        why: 'makes later runs of the package manager start another program',
      },
      {
        words: 'config set|c set|set',
        line: /(^|\s)(\S+:)?(?:registry|npmRegistryServer)[=\s]/,
        kind: 'unresolved',
        why: 'takes later packages from another server',
      },
      {
        words: 'config set|c set|set',
        line: /(^|\s)(?:(strict-ssl|audit|package-lock|enableStrictSsl|enableImmutableInstalls|verify-store-integrity)[=\s]\s*false|ignore-scripts[=\s]\s*false(?=.*\s(?:-g|--global|--location[=\s](?:global|user))(?:\s|$))|(?:unsafe-perm|enableScripts)[=\s]\s*true)/,
        kind: 'tamper',
        why: 'switches a check of packages off',
      },
    ],
  },
  {
    programs: 'cargo',
    hazards: [
      { words: 'yank', none: '--undo', ...lost, why: 'takes a published version away' },
      { words: 'owner', any: '-r --remove -a --add', ...lost, why: 'changes who owns a package' },
    ],
  },
  {
    programs: 'gem',
    hazards: [{ words: 'yank', ...gone, why: 'takes a published version away from everybody' }],
  },
  {
    programs: 'pip|pip3|uv|poetry|conda|mamba|bundle|gem|composer|go|cargo|mvn|dotnet|nuget|helm',
    hazards: [
      {
        words: 'config set|config|env|source add|sources add|nuget add source|nuget update source',
        line: /(?:^|\s)(?:global\.|install\.|user\.|-g\s+|--global\s+|repositories\.)?(?:extra-)?(?:index-url|index|registry|mirror\.\S+|repositories\.\S+|channels|channel_alias|source\.\S+|repo\.\S+)[=\s]+["']?http:\/\/(?!localhost|127\.)/i,
        kind: 'unresolved',
        why: 'takes later packages from another server, unprotected',
      },
      {
        words: 'config set|config',
        line: /(?:^|\s)(?:global|user|site)?\.?(?:index-url|extra-index-url)[=\s]/,
        kind: 'unresolved',
        why: 'takes later packages from another server',
      },
      {
        words: 'config set|config|env',
        line: /trusted-host[=\s]|GO(?:NOSUMDB|NOSUMCHECK|INSECURE|FLAGS)=\S|GOSUMDB=off|ssl_verify[=\s]+false|secure-http[=\s]+false|disable-tls[=\s]+true/i,
        kind: 'tamper',
        why: 'switches a check of packages off',
      },
      {
        words: 'env',
        line: /(?:^|\s)-w\s.*GO(?:PROXY|ROOT|TOOLCHAIN|VCS|AUTH)=|(?:^|\s)-w\s.*(?:CC|CXX|PKG_CONFIG)=/,
        kind: 'unresolved',
        why: 'changes where later builds get their code and tools from',
      },
    ],
  },
  {
    programs: 'crane|skopeo|regctl|oras|cosign|notation',
    hazards: [
      {
        words:
          'delete|tag delete|image delete|manifest delete|blob delete|repo delete|repo rm|rm|tag rm|clean',
        ...lost,
        why: 'deletes a published image',
      },
    ],
  },
  {
    programs: 'twine|uv|poetry|hatch|flit|nuget|dotnet',
    hazards: [{ words: 'delete|nuget delete', ...gone, why: 'takes a published package away' }],
  },
  {
    programs: 'gh|glab|hub',
    globals: '-R --repo',
    hazards: [
      {
        words: 'api',
        line: /^(?=.*(?:-X|--method)[= ]?(?:PUT|PATCH|POST)\b)(?=.*\/(?:collaborators|memberships|members|invitations|keys|teams|installations|environments|actions\/permissions|deploy_keys|access_tokens)\b)/i,
        kind: 'escalate',
        why: 'gives somebody more rights on the server',
      },
      {
        words: 'api',
        line: /(?:^|\s)graphql\s.*\b(?:delete|remove|archive)[A-Z]\w*\s*\(/,
        ...lost,
        why: 'deletes something on the server',
      },
      {
        words: 'repo deploy-key delete|workflow disable',
        ...lost,
        why: 'deletes something on the server',
      },
    ],
  },
];
