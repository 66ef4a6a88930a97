import type { LauncherFacts } from './launcher.ts';
import { environmentWords } from './launcherEnvironment.ts';
import { shellWord } from './shellWord.ts';

/** One program under the watchdog. */
export interface Stage {
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

export function firstStage({
  bundle,
  deadlineSeconds: seconds,
  nodeOptions,
}: LauncherFacts): Stage {
  const words = `${shellWord(bundle)} "$1" "$2" "\${3-}"`;
  return { options: nodeOptions ?? [], words, seconds, input: '<&0', unless: '' };
}

export function secondStage({
  waitingBundle,
  waitingDeadlineSeconds: seconds,
}: LauncherFacts): Stage {
  const words = `${shellWord(waitingBundle)} "$1" "$2"`;
  // In two minutes a number of a process may belong to another one: only the launcher keeps it from that.
  const unless = 'kill -0 $$ 2>/dev/null || exit 0';
  // It lives for seconds: what makes short programs start faster is nothing to it.
  return { options: [], words, seconds, input: '</dev/null', unless };
}

/** Lines that run one stage and leave its exit code in `code` and its deadline in `limit`. */
export function runStage(facts: LauncherFacts, stage: Stage): string[] {
  const program = [facts.node, ...stage.options].map(shellWord).join(' ');
  const node = `${program} ${stage.words}`;
  const { seconds } = stage;
  const input = stage.input === '<&0' ? '' : ` ${stage.input}`;
  const environment =
    facts.env === null
      ? ''
      : // In another locale, `env` reads a dozen files before it does anything.
        `LC_ALL=C ${[shellWord(facts.env), '-i', ...environmentWords(facts)].join(' \\\n  ')} \\\n  `;
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
export function runWithoutOptions(facts: LauncherFacts): string[] {
  if ((facts.nodeOptions ?? []).length === 0) return [];
  const seconds = Math.min(facts.deadlineSeconds, 4);
  const lines = runStage(facts, { ...firstStage(facts), seconds, options: [] });
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
