import { shellWord } from './shellWord.ts';

/**
 * The exit code with which the hook says "I have answered". The launcher hands it on, and the installed line turns it
 * into 0 and everything else into a refusal. Exit code 0 will not do: an emptied bundle or launcher, an event loop that
 * ran dry or another program in node's place end with 0 and no output, and agents take exactly that for "no objection".
 */
export const answeredExitCode = 42;

/**
 * The exit code with which the hook says "a person is to be asked": the launcher starts the second stage, whose deadline
 * is a longer one. See docs/decisions/0009-the-second-stage.md.
 */
export const waitingExitCode = 43;

/** Seconds that the hook may take; the agent's own time-out must be above it. */
export const deadlineSeconds = 5;

/** What ends node when it takes too long; it stands outside node, which may be stuck. */
export type Watchdog =
  | { readonly kind: 'timeout'; readonly path: string }
  | { readonly kind: 'shell'; readonly sleep: string }
  | { readonly kind: 'perl'; readonly path: string };

/** Everything that the launcher knows: absolute paths, fixed when it is written. */
export interface LauncherFacts {
  readonly node: string;
  /** Options that this node is known to take; none if absent. */
  readonly nodeOptions?: readonly string[];
  readonly bundle: string;
  /** The second stage, for calls that wait for a person. */
  readonly waitingBundle: string;
  readonly watchdog: Watchdog;
  /** Path of `env`, or null: then the shell clears the environment itself. */
  readonly env: string | null;
  readonly state: string;
  readonly data: string;
  readonly home: string;
  /** Variables as they were at installation: they decide where policies and settings are. */
  readonly recorded: Readonly<Record<string, string>>;
  readonly deadlineSeconds: number;
  readonly waitingDeadlineSeconds: number;
}

/** Variables of the agent that the hook may see, when they are set. */
const passedOn = ['TMPDIR', 'CLAUDE_CODE_ENTRYPOINT', 'AI_AGENT'];

const threats = `#!/bin/sh
# Pinfold launcher, written by \`pinfold protect\`. Do not edit: \`pinfold status\` compares it with its digest.
# Usage: pinfold-hook AGENT EVENT [SECONDS], the event's payload on stdin; SECONDS: when the agent gives up.
# Exit code ${answeredExitCode}: the hook has answered, its answer is on stdout. Any other: refused, the reason is on stderr.
#
# Every program is named by its absolute path and PATH is never searched. node gets the variables listed below and
# no others, so NODE_OPTIONS and the like cannot reach it. What this file cannot stop: LD_PRELOAD, SHELLOPTS and
# exported bash functions act on this very shell. Whoever sets the agent's own environment stands outside this fence.
`;

/** The launcher as POSIX sh. Pure: the same facts give the same text. */
export function launcherText(facts: LauncherFacts): string {
  return [
    threats,
    // The workspace may be gone or hostile; nothing below needs it.
    'cd /',
    facts.env === null ? clearEnvironment(facts) : '',
    ...run(facts, firstStage(facts)),
    ...runWithoutOptions(facts),
    'case $code in',
    `  ${waitingExitCode})`,
    ...run(facts, secondStage(facts)).map((line) => `    ${line}`),
    '    ;;',
    'esac',
    ...verdict(facts),
    '',
  ]
    .filter((line, index, all) => line !== '' || index === all.length - 1)
    .join('\n');
}

/**
 * The line for an agent's settings. It speaks for a launcher that is gone, emptied or another program; it never changes
 * between versions.
 * @param timeoutSeconds when the agent gives up. The line says so where a call may be blocked: agents let a call run
 *   whose hook timed out, so a hook must know how long it may wait.
 */
export function installedCommand(
  launcher: string,
  agent: string,
  event: string,
  failure: 'block' | 'pass',
  timeoutSeconds: number,
): string {
  const call = `${installedCommandPrefix(launcher, agent)}${event}`;
  return failure === 'block'
    ? `${call} ${timeoutSeconds}; [ $? -eq ${answeredExitCode} ] || { echo 'Pinfold unavailable: blocked' >&2; exit 2; }`
    : `${call} || true`;
}

/** How every installed line for one agent begins. */
export function installedCommandPrefix(launcher: string, agent: string): string {
  return `${shellWord(launcher)} ${agent} `;
}

/** One program under the watchdog. */
interface Stage {
  /** Options of node. */
  readonly options: readonly string[];
  /** Words of the command line behind node's options. */
  readonly words: string;
  readonly seconds: number;
  /** Redirection of its standard input. */
  readonly input: '<&0' | '</dev/null';
  /** What the watchdog of the shell asks before it ends anything, or an empty text. */
  readonly unless: string;
}

function firstStage({ bundle, deadlineSeconds: seconds, nodeOptions }: LauncherFacts): Stage {
  const words = `${shellWord(bundle)} "$1" "$2" "\${3-}"`;
  return { options: nodeOptions ?? [], words, seconds, input: '<&0', unless: '' };
}

function secondStage({ waitingBundle, waitingDeadlineSeconds: seconds }: LauncherFacts): Stage {
  const words = `${shellWord(waitingBundle)} "$1" "$2"`;
  // In two minutes a number of a process may belong to another one: only the launcher keeps it from that.
  const unless = 'kill -0 $$ 2>/dev/null || exit 0';
  // It lives for seconds: what makes short programs start faster is nothing to it.
  return { options: [], words, seconds, input: '</dev/null', unless };
}

/** Lines that run one stage and leave its exit code in `code` and its deadline in `limit`. */
function run(facts: LauncherFacts, stage: Stage): string[] {
  const program = [facts.node, ...stage.options].map(shellWord).join(' ');
  const node = `${program} ${stage.words}`;
  const { seconds } = stage;
  const input = stage.input === '<&0' ? '' : ` ${stage.input}`;
  const environment =
    facts.env === null
      ? ''
      : // In another locale, `env` reads a dozen files before it does anything.
        `LC_ALL=C ${[shellWord(facts.env), '-i', ...words(facts)].join(' \\\n  ')} \\\n  `;
  switch (facts.watchdog.kind) {
    case 'timeout':
      return [
        `limit=${seconds}`,
        `${environment}${shellWord(facts.watchdog.path)} -s KILL ${seconds} ${node}${input}`,
        'code=$?',
      ];
    case 'perl':
      return [
        `limit=${seconds}`,
        `${environment}${shellWord(facts.watchdog.path)} -e ${shellWord(perlWatchdog)} ${seconds} ${node}${input}`,
        'code=$?',
      ];
    case 'shell':
      return shellWatchdog(`${environment}${node}`, facts.watchdog.sleep, stage);
  }
}

/**
 * Another version of node in the same place may not know an option that the old one had. It ends with 9 then, before it
 * has read anything, and is started once more without them. Both deadlines together stay below the agent's time-out.
 */
function runWithoutOptions(facts: LauncherFacts): string[] {
  if ((facts.nodeOptions ?? []).length === 0) return [];
  const seconds = Math.min(facts.deadlineSeconds, 4);
  const lines = run(facts, { ...firstStage(facts), seconds, options: [] });
  return ['case $code in', '9)', ...lines, ';;', 'esac'];
}

/** Own process group, so that what node started goes with it. */
const perlWatchdog = [
  '$SIG{CHLD}="DEFAULT";$s=shift;$p=fork;exit 125 if!defined $p;',
  'if(!$p){setpgrp(0,0);exec{$ARGV[0]}@ARGV;exit 127}',
  '$SIG{ALRM}=sub{kill "KILL",-$p;kill "KILL",$p};alarm $s;',
  '1 until waitpid($p,0)==$p;exit($?&127?128+($?&127):$?>>8)',
].join('');

function shellWatchdog(command: string, sleep: string, stage: Stage): string[] {
  return [
    `limit=${stage.seconds}`,
    // Job control gives node a process group of its own; a shell that refuses it without a terminal ends node alone.
    'set -m 2>/dev/null',
    // Without job control a background command gets /dev/null for stdin unless it is handed over by hand.
    `exec 3${stage.input}`,
    `${command} <&3 3<&- &`,
    'worker=$!',
    '(',
    // `$!` is known the moment the nap begins; until then it still is the worker, which has been waited for.
    `  trap 'case $! in $worker) ;; *) kill -KILL $!; wait $! ;; esac; exit 0' TERM`,
    `  ${shellWord(sleep)} ${stage.seconds} &`,
    '  wait $!',
    ...(stage.unless === '' ? [] : [`  ${stage.unless}`]),
    '  kill -KILL -$worker 2>/dev/null; kill -KILL $worker 2>/dev/null',
    ') </dev/null >/dev/null 2>&1 3<&- &',
    'guard=$!',
    'wait $worker 2>/dev/null',
    'code=$?',
    'kill -TERM $guard 2>/dev/null',
    'wait $guard 2>/dev/null',
  ];
}

function verdict(facts: LauncherFacts): string[] {
  const missing = (path: string, test: '-x' | '-f'): string =>
    `[ ${test} ${shellWord(path)} ] || ${say(`${path} is missing, so this is blocked. ${repair}`)}`;
  const { watchdog } = facts;
  const programs = [
    facts.node,
    facts.env,
    watchdog.kind === 'shell' ? watchdog.sleep : watchdog.path,
  ];
  return [
    'case $code in',
    `  ${answeredExitCode}) exit ${answeredExitCode} ;;`,
    '  2) ;;',
    '  124 | 137)',
    '    echo "Pinfold: no answer within $limit seconds, so this is blocked. Look at it with: pinfold status $1" >&2',
    '    ;;',
    '  *)',
    `    echo "Pinfold: the hook ended with code $code and no answer, so this is blocked. ${repair} $1" >&2`,
    ...programs.filter((path) => path !== null).map((path) => `    ${missing(path, '-x')}`),
    ...[facts.bundle, facts.waitingBundle].map((path) => `    ${missing(path, '-f')}`),
    '    ;;',
    'esac',
    // Also for a hook that refused in words of its own: they are on stderr, and one more line does no harm.
    "echo 'Pinfold: blocked.' >&2",
    'exit 2',
  ];
}

const repair = 'Repair it with: pinfold protect';

/** A shell command that says something about the agent whose name follows. */
function say(sentence: string): string {
  return `echo ${shellWord(`Pinfold: ${sentence}`)}" $1" >&2`;
}

/** The environment of node as shell words: fixed ones, and those of the agent that are set. */
function words(facts: LauncherFacts): string[] {
  const fixed = Object.entries(fixedVariables(facts)).map(([name, value]) =>
    shellWord(`${name}=${value}`),
  );
  const caller = ['"PINFOLD_CALLER_HOME=${HOME-}"', '"PINFOLD_CALL=$$.$PPID"'];
  const optional = passedOn.map((name) => `\${${name}+"${name}=$${name}"}`);
  return [...fixed, ...caller, ...optional];
}

function fixedVariables(facts: LauncherFacts): Record<string, string> {
  return {
    HOME: facts.home,
    PATH: '/usr/bin:/bin',
    // Harmless to plain node; it makes VS Code's own program a node.
    ELECTRON_RUN_AS_NODE: '1',
    PINFOLD_STATE: facts.state,
    PINFOLD_DATA: facts.data,
    ...facts.recorded,
  };
}

/** For machines without `env`: unsets whatever was exported, then exports the list. */
function clearEnvironment(facts: LauncherFacts): string {
  const kept = passedOn.map((name) => `kept_${name}=\${${name}-} has_${name}=\${${name}+1}`);
  const lines = [
    'PINFOLD_CALLER_HOME=${HOME-}',
    ...kept,
    'set -f',
    "IFS='\n'",
    // A line inside a value may look like a name and unset it too: that only removes more. What bash holds
    // readonly cannot be unset and would end it; node does not care for it.
    'for line in $(export -p); do',
    '  line=${line#export }',
    '  line=${line#declare -x }',
    '  name=${line%%=*}',
    '  case $name in',
    "    '' | [0-9]* | *[!A-Za-z0-9_]* | SHELLOPTS | BASHOPTS | IFS | PPID | PINFOLD_CALLER_HOME | kept_* | has_*) ;;",
    '    *) unset "$name" ;;',
    '  esac',
    'done',
    'unset IFS',
    'set +f',
    ...Object.entries(fixedVariables(facts)).map(
      ([name, value]) => `export ${name}=${shellWord(value)}`,
    ),
    'export PINFOLD_CALLER_HOME',
    'export PINFOLD_CALL=$$.$PPID',
    ...passedOn.map((name) => `case $has_${name} in 1) export ${name}="$kept_${name}" ;; esac`),
  ];
  return lines.join('\n');
}
