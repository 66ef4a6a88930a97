import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** `.codex/config.toml` of a project: from the folder itself up to the root of its repository. */
export function projectSettings(workspace: string | undefined): string[] {
  const found: string[] = [];
  for (let at = workspace; at !== undefined;) {
    found.push(join(at, '.codex', 'config.toml'));
    const above = dirname(at);
    at = existsSync(join(at, '.git')) || above === at ? undefined : above;
  }
  return found;
}
