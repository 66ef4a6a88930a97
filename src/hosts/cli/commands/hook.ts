import { readFileSync } from 'node:fs';
import { compileRoot } from '../../../app/policy/compileRoot.ts';
import { analyseShell } from '../../../core/shell/index.ts';
import { refusal } from '../../hook/refusal.ts';
import { runHook } from '../../hook/run.ts';
import { directoriesOf } from '../../shared/places.ts';
import type { Command } from '../command.ts';

export const hookCommand: Command = {
  name: 'hook',
  usage: 'hook <agent> <event>',
  summary: 'Answers one event of an agent (payload on stdin), as the installed hook does.',
  help: 'For looking at what the hook does. It records like the hook. Agents call the installed launcher instead.',
  run([agent = '', event = ''], terminal) {
    const directories = directoriesOf(terminal.environment);
    try {
      const answer = runHook(
        {
          agent,
          event,
          payload: terminal.stdin(),
          environment: {
            ...terminal.environment,
            PINFOLD_STATE: directories.state,
            PINFOLD_DATA: directories.data,
          },
        },
        {
          loadShell: () => analyseShell,
          loadCompiler: () => compileRoot,
          readRecordKey: (path) => {
            try {
              return readFileSync(path, 'utf8');
            } catch {
              return null;
            }
          },
          now: terminal.now,
        },
      );
      terminal.out(answer.stdout);
      terminal.err(answer.stderr);
      return answer.exitCode === 0 ? 0 : 2;
    } catch (error) {
      terminal.err(refusal(error).stderr);
      return 2;
    }
  },
};
