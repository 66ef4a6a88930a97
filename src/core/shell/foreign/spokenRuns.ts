/** Runs whose words alone say that foreign code comes in, or that somebody may come in. */
export interface SpokenRun {
  readonly program: RegExp;
  /** Tested against the words after the program, joined with blanks. */
  readonly words: RegExp;
  readonly why: string;
  /** Options whose address must be somebody else's registry. */
  readonly foreign?: string;
  /** Its short options mean something else than those of registries. */
  readonly whole?: boolean;
  /** An address of a released version at a code host is spared. */
  readonly sparesReleases?: boolean;
}

const address = String.raw`(?:git\+\S+|git:\/\/\S+|https?:\/\/\S+|(?:github|gitlab|bitbucket|gist):\S+)`;
const installs = 'installs code from an address';
const runs = 'runs code from a download';
const otherRegistry = 'installs packages from a registry that nobody vouches for';

export const spokenRuns: readonly SpokenRun[] = [
  {
    program: /^(?:pip[\d.]*|pipx|uv|uvx)$/,
    words: new RegExp(
      String.raw`^(?:-\S+ )*(?:(?:install|pip install|tool install|add)\b.*[\s=]|(?:run .*|tool run .*)?--(?:spec|from)[\s=])${address}`,
    ),
    why: installs,
  },
  {
    program: /^(?:npm|pnpm|yarn|bun)$/,
    words: new RegExp(
      String.raw`^(?:-\S+ )*(?:install|i|add|exec|x|dlx|global add)\b.*\s${address}`,
    ),
    why: installs,
  },
  {
    program: /^(?:npx|pnpx|bunx)$/,
    words: new RegExp(String.raw`^(?:-\S+ )*(?:-p |--package[= ])?${address}`),
    why: runs,
  },
  { program: /^deno$/, words: /^(?:run|install|test|bench|serve)\b.*\shttps?:\/\//, why: runs },
  {
    program:
      /^(?:jshell|marimo|streamlit|gradio|scala-cli|kotlin|jbang|groovy|k6|bb|nbb|wasmtime|wasmer|mshta|regsvr32|rundll32|osascript|godot|love|Rscript)$/,
    words: /^(?:[\w-]+ )*https?:\/\//,
    why: runs,
  },
  // Packages by their address.
  {
    program: /^(?:rpm)$/,
    words: /^(?:.*\s)?(?:-\w*[iUF]\w*|--install|--upgrade)\s.*https?:\/\//,
    whole: true,
    why: installs,
  },
  {
    program: /^(?:apk)$/,
    words: /^(?:.*\s)?add\s.*https?:\/\/\S+\.apk|^(?:.*\s)?add\s.*--allow-untrusted/,
    why: installs,
  },
  {
    program: /^(?:dpkg|apt|apt-get|dnf|yum|zypper|microdnf)$/,
    words:
      /^(?:.*\s)?(?:install|localinstall|-i|in)\s.*https?:\/\/(?!\S*(?:epel-release|rpmfusion|remi-release))/,
    whole: true,
    why: installs,
  },
  { program: /^(?:pacman|yay|paru)$/, words: /^(?:.*\s)?-\w*U\w*\s.*https?:\/\//, why: installs },
  {
    program: /^(?:brew)$/,
    words: /^(?:install|reinstall|cask install)\s(?:\S+\s)*https?:\/\//,
    why: installs,
  },
  {
    program:
      /^(?:snap|flatpak|nix-env|nix-shell|nix-build|nix|guix|luarocks|gem|cpan|cpanm|opam|raco|pecl|pear|dub|nimble|vcpkg|conan|spack|mamba|conda|micromamba|installer|opkg|pkg|pkg_add)$/,
    words:
      /^(?:[\w-]+ )*(?:-\S+ )*(?:\S+ )*?https?:\/\/\S+\.(?:tar\.\w+|tgz|zip|nix|rockspec|rock|gem|conda|tar|flatpak(?:ref)?|snap|pkg|txz|ipk)\b/,
    why: installs,
  },
  {
    program: /^(?:nix)$/,
    words:
      /^(?:run|shell|develop|profile install|build)\s.*(?:git\+|https?:\/\/|github:(?!NixOS\/))/,
    why: installs,
  },
  {
    program: /^(?:luarocks|cpanm|cpan)$/,
    words: /^(?:install |make )?(?:-\S+ )*https?:\/\//,
    why: installs,
  },
  {
    program: /^(?:clojure|clj|bb|lein)$/,
    words: /:git\/url\s{0,4}\\?["'](?:https?|git|ssh):/,
    why: installs,
  },
  { program: /^cargo$/, words: /^(?:\+\S+ )?install\b.*\s--git[=\s]/, why: installs },
  {
    program: /^(?:code|code-insiders|codium|cursor|windsurf|positron)$/,
    words: /--install-extension[=\s]https?:\/\//,
    why: installs,
  },
  {
    program: /^(?:krew|kubectl|k|oc)$/,
    words: /(?:^|\s)(?:krew )?install\s.*--manifest-url[=\s]/,
    why: installs,
  },
  { program: /^(?:helm)$/, words: /^plugin install\s(?:-\S+ )*(?:https?:|git)/, why: installs },
  {
    program: /^(?:claude|codex|gemini|qwen|copilot|opencode|droid)$/,
    words:
      /^(?:plugins? marketplace add|plugin install|extensions? install|mcp add)\s(?:.*\s)?(?:https?:|git@|git\+|github:|[\w-]+\/[\w.-]+$)/,
    why: installs,
  },
  {
    program: /^(?:cookiecutter|copier|cruft|yeoman|boilr|cargo-generate|plop|hygen|projen)$/,
    words:
      /^(?:(?:copy|create|generate|download|new|update) )?(?:-\S+ )*(?:gh:|gl:|bb:|git\+|git@|https?:\/\/)/,
    why: installs,
  },
  {
    program: /^(?:docker|podman|nerdctl|buildah)$/,
    words:
      /^(?:-\S+ )*(?:image |buildx )?(?:build|bud)\s(?:.*\s)?(?:git@|git:\/\/|https?:\/\/\S+\.git\b|https?:\/\/\S+\.(?:tar(?:\.\w+)?|tgz)(?:\s|$)|github\.com\/)/,
    why: runs,
  },
  {
    program: /^(?:kubectl|k|oc)$/,
    words:
      /^(?:-\S+ )*(?:apply|create|replace)\s(?:.*\s)?(?:-f|-k|--filename|--kustomize)[=\s]https?:\/\//,
    why: 'starts in the cluster what an address serves',
    sparesReleases: true,
  },
  {
    program: /^(?:kustomize)$/,
    words: /^build\s(?:-\S+ )*https?:\/\//,
    why: 'starts in the cluster what an address serves',
    sparesReleases: true,
  },
  {
    program: /^(?:terraform|tofu)$/,
    words: /^init\b.*-from-module[=\s](?:git|https?:)/,
    why: installs,
  },
  { program: /^(?:vagrant)$/, words: /^(?:init|box add)\s(?:.*\s)?http:\/\//, why: installs },
  { program: /^gem$/, words: /^specific_install\s/, why: installs },
  { program: /^brew$/, words: /^tap\s(?:-\S+ )*\S+\s(?:https?:|git|ssh:)/, why: installs },
  { program: /^snap$/, words: /^install\s.*--dangerous/, why: installs },
  {
    program: /^helm$/,
    words: /^(?:install|upgrade|template)\s.*\shttps?:\/\/\S+\.tgz/,
    why: 'starts in the cluster what an address serves',
    sparesReleases: true,
  },
  { program: /^(?:docker|podman)$/, words: /^(?:image )?import\s(?:-\S+ )*https?:\/\//, why: runs },
  {
    program: /^(?:poetry|pdm)$/,
    words: /^source add\s.*\shttp:\/\/(?!localhost|127\.)/,
    why: otherRegistry,
  },
  // GitHub shorthands: an organisation and a repository, neither a scope nor a path.
  {
    program: /^(?:npm|pnpm|yarn|bun)$/,
    words:
      /^(?:-\S+ )*(?:install|i|add|exec|x|dlx)\s(?:.*\s)?(?![@.~/-])[\w-]+\/[\w.-]+(?:#\S+)?(?:\s|$)/,
    why: installs,
  },
  {
    program: /^(?:npx|bunx|pnpx)$/,
    words: /^(?:-\S+ )*(?![@.~/-])[\w-]+\/[\w.-]+(?:#\S+)?(?:\s|$)/,
    why: runs,
  },
  // Registries.
  {
    program: /^(?:pip[\d.]*|pipx|uv|uvx|poetry|pdm|rye|hatch)$/,
    words:
      /^(?:-\S+ )*(?:install|download|wheel|pip install|pip sync|add|run|sync|tool install|inject|source add)\b/,
    why: otherRegistry,
    foreign:
      '-i --index-url --extra-index-url --index --default-index --find-links -f --trusted-host',
  },
  {
    program: /^(?:npm|pnpm|yarn|bun|npx|bunx)$/,
    words: /^(?!(?:.*\s)?(?:publish|login|adduser|ping|whoami|logout|stars?|view|search|config)\b)/,
    why: otherRegistry,
    foreign: '--registry',
  },
  {
    program: /^(?:gem|bundle)$/,
    words: /^(?:install|update|add)\b/,
    why: otherRegistry,
    foreign: '-s --source --clear-sources',
  },
  {
    program: /^(?:composer)$/,
    words: /^(?:create-project|require|install|update)\b/,
    why: otherRegistry,
    foreign: '--repository --repository-url',
  },
  {
    program: /^(?:cargo)$/,
    words: /^(?:\+\S+ )?(?:install|add)\b/,
    why: otherRegistry,
    foreign: '--index',
  },
  {
    program: /^(?:luarocks)$/,
    words: /(?:^|\s)install\b/,
    why: otherRegistry,
    foreign: '--server --only-server',
  },
  { program: /^(?:cpanm)$/, words: /./, why: otherRegistry, foreign: '--mirror' },
  {
    program: /^(?:conda|mamba|micromamba)$/,
    words: /^(?:install|create|env create|update)\b.*\s(?:-c|--channel)[=\s]https?:/,
    why: otherRegistry,
    foreign: '-c --channel',
  },
  {
    program: /^(?:dotnet|nuget)$/,
    words: /^(?:add|tool|restore|install)\b/,
    why: otherRegistry,
    foreign: '-s --source --add-source -Source',
  },
  {
    program: /^(?:go|goproxy)$/,
    words: /^(?:run|install|get|mod download)\b/,
    why: otherRegistry,
    foreign: '-proxy',
  },
  {
    program: /^php[\d.]*$/,
    words: /(?:^|\s)-S\s*(?!\s|localhost|127\.|\[::1)/,
    why: 'serves this folder to the network',
  },
];
