import { join } from 'node:path';
import { getNodeValue, type Node, parseTree } from 'jsonc-parser';
import type { Notice } from '../../../core/present/status.ts';
import {
  type AgentPlace,
  type CommandLines,
  type HookedAgent,
  InstallationError,
} from '../../../ports/installation.ts';
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
  // Not among the settings, but its variables count as well.
  const config = join(own === undefined || own === '' ? place.home : own, '.claude.json');
  // A switch in any of them is for all hooks, the user's too.
  const overruling = [
    managedSettings(place.platform),
    users,
    config,
    ...projectSettings(workspace),
  ];
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
  return switchesOn(file, text).flatMap((name) => {
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
  [
    'env.CLAUDE_CODE_SHELL_PREFIX',
    'Claude Code has that program start each hook, and it decides whether one runs at all.',
  ],
]);

/** Claude Code keeps megabytes in one of these files: what has none of our names, also as escapes, is not parsed. */
const mayHoldSwitches = /HooksOnly|AllHooks|SHELL_PREFIX|\\u/;

/**
 * Names of switches that are on, at the top level and among the variables that settings give to what Claude Code starts.
 * Anything but a plain `false`, `null` or empty text counts: an agent may take it so.
 */
function switchesOn(file: string, text: string): string[] {
  if (!mayHoldSwitches.test(text)) return [];
  return membersOf(treeOf(file, text)).flatMap(([key, value]) =>
    key === 'env'
      ? membersOf(value).flatMap((each) => nameIfOn(each, 'env.'))
      : nameIfOn([key, value]),
  );
}

/** @throws InstallationError for what is nested so deeply that we cannot read it: Claude Code may */
function treeOf(file: string, text: string): Node | undefined {
  try {
    return parseTree(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true });
  } catch (error) {
    throw new InstallationError(
      'obstacle-unreadable',
      `${file} is nested too deeply to be read: it may switch hooks off.`,
      `Look at ${file}, and save it as plain settings.`,
      { cause: error },
    );
  }
}

function nameIfOn([key, value]: Member, prefix = ''): string[] {
  const set: unknown = getNodeValue(value);
  return set === false || set === null || set === '' ? [] : [prefix + key];
}

type Member = readonly [key: string, value: Node];

/** Every member, also of a name that comes twice. */
function membersOf(node: Node | undefined): Member[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children: [name, value] = [] }) => {
    const key: unknown = name?.value;
    return typeof key === 'string' && value !== undefined ? [[key, value] as const] : [];
  });
}
