import { clearEnvironment } from './launcherEnvironment.ts';
import { firstStage, runStage, runWithoutOptions, secondStage } from './launcherStages.ts';
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
    ...runStage(facts, firstStage(facts)),
    ...runWithoutOptions(facts),
    'case $code in',
    `  ${waitingExitCode})`,
    ...runStage(facts, secondStage(facts)).map((line) => `    ${line}`),
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
