import type { Statement } from '../../actions/action.ts';

/** Programs that publish what lies here: which words make them do so, which spare it, and where it goes. */
interface Publisher {
  readonly programs: readonly string[];
  /** Tested against the words after the program, joined with blanks; made only for such a program. */
  readonly words: () => RegExp;
  readonly host: string;
}

const rehearsal = /(?:^|\s)(?:--dry-run|-n|--help|-h|--list|--login|--version)(?=\s|$)/;

const publishers: readonly Publisher[] = [
  {
    programs: ['npm', 'cnpm', 'pnpm', 'bun'],
    words: () => /^(?:-\S+ )*publish\b/,
    host: 'registry of npm',
  },
  { programs: ['yarn'], words: () => /^(?:npm )?publish\b/, host: 'registry of npm' },
  {
    programs: ['cargo', 'flit', 'hatch', 'pdm', 'maturin'],
    words: () => /^(?:\+\S+ )?publish\b/,
    host: 'registry',
  },
  { programs: ['poetry', 'uv'], words: () => /^publish\b/, host: 'pypi.org' },
  { programs: ['twine'], words: () => /^upload\b/, host: 'pypi.org' },
  { programs: ['gem'], words: () => /^push\b/, host: 'rubygems.org' },
  { programs: ['dotnet', 'nuget'], words: () => /^(?:nuget )?push\b/, host: 'nuget.org' },
  {
    programs: ['mvn', 'gradle', 'gradlew', 'mvnw'],
    words: () => /(?:^|\s)(?:deploy|publish\w*)(?=\s|$)/,
    host: 'repository of packages',
  },
  {
    programs: ['docker', 'podman', 'nerdctl', 'buildah'],
    words: () => /^(?:image |manifest |compose )?push\b/,
    host: 'registry of images',
  },
  {
    programs: ['helm', 'oras', 'crane', 'cosign'],
    words: () => /^push\b/,
    host: 'registry of images',
  },
  {
    programs: ['skopeo', 'crane'],
    words: () => /^(?:copy|sync) .*docker:\/\/\S+$/,
    host: 'registry of images',
  },
  {
    programs: ['gh'],
    words: () => /^(?:gist (?:create|edit)|release upload)\b/,
    host: 'github.com',
  },
  {
    programs: ['glab'],
    words: () => /^(?:snippet create|release upload)\b/,
    host: 'gitlab.com',
  },
  { programs: ['vsce', 'ovsx'], words: () => /^publish\b/, host: 'marketplace of extensions' },
  {
    programs: [
      'pastebinit',
      'wgetpaste',
      'fpaste',
      'dpaste',
      'gist',
      'hastebin',
      'haste',
      'ix',
      'slackcat',
      'transfer',
      '0x0',
      'termbin',
    ],
    words: () => /^/,
    host: 'paste service',
  },
  {
    programs: [
      'croc',
      'wormhole',
      'magic-wormhole',
      'ffsend',
      'transfersh',
      'onionshare-cli',
      'portal',
    ],
    words: () => /(?:^|\s)(?:send|upload|\.?\/?\S+\.\w+)/,
    host: 'transfer service',
  },
  {
    programs: ['vercel', 'netlify', 'wrangler', 'firebase', 'now', 'flyctl', 'fly'],
    words: () => /^(?:deploy|publish|pages deploy)\b/,
    host: 'hosting service',
  },
  {
    programs: ['surge'],
    words: () =>
      // A folder of its own is a page; the project or what lies in HOME is more than that.
      /^(?:(?:-p|--project)[=\s]\s{0,4})?(?:\.{1,2}\/?|[~/]\S*)(?:\s|$)/,
    host: 'surge.sh',
  },
  {
    programs: ['huggingface-cli', 'hf'],
    words: () => /^(?:upload|upload-large-folder)\b/,
    host: 'huggingface.co',
  },
  {
    programs: ['kaggle'],
    words: () => /(?:^|\s)(?:create|submit|version)(?=\s|$)/,
    host: 'kaggle.com',
  },
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
      (publisher) => publisher.programs.includes(program) && publisher.words().test(words),
    );
    if (found === undefined || rehearsal.test(words)) return [];
    const target = found.host.replaceAll(/[^\w.]+/g, '-');
    return [{ kind: 'connect', target, via: program, sends: true }];
  });
}
