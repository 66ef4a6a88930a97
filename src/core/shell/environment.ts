import { exactText, type Field, headText, joinFields, shownText, textField } from './field.ts';
import type { Value } from './scope.ts';
import { play } from './roles.ts';
import { runScript } from './scripts.ts';
import { touch, type Use } from './touch.ts';
import { followPrompt } from './transforms.ts';

/** Variables whose value another program runs as a command. */
const commands = new Set(
  'GIT_SSH_COMMAND GIT_EXTERNAL_DIFF GIT_EDITOR GIT_SEQUENCE_EDITOR GIT_PAGER GIT_ASKPASS GIT_SSH GIT_PROXY_COMMAND PAGER EDITOR VISUAL MANPAGER BROWSER SSH_ASKPASS SUDO_ASKPASS PROMPT_COMMAND LESSOPEN LESSCLOSE RSYNC_RSH FZF_DEFAULT_COMMAND'.split(
    ' ',
  ),
);

/** Variables that name a file which a shell or an interpreter runs first. */
const scripts = new Set('BASH_ENV ENV ZDOTDIR PYTHONSTARTUP PERL5DB'.split(' '));

/** Variables that load foreign code into programs. */
const loaders = new Set('LD_PRELOAD LD_AUDIT DYLD_INSERT_LIBRARIES'.split(' '));

/** Variables that switch a guard off or move its settings. */
const guards: Readonly<Record<string, RegExp>> = {
  HUSKY: /^0$/,
  HUSKY_SKIP_HOOKS: /./,
  PRE_COMMIT_ALLOW_NO_CONFIG: /./,
  LEFTHOOK: /^(0|false)$/,
  GIT_TEMPLATE_DIR: /./,
  GIT_EXEC_PATH: /./,
  LEFTHOOK_EXCLUDE: /./,
  OVERCOMMIT_DISABLE: /./,
  SKIP_SIMPLE_GIT_HOOKS: /^(1|true)$/,
};

/** States what giving a variable these values makes other programs do. */
export function judgeVariable(name: string, values: readonly Value[], use: Use): void {
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) return;
  for (const value of values) {
    const field = joinFields(value, ' ');
    if (/^(?:PS[0-4]|R?PROMPT[234]?)$/.test(name)) {
      use.machine.quietly(() => followPrompt(exactText(field) ?? '', use.scope, use.machine, name));
    } else if (commands.has(name)) {
      if (exactText(field) !== '') play('command', field, use);
    } else if (name === 'NODE_OPTIONS' || name === 'RUBYOPT' || name === 'PERL5OPT') {
      for (const file of loadedFiles(shownText(field))) touch('read', textField(file), use);
    } else if (scripts.has(name)) {
      if (name.endsWith('ENV')) runScript(field, [], 'source', use);
      else touch('read', field, use);
    } else if (loaders.has(name)) {
      // An allocator or the like that the system brought.
      if (/^(|(\/usr(\/local)?)?\/lib(64)?\/[\w.+/-]+)$/.test(exactText(field) ?? '…')) continue;
      touch('read', field, use);
      use.machine.emit({ kind: 'tamper', why: `${name} loads code into every program`, via: name });
    } else if (guards[name]?.test(exactText(field) ?? 'unknown') === true) {
      use.machine.emit({ kind: 'tamper', why: `${name} switches a guard off`, via: name });
    } else if (
      /^GIT_CONFIG_(KEY_\d+|PARAMETERS)$/.test(name) &&
      /hookspath|fsmonitor/i.test(exactText(field) ?? 'hookspath')
    ) {
      use.machine.emit({ kind: 'tamper', why: `${name} changes which code git runs`, via: name });
    } else if (
      name === 'PATH' &&
      /^(\.?|(\/private)?(\/var)?\/tmp(\/.*)?|\/dev\/shm.*)$/.test(firstPlace(field))
    ) {
      use.machine.unresolved('programs may come from a folder that anybody can write', name);
    }
  }
}

/** The folder that is searched first. */
function firstPlace(field: Field): string {
  return headText(field).includes(':') || field.pieces.length <= 1
    ? (headText(field).split(':')[0] ?? '')
    : '…';
}

/** Files that options of an interpreter load before the program: `--require ./x.js`, `-r./x`. */
function loadedFiles(options: string): string[] {
  const loading =
    /(?:^|\s)(?:(?:--(?:require|import|loader|experimental-loader))[=\s]|-r\s?)(\S+)/g;
  return [...options.slice(0, 4_096).matchAll(loading)]
    .map(([, file = '']) => file.replace(/^file:\/\//, ''))
    .filter((file) => /^[./~]/.test(file));
}
