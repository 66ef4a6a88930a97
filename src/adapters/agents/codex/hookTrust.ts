import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import type { Notice } from '../../../core/present/status.ts';
import type { AgentPlace, HookEntry } from '../../../ports/installation.ts';

/** What `hooks/list` of `codex app-server` says (its JSON schema, 0.169.0); more keys are its own business. */
const hooksList = v.object({
  result: v.object({
    data: v.array(
      v.object({
        hooks: v.array(
          v.object({
            eventName: v.string(),
            command: v.nullish(v.string()),
            enabled: v.boolean(),
            trustStatus: v.string(),
          }),
        ),
      }),
    ),
  }),
});

/**
 * What Codex itself says keeps our hooks from running: it is asked, when a program of that name is on PATH. Empty when
 * all of them run, and when it cannot be asked: then only a session shows it.
 */
export function trustProblems(place: AgentPlace, hooks: readonly HookEntry[]): readonly Notice[] {
  const program = codexOn(place.env['PATH'] ?? '', place.platform);
  if (program === null) return [];
  const answer = v.safeParse(hooksList, ask(program, place));
  if (!answer.success) return [];
  const listed = answer.output.result.data.flatMap((each) => each.hooks);
  const standing = (state: (hook: (typeof listed)[number] | undefined) => boolean): string[] =>
    hooks
      .filter(({ command }) => state(listed.find((hook) => hook.command === command)))
      .map(({ event }) => event);
  const missing = standing((hook) => hook === undefined);
  const disabled = standing((hook) => hook?.enabled === false);
  const untrusted = standing(
    (hook) => hook !== undefined && hook.enabled && !/^(?:trusted|managed)$/.test(hook.trustStatus),
  );
  return [
    ...named(
      'hooks-untrusted',
      untrusted,
      'installed, not trusted: Codex skips them silently',
      review,
    ),
    ...named('hooks-disabled', disabled, 'switched off in Codex', review),
    ...named('hooks-ignored', missing, 'installed, and Codex does not load them', look),
  ];
}

const review =
  'Open `codex` and trust the hooks when it asks you to review them (or with `/hooks`).';
const look = 'Look for `hooks = false` in its settings, and run `pinfold protect codex`.';

function named(
  code: string,
  events: readonly string[],
  state: string,
  remedy: string,
): readonly Notice[] {
  if (events.length === 0) return [];
  return [{ code, message: `Hooks are ${state}: ${events.join(', ')}.`, remedy }];
}

/** Seconds for the whole conversation; it takes about one. */
const patience = 8;

function ask(program: string, { home, env, workspace }: AgentPlace): unknown {
  const requests = [
    {
      id: 1,
      method: 'initialize',
      params: { clientInfo: { name: 'pinfold', version: '1' } },
    },
    { method: 'initialized' },
    { id: 2, method: 'hooks/list', params: { cwds: [workspace ?? home] } },
  ].map((request) => JSON.stringify(request));
  const run = spawnSync(
    process.execPath,
    ['-e', conversation, program, String(patience * 1000), ...requests],
    {
      cwd: workspace ?? home,
      encoding: 'utf8',
      timeout: (patience + 2) * 1000,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        HOME: home,
        PATH: env['PATH'],
        ...(env['CODEX_HOME'] === undefined ? {} : { CODEX_HOME: env['CODEX_HOME'] }),
        ...(env['SystemRoot'] === undefined ? {} : { SystemRoot: env['SystemRoot'] }),
        ...(env['USERPROFILE'] === undefined ? {} : { USERPROFILE: env['USERPROFILE'] }),
        ELECTRON_RUN_AS_NODE: '1',
      },
    },
  );
  try {
    return JSON.parse(run.stdout);
  } catch {
    return null;
  }
}

/**
 * A program of its own, because status waits for the answer and Codex ends when its input does: starts Codex's server
 * with everything off that would reach for the network, sends the requests, prints the answer to the second one.
 */
const conversation = `
const { spawn } = require('node:child_process');
const [program, patience, ...requests] = process.argv.slice(1);
const off = ['analytics.enabled', 'check_for_update_on_startup', 'features.plugins', 'features.apps',
  'features.remote_plugin', 'features.remote_control'];
const server = spawn(program, ['app-server', ...off.flatMap((name) => ['-c', name + '=false'])], {
  stdio: ['pipe', 'pipe', 'ignore'],
});
const end = (text) => {
  process.stdout.write(text, () => {
    server.kill('SIGKILL');
    process.exit();
  });
};
setTimeout(() => end(''), Number(patience));
server.on('error', () => end(''));
server.on('exit', () => end(''));
server.stdin.on('error', () => {});
server.stdin.write(requests.map((request) => request + '\\n').join(''));
let said = '';
server.stdout.setEncoding('utf8').on('data', (text) => {
  said += text;
  const lines = said.split('\\n');
  said = lines.pop();
  for (const line of lines) if (/^\\{"id":2[,}]/.test(line)) end(line);
});
`;

/** The program of a person's own PATH; entries that are not absolute belong to whoever made the folder. */
function codexOn(path: string, platform: AgentPlace['platform']): string | null {
  const names = platform === 'win32' ? ['codex.exe'] : ['codex'];
  for (const folder of path.split(delimiter).filter((each) => isAbsolute(each))) {
    for (const name of names) {
      const program = join(folder, name);
      if (isProgram(program)) return program;
    }
  }
  return null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
