import type { Call } from '../call.ts';
import { exactText, type Output, textField, unknownField } from '../field.ts';
import { parseArguments } from '../options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { play } from '../roles.ts';
import type { Use } from '../touch.ts';

/** `ssh [options] host [command]`: the command runs elsewhere, its paths are not this machine's. */
export function remoteShell(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, true);
  const [host, ...words] = parsed.rest;
  // Options may also follow the host.
  const later = parseArguments(facts, words, true);
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  for (const item of [...parsed.items, ...later.items]) {
    if (item.kind !== 'option') continue;
    const local = /^\s*(ProxyCommand|LocalCommand|KnownHostsCommand)\s*[= ]\s*(.+)$/is.exec(
      exactText(item.value) ?? '',
    );
    if (item.name === '-o' && local !== null) play('command', textField(local[2] ?? ''), use);
    else play(item.role, item.value, use);
  }
  if (host !== undefined && !parsed.flags.has('-V'))
    play('send', hostOnly(exactText(host)) ?? host, use);
  return [unknownField('download')];
}

function hostOnly(text: string | null): ReturnType<typeof textField> | null {
  return text === null ? null : textField(text.replace(/^.*@/, ''));
}
