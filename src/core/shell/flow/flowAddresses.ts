import type { Statement } from '../../actions/action.ts';
import { type SpokenRun, spokenRuns } from '../foreign/spokenRuns.ts';
import { registriesGiven, isForeignRegistry, released } from '../foreign/registries.ts';

/** Options whose address is a registry's, not a package's. */
const registries =
  /(?:^|\s)(?:-i|--index-url|--extra-index-url|-f|--find-links|--registry|--index|--proxy|--https?-proxy|--trusted-host|--default-index|--repository|--source|--server|--url)[=\s]\S+/g;

/** `python -m pip install …` is the call of `pip`. */
function programAndWords(program: string, args: readonly string[]): readonly [string, string] {
  const name = program.replace(/^.*\//, '');
  const at = name.startsWith('python') ? args.indexOf('-m') : -1;
  if (at < 0) return [name, args.join(' ')];
  return [args[at + 1] ?? '', args.slice(at + 2).join(' ')];
}

/**
 * The rules that may be about a program: their expressions are made of names, so one that matches holds the name, but
 * for the number behind it. To look for it there costs nothing; to compile forty expressions is a millisecond of a hook.
 */
function rulesAbout(program: string): readonly SpokenRun[] {
  const name = program.replace(/[\d.]+$/, '');
  return spokenRuns.filter((rule) => rule.program.source.includes(name));
}

/** @param own - the words without addresses of registries, which `all` has. */
function speaks(rule: SpokenRun, program: string, own: string, all: string): boolean {
  if (!rule.program.test(program)) return false;
  if (rule.foreign !== undefined) {
    return rule.words.test(all) && registriesGiven(all, rule.foreign).some(isForeignRegistry);
  }
  const line = rule.sparesReleases === true || rule.whole === true ? all : own;
  if (!rule.words.test(line)) return false;
  if (rule.sparesReleases !== true) return true;
  const addresses = all.match(/https?:\/\/\S+/g) ?? [];
  return !addresses.every((address) => released.test(address));
}

/** What the runs among the statements say about addresses, each reason once. */
export function addressesRun(statements: readonly Statement[]): Statement[] {
  const found = new Map<string, Statement>();
  for (const statement of statements) {
    if (statement.kind !== 'run') continue;
    const [program, words] = programAndWords(statement.program, statement.args);
    const rules = rulesAbout(program);
    if (rules.length === 0) continue;
    const all = words.slice(0, 4_096);
    const own = all.replaceAll(registries, '');
    const rule = rules.find((each) => speaks(each, program, own, all));
    if (rule !== undefined) {
      found.set(rule.why, { kind: 'unresolved', why: rule.why, via: program });
    }
  }
  return [...found.values()];
}
