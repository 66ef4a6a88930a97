import { hasAttribute, referredNames } from '../state/attributes.ts';
import { conventionalPlace } from '../state/conventionalVariables.ts';
import { exactText, type Field, pieceField, textField, unknownField } from './field.ts';
import type { ShellContext } from '../machine.ts';
import type { Base, Scope, Value } from '../state/scope.ts';

/** Numbers and names that the shell or the system makes up: bounded, and never a path. */
const plainWords = new Set(
  '? # $ ! - RANDOM SECONDS LINENO BASHPID UID EUID GROUPS HOSTNAME HOSTTYPE OSTYPE MACHTYPE SHLVL COLUMNS LINES EPOCHSECONDS EPOCHREALTIME OPTIND REPLY_TO BASH_VERSION BASH_SUBSHELL TERM LANG LC_ALL CI'.split(
    ' ',
  ),
);

/** Inherited variables that conventionally name a program. */
const programNames: Readonly<Record<string, string>> = {
  SHELL: '/bin/sh',
  BASH: '/bin/bash',
  EDITOR: 'vi',
  VISUAL: 'vi',
  PAGER: 'less',
  PYTHON: 'python3',
  PIP: 'pip',
  NODE: 'node',
  NPM: 'npm',
  MAKE: 'make',
  CC: 'cc',
  CXX: 'c++',
  LD: 'ld',
  AR: 'ar',
};

/**
 * The values that a variable may have, or null when the shell inherits it and nothing is known about it.
 * Order: what this command line assigned, what the shell itself keeps, the environment, conventions.
 */
export function lookUp(name: string, scope: Scope, context: ShellContext): readonly Value[] | null {
  if (hasAttribute(name, 'n', scope)) return throughReference(name, scope, context);
  const assigned = scope.variables.get(name);
  if (assigned !== undefined) return assigned;
  if (/^\d+$/.test(name)) {
    if (name === '0') return [[scope.zero ?? textField('sh')]];
    return [[scope.positional[Number(name) - 1] ?? textField('')]];
  }
  if (name === '@' || name === '*') return [scope.positional];
  if (plainWords.has(name)) return [[textField('0')]];
  const kept = keptByShell(name, scope, context);
  if (kept !== null) return [[kept]];
  const inherited = context.variables.get(name);
  if (inherited !== undefined) return [[textField(inherited)]];
  const place = conventionalPlace(name, {
    home: context.home,
    cwd: context.cwd,
    temporary: context.variables.get('TMPDIR') ?? '/tmp',
  });
  if (place !== null) return [[pieceField({ kind: 'text', text: place, assumed: true })]];
  const program = programNames[name];
  return program === undefined ? null : [[textField(program)]];
}

/** Whether a variable surely has one of the values that {@link lookUp} gives: not set by convention only. */
export function isSet(name: string, scope: Scope, context: ShellContext): boolean {
  return (
    scope.variables.has(name) ||
    context.variables.has(name) ||
    /^(?:[?#$@*-]|\d+|HOME|PWD)$/.test(name)
  );
}

/** What the variables hold that a name reference may lead to. */
function throughReference(
  name: string,
  scope: Scope,
  context: ShellContext,
): readonly Value[] | null {
  const found = referredNames(name, scope).flatMap((target) => {
    const element = scope.variables.get(target);
    if (element !== undefined) return element;
    const array = /^([A-Za-z_]\w*)\[/.exec(target)?.[1];
    const isReference = hasAttribute(target, 'n', scope);
    return (isReference ? null : lookUp(array ?? target, scope, context)) ?? [];
  });
  return found.length === 0 ? null : found;
}

function keptByShell(name: string, scope: Scope, context: ShellContext): Field | null {
  switch (name) {
    case 'HOME':
      return textField(context.home);
    case 'PWD':
      return baseField(scope.base);
    case 'OLDPWD':
      return baseField(scope.previous);
    case 'USER':
    case 'LOGNAME':
      return textField(context.user);
    case 'IFS':
      return textField(' \t\n');
    case 'BASH_SOURCE':
      return textField('./script');
    default:
      return null;
  }
}

/** The working directory as a field. */
export function baseField(base: Base): Field {
  if (base.kind === 'known') return textField(base.path);
  if (base.kind === 'unknown') return unknownField('computed');
  const prefix = base.text.startsWith('/') || base.cwd === null ? '' : `${base.cwd}/`;
  return { pieces: [{ kind: 'pattern', text: prefix + base.text }], perhaps: false };
}

/** The home directory that `~` or `~name` stands for; null when the shell would leave the word as it is. */
export function tildeHome(login: string, scope: Scope, context: ShellContext): Field | null {
  if (login === '') {
    const [home] = scope.variables.get('HOME')?.[0] ?? [];
    // Without HOME the shell asks the system for the person's own folder.
    return home === undefined || exactText(home) === '' ? textField(context.home) : home;
  }
  if (login === '+') return baseField(scope.base);
  if (login === '-') return baseField(scope.previous);
  if (!/^[A-Za-z_][\w.-]*$/.test(login)) return null;
  if (login === context.user) return textField(context.home);
  if (login === 'root') return textField('/root');
  return textField(`${context.home.replace(/\/[^/]*$/, '')}/${login}`);
}
