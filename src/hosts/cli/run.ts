import { version } from '../shared/build.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from './command.ts';
import { auditExport, auditTail, auditVerify } from './commands/audit.ts';
import { auditPrune } from './commands/auditPrune.ts';
import { decideCommand } from './commands/decide.ts';
import { explainCommand } from './commands/explain.ts';
import { grantsList, grantsRevoke } from './commands/grants.ts';
import { hookCommand } from './commands/hook.ts';
import { initCommand } from './commands/init.ts';
import { policyCompile, policyShow } from './commands/policy.ts';
import { policyCheck } from './commands/policyCheck.ts';
import { policyTest } from './commands/policyTest.ts';
import { protectCommand, statusCommand, unprotectCommand } from './commands/protect.ts';
import { scanCommand } from './commands/scan.ts';

const commands: readonly Command[] = [
  initCommand,
  protectCommand,
  unprotectCommand,
  statusCommand,
  explainCommand,
  decideCommand,
  scanCommand,
  policyCheck,
  policyShow,
  policyTest,
  policyCompile,
  grantsList,
  grantsRevoke,
  auditTail,
  auditVerify,
  auditExport,
  auditPrune,
  hookCommand,
];

/** Runs one command line. Never throws: what goes wrong becomes words on stderr and exit code 2. */
export function runCli(args: readonly string[], terminal: Terminal): ExitCode | Promise<ExitCode> {
  const fail = (error: unknown): ExitCode => {
    terminal.err(`${describe(error)}\n`);
    return 2;
  };
  try {
    const answer = dispatch(args, terminal);
    return typeof answer === 'number' ? answer : answer.catch(fail);
  } catch (error) {
    return fail(error);
  }
}

function dispatch(args: readonly string[], terminal: Terminal): ExitCode | Promise<ExitCode> {
  const [first] = args;
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    terminal.out(overview());
    return first === undefined ? 2 : 0;
  }
  if (first === '--version' || first === '-v') {
    terminal.out(`${version}\n`);
    return 0;
  }
  const command = commands.find(({ name }) => isPrefix(name.split(' '), args));
  if (command === undefined) {
    const near = commands.filter(({ name }) => name.startsWith(first));
    const hint =
      near.length > 0
        ? near.map(({ name }) => `\`pinfold ${name}\``).join(', ')
        : '`pinfold --help`';
    throw new UsageError(`There is no command "${args.slice(0, 2).join(' ')}".`, `Try ${hint}.`);
  }
  const rest = args.slice(command.name.split(' ').length);
  const end = rest.indexOf('--');
  if (rest.slice(0, end === -1 ? undefined : end).some((arg) => arg === '--help' || arg === '-h')) {
    terminal.out(
      `${command.summary}\n\nUsage: pinfold ${command.usage}\n\n${command.help.trim()}\n`,
    );
    return 0;
  }
  return command.run(rest, terminal);
}

function isPrefix(words: readonly string[], args: readonly string[]): boolean {
  return words.every((word, position) => args[position] === word);
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    `Pinfold ${version}: a fence around coding agents.`,
    '',
    'Usage: pinfold <command> [options]',
    '',
    ...lines,
    '',
    '`pinfold <command> --help` tells more. Exit codes: 0 fine, 1 refused or findings, 2 error.',
    '',
  ].join('\n');
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return `pinfold: ${String(error)}`;
  const remedy: unknown = Reflect.get(error, 'remedy');
  const code: unknown = Reflect.get(error, 'code');
  const words = typeof remedy === 'string' && remedy !== '' ? `\n  → ${remedy}` : '';
  const ours = words !== '' && typeof code === 'string' ? ` [${code}]` : '';
  return `pinfold: ${error.message}${ours}${words}`;
}
