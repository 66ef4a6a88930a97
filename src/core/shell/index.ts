import type { Statement } from '../actions/action.ts';
import { analyse } from './analysis.ts';
import { limits } from './limits.ts';
import type { ShellContext } from './machine.ts';
import { isRejected } from './rejectedText.ts';
import { readTaskFile } from './taskFiles/index.ts';

export type { ShellContext } from './machine.ts';

/**
 * What a POSIX shell command line would do, as statements in the order of the command.
 *
 * Pure and total: never throws, bounded in time and in the number of statements. Whatever cannot be followed (over a
 * bound, not parsable, text that the parser accepts but no shell runs as written) gives an `unresolved` statement
 * beside everything that could still be judged.
 *
 * @param command - the command text as the shell would get it.
 * @param context - absolute working directory and home, user name, environment variables with known values.
 */
export function analyseShell(command: string, context: ShellContext): Statement[] {
  if (context.tasks !== undefined) return analyseTasks(command, context, context.tasks);
  if (command.length > limits.text) return [unresolved('the command is longer than 64 KB')];
  if (isRejected(command)) return [];
  const damage = damageOf(command);
  if (damage !== null) return [unresolved(damage), ...analyse(cleaned(command), context)];
  return analyse(command, context);
}

/** The command text of tasks, out of the text of the file that declares them. */
function analyseTasks(
  file: string,
  { cwd, home, user, variables: inherited, typing }: ShellContext,
  { runner, names }: NonNullable<ShellContext['tasks']>,
): Statement[] {
  const { text, variables } = readTaskFile(runner, file, names);
  const known = new Map([...variables, ...inherited]);
  if (text === '') return [];
  const seen = typing === undefined ? {} : { typing };
  return analyseShell(text, { cwd, home, user, variables: known, ...seen });
}

/** Text that the parser takes without a word, and that is not what a shell would be given. */
function damageOf(command: string): string | null {
  if (command.includes('\0')) return 'the command holds a NUL character';
  if (/[\uD800-\uDFFF]/u.test(command)) return 'the command is not valid Unicode';
  return null;
}

function cleaned(command: string): string {
  return command.replaceAll('\0', '').replaceAll(/[\uD800-\uDFFF]/gu, '');
}

function unresolved(why: string): Statement {
  return { kind: 'unresolved', why, via: 'shell' };
}
