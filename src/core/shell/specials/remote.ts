import type { Call } from '../calls/call.ts';
import {
  exactText,
  type Field,
  joinFields,
  type Output,
  originOf,
  shownText,
  textField,
  unknownField,
} from '../words/field.ts';
import { isHere } from '../reach/localHost.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { play } from '../calls/roles.ts';
import { fork } from '../state/scope.ts';
import type { Use } from '../reach/touch.ts';
import { carriesData } from './network.ts';

/**
 * `ssh [options] host [command]`: the command runs elsewhere, its paths are not this machine's. Data leaves when
 * standard input or a computed word carries it, or when a port of this machine is handed over (`-R`).
 */
export function remoteShell(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, true);
  const [host, ...words] = parsed.rest;
  // Options may also follow the host.
  const later = parseArguments(facts, words, true);
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  let opens = false;
  for (const item of [...parsed.items, ...later.items]) {
    if (item.kind !== 'option') continue;
    const setting = exactText(item.value) ?? '';
    const local = /^\s*(ProxyCommand|LocalCommand|KnownHostsCommand)\s*[= ]\s*(.+)$/is.exec(
      setting,
    );
    if (item.name === '-R' || /^\s*RemoteForward\b/i.test(setting)) opens = true;
    if (item.name === '-o' && local !== null) play('command', textField(local[2] ?? ''), use);
    else play(item.role, item.value, use);
  }
  if (host === undefined || parsed.flags.has('-V')) return [unknownField('download')];
  if (isHere(shownText(host))) return runHere(later.rest, call);
  const quiet = parsed.flags.has('-n') || parsed.flags.has('-f');
  const carries = (!quiet && carriesData(call.scope.stdin)) || later.rest.some(isComputed);
  play(opens || carries ? 'send' : 'host', hostOnly(exactText(host)) ?? host, use);
  return [unknownField('download')];
}

/** The same machine by its name in the network: the command starts in HOME. */
function runHere(words: readonly Field[], call: Call): Output {
  const scope = fork(call.scope, {
    base: { kind: 'known', path: call.machine.context.home },
    doubts: [],
    functions: new Map(),
    aliases: new Map(),
    depth: call.scope.depth + 1,
  });
  return words.length === 0
    ? call.scope.stdin.flatMap((field) =>
        field.pieces.length === 0 ? [] : call.machine.runField(field, scope, call.name),
      )
    : call.machine.runField(joinFields(words, ' '), scope, call.name);
}

function isComputed(word: Field): boolean {
  const origin = originOf(word);
  return origin !== null && origin !== 'inherited';
}

function hostOnly(text: string | null): Field | null {
  return text === null ? null : textField(text.replace(/^.*@/, ''));
}
