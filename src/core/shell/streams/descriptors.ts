import {
  exactText,
  type Field,
  nothing,
  type Output,
  pieceField,
  readFrom,
  textField,
  unknownField,
} from '../words/field.ts';
import { keepOutput } from './keepOutput.ts';
import type { Machine } from '../machine.ts';
import { joinPath, type Scope } from '../state/scope.ts';

export interface OutputFile {
  readonly file: Field;
  readonly appends: boolean;
}

/** What an open descriptor of a shell stands for: `exec 3<file`, `exec 3<>/dev/tcp/host/port`, `3>&1`. */
export interface Descriptor {
  /** What reading from it gives. */
  readonly content: Output;
  /** Files that get what is written to it. */
  readonly files: readonly OutputFile[];
  /** What is written to it goes where the standard output of the surrounding command goes. */
  readonly flows: boolean;
  /** The other end is a connection. */
  readonly networked: boolean;
  /** Collects what is written to it, for the command that opened it as a copy of its own output. */
  readonly spill?: Output[];
  /** A process reads what is written to it. */
  readonly feeds?: (content: Output) => void;
}

const flowing: Descriptor = { content: nothing, files: [], flows: true, networked: false };
export const closed: Descriptor = { ...flowing, flows: false };

/** A connection: whoever is at its other end says what comes over it. */
export const connection: Descriptor = {
  ...closed,
  content: [unknownField('connection')],
  networked: true,
};

export function readable(content: Output): Descriptor {
  return { ...closed, content };
}

/** The descriptor of a number; one that nobody opened here came with the shell. */
export function descriptorOf(number: number, scope: Scope): Descriptor {
  const found = scope.descriptors.get(number);
  if (number === 0) return { ...(found ?? closed), content: readFrom(scope.stdin) };
  return found ?? (number > 2 ? { ...flowing, content: [unknownField('computed')] } : flowing);
}

const devices: Readonly<Record<string, number>> = {
  '/dev/stdin': 0,
  '/dev/stdout': 1,
  '/dev/stderr': 2,
};

/** The number of the descriptor that a path leads to (`/dev/fd/3`, `/proc/self/fd/3`), or null. */
export function descriptorNumber(path: string): number | null {
  const device = Object.hasOwn(devices, path) ? devices[path] : undefined;
  if (device !== undefined) return device;
  const digits =
    /^(?:\/dev\/fd|\/proc\/(?:self|thread-self|\d+)(?:\/task\/\d+)?\/fd)\/(\d{1,6})$/.exec(
      path,
    )?.[1];
  return digits === undefined ? null : Number(digits);
}

/**
 * A word that names a descriptor by its path, as what a program finds there: the stream behind it, or the file that it
 * was opened for. Any other word stays as it is.
 */
export function behindDescriptor(word: Field, scope: Scope): Field {
  const number = descriptorNumber(exactText(word) ?? '');
  if (number === null || (number > 2 && !scope.descriptors.has(number))) return word;
  const { content, files } = descriptorOf(number, scope);
  const [file, ...others] = files;
  if (file !== undefined && others.length === 0) return file.file;
  if (number === 0) return pieceField({ kind: 'stream', content, input: true });
  return pieceField({ kind: 'stream', content: number <= 2 ? nothing : content });
}

/** The file as it is named from anywhere: the shell may move before it writes. */
export function anchored(file: Field, scope: Scope): Field {
  const text = exactText(file);
  if (text === null || text === '' || scope.base.kind !== 'known') return file;
  return textField(joinPath(scope.base.path, text), file.perhaps);
}

/** A file is opened for writing: what it held is gone unless it is appended to. */
export function truncate(descriptor: Descriptor, scope: Scope, machine: Machine): void {
  for (const { file, appends } of descriptor.files) {
    if (!appends) machine.written.replace(file, nothing, scope);
  }
}

/** The same files once they are open: what is written goes to their end. */
export function appending(files: readonly OutputFile[]): OutputFile[] {
  return files.map(({ file }) => ({ file, appends: true }));
}

/** Takes what a command prints to where standard output goes; what is left flows on to the surrounding command. */
export function deliver(output: Output, scope: Scope, machine: Machine): Output {
  const target = scope.descriptors.get(1);
  if (target === undefined || output === nothing) return output;
  for (const { file } of target.files) keepOutput(file, true, output, scope, machine);
  if (target.spill !== undefined) {
    target.spill.push(output);
    return nothing;
  }
  target.feeds?.(output);
  return target.flows ? output : nothing;
}

/** The next free number, as `{name}>file` takes it. */
export function freeDescriptor(scope: Scope): number {
  let number = 10;
  while (scope.descriptors.has(number) && number < 512) number += 1;
  return number;
}
