import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { answeredExitCode } from '../../../adapters/install/launcher.ts';
import { directoriesOf } from '../../shared/places.ts';
import { programFolder } from '../programFolder.ts';
import type { Command } from '../command.ts';

export const hookCommand: Command = {
  name: 'hook',
  usage: 'hook <agent> <event>',
  summary: 'Answers one event of an agent (payload on stdin), as the installed hook does.',
  help: 'For looking at what the hook does. It records like the hook. Agents call the installed launcher instead.',
  run([agent = '', event = ''], terminal) {
    const directories = directoriesOf(terminal.environment);
    const hook = spawnSync(process.execPath, [join(programFolder(), 'hook.cjs'), agent, event], {
      input: terminal.stdin(),
      encoding: 'utf8',
      env: {
        HOME: terminal.environment['HOME'],
        PATH: '/usr/bin:/bin',
        ELECTRON_RUN_AS_NODE: '1',
        PINFOLD_STATE: directories.state,
        PINFOLD_DATA: directories.data,
        PINFOLD_CONFIG: dirname(directories.userPolicy),
      },
    });
    terminal.out(hook.stdout);
    terminal.err(hook.stderr);
    return hook.status === answeredExitCode ? 0 : 2;
  },
};
