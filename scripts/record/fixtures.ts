import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../../test/support/workspace.ts';

/**
 * Writes recorded payloads as fixtures of the contract tests, one file each, in place of those that were there.
 * @param log one payload a line
 * @param folder below `test/contract`
 * @returns names, with how often each came
 */
export function writeFixtures(log: string, workspace: Workspace, folder: string): string[] {
  const target = join(import.meta.dirname, '../../test/contract', folder);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const seen = new Map<string, number>();
  for (const line of rewrite(log, workspace).split('\n').filter(Boolean)) {
    const payload = JSON.parse(line) as Record<string, unknown>;
    const parts = [
      payload['hook_event_name'],
      payload['tool_name'],
      payload['agent_id'] && 'subagent',
    ];
    const name = parts.filter(Boolean).join('.');
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    writeFileSync(
      join(target, `${name}${count === 1 ? '' : `-${count}`}.json`),
      `${JSON.stringify(payload, null, 2)}\n`,
    );
  }
  return [...seen].map(([name, count]) => `${name} ×${count}`);
}

/** Paths of this machine become those of a developer, ids the same on each run. */
function rewrite(text: string, { root, home, temporary }: Workspace): string {
  const slug = root.replaceAll(/[^A-Za-z0-9]/g, '-');
  const ids = new Map<string, string>();
  return text
    .replaceAll(slug, '-home-dev-project')
    .replaceAll(root, '/home/dev/project')
    .replaceAll(home, '/home/dev')
    .replaceAll(temporary, '/tmp/session')
    .replaceAll(/rollout-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d/g, 'rollout-2026-11-25T10-00-00')
    .replaceAll(/sessions\/\d{4}\/\d\d\/\d\d/g, 'sessions/2026/11/25')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
      const known =
        ids.get(id) ?? `00000000-0000-4000-8000-${String(ids.size + 1).padStart(12, '0')}`;
      ids.set(id, known);
      return known;
    });
}
