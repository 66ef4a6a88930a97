import type { Call } from './call.ts';
import { shownText } from './field.ts';
import type { Item, ParsedArguments } from './options.ts';
import { hasAny, narrowing } from './narrowing.ts';
import type { ProgramFacts } from './programs/types.ts';

/** File types of search tools under whose endings secrets are kept; all others are source code. */
const typeGlobs: Readonly<Record<string, string>> = {
  all: '*',
  config: '*.{cfg,conf,config,ini}',
  ini: '*.ini',
  js: '*.js',
  json: '*.json',
  py: '*.py',
  sh: '*',
  sql: '*.sql',
  systemd: '*.conf',
  tf: '*.tfvars',
  toml: '*.toml',
  ts: '*.ts',
  txt: '*.txt',
  xml: '*.xml',
  yaml: '*.{yaml,yml}',
};

/** Files in which a line can take a hidden name back in. */
const ignoreFile = /(?:^|\/)(?:\.(?:git|rg|fd|ag)?ignore|\.git\/info\/exclude)$/;

/**
 * Hidden names that a search tool opens all the same, as globs; undefined when it opens all of them.
 * A glob or a type that matches a hidden name takes it in, and so does a line of an ignore file.
 */
export function hiddenShown(
  facts: ProgramFacts,
  parsed: ParsedArguments,
  call: Call,
): readonly string[] | undefined {
  if (facts.skipsHidden === undefined) return undefined;
  if (hasAny(parsed.flags, facts.skipsHidden) || abbreviates(parsed.flags, facts.skipsHidden)) {
    return undefined;
  }
  if (facts.settingsIn !== undefined && call.scope.variables.has(facts.settingsIn))
    return undefined;
  if (call.machine.written.has((path) => ignoreFile.test(path))) return undefined;
  if (parsed.items.some((item) => item.kind === 'option' && isUnknownGlob(item))) return undefined;
  const globs = narrowing(facts, parsed.items).globs.filter((glob) => !glob.startsWith('!'));
  return [...globs, ...typesShown(parsed)];
}

function isUnknownGlob({ role, value }: Extract<Item, { kind: 'option' }>): boolean {
  return (
    role === 'glob' && !value.pieces.every(({ kind }) => kind === 'text' || kind === 'pattern')
  );
}

/** `--hid`: getopt takes the start of a long option for the whole of it. */
function abbreviates(flags: ReadonlySet<string>, names: string): boolean {
  const longs = names.split(' ').filter((name) => name.startsWith('--'));
  return [...flags].some(
    (flag) => /^--\w/.test(flag) && longs.some((name) => name.startsWith(flag)),
  );
}

/** `-t json`, `--type-add 'env:.env*'`. */
function typesShown({ items }: ParsedArguments): string[] {
  return items.flatMap((item) => {
    if (item.kind !== 'option') return [];
    const value = shownText(item.value);
    if (item.name === '--type-add') return [value.slice(value.indexOf(':') + 1)];
    if (item.name !== '-t' && item.name !== '--type') return [];
    return Object.hasOwn(typeGlobs, value) ? [typeGlobs[value]!] : [];
  });
}
