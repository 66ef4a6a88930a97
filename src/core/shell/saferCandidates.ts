import { type Command, forEachChild, parse, type SyntaxNode, type Word } from 'unbash';
import type { Effect } from '../actions/effect.ts';

/** Another command for the same purpose. Nobody has judged it yet. */
export interface Candidate {
  readonly command: string;
  /** How it differs, in words for people. */
  readonly difference: string;
}

/** What there is to know about a command that was not allowed. */
export interface Refused {
  readonly command: string;
  /** The effect that decided. */
  readonly effect: Effect;
  /** Whether a file of this name exists beside the path of the effect. */
  readonly siblingExists: (name: string) => boolean;
}

/**
 * Commands that do what a refused one is mostly meant for, without the part that was refused. Pure text work: a
 * caller must judge them before it shows them.
 */
export function saferCandidates(refused: Refused): readonly Candidate[] {
  const commands = simpleCommands(refused.command);
  const makers = [withoutSecrets, exampleInstead, downloadFirst, withoutRights, gentlerOptions];
  return makers.flatMap((make) => make(refused, commands));
}

/** Simple commands whose words stand in the text itself, in their order. */
function simpleCommands(text: string): readonly Command[] {
  if (text.length > 4_096) return [];
  const script = parse(text);
  if ((script.errors?.length ?? 0) > 0) return [];
  const found: Command[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command') found.push(node);
    // The positions of a nested script count from its own beginning.
    forEachChild(node, (child) => {
      if (child.type !== 'Script') visit(child);
    });
  };
  visit(script);
  return found.filter(({ name }) => name !== undefined && spanFits(name, text));
}

function spanFits(word: Word, text: string): boolean {
  return text.slice(word.pos, word.end) === word.text;
}

/** The same search with the protected files left out. */
function withoutSecrets(
  { command, effect }: Refused,
  commands: readonly Command[],
): readonly Candidate[] {
  if (effect.kind !== 'search') return [];
  const shown = effect.target.shows ?? [];
  const names = [...new Set(shown.map((path) => path.slice(path.lastIndexOf('/') + 1)))];
  if (names.length === 0 || names.length > 8) return [];
  return commands.flatMap((node): readonly Candidate[] => {
    const option = exclusion[programOf(node)];
    const { name } = node;
    if (option === undefined || name === undefined) return [];
    const words = names
      .map((each) => ` ${option}${quoted(programOf(node) === 'rg' ? `!${each}` : each)}`)
      .join('');
    // `tar cf x .`: letters without a dash must come first.
    const dash = programOf(node) === 'tar' && !(node.args[0]?.text.startsWith('-') ?? true);
    const next = node.args[0];
    const edits: Edit[] = [{ at: name.end, end: name.end, text: words }];
    if (dash && next !== undefined) edits.push({ at: next.pos, end: next.pos, text: '-' });
    return [{ command: edited(command, edits), difference: `It leaves out ${names.join(', ')}.` }];
  });
}

const exclusion: Readonly<Record<string, string>> = {
  grep: '--exclude=',
  egrep: '--exclude=',
  fgrep: '--exclude=',
  rg: '--glob=',
  ag: '--ignore=',
  tar: '--exclude=',
  rsync: '--exclude=',
};

/** The file that is there to be shown, beside one that is not. */
function exampleInstead(
  { command, effect, siblingExists }: Refused,
  commands: readonly Command[],
): readonly Candidate[] {
  if (effect.kind !== 'read') return [];
  const { path } = effect.target;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return ['.example', '.sample', '.template', '.dist'].flatMap((ending) => {
    const other = `${name}${ending}`;
    if (!siblingExists(other)) return [];
    return commands.flatMap(({ args }) =>
      args.flatMap((word): readonly Candidate[] => {
        const { pos, end, text, value } = word;
        if (typeof value !== 'string' || command.slice(pos, end) !== text) return [];
        if (value !== name && !value.endsWith(`/${name}`)) return [];
        return [
          {
            command: edited(command, [{ at: pos, end, text: quoted(`${value}${ending}`) }]),
            difference: `It reads ${other}, which shows the names without the secrets.`,
          },
        ];
      }),
    );
  });
}

/** Download to a file and look at it, in place of download and run. */
function downloadFirst({ command, effect }: Refused): readonly Candidate[] {
  if (effect.kind !== 'unresolved' && effect.kind !== 'expose') return [];
  if (!/\b(?:curl|wget)\b/.test(command)) return [];
  const urls = [...new Set(command.match(/\bhttps?:\/\/[\w.~:/?#@!&+,;=%-]+/g) ?? [])];
  const [url] = urls;
  if (url === undefined || urls.length > 1) return [];
  const last = /\/([\w.-]+\.(?:sh|bash|py|pl|rb))$/.exec(url)?.[1];
  const file = quoted(last ?? 'downloaded-script');
  return [
    {
      command: `curl -fsSL ${quoted(url)} -o ${file} && cat ${file}`,
      difference: 'It only downloads the script and shows it; what it does can be judged then.',
    },
  ];
}

function withoutRights({ command, effect }: Refused, commands: readonly Command[]) {
  if (effect.kind !== 'escalate') return [];
  const edits = commands.flatMap(({ name, args: [next] }): readonly Edit[] =>
    name === undefined || next === undefined || !/^(?:sudo|doas)$/.test(name.text)
      ? []
      : [{ at: name.pos, end: next.pos, text: '' }],
  );
  const plain = edits.length > 0 && !/\b(?:sudo|doas)\s+-/.test(command);
  return plain
    ? [{ command: edited(command, edits), difference: 'It does without extra rights.' }]
    : [];
}

/** Options that have a form which keeps what is there, or leaves a guard in place. */
function gentlerOptions({ command }: Refused, commands: readonly Command[]): readonly Candidate[] {
  return commands.flatMap((node) => {
    if (programOf(node) !== 'git') return [];
    const verb = node.args.find(({ text }) => gentlerVerbs.has(text))?.text ?? '';
    return gentler.flatMap(({ verbs, option, instead, difference }): readonly Candidate[] => {
      if (!verbs.includes(verb)) return [];
      const found = node.args.filter(({ text }) => option.test(text));
      const edits = found.map(({ pos, end, text }): Edit => {
        const replaced = text.replace(option, instead);
        return replaced === '' ? { at: pos - 1, end, text: '' } : { at: pos, end, text: replaced };
      });
      return edits.length === 0 ? [] : [{ command: edited(command, edits), difference }];
    });
  });
}

interface Gentler {
  readonly verbs: readonly string[];
  readonly option: RegExp;
  readonly instead: string;
  readonly difference: string;
}

const gentler: readonly Gentler[] = [
  {
    verbs: ['push'],
    option: /^(?:--force|-f)$/,
    instead: '--force-with-lease',
    difference: 'It overwrites nothing that somebody else has pushed meanwhile.',
  },
  {
    verbs: ['reset'],
    option: /^--hard$/,
    instead: '--keep',
    difference: 'It keeps changes that are not committed.',
  },
  {
    verbs: ['clean'],
    option: /^-([a-z]*)f([a-z]*)$/,
    instead: '-$1n$2',
    difference: 'It only lists what it would delete.',
  },
  {
    verbs: ['commit', 'push', 'merge', 'rebase'],
    option: /^--no-verify$/,
    instead: '',
    difference: 'It lets the checks run.',
  },
];

const gentlerVerbs: ReadonlySet<string> = new Set(gentler.flatMap(({ verbs }) => verbs));

function programOf({ name }: Command): string {
  return name?.value.replace(/^.*\//, '') ?? '';
}

interface Edit {
  readonly at: number;
  readonly end: number;
  readonly text: string;
}

/** The text after edits that do not overlap. */
function edited(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const { at, end, text: instead } of edits.toSorted((a, b) => b.at - a.at)) {
    result = result.slice(0, at) + instead + result.slice(end);
  }
  return result;
}

function quoted(text: string): string {
  return /^[\w./~:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
