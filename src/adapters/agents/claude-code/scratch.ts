import type { HookCall } from '../../../ports/agent.ts';

/**
 * Claude Code's own scratch places, as path prefixes: plans, to-do lists, and the memory and tool results of the
 * project at hand. The project's folder is named by the payload's transcript path, and is taken to lie in the
 * agent's own `projects`.
 */
export function scratchPlaces(
  { transcript }: Pick<HookCall, 'transcript'>,
  homes: readonly string[],
  configured: string | undefined,
): readonly string[] {
  const folders = homes.map((home) => `${home}/.claude`);
  if (configured?.startsWith('/') === true) folders.push(configured.replace(/\/+$/, ''));
  return folders.flatMap((folder) => [
    ...['plans', 'todos', 'tasks'].map((name) => `${folder}/${name}`),
    ...projectPlaces(folder, transcript),
  ]);
}

function projectPlaces(folder: string, transcript: string | null): string[] {
  // By its end alone: the payload may name the home by a link (`/home` for `/var/home`).
  const [, project, session] = /\/projects\/([^/]+)\/([^/]+)\.jsonl$/.exec(transcript ?? '') ?? [];
  if (project === undefined || session === undefined || /^\.\.?$/.test(project)) return [];
  const base = `${folder}/projects/${project}`;
  return [`${base}/memory`, `${base}/${session}/tool-results`, `${base}/${session}/subagents`];
}
