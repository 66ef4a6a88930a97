/** One task as a file declares it. */
export interface Task {
  readonly needs: readonly string[];
  /** Pieces of shell text, each run in a shell of its own. */
  readonly pieces: readonly string[];
}

const mostTasks = 64;

/** Shell text of the named tasks after all that they need, each once. */
export function gatherTasks(tasks: ReadonlyMap<string, Task>, names: readonly string[]): string {
  const done = new Set<string>();
  const lines: string[] = [];
  const visit = (name: string): void => {
    const task = tasks.get(name);
    if (task === undefined || done.has(name) || done.size >= mostTasks) return;
    done.add(name);
    for (const needed of task.needs) visit(needed);
    for (const piece of task.pieces) lines.push(`(\n${piece}\n)`);
  };
  for (const name of names) visit(name);
  return lines.join('\n');
}
