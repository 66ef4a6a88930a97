import type { Statement } from '../actions/action.ts';

/** Programs that publish what lies here: which words make them do so, which spare it, and where it goes. */
interface Publisher {
  readonly program: RegExp;
  /** Tested against the words after the program, joined with blanks. */
  readonly words: RegExp;
  readonly host: string;
}

const rehearsal = /(?:^|\s)(?:--dry-run|-n|--help|-h|--list|--login|--version)(?=\s|$)/;

const publishers: readonly Publisher[] = [
  { program: /^c?npm$|^pnpm$|^bun$/, words: /^(?:-\S+ )*publish\b/, host: 'registry of npm' },
  { program: /^yarn$/, words: /^(?:npm )?publish\b/, host: 'registry of npm' },
  {
    program: /^(?:cargo|flit|hatch|pdm|maturin)$/,
    words: /^(?:\+\S+ )?publish\b/,
    host: 'registry',
  },
  { program: /^(?:poetry|uv)$/, words: /^publish\b/, host: 'pypi.org' },
  { program: /^twine$/, words: /^upload\b/, host: 'pypi.org' },
  { program: /^gem$/, words: /^push\b/, host: 'rubygems.org' },
  { program: /^(?:dotnet|nuget)$/, words: /^(?:nuget )?push\b/, host: 'nuget.org' },
  {
    program: /^(?:mvn|gradle|gradlew|mvnw)$/,
    words: /(?:^|\s)(?:deploy|publish\w*)(?=\s|$)/,
    host: 'repository of packages',
  },
  {
    program: /^(?:docker|podman|nerdctl|buildah)$/,
    words: /^(?:image |manifest |compose )?push\b/,
    host: 'registry of images',
  },
  { program: /^(?:helm|oras|crane|cosign)$/, words: /^push\b/, host: 'registry of images' },
  {
    program: /^(?:skopeo|crane)$/,
    words: /^(?:copy|sync) .*docker:\/\/\S+$/,
    host: 'registry of images',
  },
  {
    program: /^(?:gh)$/,
    words: /^(?:gist (?:create|edit)|release upload)\b/,
    host: 'github.com',
  },
  {
    program: /^glab$/,
    words: /^(?:snippet create|release upload)\b/,
    host: 'gitlab.com',
  },
  { program: /^(?:vsce|ovsx)$/, words: /^publish\b/, host: 'marketplace of extensions' },
  {
    program:
      /^(?:pastebinit|wgetpaste|fpaste|dpaste|gist|hastebin|haste|ix|slackcat|transfer|0x0|termbin)$/,
    words: /^/,
    host: 'paste service',
  },
  {
    program: /^(?:croc|wormhole|magic-wormhole|ffsend|transfersh|onionshare-cli|portal)$/,
    words: /(?:^|\s)(?:send|upload|\.?\/?\S+\.\w+)/,
    host: 'transfer service',
  },
  {
    program: /^(?:vercel|netlify|surge|wrangler|firebase|now|flyctl|fly)$/,
    words: /^(?:deploy|publish|pages deploy)\b/,
    host: 'hosting service',
  },
  {
    program: /^huggingface-cli$|^hf$/,
    words: /^(?:upload|upload-large-folder)\b/,
    host: 'huggingface.co',
  },
  { program: /^kaggle$/, words: /(?:^|\s)(?:create|submit|version)(?=\s|$)/, host: 'kaggle.com' },
];

const setsRemote =
  /^(?:-[cC] \S+ )*(?:remote (?:add|set-url)(?: -\S+)*(?: --push)? \S+ (\S+)|config (?:-\S+ )*remote\.\S+\.(?:push)?url (\S+)|config (?:-\S+ )*url\.(\S+)\.(?:push)?insteadof\s.*)$/i;

/** `git remote set-url origin …; git push`: what is pushed goes where the same command line says. */
export function pushesElsewhere(statements: readonly Statement[]): Statement[] {
  const targets: string[] = [];
  const found: Statement[] = [];
  for (const statement of statements) {
    if (statement.kind !== 'run' || !/(?:^|\/)git$/.test(statement.program)) continue;
    const words = statement.args.join(' ');
    const match = setsRemote.exec(words);
    const target = match?.[1] ?? match?.[2] ?? match?.[3];
    if (target !== undefined && /[:@]/.test(target)) targets.push(target);
    if (!/^(?:-[cC] \S+ )*push\b/.test(words)) continue;
    for (const each of targets.slice(0, 8)) {
      found.push({ kind: 'connect', target: each, via: 'git push', sends: true });
    }
  }
  return found;
}

/** The connections that publishing programs among the statements make. */
export function publications(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((statement): Statement[] => {
    if (statement.kind !== 'run') return [];
    const program = statement.program.replace(/^.*\//, '');
    const words = statement.args.join(' ');
    const found = publishers.find(
      (publisher) => publisher.program.test(program) && publisher.words.test(words),
    );
    if (found === undefined || rehearsal.test(words)) return [];
    const target = found.host.replaceAll(/[^\w.]+/g, '-');
    return [{ kind: 'connect', target, via: program, sends: true }];
  });
}
