import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Notice } from '../../../core/present/status.ts';
import type { AgentPlace, CommandLines, HookedAgent } from '../../../ports/installation.ts';
import { hookedEvents } from './events.ts';
import { trustProblems } from './hookTrust.ts';
import { projectSettings } from './projectSettings.ts';
import { tomlSettings } from './tomlSettings.ts';

/**
 * Codex as the installation sees it. Our hooks go into `hooks.json`; `config.toml` is read and never written. Codex
 * asks its user to trust new hooks before it runs them; that answer is the user's, and nothing here gives it.
 */
export function codex(place: AgentPlace, lines: CommandLines): HookedAgent {
  const own = place.env['CODEX_HOME'];
  const folder = own === undefined || own === '' ? join(place.home, '.codex') : own;
  const hooks = hookedEvents.map(({ event, matcher, failure, timeoutSeconds }) => ({
    event,
    matcher,
    command: lines.for(event, failure, timeoutSeconds),
    timeoutSeconds,
  }));
  return {
    id: 'codex',
    name: 'Codex',
    folder,
    ...(lines.workspace === undefined
      ? { settings: join(folder, 'hooks.json') }
      : { settings: join(lines.workspace, '.codex', 'hooks.json'), shared: true }),
    overruling: [
      ...configurations(folder),
      ...projectSettings(place.workspace),
      ...systemSettings(place),
    ],
    hooks,
    commandPrefix: lines.prefix,
    obstacles,
    consent: {
      code: 'hooks-untrusted',
      message: 'Codex skips new hooks silently until you have trusted them.',
      remedy: 'Open `codex`, and trust the hooks when it asks you to review them.',
    },
    ownProblems: () => trustProblems(place, hooks),
  };
}

/** `config.toml`, and those of profiles (`codex --profile x` reads `x.config.toml`). */
function configurations(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name === 'config.toml' || name.endsWith('.config.toml'))
      .toSorted()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Where an organisation's settings stand. */
function systemSettings({ platform, env }: AgentPlace): string[] {
  const folder =
    platform === 'win32'
      ? join(env['ProgramData'] ?? String.raw`C:\ProgramData`, 'OpenAI', 'Codex')
      : '/etc/codex';
  return ['requirements.toml', 'managed_config.toml', 'config.toml'].map((name) =>
    join(folder, name),
  );
}

function obstacles(file: string, text: string): readonly Notice[] {
  if (!file.endsWith('.toml')) return [];
  const settings = tomlSettings(text);
  const off = ['features.hooks', 'features.codex_hooks'].filter(
    (name) => settings.get(name) === 'false',
  );
  const notices = off.map((name) =>
    notice(name, file, 'Codex runs no hooks, so nothing is guarded.'),
  );
  const managed = 'allow_managed_hooks_only';
  return settings.get(managed) === 'true'
    ? [
        ...notices,
        notice(managed, file, 'Codex runs only the organisation’s hooks, and ours are the user’s.'),
      ]
    : notices;
}

function notice(name: string, file: string, explanation: string): Notice {
  return {
    code: `obstacle-${name}`,
    message: `"${name}" is set in ${file}: ${explanation}`,
    remedy: `Remove "${name}" from ${file}, or run the agent in a sandbox.`,
  };
}
