import type { Call } from '../calls/call.ts';
import {
  exactText,
  type Field,
  headText,
  joinFields,
  nothing,
  type Output,
  originOf,
  shownText,
  textField,
  unknownField,
} from '../words/field.ts';
import { interpret } from '../calls/interpret.ts';
import { type ParsedArguments, parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { play } from '../calls/roles.ts';
import { fork } from '../state/scope.ts';
import { touch, type Use } from '../reach/touch.ts';
import { touchPerhaps } from '../reach/guesses.ts';
import { pathOf } from '../streams/writtenFiles.ts';

/** Whether standard input holds more than text that the command line itself spells out. */
export function carriesData(input: Output): boolean {
  return input.some((field) => field.pieces.some((piece) => piece.kind !== 'text'));
}

/** Words that start a shell or an interpreter, anywhere in a command text. */
const shellWord =
  /(?:^|[\s;&|/'"(,:!])(?:(?:ba|z|da|k|mk|a|c|tc|fi|rba)?sh|cmd(?:\.exe)?|powershell|pwsh|python[\d.]*|perl|ruby|php|node|lua)(?=$|[\s;&|'"),])/i;

export function startsShell(text: string): boolean {
  return shellWord.test(text);
}

/** `nc host port`, `nc -l port`, `nc -e program …`: what is piped in goes out; a program that is handed over is lost. */
export function rawConnection(facts: ProgramFacts, call: Call): Output {
  const { machine, name: via } = call;
  const parsed = parseArguments(facts, call.words, false);
  const operands = operandsOf(parsed);
  const listens = ['-l', '--listen', '-L'].some((flag) => parsed.flags.has(flag));
  const use: Use = { scope: call.scope, machine, via };
  let handsOver = false;
  for (const item of parsed.items) {
    if (item.kind !== 'option') continue;
    if (givers.test(item.name) || (via === 'socket' && item.name === '-p')) {
      handsOver = true;
      handOver(item.value, use, item.role === 'word');
    }
    play(item.role, item.value, use);
  }
  for (const operand of operands) {
    // `websocat ws-l:… sh-c:…`
    const program = /^(?:exec|cmd|sh-c):(.*)$/s.exec(exactText(operand) ?? '')?.[1];
    if (program === undefined || via === 'nc') continue;
    handsOver = true;
    handOver(textField(program), use, true);
  }
  if (listens && !handsOver) machine.unresolved('listens for connections from elsewhere', via);
  const probes = parsed.flags.has('-z');
  const sends = handsOver || (!probes && carriesData(call.scope.stdin));
  const [host] = operands;
  if (host !== undefined && !(listens && operands.length === 1)) {
    play(sends ? 'send' : 'host', host, use);
  }
  return [unknownField('connection')];
}

/** Options whose value is a program that gets the connection. */
const givers = /^(?:-e|-c|--exec|--sh-exec|--lua-exec|-r|--spawn|--program)$/;

/** A program gets a connection: a shell is lost, what another one prints goes out. */
function handOver(program: Field, use: Use, follow: boolean): void {
  const { machine, scope, via } = use;
  if (startsShell(shownText(program)) || exactText(program) === null) {
    machine.emit({ kind: 'expose', why: 'a shell is handed to a connection', via });
  } else {
    machine.unresolved('hands a program to a connection', via);
    if (follow) machine.runField(program, fork(scope, { depth: scope.depth + 1 }), via);
  }
}

/** `tcpserver 0 7001 program…`, `micro_inetd 7001 program…`: a program for whoever connects. */
export function servesProgram(facts: ProgramFacts, call: Call): Output {
  const { machine, name: via, scope } = call;
  const parsed = parseArguments(facts, call.words, true);
  const use: Use = { scope, machine, via };
  for (const item of parsed.items) if (item.kind === 'option') play(item.role, item.value, use);
  const before = facts.before ?? [];
  const program = parsed.rest.slice(before.length);
  if (program.length === 0) return nothing;
  parsed.rest.slice(0, before.length).forEach((word, index) => {
    const role = before[index] ?? 'word';
    // A server listens on this address, a client goes there.
    if (role !== 'host') play(role, word, use);
    else if (/cli/.test(via)) play('send', word, use);
  });
  if (startsShell(program.map((word) => shownText(word)).join(' '))) {
    machine.emit({ kind: 'expose', why: 'a shell is handed to a connection', via });
  } else {
    machine.unresolved('hands a program to a connection', via);
    machine.runArguments(program, fork(scope, { depth: scope.depth + 1 }));
  }
  return [unknownField('computed')];
}

/** `sftp host`, `ftp`, `lftp -e 'put x' host`, `tftp host -c put x`: what is uploaded stands in a script. */
export function fileTransfer(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, false);
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  const [host, ...rest] = operandsOf(parsed);
  const scripts = [...call.scope.stdin, ...rest];
  let sends = carriesData(call.scope.stdin);
  for (const item of parsed.items) {
    if (item.kind !== 'option') continue;
    if (item.role === 'code') scripts.push(joinFields([item.value, ...rest], ' '));
    else play(item.role, item.value, use);
    if (item.name === '-b' || (item.name === '-f' && call.name === 'lftp')) sends = true;
    if (item.name === '-u' && call.name === 'ftp') sends = true;
  }
  const text = scripts.map((field) => shownText(field)).join('\n');
  // `ncftpput host folder files`
  if (call.name === 'ncftpput') {
    sends ||= rest.length > 1;
    for (const word of rest.slice(1)) play('tree', word, use);
  }
  for (const found of text.matchAll(uploads)) {
    sends = true;
    const words = (found[2] ?? '')
      .split(/\s+/)
      .filter((word) => word !== '' && !word.startsWith('-'));
    for (const word of (found[1] ?? '').startsWith('mput') ? words : words.slice(0, 1)) {
      play('tree', textField(unquoted(word)), use);
    }
  }
  if (call.name === 'sftp' && host !== undefined) {
    const [target] = rest;
    if (target !== undefined) touch('write', target, use);
    play('remote', host, use);
    if (/^(?:[^@/]*@)?(?:localhost|127\.|\[?::1)/.test(shownText(host))) return nothing;
  }
  if (host !== undefined) play(sends ? 'send' : 'host', host, use);
  return [unknownField('download')];
}

const uploads =
  /(?:^|[\n;&'"\s])(m?put|reput|send|mirror\s+(?:-\S+\s+)*(?:-R|--reverse)\S*|append)\s+([^\n;&]*)/g;

function unquoted(word: string): string {
  return word.replaceAll(/^["']|["']$/g, '');
}

/** `http POST host name=value file@path`: which words are data stands in their separators. */
export function requestItems(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, false);
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  for (const item of parsed.items) {
    if (item.kind === 'option') play(item.role, item.value, use);
  }
  const words = operandsOf(parsed).filter(
    (word, index) =>
      !(
        index === 0 &&
        /^(?:[A-Z]+|get|post|put|patch|delete|head|options)$/.test(exactText(word) ?? '')
      ),
  );
  const [url, ...items] = words;
  let sends = parsed.flags.has('--raw') || carriesData(call.scope.stdin);
  for (const item of items) {
    const file = /^[^=:@]*(?:@|:?=@)(.+)$/s.exec(headText(item))?.[1];
    if (file !== undefined) play('read', textField(file), use);
    else touchPerhaps(item, use);
    if (file !== undefined || /^[^=:@]+(?::?=)(?!=)/.test(headText(item))) sends = true;
  }
  if (url !== undefined) {
    const host = headText(url).startsWith(':') ? textField('localhost') : url;
    play(sends ? 'send' : 'host', host, use);
  }
  return [unknownField('download')];
}

/** `mail`, `mutt`: a message goes out when there is text or an attachment. */
export function mail(facts: ProgramFacts, call: Call): Output {
  const parsed = parseArguments(facts, call.words, false);
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  const attached = parsed.items.some((item) => item.kind === 'option' && item.role === 'read');
  const written = call.scope.stdin.some((field) => field.pieces.length > 0);
  for (const item of parsed.items) {
    if (item.kind === 'option') play(item.role, item.value, use);
    else if (/\S@\S/.test(shownText(item.value)) || originOf(item.value) !== null) {
      play(attached || written ? 'send' : 'host', item.value, use);
    }
  }
  return nothing;
}

export function operandsOf(parsed: ParsedArguments): Field[] {
  return parsed.items.flatMap((item) => (item.kind === 'operand' ? [item.value] : []));
}

/** `curl -O URL`, `wget URL`: the file gets the last name of the address. */
export function download(facts: ProgramFacts, call: Call): Output {
  const printed = interpret(facts, call);
  const parsed = parseArguments(facts, call.words, false);
  const { written } = call.machine;
  const addresses = operandsOf(parsed).slice(0, 8);
  for (const url of addresses) written.addresses.push(shownText(url));
  // `curl telnet://host` is a raw connection.
  const raw = addresses.some((url) => /^(?:telnet|gopher|dict):\/\//i.test(headText(url)));
  const output = raw ? [unknownField('connection')] : printed;
  const has = (...names: string[]): boolean => names.some((name) => parsed.flags.has(name));
  const kept = call.name.startsWith('wget')
    ? !has('-O', '--output-document', '--spider')
    : has('-O', '--remote-name', '--remote-name-all', '-J');
  if (!kept) return output;
  const folder = parsed.items.find(
    (item) => item.kind === 'option' && /^(?:-P|--directory-prefix|--output-dir)$/.test(item.name),
  );
  const start = folder === undefined ? './' : `${shownText(folder.value)}/`;
  for (const url of operandsOf(parsed)) {
    const name = /^(?:[a-z]+:\/\/)?[^/]+\/(?:.*\/)?([^/?#]+)/i.exec(exactText(url) ?? '')?.[1];
    if (name === undefined || name.length > 255) continue;
    const file = textField(start + name);
    const { scope, machine, name: via } = call;
    touch('perhaps', file, { scope, machine, via, origin: 'download' });
    const path = pathOf(file, call.scope);
    if (path !== null) written.spoil(path, true);
  }
  return output;
}

/** `openssl s_client -connect host`: a connection; what is piped in goes out. */
export function sendsInput(facts: ProgramFacts, call: Call): Output {
  const output = [unknownField('connection')];
  if (carriesData(call.scope.stdin)) {
    interpret(facts, call);
    return output;
  }
  const { send, host, ...others } = facts.values ?? {};
  const hosts = [host, send].filter((names) => names !== undefined).join(' ');
  interpret({ ...facts, values: { ...others, host: hosts } }, call);
  return output;
}
