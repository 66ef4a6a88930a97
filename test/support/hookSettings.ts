import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'jsonc-parser';
import * as v from 'valibot';
import type { Workspace } from './workspace.ts';

/** The part of an agent's settings that says what runs when: Claude Code and Codex write it alike. */
const settingsSchema = v.object({
  hooks: v.record(
    v.string(),
    v.array(
      v.looseObject({
        hooks: v.array(v.looseObject({ type: v.literal('command'), command: v.string() })),
      }),
    ),
  ),
});

export type HookedAgentId = 'claude-code' | 'codex';

export type HookSettings = v.InferOutput<typeof settingsSchema>;

/** @throws ValiError or SyntaxError when the user settings of a home have no hooks of the known shape. */
export function readHookSettings(
  workspace: Pick<Workspace, 'home'>,
  agent: HookedAgentId = 'claude-code',
): HookSettings {
  return v.parse(settingsSchema, parse(readFileSync(settingsOf(workspace, agent), 'utf8')));
}

export function writeHookSettings(
  workspace: Pick<Workspace, 'home'>,
  settings: HookSettings,
  agent: HookedAgentId = 'claude-code',
): void {
  const file = settingsOf(workspace, agent);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(settings, null, 2));
}

/**
 * Pinfold's command line in a home's settings for an event, or else the first one.
 *
 * @throws Error when there is none.
 */
export function installedCommand(
  workspace: Pick<Workspace, 'home'>,
  event: string,
  agent: HookedAgentId = 'claude-code',
): string {
  const command = commandOrNull(workspace, event, agent);
  if (command === null) throw new Error(`No hook is installed for ${event}.`);
  return command;
}

/** The same, or null where the agent would run none. */
export function ownCommandOrNull(
  workspace: Pick<Workspace, 'home'>,
  event: string,
  agent: HookedAgentId = 'claude-code',
): string | null {
  const settings: unknown = parse(readFileSync(settingsOf(workspace, agent), 'utf8'));
  return Object(settings).disableAllHooks === true ? null : commandOrNull(workspace, event, agent);
}

function commandOrNull(
  workspace: Pick<Workspace, 'home'>,
  event: string,
  agent: HookedAgentId,
): string | null {
  const groups = readHookSettings(workspace, agent).hooks[event] ?? [];
  const commands = groups.flatMap(({ hooks }) => hooks.map((hook) => hook.command));
  return commands.find((each) => each.includes('/pinfold-hook')) ?? commands[0] ?? null;
}

function settingsOf({ home }: Pick<Workspace, 'home'>, agent: HookedAgentId): string {
  return agent === 'codex'
    ? join(home, '.codex', 'hooks.json')
    : join(home, '.claude', 'settings.json');
}
