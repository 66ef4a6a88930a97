import { fileURLToPath } from 'node:url';
import { pickEnvironment } from '../lib/environment.ts';
import { runProgram } from '../lib/processGroup.ts';
import { ensureTool } from '../lib/toolCache.ts';
import type { Answer, Sheet } from './answers.ts';
import type { ExamFolder } from './examFolder.ts';

const timeoutMs = 10 * 60_000;

/**
 * Pinfold's answers, by `pinfold decide --batch` as it was built last.
 *
 * @throws Error when it does not answer every command.
 */
export async function askPinfold(commands: readonly string[], folder: ExamFolder): Promise<Sheet> {
  const program = fileURLToPath(new URL('../../dist/pinfold.cjs', import.meta.url));
  const payloads = commands.map((command) => ({
    hook_event_name: 'PreToolUse',
    session_id: 'exam',
    cwd: folder.workspace,
    tool_name: 'Bash',
    tool_input: { command },
  }));
  const args = ['decide', '--agent', 'claude-code', '--batch', '--workspace', folder.workspace];
  return ask('Pinfold', [program, ...args], payloads, folder);
}

export const peerName = 'cc-safety-net';

/**
 * The answers of cc-safety-net, whose library judges in one process; its hook would start one for every command.
 *
 * @throws Error when it cannot be installed or does not answer every command.
 */
export async function askPeer(commands: readonly string[], folder: ExamFolder): Promise<Sheet> {
  const { bin } = await ensureTool(peerName);
  const worker = fileURLToPath(new URL('./peerWorker.mjs', import.meta.url));
  return ask(peerName, [worker, bin, folder.workspace], commands, folder);
}

async function ask(
  guard: string,
  args: readonly string[],
  questions: readonly unknown[],
  folder: ExamFolder,
): Promise<Sheet> {
  const { exitCode, stdout, stderr, durationMs } = await runProgram({
    command: process.execPath,
    args,
    cwd: folder.workspace,
    env: { ...pickEnvironment(['PATH']), HOME: folder.home },
    timeoutMs,
    input: questions.map((question) => `${JSON.stringify(question)}\n`).join(''),
  });
  const answers = stdout.split('\n').slice(0, -1).map(parseAnswer);
  if (exitCode !== 0 || answers.length !== questions.length) {
    throw new Error(
      `${guard} ended with ${String(exitCode)} after ${String(answers.length)} of ` +
        `${String(questions.length)} answers.\n${stderr.trim()}`,
    );
  }
  return { guard, answers, durationMs };
}

function parseAnswer(line: string): Answer {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null) throw new Error(`No answer: ${line}`);
  const { verdict, rule, reason, error } = value as Readonly<Record<string, unknown>>;
  if (verdict !== 'allow' && verdict !== 'ask' && verdict !== 'deny') {
    throw new Error(`No verdict: ${line}`);
  }
  const text = (part: unknown): string => (typeof part === 'string' ? part : '');
  return { verdict, rule: text(rule), reason: text(reason) || text(error) };
}
