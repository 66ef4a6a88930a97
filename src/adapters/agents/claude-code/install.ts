import { join } from 'node:path';
import { getNodeValue, parseTree } from 'jsonc-parser';
import type { Notice } from '../../../core/present/status.ts';
import type { HookedAgent } from '../../../ports/installation.ts';
import { hookedEvents } from './events.ts';

export interface ClaudeCodePlace {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How an installed command line is made: how all of them begin, and one for an event. */
export interface CommandLines {
  readonly prefix: string;
  for(event: string, failure: 'block' | 'pass'): string;
}

export const claudeCodeId = 'claude-code';

/** Claude Code as the installation sees it. Settings files as of Claude Code 2.1.330. */
export function claudeCode(place: ClaudeCodePlace, lines: CommandLines): HookedAgent {
  const own = place.env['CLAUDE_CONFIG_DIR'];
  const folder = own === undefined || own === '' ? join(place.home, '.claude') : own;
  return {
    id: claudeCodeId,
    name: 'Claude Code',
    settings: join(folder, 'settings.json'),
    overruling: [managedSettings(place.platform)],
    hooks: hookedEvents.map(({ event, matcher, failure, timeoutSeconds }) => ({
      event,
      matcher,
      command: lines.for(event, failure),
      timeoutSeconds,
    })),
    commandPrefix: lines.prefix,
    obstacles,
  };
}

/** The organisation's settings, which come before everybody else's. */
function managedSettings(platform: ClaudeCodePlace['platform']): string {
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
  const off = switches(text).filter(([name]) => name in explanations);
  return off.map(([name]) => ({
    code: `obstacle-${name}`,
    message: `"${name}" is set in ${file}: ${explanations[name] ?? ''}`,
    remedy: `Remove "${name}" from ${file}, or run the agent in a sandbox.`,
  }));
}

const explanations: Readonly<Record<string, string>> = {
  disableAllHooks: 'Claude Code runs no hooks at all, so nothing is guarded.',
  allowManagedHooksOnly: "Claude Code runs only the organisation's hooks, and ours are the user's.",
};

/** Top-level switches that are on. Anything but a plain `false` counts: we do not know what the agent makes of it. */
function switches(text: string): [string, unknown][] {
  const root = parseTree(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true });
  if (root?.type !== 'object') return [];
  return (root.children ?? []).flatMap((entry): [string, unknown][] => {
    const [name, value] = entry.children ?? [];
    if (typeof name?.value !== 'string' || value === undefined) return [];
    const set: unknown = getNodeValue(value);
    return set === false || set === null ? [] : [[name.value, set]];
  });
}
