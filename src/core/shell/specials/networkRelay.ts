import type { Call } from '../calls/call.ts';
import {
  exactText,
  type Field,
  type Output,
  shownText,
  textField,
  unknownField,
} from '../words/field.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { play } from '../calls/roles.ts';
import { fork } from '../state/scope.ts';
import { touch, type Use } from '../reach/touch.ts';
import { touchPerhaps } from '../reach/guesses.ts';
import { isHere } from '../reach/localHost.ts';
import { carriesData, startsShell } from './network.ts';

const networkType =
  /^(?:TCP|UDP|UDPLITE|SCTP|DCCP|OPENSSL|SSL|IP|SOCKS|SOCKS4A?|SOCKS5|PROXY|VSOCK|INTERFACE|TUN|DTLS|RAWIP)[\dA-Z]*(?:-[A-Z\d-]+)?$/i;
const listeningType = /-(?:LISTEN|RECV|RECVFROM|L|BIND)$/i;
const programType = /^(?:EXEC|SYSTEM|SHELL)$/i;
const fileType = /^(?:FILE|OPEN|GOPEN|CREATE|CREAT|PIPE|FIFO)$/i;

interface Address {
  readonly type: string;
  readonly value: string;
  readonly field: Field;
}

/** `socat ADDRESS ADDRESS`: bytes of either address go to the other. */
export function relay(facts: ProgramFacts, call: Call): Output {
  const { machine, name: via } = call;
  const parsed = parseArguments(facts, call.words, false);
  const use: Use = { scope: call.scope, machine, via };
  for (const item of parsed.items) if (item.kind === 'option') play(item.role, item.value, use);
  const addresses = parsed.items.flatMap((item) =>
    item.kind === 'operand' ? addressesOf(item.value) : [],
  );
  const connections = addresses.filter((address) => networkType.test(address.type));
  const networked = connections.length > 0;
  let sends = carriesData(call.scope.stdin);
  for (const address of addresses) {
    if (programType.test(address.type)) {
      sends = true;
      followProgram(address, networked, call);
    } else if (fileType.test(address.type)) {
      sends = true;
      touchFile(address, use);
    } else if (!networkType.test(address.type)) {
      touchPerhaps(address.field, use);
    }
  }
  for (const { type, value } of connections) {
    if (listeningType.test(type)) {
      machine.unresolved('listens for connections from elsewhere', via);
    } else {
      const host = /^PROXY|^SOCKS/i.test(type) ? (value.split(':')[1] ?? value) : hostOf(value);
      play(sends ? 'send' : 'host', textField(host), use);
    }
  }
  const outward = connections.filter(({ type }) => !listeningType.test(type));
  const [here, there] = [true, false].map((own) =>
    outward.some(({ value }) => isHere(hostOf(value)) === own),
  );
  // From here to somewhere else, and back to a port of this machine: whoever is there comes in.
  if (here === true && there === true) machine.unresolved('opens a way in from the network', via);
  return [unknownField(networked ? 'connection' : 'computed')];
}

/** The part before the options: `EXEC:'sh -i',pty`; `!!` joins two addresses, a bare path is one of a file. */
function addressesOf(field: Field): Address[] {
  return shownText(field)
    .split('!!')
    .filter((part) => part !== '' && part !== '-')
    .map((part) => {
      const match = /^([A-Za-z][\w-]*)(?::([\s\S]*))?$/.exec(part);
      const type = match?.[1] ?? '';
      const typed = match !== null && (match[2] !== undefined || /^[A-Z\d-]+(?:,|$)/.test(part));
      if (!typed && part.includes('/'))
        return { type: 'OPEN', value: part, field: textField(part) };
      return { type, value: match?.[2] ?? '', field: textField(part) };
    });
}

function followProgram(address: Address, networked: boolean, call: Call): void {
  const text = address.value.replace(
    /,(?:pty|stderr|setsid|sigint|sane|ctty|raw|echo=\d|nofork|pipes|login|su\S*|fdin\S*|fdout\S*)\b.*$/i,
    '',
  );
  const command = text.replaceAll(/^["']|["']$/g, '');
  if (networked && (startsShell(text) || /^SHELL$/i.test(address.type))) {
    call.machine.emit({ kind: 'expose', why: 'a shell is handed to a connection', via: call.name });
  }
  if (command !== '') {
    call.machine.runField(
      textField(command),
      fork(call.scope, { depth: call.scope.depth + 1 }),
      call.name,
    );
  }
}

function touchFile({ type, value }: Address, use: Use): void {
  const [path = '', ...options] = value.replaceAll('"', '').split(',');
  const writes =
    /^CREAT/i.test(type) ||
    options.some((option) => /^(?:creat|wronly|append|trunc)/i.test(option));
  if (path === '') return;
  if (writes) touch('write', textField(path), use);
  else if (exactText(textField(path)) !== '-') touch('read', textField(path), use);
}

function hostOf(value: string): string {
  const bracketed = /^\[[^\]]*\]/.exec(value)?.[0];
  return bracketed ?? value.split(/[:,]/)[0] ?? '';
}
