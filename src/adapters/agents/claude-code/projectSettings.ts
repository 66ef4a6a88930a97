import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Settings of a project, the committed ones and a person's own: from the folder itself up to the root of its repository. */
export function projectSettings(workspace: string | undefined): string[] {
  const found: string[] = [];
  for (let at = workspace; at !== undefined;) {
    found.push(join(at, '.claude', 'settings.json'), join(at, '.claude', 'settings.local.json'));
    const above = dirname(at);
    at = existsSync(join(at, '.git')) || above === at ? undefined : above;
  }
  return found;
}
