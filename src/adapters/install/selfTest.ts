import { spawnSync } from 'node:child_process';
import * as v from 'valibot';
import type { SelfTest } from '../../ports/installation.ts';
import { answeredExitCode, deadlineSeconds } from './launcher.ts';

/** What the hook says to the event `SelfTest`. */
const selfTestAnswer = v.object({ pinfold: v.literal('answering'), version: v.string() });

/** Runs a launcher with the harmless event `SelfTest`, which the hook answers without judging anything. */
export function selfTest(launcher: string, agent: string, home: string): SelfTest {
  const run = spawnSync(launcher, [agent, 'SelfTest'], {
    input: '{}',
    env: { HOME: home },
    encoding: 'utf8',
    timeout: (deadlineSeconds + 5) * 1000,
    killSignal: 'SIGKILL',
  });
  const answer = v.safeParse(selfTestAnswer, parseJson(run.stdout));
  if (run.status === answeredExitCode && answer.success)
    return { answered: true, version: answer.output.version };
  const said = (run.error?.message ?? run.stderr).trim();
  const words = said === '' ? `unexpected answer, exit code ${run.status ?? 'none'}` : said;
  return { answered: false, words: words.slice(-1000) };
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
