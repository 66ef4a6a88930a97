import type { HereDoc, Redirect, RedirectDescriptor, Redirection } from 'unbash';
import {
  anchored,
  appending,
  closed,
  connection,
  type Descriptor,
  descriptorNumber,
  descriptorOf,
  freeDescriptor,
  type OutputFile,
  readable,
  truncate,
} from './descriptors.ts';
import { expandBody, expandValue, expandWord } from '../words/expand.ts';
import {
  exactText,
  type Field,
  nothing,
  type Output,
  textField,
  typedInput,
} from '../words/field.ts';
import type { Machine } from '../machine.ts';
import { connects } from './connects.ts';
import { contentOfFile } from '../reach/paths.ts';
import { assign, fork, type Scope } from '../state/scope.ts';
import { touch } from '../reach/touch.ts';
import { possibleContents } from './writtenFiles.ts';

export interface Redirected {
  readonly stdin: Output;
  readonly descriptors: Scope['descriptors'];
  /** Standard output was opened here: nothing is left for a pipe or a substitution. */
  readonly own: Descriptor | undefined;
  /** A connection carries input or output (`/dev/tcp/…`). */
  readonly networked: boolean;
  /** What went to copies of standard output (`3>&1`). */
  readonly spill: readonly Output[];
  /** Descriptors that mean what they meant before once the command has run. */
  readonly passing: ReadonlySet<number>;
}

/** Judges every redirection and says what the command finds behind its descriptors. */
export function followRedirections(
  redirections: readonly Redirection[],
  scope: Scope,
  machine: Machine,
): Redirected {
  if (redirections.length === 0) {
    const { stdin, descriptors } = scope;
    const networked = isNetworked(scope);
    return { stdin, descriptors, own: undefined, networked, spill: [], passing: new Set() };
  }
  const table = new Table(scope, machine);
  for (const redirection of redirections) table.follow(redirection);
  return table.result();
}

function isNetworked(scope: Scope): boolean {
  return [0, 1, 2].some((number) => scope.descriptors.get(number)?.networked === true);
}

/** The descriptors of one command while its redirections are followed from left to right. */
class Table {
  /** Expansions happen in the shell itself. */
  readonly #shell: Scope;
  readonly #inner: Scope;
  readonly #machine: Machine;
  readonly #opened = new Map<number, Descriptor>();
  readonly #spill: Output[] = [];
  readonly #passing = new Set<number>();
  /** `{name}<file` stays open. */
  readonly #lasting = new Set<number>();

  constructor(scope: Scope, machine: Machine) {
    this.#shell = scope;
    this.#inner = fork(scope);
    this.#machine = machine;
  }

  follow(redirection: Redirection): void {
    if (redirection.type === 'HereString') {
      if (redirection.target === undefined) return;
      const values = expandValue(redirection.target, this.#shell, this.#machine);
      const line = values.map(({ pieces, perhaps }) => ({
        pieces: [...pieces, { kind: 'text', text: '\n' } as const],
        perhaps,
      }));
      this.#set(this.#number(redirection.descriptor, 0), readable(line));
    } else if (redirection.type === 'HereDoc') {
      const content = hereDocument(redirection, this.#shell, this.#machine);
      this.#set(this.#number(redirection.descriptor, 0), readable(content));
    } else {
      this.#redirect(redirection);
    }
  }

  #redirect(redirection: Redirect): void {
    const { operator } = redirection;
    const reads = operator.startsWith('<');
    const targets = targetsOf(redirection, this.#shell, this.#machine);
    const copy = targets.map((target) => copied(operator, target)).find((each) => each !== null);
    if (copy === 'close') {
      this.#close(redirection.descriptor, reads ? 0 : 1);
      return;
    }
    const number = this.#number(redirection.descriptor, reads ? 0 : 1);
    if (typeof copy === 'object' && copy !== null) {
      this.#set(number, this.#copyOf(copy.from));
      if (copy.moves) this.#set(copy.from, closed);
      return;
    }
    const opened = this.#open(redirection, targets);
    const both = operator.startsWith('&>') || (operator === '>&' && number === 1);
    // zsh writes to every file that an output is sent to.
    const before = number === 1 ? this.#opened.get(1) : undefined;
    const files = [...(before?.files ?? []), ...opened.files];
    const descriptor = { ...opened, files };
    this.#set(number, descriptor);
    this.#opened.set(number, descriptor);
    if (both) this.#set(2, { ...descriptor, files: appending(files) });
  }

  #open(redirection: Redirect, targets: readonly Field[]): Descriptor {
    const [{ operator }, scope] = [redirection, this.#shell];
    const files: OutputFile[] = [];
    let networked = false;
    for (const target of targets) {
      if (connects(target, this.#machine)) networked = true;
      else {
        touchTarget(operator, target, scope, this.#machine);
        if (operator !== '<' && operator !== '<&') {
          const appends = operator.endsWith('>>') || operator === '<>';
          files.push({ file: anchored(target, scope), appends });
        }
      }
    }
    if (networked) return { ...connection, files };
    const reads = operator.startsWith('<');
    const content = reads ? contentOf(targets, scope, this.#machine) : nothing;
    return { ...closed, content, files };
  }

  /** A copy of standard output that flows on is collected, so that it goes past substitutions inside. */
  #copyOf(from: number): Descriptor {
    const original = descriptorOf(from, this.#inner);
    const { files, flows, spill } = original;
    if (files.length > 0) return { ...original, files: appending(files) };
    return flows && spill === undefined && from === 1
      ? { ...original, spill: this.#spill }
      : original;
  }

  #close(descriptor: RedirectDescriptor | undefined, standard: number): void {
    const number =
      descriptor?.type === 'FileDescriptorVariable'
        ? numberIn(descriptor.name, this.#shell)
        : (descriptor?.value ?? standard);
    if (number === null) return;
    this.#set(number, closed);
    if (descriptor?.type === 'FileDescriptorVariable') this.#passing.delete(number);
  }

  #number(descriptor: RedirectDescriptor | undefined, standard: number): number {
    if (descriptor === undefined) return standard;
    if (descriptor.type === 'FileDescriptor') return descriptor.value;
    const number = freeDescriptor(this.#inner);
    assign(this.#shell, descriptor.name, [[textField(`${number}`)]]);
    this.#lasting.add(number);
    return number;
  }

  #set(number: number, descriptor: Descriptor): void {
    this.#opened.delete(number);
    if (!this.#lasting.has(number)) this.#passing.add(number);
    if (number === 0) this.#inner.stdin = this.#inputFrom(descriptor);
    this.#inner.descriptors.set(number, descriptor);
  }

  /** Input and output of a terminal are one device: `bash <&2` reads what is typed. */
  #inputFrom({ flows, content }: Descriptor): Output {
    return flows && this.#machine.context.typing === 'unseen' ? typedInput : content;
  }

  result(): Redirected {
    const { stdin, descriptors } = this.#inner;
    const networked = isNetworked(this.#inner);
    const own = this.#opened.get(1);
    for (const [number, opened] of this.#opened) {
      if (number !== 1) truncate(opened, this.#shell, this.#machine);
    }
    const [spill, passing] = [this.#spill, this.#passing];
    // A copy of the output that was not sent elsewhere: `3>&1` alone.
    if (own !== undefined || descriptors.get(1)?.spill === spill) descriptors.delete(1);
    return { stdin, descriptors, own, networked, spill, passing };
  }
}

function numberIn(name: string, scope: Scope): number | null {
  const field = scope.variables.get(name)?.[0]?.[0];
  const text = field === undefined ? '' : (exactText(field) ?? '');
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
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

function touchTarget(operator: string, target: Field, scope: Scope, machine: Machine): void {
  const options = { scope, machine, via: operator };
  if (operator === '<' || operator === '<>' || operator === '<&') touch('read', target, options);
  if (operator !== '<' && operator !== '<&') touch('write', target, options);
}

/** What a target copies: `>&3`, `3>&-`, `3>&1-`, and any path of a descriptor. */
function copied(
  operator: string,
  target: Field,
): 'close' | { readonly from: number; readonly moves: boolean } | null {
  const text = exactText(target);
  if (text === null) return null;
  if (operator === '>&' || operator === '<&') {
    if (text === '-') return 'close';
    const digits = /^(\d{1,6})(-?)$/.exec(text);
    if (digits !== null) return { from: Number(digits[1]), moves: digits[2] === '-' };
  }
  const from = descriptorNumber(text);
  return from === null ? null : { from, moves: false };
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
