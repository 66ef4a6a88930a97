import { nodeFiles } from '../../../adapters/files/nodeFiles.ts';
import { findRoots } from '../../../app/paths/roots.ts';
import type { InstallationResult } from '../../../app/protect.ts';
import { takenAwayNote, unprotectEvent } from '../../../core/audit/takenAway.ts';
import { statusText, underPolicy } from '../../../core/present/status.ts';
import {
  agentsHere,
  installableAgents,
  type InstallableAgent,
  type InstallationOptions,
  isInstallable,
  protect,
  statusOf,
  unprotect,
} from '../../installation/agents.ts';
import { version } from '../../shared/build.ts';
import { machineFacts, platformOf } from '../../shared/machine.ts';
import { mayTakeDown } from '../mayTakeDown.ts';
import { tellTrail } from '../tellTrail.ts';
import { json, readArguments } from '../arguments.ts';
import { policyStatus } from '../policyStatus.ts';
import { programFolder } from '../programFolder.ts';
import { type Command, type Terminal, UsageError } from '../command.ts';

const named = `Agents: ${installableAgents.join(', ')}. Without one: those that this machine has.`;
const shared = `--workspace  the settings of this project instead of your own: for a team to commit. Whoever works on it without
             Pinfold gets a refusal that says how to install it`;

export const protectCommand: Command = {
  name: 'protect',
  usage: 'protect [agent…] [--all] [--workspace] [--json]',
  summary: 'Installs the fence into an agent’s own settings.',
  help: `Keeps everything else in the settings as it is. Doing it twice changes nothing. \`pinfold unprotect\` takes it back.
${named}

--all        every agent that there is an adapter for
${shared}`,
  run(args, terminal) {
    const { values, positionals } = readArguments('protect', args, { ...json, ...choices });
    const options = optionsOf(terminal, values.workspace);
    for (const agent of chosen(positionals, values.all, options)) {
      const result = protect(agent, options);
      tell(result, 'Nothing to do: it is installed already.', terminal, values.json);
      if (options.shared !== undefined && !values.json) {
        terminal.out(
          `Commit ${result.settings}, so that it guards everybody who works on this project.\n`,
        );
      }
    }
    return 0;
  },
};

export const unprotectCommand: Command = {
  name: 'unprotect',
  usage: 'unprotect [agent…] [--all] [--workspace] [--purge] [--json]',
  summary: 'Takes the fence away again.',
  help: `${named}

--all        every agent that there is an adapter for
--workspace  the settings of this project instead of your own
--purge      removes the audit trail and all other state too

When a coding agent seems to have started it, a person is asked at the terminal; without a terminal it is refused.`,
  run(args, terminal) {
    const { values, positionals } = readArguments('unprotect', args, {
      ...json,
      ...choices,
      purge: { type: 'boolean', default: false },
    });
    const options = { ...optionsOf(terminal, values.workspace), purge: values.purge };
    if (!mayTakeDown(terminal)) return 1;
    for (const agent of chosen(positionals, values.all, options)) {
      const result = unprotect(agent, options);
      // The trail tells a person's doing from a program's that only edits the settings.
      if (options.shared === undefined && result.changed) {
        tellTrail(terminal, unprotectEvent, [takenAwayNote(agent)]);
      }
      tell(result, 'Nothing to do: it is not installed.', terminal, values.json);
    }
    return 0;
  },
};

export const statusCommand: Command = {
  name: 'status',
  usage: 'status [agent…] [--all] [--workspace] [--json]',
  summary: 'Says how far the fence stands: installed, answering, firing.',
  help: `Exit code 1 when something needs a person. With --json one object a line, one line for each agent.
${named}

--all        every agent that there is an adapter for
--workspace  the settings of this project instead of your own`,
  run(args, terminal) {
    const { values, positionals } = readArguments('status', args, { ...json, ...choices });
    const options = optionsOf(terminal, values.workspace);
    const policy = policyStatus(terminal);
    const found = chosen(positionals, values.all, options).map((agent) =>
      underPolicy(statusOf(agent, options), policy),
    );
    const lines = found.map((status) =>
      values.json ? JSON.stringify(status) : statusText(status),
    );
    terminal.out(`${lines.join('\n')}\n`);
    return found.every(({ problems }) => problems.length === 0) ? 0 : 1;
  },
};

const choices = {
  all: { type: 'boolean', default: false },
  workspace: { type: 'boolean', default: false },
} as const;

function chosen(
  names: readonly string[],
  everyone: boolean,
  options: InstallationOptions,
): readonly InstallableAgent[] {
  // A project may be worked on with any of them.
  if (everyone || (names.length === 0 && options.shared !== undefined)) return installableAgents;
  if (names.length === 0) return agentsHere(options);
  return names.map((name) => {
    if (isInstallable(name)) return name;
    throw new UsageError(
      `There is no adapter for "${name}" in this version.`,
      `It knows: ${installableAgents.join(', ')}.`,
    );
  });
}

function tell(
  result: InstallationResult,
  otherwise: string,
  terminal: Terminal,
  asJson: boolean,
): void {
  if (asJson) {
    terminal.out(`${JSON.stringify(result)}\n`);
    return;
  }
  terminal.out(`${(result.changed ? result.changes : [otherwise]).join('\n')}\n`);
  for (const warning of result.warnings) {
    terminal.err(`Warning: ${warning.message}\n  → ${warning.remedy}\n`);
  }
}

function optionsOf(terminal: Terminal, ofWorkspace: boolean): InstallationOptions {
  const { environment, cwd } = terminal;
  const home = environment['HOME'] ?? environment['USERPROFILE'];
  if (home === undefined || home === '') {
    throw new UsageError('HOME is not set.', 'Set it to your home directory.');
  }
  return {
    platform: platformOf(process.platform),
    home,
    env: environment,
    workspace: cwd,
    dist: programFolder(),
    nodePath: process.execPath,
    version,
    ...(ofWorkspace ? { shared: rootOf(terminal) } : {}),
  };
}

function rootOf({ environment, cwd }: Terminal): string {
  const root = findRoots(cwd, machineFacts(environment), nodeFiles)[0]?.path;
  if (root !== undefined) return root;
  throw new UsageError('There is no workspace here.', 'Go to a project folder.');
}
