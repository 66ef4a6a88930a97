import { gatherTasks, type Task } from './gatherTasks.ts';
import type { Tasks } from './index.ts';

/**
 * Recipes of a justfile (just's format): `name parameters…: needed…`, then indented lines, each run in a shell of its
 * own; a recipe whose first line is `#!…` is one script.
 */
export function readJustfile(file: string, names: readonly string[]): Tasks {
  const tasks = new Map<string, Task>();
  const variables = new Map<string, string>();
  let current: string | null = null;
  let first: string | null = null;
  for (const line of file.replaceAll('\r\n', '\n').split('\n')) {
    if (/^[ \t]/.test(line)) {
      if (current !== null && line.trim() !== '') addLine(tasks, current, line.trim());
      continue;
    }
    const assignment = /^(?:export\s+)?([\w-]+)\s*:=\s*(?:'([^']*)'|"([^"\\]*)")\s*$/.exec(line);
    if (assignment !== null) {
      const [, name = '', single, double] = assignment;
      variables.set(variableName(name), single ?? double ?? '');
      continue;
    }
    const name = /^@?([A-Za-z_][\w-]*)/.exec(line)?.[1];
    const colon = name === undefined ? -1 : colonOutsideQuotes(line);
    if (name === undefined || colon < 0 || line[colon + 1] === '=') continue;
    const needed = line.slice(colon + 1);
    current = name;
    first ??= name;
    tasks.set(name, { needs: needed.match(/[A-Za-z_][\w-]*/g) ?? [], pieces: [] });
  }
  const wanted = names.length > 0 ? names : first === null ? [] : [first];
  return { text: gatherTasks(tasks, wanted), variables };
}

/** Where the head of a recipe ends; defaults of its parameters may hold colons. */
function colonOutsideQuotes(line: string): number {
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === ':') {
      return at;
    }
  }
  return -1;
}

function addLine(tasks: Map<string, Task>, name: string, line: string): void {
  const task = tasks.get(name);
  if (task === undefined) return;
  const [start] = task.pieces;
  const shebang = start === undefined ? line.startsWith('#!') : start.startsWith('#!');
  const text = shellText(shebang ? line : line.replace(/^[@-]+/, ''));
  if (!shebang || start === undefined) {
    tasks.set(name, { ...task, pieces: [...task.pieces, text] });
    return;
  }
  // A script in another language is opaque.
  const isShell =
    /^#!\S*(?:\/|\/env\s+(?:-S\s+)?)(?:ba|da|k|z)?sh\b|^#!.*\benv\s+(?:-S\s+)?(?:ba|da|k|z)?sh\b/.test(
      start,
    );
  if (isShell) tasks.set(name, { ...task, pieces: [`${start}\n${text}`] });
}

/** `{{name}}` is a value of just. */
function shellText(line: string): string {
  return line.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, name: string) =>
    /^[\w-]+$/.test(name) ? `\${${variableName(name)}}` : '${just_value}',
  );
}

function variableName(name: string): string {
  return name.replaceAll('-', '_').replace(/^(?=\d)/, '_');
}
