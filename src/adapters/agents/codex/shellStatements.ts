import type { Statement } from '../../../core/actions/action.ts';
import { interceptedPatches } from './interceptedPatches.ts';

/** Where a shell starts: `cwd`, or somewhere else that nothing tells. */
export interface Start {
  readonly cwd: string;
  readonly known: boolean;
}

/** What a command line for Codex's shell states. What is typed into it later fires no hook. */
export function shellStatements(command: string, { cwd, known }: Start, via: string): Statement[] {
  return [
    {
      kind: 'shell',
      command,
      cwd,
      via,
      ...(known ? {} : { start: 'unknown' as const }),
      typing: 'unseen',
    },
    ...interceptedPatches(command, known ? cwd : null, via),
  ];
}
