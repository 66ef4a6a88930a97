import type { HereDoc, Redirect, Redirection } from 'unbash';
import { expandBody, expandValue, expandWord } from './expand.ts';
import { exactText, type Field, nothing, type Output, textField } from './field.ts';
import type { Machine } from './machine.ts';
import { contentOfFile } from './paths.ts';
import type { Scope } from './scope.ts';
import { touch } from './touch.ts';
import { possibleContents } from './writtenFiles.ts';

export interface Redirected {
  readonly stdin: Output;
  /** Standard output goes to a file: nothing is left for a pipe or a substitution. */
  readonly captured: boolean;
  /** A connection that the shell itself opens carries input or output (`/dev/tcp/…`). */
  readonly networked: boolean;
  /** Files that get standard output. */
  readonly files: readonly OutputFile[];
}

export interface OutputFile {
  readonly file: Field;
  readonly appends: boolean;
}

/** Remembers what a command has printed into files. */
export function keepOutput(
  files: readonly OutputFile[],
  output: Output,
  scope: Scope,
  machine: Machine,
): void {
  for (const { file, appends } of files) {
    if (appends) machine.written.append(file, output, scope);
    else machine.written.replace(file, output, scope);
  }
}

/** Judges every redirection and says what the command would read on standard input. */
export function followRedirections(
  redirections: readonly Redirection[],
  scope: Scope,
  machine: Machine,
): Redirected {
  let stdin = scope.stdin;
  let captured = false;
  let networked = false;
  const files: OutputFile[] = [];
  for (const redirection of redirections) {
    if (redirection.type === 'HereString') {
      if (redirection.target !== undefined) stdin = expandValue(redirection.target, scope, machine);
    } else if (redirection.type === 'HereDoc') {
      stdin = hereDocument(redirection, scope, machine);
    } else {
      const targets = targetsOf(redirection, scope, machine);
      for (const target of targets) {
        if (connects(target, machine)) networked = true;
        else follow(redirection, target, scope, machine);
      }
      if (readsStdin(redirection)) stdin = contentOf(targets, scope, machine);
      if (writesStdout(redirection)) {
        captured = !targets.some(isDescriptor);
        const appends = redirection.operator.endsWith('>>');
        if (captured) files.push(...targets.map((file) => ({ file, appends })));
      }
    }
  }
  return { stdin, captured, networked, files };
}

function hereDocument(document: HereDoc, scope: Scope, machine: Machine): Output {
  if (document.closing === undefined) {
    machine.unresolved('a here-document has no end', '<<');
  }
  const { parts, text } = document.body;
  if (parts !== undefined) return expandBody(parts, scope, machine);
  const body = document.operator === '<<-' ? text.replaceAll(/^\t+/gm, '') : text;
  return [textField(body)];
}

function targetsOf(redirection: Redirect, scope: Scope, machine: Machine): Field[] {
  if (redirection.target === undefined) return [];
  return expandWord(redirection.target, scope, machine).flat();
}

function follow(redirection: Redirect, target: Field, scope: Scope, machine: Machine): void {
  const via = redirection.operator;
  if ((via === '>&' || via === '<&') && isDescriptor(target)) return;
  const options = { scope, machine, via };
  if (via === '<' || via === '<>' || via === '<&') touch('read', target, options);
  if (via !== '<' && via !== '<&') touch('write', target, options);
}

function isDescriptor(target: Field): boolean {
  return /^(\d+-?|-)$/.test(exactText(target) ?? '');
}

/** bash opens `/dev/tcp/host/port` as a connection, not as a file. */
function connects(target: Field, machine: Machine): boolean {
  const match = /^\/dev\/(tcp|udp)\/([^/]+)\/([^/]+)$/.exec(exactText(target) ?? '');
  if (match === null) return false;
  const host = `${match[2] ?? ''}:${match[3] ?? ''}`;
  machine.emit({ kind: 'connect', target: host, via: `/dev/${match[1] ?? 'tcp'}`, sends: true });
  return true;
}

function readsStdin({ operator, descriptor }: Redirect): boolean {
  if (
    descriptor !== undefined &&
    !(descriptor.type === 'FileDescriptor' && descriptor.value === 0)
  ) {
    return false;
  }
  return operator === '<' || operator === '<&' || operator === '<>';
}

function writesStdout({ operator, descriptor }: Redirect): boolean {
  if (operator.startsWith('<')) return false;
  return (
    descriptor === undefined || (descriptor.type === 'FileDescriptor' && descriptor.value === 1)
  );
}

/** What reading from the targets gives: the output behind `<(…)`, else the unknown content of a file. */
function contentOf(targets: readonly Field[], scope: Scope, machine: Machine): Output {
  const streams = targets.flatMap((target) =>
    target.pieces.flatMap((piece) => (piece.kind === 'stream' ? [...piece.content] : [])),
  );
  if (streams.length > 0) return streams;
  const [only, ...others] = targets;
  const written = only === undefined ? null : machine.written.read(only, scope);
  if (written !== null && others.length === 0) return possibleContents(written);
  return targets.every((target) => exactText(target) === '/dev/null')
    ? nothing
    : targets.map((target) => contentOfFile(target, scope));
}
