import type { Call } from '../calls/call.ts';
import { worktreeRoots } from '../state/directory.ts';
import {
  exactText,
  joinFields,
  type Output,
  shownText,
  textField,
  unknownField,
} from '../words/field.ts';
import { interpret } from '../calls/interpret.ts';
import { judgeSetting } from '../gitSettings.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { play } from '../calls/roles.ts';
import { touch, type Use } from '../reach/touch.ts';

const reading =
  '--get --get-all --get-regexp --list -l --get-urlmatch --get-color --get-colorbool'.split(' ');
const removing = '--unset --unset-all --remove-section --rename-section'.split(' ');

/** `git config`: judged by key and value; reading passes. */
export function gitConfig(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, false);
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  const operands = parsed.items.flatMap((item) => (item.kind === 'operand' ? [item.value] : []));
  for (const item of parsed.items) if (item.kind === 'option') play(item.role, item.value, use);
  const verb = exactText(operands[0] ?? textField('')) ?? '';
  const isVerb = /^(get|set|unset|list|edit|remove-section|rename-section)$/.test(verb);
  const words = isVerb ? operands.slice(1) : operands;
  const reads =
    verb === 'get' ||
    verb === 'list' ||
    reading.some((flag) => parsed.flags.has(flag)) ||
    (!isVerb && words.length < 2 && !removing.some((flag) => parsed.flags.has(flag)));
  const edits = parsed.flags.has('-e') || parsed.flags.has('--edit') || verb === 'edit';
  if (edits && ['GIT_EDITOR', 'VISUAL', 'EDITOR'].some((name) => call.scope.variables.has(name))) {
    touch('write', textField(settingsFile(parsed.flags, call.machine.context.home)), use);
  }
  if (reads) return [unknownField('computed')];
  const [key, value] = words;
  if (
    parsed.flags.has('-e') ||
    parsed.flags.has('--edit') ||
    verb === 'edit' ||
    key === undefined
  ) {
    return [unknownField('computed')];
  }
  if (exactText(key) === null)
    use.machine.unresolved('cannot tell which git setting it would change', use.via);
  const isRemoving = verb.startsWith('unset') || removing.some((flag) => parsed.flags.has(flag));
  const setting = joinFields(
    [textField(`${shownText(key)}=`), isRemoving ? textField('') : (value ?? textField(''))],
    '',
  );
  judgeSetting(setting, use, true);
  return [textField('')];
}

function settingsFile(flags: ReadonlySet<string>, home: string): string {
  if (flags.has('--global')) return `${home}/.gitconfig`;
  return flags.has('--system') ? '/etc/gitconfig' : '.git/config';
}

/** `git rev-parse`: the root of the work tree, or a bounded word. */
export function revParse(_facts: ProgramFacts, call: Call): Output {
  const texts = call.words.map((word) => exactText(word) ?? '');
  if (texts.some((text) => /^--(show-toplevel|show-superproject-working-tree)$/.test(text))) {
    return worktreeRoots(call.scope, call.machine.context.home);
  }
  if (texts.some((text) => /^--(git-dir|absolute-git-dir|git-common-dir)$/.test(text))) {
    return [textField('.git')];
  }
  const hook = texts.indexOf('--git-path');
  if (hook >= 0) return [textField(`.git/${texts[hook + 1] ?? ''}`)];
  for (const word of call.words) {
    if (exactText(word)?.includes(':') === true)
      touch('mention', word, { scope: call.scope, machine: call.machine, via: call.name });
  }
  return [textField(texts.includes('--show-prefix') || texts.includes('--show-cdup') ? './' : '0')];
}

/** Subcommands that change the files, the index or the history of the repository that they work on. */
const changing =
  /^(?:add|stage|am|apply|checkout|cherry-pick|clean|commit|init|merge|mv|pull|rebase|reset|restore|revert|rm|stash|switch|sparse-checkout|update-index|update-ref|read-tree|checkout-index|filter-branch|filter-repo|gc|prune|bisect|submodule|worktree|notes|replace|fast-import|unpack-objects|lfs|subtree)$/;

/** `git -C FOLDER`, `--git-dir`, `--work-tree` and their variables: a change there is a change of another project. */
export function gitElsewhere(facts: ProgramFacts, call: Call): Output {
  const output = interpret(facts, call);
  const { items, rest } = parseArguments(facts, call.words, true);
  const verb = exactText(rest[0] ?? textField('')) ?? '';
  if (!changing.test(verb)) return output;
  const asks = rest
    .slice(1)
    .some((word) => /^(?:--help|-h|--dry-run|-n|list|show|status)$/.test(exactText(word) ?? ''));
  if (asks && !/^(?:commit|checkout|reset|merge)$/.test(verb)) return output;
  const use: Use = { scope: call.scope, machine: call.machine, via: `git ${verb}` };
  const given = items.flatMap((item) =>
    item.kind === 'option' && /^(?:-C|--work-tree|--git-dir)$/.test(item.name) ? [item.value] : [],
  );
  const fromVariables = ['GIT_WORK_TREE', 'GIT_DIR'].flatMap((name) =>
    (call.scope.variables.get(name) ?? []).slice(0, 4).map((value) => joinFields(value, ' ')),
  );
  for (const folder of [...given, ...fromVariables]) {
    const text = exactText(folder) ?? '';
    // Below the project it is the project's own.
    if (/^(?:\/|~|\.\.(?:\/|$))/.test(text))
      touch('write', textField(text.replace(/\/\.git\/?$/, '')), use);
  }
  return output;
}
