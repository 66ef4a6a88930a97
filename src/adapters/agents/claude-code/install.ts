import { join } from 'node:path';
import { getNodeValue, parseTree } from 'jsonc-parser';
import type { Notice } from '../../../core/present/status.ts';
import type { AgentPlace, CommandLines, HookedAgent } from '../../../ports/installation.ts';
import { hookedEvents } from './events.ts';
import { projectSettings } from './projectSettings.ts';

export const claudeCodeId = 'claude-code';

/** Claude Code as the installation sees it. Settings files as of Claude Code 2.1.330. */
export function claudeCode(place: AgentPlace, lines: CommandLines): HookedAgent {
  const own = place.env['CLAUDE_CONFIG_DIR'];
  const folder = own === undefined || own === '' ? join(place.home, '.claude') : own;
  const users = join(folder, 'settings.json');
  const { workspace = place.workspace } = lines;
  const settings =
    lines.workspace === undefined ? users : join(lines.workspace, '.claude', 'settings.json');
  // A switch in any of them is for all hooks, the user's too.
  const overruling = [managedSettings(place.platform), users, ...projectSettings(workspace)];
  return {
    id: claudeCodeId,
    name: 'Claude Code',
    folder,
    settings,
    ...(lines.workspace === undefined ? {} : { shared: true }),
    overruling: overruling.filter((file) => file !== settings),
    hooks: hookedEvents.map(({ event, matcher, failure, timeoutSeconds }) => ({
      event,
      matcher,
      command: lines.for(event, failure, timeoutSeconds),
      timeoutSeconds,
    })),
    commandPrefix: lines.prefix,
    obstacles,
  };
}

/** The organisation's settings, which come before everybody else's. */
function managedSettings(platform: AgentPlace['platform']): string {
  switch (platform) {
    case 'linux':
      return '/etc/claude-code/managed-settings.json';
    case 'darwin':
      return '/Library/Application Support/ClaudeCode/managed-settings.json';
    case 'win32':
      return String.raw`C:\Program Files\ClaudeCode\managed-settings.json`;
  }
}

function obstacles(file: string, text: string): readonly Notice[] {
  return switchesOn(text).flatMap((name) => {
    const explanation = explanations.get(name);
    if (explanation === undefined) return [];
    return [
      {
        code: `obstacle-${name}`,
        message: `"${name}" is set in ${file}: ${explanation}`,
        remedy: `Remove "${name}" from ${file}, or run the agent in a sandbox.`,
      },
    ];
  });
}

const explanations: ReadonlyMap<string, string> = new Map([
  ['disableAllHooks', 'Claude Code runs no hooks at all, so nothing is guarded.'],
  [
    'allowManagedHooksOnly',
    "Claude Code runs only the organisation's hooks, and ours are the user's.",
  ],
]);

/** Names of top-level switches that are on. Anything but a plain `false` or `null` counts: an agent may take it so. */
function switchesOn(text: string): string[] {
  const root = parseTree(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true });
  if (root?.type !== 'object') return [];
  return (root.children ?? []).flatMap((entry) => {
    const [name, value] = entry.children ?? [];
    const key: unknown = name?.value;
    if (typeof key !== 'string' || value === undefined) return [];
    const set: unknown = getNodeValue(value);
    return set === false || set === null ? [] : [key];
  });
}
