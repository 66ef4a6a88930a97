/**
 * A first policy for a repository, from the names of what lies in it. It proposes what tightens; what it cannot know is
 * left to whoever reads it.
 */
export interface RepositoryNames {
  /** Folders relative to the root, nearest first. */
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

interface ZoneKind {
  readonly name: string;
  readonly title: string;
  /** Last names of folders. */
  readonly folders: readonly string[];
  readonly says: string;
  /** Folders of this name count at the top only: deeper down they are parts of something else. */
  readonly topOnly?: true;
  readonly why?: string;
}

/** In the order of the file: a later zone has the last word. */
const zoneKinds: readonly ZoneKind[] = [
  {
    name: 'source',
    title: 'Code and tests: agents work here.',
    folders: words(
      'src lib app apps packages crates cmd internal pkg include test tests spec __tests__ examples benches benchmarks',
    ),
    says: '"edit": "allow"',
    topOnly: true,
  },
  {
    name: 'docs',
    title: 'Documentation.',
    folders: ['docs', 'doc'],
    says: '"edit": "allow"',
    topOnly: true,
  },
  {
    name: 'pipelines',
    title: 'Runs on CI with the project’s secrets.',
    folders: ['.github/workflows', '.github/actions', '.gitlab/ci', '.circleci', '.buildkite'],
    says: '"edit": "ask"',
    why: 'It runs on CI with the secrets of the project.',
  },
  {
    name: 'infrastructure',
    title: 'Changes real infrastructure.',
    folders: ['terraform', 'infra', 'infrastructure', 'ansible', 'helm', 'k8s', 'deploy', 'pulumi'],
    says: '"edit": "ask"',
    why: 'It describes machines that are in use.',
  },
  {
    name: 'migrations',
    title: 'Changes stored data.',
    folders: ['migrations', 'alembic'],
    says: '"edit": "ask"',
    why: 'A migration changes data that is in use.',
  },
  {
    name: 'lab',
    title: 'Drives or calibrates real equipment.',
    folders: words(
      'lab hardware devices instruments calibration calibrations testbed firmware pulses bench control',
    ),
    says: '"edit": "deny", "read": "ask"',
    why: 'It moves or calibrates real equipment.',
  },
];

const secretFolders = new Set(['secrets', 'secret', 'credentials', 'keys', 'certs', 'private']);
const secretFiles = /(?:token|secret|password|passwd|credential|apikey|api_key)s?\.[a-z]+$/i;
const notSecret =
  /example|sample|template|\.(?:py|ts|tsx|js|jsx|mjs|cjs|go|rs|java|rb|c|h|cpp|md)$/i;

const commands: readonly { when: RegExp; match: readonly string[]; why: string }[] = [
  { when: /\.tf$/, match: ['terraform', 'apply'], why: 'Changes real infrastructure.' },
  { when: /\.tf$/, match: ['terraform', 'destroy'], why: 'Removes real infrastructure.' },
  { when: /(?:^|\/)Pulumi\.ya?ml$/, match: ['pulumi', 'up'], why: 'Changes real infrastructure.' },
  {
    when: /(?:^|\/)Chart\.yaml$/,
    match: ['helm', 'upgrade'],
    why: 'Changes what runs in a cluster.',
  },
  {
    when: /(?:^|\/)package\.json$/,
    match: ['npm', 'publish'],
    why: 'Everybody can install it then.',
  },
  { when: /(?:^|\/)Cargo\.toml$/, match: ['cargo', 'publish'], why: 'It cannot be taken back.' },
  {
    when: /(?:^|\/)pyproject\.toml$/,
    match: ['twine', 'upload'],
    why: 'Everybody can install it then.',
  },
];

/** @returns the text of a policy file, with comments that say why. */
export function proposePolicy(repository: RepositoryNames): string {
  const names = {
    folders: repository.folders.filter(isPlain),
    files: repository.files.filter(isPlain),
  };
  const sections = [zonesText(names), secretsText(names), commandsText(names)];
  const body = sections.filter((section) => section !== '').join(',\n');
  return [
    '// What coding agents may do here. Proposed by `pinfold init` from the names in this folder: read it, change it,',
    '// then commit it. `pinfold policy check` checks it, `pinfold policy show --effective` shows what it comes to.',
    '{',
    `  "version": 1,\n  "preset": "balanced"${body === '' ? '' : ','}`,
    ...(body === '' ? [] : [body]),
    '}',
    '',
  ].join('\n');
}

function zonesText({ folders }: RepositoryNames): string {
  const zones = zoneKinds.flatMap((kind) => {
    const found = folders.filter((folder) => belongs(folder, kind)).slice(0, 20);
    if (found.length === 0) return [];
    // What lies in a folder that is listed already is covered.
    const paths = found.filter((path) => !found.some((other) => path.startsWith(`${other}/`)));
    const why = kind.why === undefined ? '' : `, "why": ${JSON.stringify(kind.why)}`;
    const list = paths.map((path) => JSON.stringify(`${path}/**`)).join(', ');
    return [
      `    // ${kind.title}\n    { "name": "${kind.name}", "paths": [${list}], ${kind.says}${why} }`,
    ];
  });
  return zones.length === 0 ? '' : `  "zones": [\n${zones.join(',\n')}\n  ]`;
}

function belongs(folder: string, { folders, topOnly }: ZoneKind): boolean {
  if (topOnly === true) return folders.includes(folder);
  return folders.some((name) => folder === name || folder.endsWith(`/${name}`));
}

function secretsText({ folders, files }: RepositoryNames): string {
  const closed = folders.filter((folder) => secretFolders.has(lastName(folder)));
  const loose = files.filter(
    (file) =>
      secretFiles.test(lastName(file)) &&
      !notSecret.test(lastName(file)) &&
      !closed.some((folder) => file.startsWith(`${folder}/`)),
  );
  const patterns = [...closed.map((folder) => `${folder}/**`), ...loose].slice(0, 30);
  if (patterns.length === 0) return '';
  const list = patterns.map((each) => `      ${JSON.stringify(each)}`).join(',\n');
  return [
    '  // Beside what Pinfold protects by itself (.env, private keys, credential files).',
    `  "secrets": {\n    "paths": [\n${list}\n    ]\n  }`,
  ].join('\n');
}

function commandsText({ files }: RepositoryNames): string {
  const found = commands.filter(({ when }) => files.some((file) => when.test(file)));
  if (found.length === 0) return '';
  const rows = found.map(
    ({ match, why }) =>
      `    { "match": ${JSON.stringify(match).replaceAll(',', ', ')}, "verdict": "ask", "why": ${JSON.stringify(why)} }`,
  );
  return `  "commands": [\n${rows.join(',\n')}\n  ]`;
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A name that means just itself as a pattern; others are left to people. */
function isPlain(path: string): boolean {
  if (!/^[\p{L}\p{N}._+@=#%,/-]+$/u.test(path)) return false;
  return path.split('/').every((name) => !['', '.', '..'].includes(name));
}

function words(text: string): readonly string[] {
  return text.split(' ');
}
