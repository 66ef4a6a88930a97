import type { Call } from '../call.ts';
import { exactText, type Field, type Output, originOf, textField, unknownField } from '../field.ts';
import { parseArguments } from '../options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { play } from '../roles.ts';
import type { Use } from '../touch.ts';
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
  const quiet = parsed.flags.has('-n') || parsed.flags.has('-f');
  const carries = (!quiet && carriesData(call.scope.stdin)) || later.rest.some(isComputed);
  play(opens || carries ? 'send' : 'host', hostOnly(exactText(host)) ?? host, use);
  return [unknownField('download')];
}

function isComputed(word: Field): boolean {
  const origin = originOf(word);
  return origin !== null && origin !== 'inherited';
}

function hostOnly(text: string | null): Field | null {
  return text === null ? null : textField(text.replace(/^.*@/, ''));
}
