import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { directoriesFor } from '../src/adapters/install/directories.ts';
import { showText } from '../src/core/paths/show.ts';
import { effectWords } from '../src/core/present/record.ts';
import { leaksIn, runClaude, type Session } from '../test/support/claudeSession.ts';
import { runPinfold } from '../test/support/protectedWorkspace.ts';
import { changedBetween, snapshot } from '../test/support/workspace.ts';
import { callId, judgeDemo } from './lib/demo/demoResult.ts';
import { noteFile, planDemo, type Step } from './lib/demo/demoScript.ts';
import { createDemoWorkspace, heavyFolders, type DemoWorkspace } from './lib/demo/demoWorkspace.ts';
import { openDemoEditor, type DemoEditor } from './lib/demo/demoEditor.ts';
import { tailTrail, type DecisionRecord } from './lib/demo/trailTail.ts';
import { ensureTool } from './lib/toolCache.ts';

const help = `Usage: npm start [-- [folder] [options]]

Shows a real coding agent at the fence: builds Pinfold, copies a project, protects it, and runs one session of
Claude Code there on a scripted model, without an account and without a network. The agent does ordinary work, then
tries a secret, a closed zone and tricks. Every decision is printed as it falls, and stands in the Activity view of VS
Code: the one of this desktop, or one that any browser of this machine can open. It stays until Ctrl-C.

  folder       the project to use; default examples/quantum-sdk
  --in-place   work in the folder itself, not in a copy; it is left as it was
  --keep       keep the home, the copy and the audit trail afterwards
  --no-open    do not open VS Code, and end when the session has ended
  --help       this text

Exit code 0 when all came out as it must, 1 when not, 2 when it could not be tried.
`;

interface Options {
  readonly folder: string;
  readonly inPlace: boolean;
  readonly keep: boolean;
  readonly open: boolean;
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) {
    say(help);
    return 0;
  }
  await ensureTool('claude-code', say);
  const workspace = createDemoWorkspace(options.folder, options.inPlace);
  const clean = (): void => {
    if (workspace.inPlace) rmSync(join(workspace.root, noteFile), { force: true });
    if (!options.keep) rmSync(workspace.base, { recursive: true, force: true, maxRetries: 5 });
  };
  // The session runs in a process group of its own, which Ctrl-C does not reach; leaving in order ends it.
  process.once('exit', clean);
  const interrupted = interruption();
  if (!options.open) {
    void interrupted.then(() => process.exit(130));
    return demonstrate(workspace, options, null);
  }
  const editor = await openDemoEditor(workspace);
  const stopped = Promise.race([interrupted.then(() => 'Ended.'), editor.ended]);
  try {
    const code = await Promise.race([
      demonstrate(workspace, options, editor),
      interrupted.then(() => 130),
    ]);
    if (code !== 130) {
      say(
        '\nIn the editor the fence in the activity bar shows what the agent did; Ctrl-C ends all.',
      );
      say(editor.where);
      say(await stopped);
    }
    return code;
  } finally {
    await editor.end();
  }
}

/** Resolves at the first Ctrl-C, or when this process is asked to end; at the second one everything ends at once. */
function interruption(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const interrupt = (): void => {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    };
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  });
}

function readOptions(): Options | null {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      'in-place': { type: 'boolean' },
      keep: { type: 'boolean' },
      'no-open': { type: 'boolean' },
    },
  });
  if (values.help === true) return null;
  if (positionals.length > 1) throw new Error('One folder at a time.');
  const [folder] = positionals;
  if (folder === undefined && values['in-place'] === true) {
    throw new Error('--in-place needs the folder to work in.');
  }
  return {
    folder: resolve(folder ?? fileURLToPath(new URL('../examples/quantum-sdk', import.meta.url))),
    inPlace: values['in-place'] === true,
    keep: values.keep === true,
    open: values['no-open'] !== true,
  };
}

async function demonstrate(
  workspace: DemoWorkspace,
  options: Options,
  editor: DemoEditor | null,
): Promise<number> {
  say(`Project    ${workspace.root}${workspace.inPlace ? ' (in place)' : ' (a copy)'}`);
  say(`Home       ${workspace.home} (with planted keys)`);
  say('Agent      Claude Code on a scripted model: no account, no network');
  say(`Editor     ${editor?.where ?? 'not opened'}`);
  const protection = await runPinfold(workspace, ['protect', 'claude-code']);
  if (protection.exitCode !== 0) {
    throw new Error(`pinfold protect failed:\n${protection.stdout}${protection.stderr}`);
  }
  const done = protection.stdout.trim().split('\n').at(-1) ?? '';
  say(`Protection ${done.trim().replaceAll(workspace.home, '~')}`);

  const steps = planDemo(workspace);
  const before = snapshotAll(workspace);
  say('\nThe agent is at work.\n');
  const { session, decisions } = await watchSession(workspace, steps, editor);
  const changed = changedBetween(before, snapshotAll(workspace));
  const verification = await runPinfold(workspace, ['audit', 'verify']);
  const result = judgeDemo({
    steps,
    decisions,
    ran: steps.map((_, index) => toolRan(session, index)),
    leaks: leaksIn(session, workspace.canary),
    changed,
    trail: {
      intact: verification.exitCode === 0,
      words: `${verification.stdout}${verification.stderr}`.trim(),
    },
    leftBehind: session.leftBehind.length,
  });
  say(`\nSummary\n${indent(result.lines.join('\n'))}`);
  if (options.keep) say(`\nKept in ${workspace.base}`);
  if (result.failures.length === 0) {
    say('\nAll as it must be.');
    return 0;
  }
  say(`\nNot as it must be:\n${indent(result.failures.join('\n'))}`);
  if (session.exitCode !== 0) say(indent(`${session.stdout}${session.stderr}`.trim()));
  return 1;
}

/** Digests of the project's files, and of those in the home that are nobody's but the user's, as `~/…`. */
function snapshotAll({ root, home }: DemoWorkspace): ReadonlyMap<string, string> {
  const own = [...snapshot(home)].filter(([name]) => /^\.(ssh\/|aws\/|bashrc$)/.test(name));
  return new Map([
    ...snapshot(root, heavyFolders),
    ...own.map(([name, digest]) => [`~/${name}`, digest] as const),
  ]);
}

/** Runs the session and prints decisions while it lasts. */
async function watchSession(
  workspace: DemoWorkspace,
  steps: readonly Step[],
  editor: DemoEditor | null,
): Promise<{ session: Session; decisions: readonly DecisionRecord[] }> {
  const decisions: DecisionRecord[] = [];
  const tail = tailTrail(auditFolder(workspace), (decision) => {
    decisions.push(decision);
    say(decisionLine(decision, steps, workspace));
  });
  try {
    const session = await runClaude({
      workspace,
      turns: steps.map((step) => ({ tools: [step.call] })),
      isBystander: (pid) => editor?.owns(pid) === true,
    });
    tail.poll();
    return { session, decisions };
  } finally {
    tail.stop();
  }
}

const verdictWords = { allow: 'allowed', ask: 'asked  ', deny: 'DENIED ' } as const;

function decisionLine(
  record: DecisionRecord,
  steps: readonly Step[],
  { root, home }: DemoWorkspace,
): string {
  const { verdict, rule, reason, effect } = record.decision;
  const step = steps.find((_, index) => callId(index) === record.callId);
  const who = step === undefined ? 'the prompt' : `the agent ${step.title} (${step.call.name})`;
  const what = effect === null ? '' : `: ${effectWords(effect)}`;
  const lines = [`  ${verdictWords[verdict]}  ${who}${what}  [${rule}]`];
  if (verdict !== 'allow') lines.push(`           ${reason}`);
  return lines
    .map((line) => showText(line.replaceAll(root, '.').replaceAll(home, '~'), 400))
    .join('\n');
}

function toolRan(session: Session, step: number): boolean {
  const result = session.toolResults.find(({ id }) => id === callId(step));
  return result !== undefined && !result.isError;
}

function auditFolder(workspace: DemoWorkspace): string {
  const platform = process.platform === 'darwin' ? 'darwin' : 'linux';
  return directoriesFor({ platform, home: workspace.home, env: {} }).audit;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
