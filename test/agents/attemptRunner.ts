import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resultOf, runClaude, type Session } from '../support/claudeSession.ts';
import type { ToolResult } from '../support/messagesApi.ts';
import type { Turn } from '../support/scriptedModel.ts';
import type { Workspace } from '../support/workspace.ts';
import type { Attempt } from './attempts.ts';

export interface Tried {
  readonly session: Session;
  /** What the model was told, by the title of the attempt. */
  readonly results: ReadonlyMap<string, ToolResult>;
}

/**
 * Plays attempts in one session, one after the other: sessions are dear, calls are cheap.
 *
 * @param after runs when the model was told what came of an attempt, before the next one.
 */
export async function tryAll(
  workspace: Workspace,
  attempts: readonly Attempt[],
  after: (attempt: Attempt) => void = () => {},
): Promise<Tried> {
  const turns = attempts.map((attempt, index): Turn => {
    const earlier = attempts[index - 1];
    const tools = [attempt.call(workspace)];
    return earlier === undefined ? { tools } : { tools, before: () => after(earlier) };
  });
  const last = attempts.at(-1);
  if (last !== undefined) turns.push({ text: 'Done.', before: () => after(last) });
  const session = await runClaude({
    workspace,
    turns,
    args: ['--mcp-config', fileServerSettings(workspace)],
    timeoutMs: 120_000,
  });
  const results = new Map(
    attempts.map((attempt, turn) => [attempt.title, resultOf(session, turn)] as const),
  );
  if (results.size !== attempts.length) throw new Error('Two attempts have the same title.');
  return { session, results };
}

/** Titles of attempts that did not come out as they must, each with what the model was told. */
export function surprises(attempts: readonly Attempt[], tried: Tried): readonly string[] {
  return attempts.flatMap((attempt) => {
    const result = tried.results.get(attempt.title);
    if (result === undefined) return [`${attempt.title}: no result`];
    const outcome = wasStopped(result) ? 'stopped' : result.isError ? 'failed' : 'passes';
    return outcome === attempt.outcome ? [] : [`${attempt.title}: ${outcome}: ${result.text}`];
  });
}

/** The call was refused by Pinfold, as opposed to having been tried in vain. */
export function wasStopped(result: ToolResult): boolean {
  return result.isError && result.text.includes('Pinfold');
}

/** Settings of the MCP server that shows any file, outside the project. */
function fileServerSettings(workspace: Workspace): string {
  const path = join(workspace.base, 'mcp.json');
  const server = fileURLToPath(new URL('../support/filesServer.mjs', import.meta.url));
  const files = { command: process.execPath, args: [server] };
  writeFileSync(path, JSON.stringify({ mcpServers: { files } }));
  return path;
}
