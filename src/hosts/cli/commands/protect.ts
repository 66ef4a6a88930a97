import { statusText } from '../../../core/present/status.ts';
import {
  type InstallationOptions,
  protectClaudeCode,
  statusClaudeCode,
  unprotectClaudeCode,
} from '../../installation/claudeCode.ts';
import { version } from '../../shared/build.ts';
import { platformOf } from '../../shared/machine.ts';
import { json, readArguments } from '../arguments.ts';
import { programFolder } from '../programFolder.ts';
import { type Command, type Terminal, UsageError } from '../command.ts';

const agents = ['claude-code'];

export const protectCommand: Command = {
  name: 'protect',
  usage: 'protect [claude-code] [--json]',
  summary: 'Installs the fence into an agent’s own settings.',
  help: 'Keeps everything else in the settings as it is. Doing it twice changes nothing. `pinfold unprotect` takes it back.',
  run(args, terminal) {
    const { values, positionals } = readArguments('protect', args, json);
    checkAgents(positionals);
    const result = protectClaudeCode(optionsOf(terminal));
    if (values.json) terminal.out(`${JSON.stringify(result)}\n`);
    else {
      const lines = result.changed ? result.changes : ['Nothing to do: it is installed already.'];
      terminal.out(`${lines.join('\n')}\n`);
      for (const warning of result.warnings) {
        terminal.err(`Warning: ${warning.message}\n  → ${warning.remedy}\n`);
      }
    }
    return 0;
  },
};

export const unprotectCommand: Command = {
  name: 'unprotect',
  usage: 'unprotect [claude-code] [--purge] [--json]',
  summary: 'Takes the fence away again.',
  help: '--purge  removes the audit trail and all other state too',
  run(args, terminal) {
    const { values, positionals } = readArguments('unprotect', args, {
      ...json,
      purge: { type: 'boolean', default: false },
    });
    checkAgents(positionals);
    const result = unprotectClaudeCode({ ...optionsOf(terminal), purge: values.purge === true });
    if (values.json) terminal.out(`${JSON.stringify(result)}\n`);
    else {
      const lines = result.changed ? result.changes : ['Nothing to do: it is not installed.'];
      terminal.out(`${lines.join('\n')}\n`);
    }
    return 0;
  },
};

export const statusCommand: Command = {
  name: 'status',
  usage: 'status [--json]',
  summary: 'Says how far the fence stands: installed, answering, firing.',
  help: 'Exit code 1 when something needs a person.',
  run(args, terminal) {
    const { values } = readArguments('status', args, json);
    const status = statusClaudeCode(optionsOf(terminal));
    terminal.out(values.json ? `${JSON.stringify(status)}\n` : `${statusText(status)}\n`);
    return status.problems.length === 0 ? 0 : 1;
  },
};

function checkAgents(named: readonly string[]): void {
  const unknown = named.find((name) => !agents.includes(name));
  if (unknown === undefined) return;
  throw new UsageError(
    `There is no adapter for "${unknown}" in this version.`,
    `It knows: ${agents.join(', ')}.`,
  );
}

function optionsOf({ environment }: Terminal): InstallationOptions {
  const home = environment['HOME'] ?? environment['USERPROFILE'];
  if (home === undefined || home === '') {
    throw new UsageError('HOME is not set.', 'Set it to your home directory.');
  }
  return {
    platform: platformOf(process.platform),
    home,
    env: environment,
    dist: programFolder(),
    nodePath: process.execPath,
    version,
  };
}
