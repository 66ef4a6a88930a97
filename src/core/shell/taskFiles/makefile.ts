import { gatherTasks, type Task } from './gatherTasks.ts';
import type { Tasks } from './index.ts';

/**
 * Recipes of a makefile (GNU make's format): `target…: needed…`, then lines that start with a tab, each run in a shell
 * of its own. Both branches of conditionals count; included files, pattern rules and functions other than `shell` are
 * not followed.
 */
export function readMakefile(file: string, names: readonly string[]): Tasks {
  const tasks = new Map<string, Draft>();
  const variables = new Map<string, string>();
  let current: readonly string[] = [];
  let first: string | null = null;
  for (const line of logicalLines(file)) {
    if (line.startsWith('\t')) {
      addPiece(tasks, current, line.slice(1));
      continue;
    }
    const assignment = /^(?:export\s+|override\s+)?([\w.-]+)\s*(?::{0,3}|\?|\+)=\s*(.*)$/.exec(
      line,
    );
    if (assignment !== null) {
      const [, name = '', value = ''] = assignment;
      if (!value.includes('$')) variables.set(variableName(name), value.trim());
      continue;
    }
    const rule = /^([^\s:#=][^:#=]*)::?(?!=)([^;#]*)(?:;(.*))?/.exec(line);
    if (rule === null) continue;
    const [, targets = '', needed = '', inline] = rule;
    current = targets.trim().split(/\s+/);
    const needs = needed.split(/[\s|]+/).filter((name) => name !== '');
    for (const target of current) {
      if (!target.startsWith('.') && !target.includes('%')) first ??= target;
      const known = tasks.get(target) ?? { needs: [], pieces: [] };
      for (const each of needs) known.needs.push(each);
      tasks.set(target, known);
    }
    if (inline !== undefined) addPiece(tasks, current, inline);
  }
  const wanted = names.length > 0 ? names : first === null ? [] : [first];
  return { text: gatherTasks(tasks, wanted), variables };
}

/** A task that is still being read: a file may go on with the same target thousands of times. */
interface Draft extends Task {
  readonly needs: string[];
  readonly pieces: string[];
}

/** Lines that end in a backslash go on; in a recipe the shell gets the break as it is. */
function logicalLines(file: string): string[] {
  return file
    .replaceAll('\r\n', '\n')
    .replaceAll(/\\\n\t?/g, '\\\n')
    .split(/(?<!\\)\n/);
}

function addPiece(
  tasks: ReadonlyMap<string, Draft>,
  targets: readonly string[],
  line: string,
): void {
  const piece = shellText(line.replace(/^[ \t]*[@+-][@+\- \t]*/, ''));
  if (piece.trim() === '') return;
  for (const target of targets) tasks.get(target)?.pieces.push(piece);
}

/** `$(NAME)` is a variable of make, `$(shell x)` what a command prints, `$$` a dollar for the shell. */
function shellText(line: string): string {
  return line.replaceAll(
    /\$\$|\$[({]shell\b([^(){}\n]*)[)}]|\$[({]([\w.-]+)[)}]|\$[({][^(){}]*[)}]|\$(\w)|\$[@<^+*?%|]/g,
    (whole, command: string | undefined, name: string | undefined, letter: string | undefined) => {
      if (whole === '$$') return '$';
      if (command !== undefined) return `$(${command})`;
      const variable = name ?? letter;
      return variable === undefined ? '${make_value}' : `\${${variableName(variable)}}`;
    },
  );
}

/** Names of make may hold dots and dashes, those of the shell may not. */
function variableName(name: string): string {
  return name.replaceAll(/\W/g, '_').replace(/^(?=\d)/, '_');
}
