import type { Statement } from '../actions/action.ts';

/** Runs whose words alone say that foreign code comes in, or that somebody may come in. */
interface SpokenRun {
  readonly programs: readonly string[];
  /** A version may stand behind the name. */
  readonly numbered?: string;
  /** Tested against the words after the program, joined with blanks; made only for such a program. */
  readonly words: () => RegExp;
  readonly why: string;
}

/** Options whose address is a registry's, not a package's. */
const registries =
  /(?:^|\s)(?:-i|--index-url|--extra-index-url|-f|--find-links|--registry|--index|--proxy|--trusted-host|--default-index)[=\s]\S+/g;

const address = String.raw`(?:git\+\S+|git:\/\/\S+|https?:\/\/\S+|(?:github|gitlab|bitbucket|gist):\S+)`;
const installs = 'installs code from an address';
const runs = 'runs code from a download';

const spokenRuns: readonly SpokenRun[] = [
  {
    programs: ['pipx', 'uv', 'uvx'],
    numbered: 'pip',
    words: () =>
      new RegExp(
        String.raw`^(?:-\S+ )*(?:(?:install|pip install|tool install|add)\b.*[\s=]|(?:run .*|tool run .*)?--(?:spec|from)[\s=])${address}`,
      ),
    why: installs,
  },
  {
    programs: ['npm', 'pnpm', 'yarn', 'bun'],
    words: () =>
      new RegExp(String.raw`^(?:-\S+ )*(?:install|i|add|exec|x|dlx|global add)\b.*\s${address}`),
    why: installs,
  },
  {
    programs: ['npx', 'pnpx', 'bunx'],
    words: () => new RegExp(String.raw`^(?:-\S+ )*(?:-p |--package[= ])?${address}`),
    why: runs,
  },
  {
    programs: ['deno'],
    words: () => /^(?:run|install|test|bench|serve)\b.*\shttps?:\/\//,
    why: runs,
  },
  {
    programs: [],
    numbered: 'php',
    words: () => /(?:^|\s)-S\s*(?!\s|localhost|127\.|\[::1)/,
    why: 'serves this folder to the network',
  },
];

/** `python -m pip install …` is the call of `pip`. */
function programAndWords(program: string, args: readonly string[]): readonly [string, string] {
  const name = program.replace(/^.*\//, '');
  const at = name.startsWith('python') ? args.indexOf('-m') : -1;
  if (at < 0) return [name, args.join(' ')];
  return [args[at + 1] ?? '', args.slice(at + 2).join(' ')];
}

function speaksOf({ programs, numbered }: SpokenRun, program: string): boolean {
  if (numbered !== undefined && program.startsWith(numbered)) {
    return /^[\d.]*$/.test(program.slice(numbered.length)) || programs.includes(program);
  }
  return programs.includes(program);
}

/** What the runs among the statements say about addresses, each reason once. */
export function addressesRun(statements: readonly Statement[]): Statement[] {
  const found = new Map<string, Statement>();
  for (const statement of statements) {
    if (statement.kind !== 'run') continue;
    const [program, words] = programAndWords(statement.program, statement.args);
    const rules = spokenRuns.filter((each) => speaksOf(each, program));
    if (rules.length === 0) continue;
    const own = words.replaceAll(registries, '').slice(0, 4_096);
    const rule = rules.find((each) => each.words().test(own));
    if (rule !== undefined) {
      found.set(rule.why, { kind: 'unresolved', why: rule.why, via: program });
    }
  }
  return [...found.values()];
}
