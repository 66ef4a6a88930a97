import type { Call } from '../calls/call.ts';
import type { Output } from '../words/field.ts';
import { interpret } from '../calls/interpret.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';

/** `openssl rsa -in key`: prints the key, unless it is asked for the public half or for a check only. */
export function keyTool(facts: ProgramFacts, call: Call): Output {
  const { flags } = parseArguments(facts, call.words, false);
  const shows = flags.has('-text') || !(flags.has('-pubout') || flags.has('-noout'));
  if (shows) return interpret(facts, call);
  const { read = '', use = '' } = facts.values ?? {};
  const values = { ...facts.values, read: read.replace('-in ', ''), use: `${use} -in` };
  return interpret({ ...facts, values }, call);
}
