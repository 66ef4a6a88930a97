import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'jsonc-parser';
import * as v from 'valibot';
import type { Workspace } from './workspace.ts';

/** The part of Claude Code's settings that says what runs when. */
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

export type HookSettings = v.InferOutput<typeof settingsSchema>;

/** @throws ValiError or SyntaxError when the user settings of a home have no hooks of the known shape. */
export function readHookSettings(workspace: Pick<Workspace, 'home'>): HookSettings {
  return v.parse(settingsSchema, parse(readFileSync(settingsOf(workspace), 'utf8')));
}

export function writeHookSettings(
  workspace: Pick<Workspace, 'home'>,
  settings: HookSettings,
): void {
  const file = settingsOf(workspace);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(settings, null, 2));
}

/**
 * Pinfold's command line in a home's settings for an event, or else the first one.
 *
 * @throws Error when there is none.
 */
export function installedCommand(workspace: Pick<Workspace, 'home'>, event: string): string {
  const command = commandOrNull(workspace, event);
  if (command === null) throw new Error(`No hook is installed for ${event}.`);
  return command;
}

/** The same, or null where Claude Code would run none. */
export function ownCommandOrNull(workspace: Pick<Workspace, 'home'>, event: string): string | null {
  const settings: unknown = parse(readFileSync(settingsOf(workspace), 'utf8'));
  return Object(settings).disableAllHooks === true ? null : commandOrNull(workspace, event);
}

function commandOrNull(workspace: Pick<Workspace, 'home'>, event: string): string | null {
  const groups = readHookSettings(workspace).hooks[event] ?? [];
  const commands = groups.flatMap(({ hooks }) => hooks.map((hook) => hook.command));
  return commands.find((each) => each.includes('/pinfold-hook')) ?? commands[0] ?? null;
}

function settingsOf(workspace: Pick<Workspace, 'home'>): string {
  return join(workspace.home, '.claude', 'settings.json');
}
