import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { claudeCodeAdapter } from '../../../adapters/agents/claude-code/adapter.ts';
import { nodeFiles } from '../../../adapters/files/nodeFiles.ts';
import { workspacePolicyPath } from '../../../app/policy/policyPlaces.ts';
import type { Decision } from '../../../core/actions/decision.ts';
import { showText } from '../../../core/paths/show.ts';
import { parsePolicyTests, type PolicyTest } from '../../../core/policy/policyTests.ts';
import { createJudge } from '../../shared/judge.ts';
import { json, readArguments } from '../arguments.ts';
import { type Command, type Terminal, UsageError } from '../command.ts';
import { policyHere } from '../policyHere.ts';

export const policyTest: Command = {
  name: 'policy test',
  usage: 'policy test [FILE] [--approved] [--json]',
  summary: 'Runs the cases that are kept beside a policy.',
  help: `Without FILE: .pinfold/policy.test.jsonc of this workspace, a list of cases such as
  { "name": "the lab is closed", "write": "lab/run.py", "expected": "deny", "rule": "workspace.zones.lab" }
A case says one of \`command\`, \`read\`, \`write\`, or \`tool\` with its \`input\`; \`rule\` may be left out. Nothing is run
or recorded. Exit code 1 when an answer is another than expected, 2 when a case cannot be read.

--approved  judges as if the workspace's file were approved`,
  run(args, terminal) {
    const { values, positionals } = readArguments('policy test', args, {
      ...json,
      approved: { type: 'boolean', default: false },
    });
    const { root } = policyHere(terminal);
    if (root === null) {
      throw new UsageError('There is no workspace here.', 'Go to a project folder.');
    }
    const path = resolve(terminal.cwd, positionals[0] ?? `${root}/.pinfold/policy.test.jsonc`);
    const parsed = parsePolicyTests(readTests(path));
    const shown = relative(terminal.cwd, path) || path;
    if (!parsed.ok) {
      throw new UsageError(`${shown} cannot be used. ${parsed.errors.join(' ')}`, see);
    }
    const policy = workspacePolicyPath(root);
    const judge = createJudge({
      adapter: claudeCodeAdapter,
      environment: terminal.environment,
      now: terminal.now,
      workspace: root,
      vouched: values.approved && nodeFiles.lstat(policy) !== null ? policy : null,
    });
    const results = parsed.tests.map((test) => ({
      test,
      decision: judge(payloadOf(test, root)).decision,
    }));
    return report(shown, results, terminal, values.json);
  },
};

const see = 'See `pinfold policy test --help`.';

interface Result {
  readonly test: PolicyTest;
  readonly decision: Decision;
}

function report(
  file: string,
  results: readonly Result[],
  terminal: Terminal,
  asJson: boolean,
): 0 | 1 {
  const failed = results.filter((result) => !holds(result));
  if (asJson) {
    const cases = results.map((result) => {
      const { name, expected } = result.test;
      const { verdict, rule, reason } = result.decision;
      return { name, expected, verdict, rule, reason, ok: holds(result) };
    });
    terminal.out(`${JSON.stringify({ ok: failed.length === 0, file, cases })}\n`);
  } else {
    for (const result of failed) terminal.out(`${failure(result)}\n`);
    terminal.out(`${file}: ${results.length - failed.length} passed, ${failed.length} failed.\n`);
  }
  return failed.length === 0 ? 0 : 1;
}

function holds({ test, decision }: Result): boolean {
  return (
    decision.verdict === test.expected && (test.rule === undefined || decision.rule === test.rule)
  );
}

function failure({ test, decision }: Result): string {
  const { name, expected, rule } = test;
  const by = rule === undefined ? '' : ` by ${rule}`;
  return [
    `✗ ${showText(name, 200)}`,
    `    expected ${expected}${showText(by, 200)}, got ${decision.verdict} by ${decision.rule} (${decision.layer})`,
    `    ${showText(decision.reason, 400)}`,
  ].join('\n');
}

function payloadOf({ tool, input }: PolicyTest, cwd: string): string {
  return JSON.stringify({
    hook_event_name: 'PreToolUse',
    session_id: 'policy-test',
    cwd,
    tool_name: tool,
    tool_input: input,
  });
}

function readTests(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path} cannot be read (${code ?? 'unknown error'}).`, see);
  }
}
