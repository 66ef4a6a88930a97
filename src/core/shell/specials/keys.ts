import type { Call } from '../calls/call.ts';
import type { Output } from '../words/field.ts';
import { interpret } from '../calls/interpret.ts';
import { parseArguments } from '../calls/options.ts';
import { textField } from '../words/field.ts';
import { touch } from '../reach/touch.ts';
import type { ProgramFacts } from '../programs/types.ts';

/** `ssh-keygen -R HOST`, `ssh-keygen -H`: changes the list of known hosts, the person's own unless one is named. */
export function knownHosts(facts: ProgramFacts, call: Call): Output {
  const { flags } = parseArguments(facts, call.words, false);
  if ((flags.has('-R') || flags.has('-H')) && !flags.has('-f')) {
    const { machine, scope, name: via } = call;
    touch('write', textField(`${machine.context.home}/.ssh/known_hosts`), { scope, machine, via });
  }
  return interpret(facts, call);
}

/** `openssl rsa -in key`: prints the key, unless it is asked for the public half or for a check only. */
export function keyTool(facts: ProgramFacts, call: Call): Output {
  const { flags } = parseArguments(facts, call.words, false);
  const shows = flags.has('-text') || !(flags.has('-pubout') || flags.has('-noout'));
  if (shows) return interpret(facts, call);
  const { read = '', use = '' } = facts.values ?? {};
  const values = { ...facts.values, read: read.replace('-in ', ''), use: `${use} -in` };
  return interpret({ ...facts, values }, call);
}
