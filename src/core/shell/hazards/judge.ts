import { exactText, type Field, type Listing, textField, typedInput } from '../words/field.ts';
import { judgeEnvironmentSettings } from '../gitSettings.ts';
import type { Machine } from '../machine.ts';
import type { Scope } from '../state/scope.ts';
import { isLeftover } from './leftovers.ts';
import { findHazards, type Finding } from './find.ts';

/**
 * States the hazards of one call: what it destroys, which rights it takes, which guard it takes down.
 *
 * @param name - program without directories.
 */
export function judgeHazards(
  name: string,
  words: readonly Field[],
  scope: Scope,
  machine: Machine,
): void {
  const call = {
    name,
    words: words.map((word) => spelled(word)),
    fed: fedTo(words, scope, machine),
    unseen: machine.context.typing === 'unseen',
    typed: scope.stdin === typedInput,
    hasVariable: (variable: string) => hasValue(variable, scope, machine),
    isMoved: (variable: string) => isMoved(variable, scope, machine),
  };
  for (const finding of findHazards(call)) state(finding, machine);
  if (name === 'git') judgeEnvironmentSettings({ scope, machine, via: name });
}

function state({ hazard, via }: Finding, machine: Machine): void {
  const { kind, why } = hazard;
  if (kind === 'unresolved') machine.unresolved(why, via);
  else if (kind !== 'destroy') machine.emit({ kind, why, via });
  else machine.emit({ kind, why, via, recoverable: hazard.recoverable !== false });
}

const mostFed = 32;

/** What comes on standard input, and what this command line wrote into the files that the words name. */
function fedTo(words: readonly Field[], scope: Scope, machine: Machine): string[] {
  const files = words.slice(0, mostFed).flatMap((word) => {
    const streams = word.pieces.flatMap((piece) => (piece.kind === 'stream' ? piece.content : []));
    if (streams.length > 0) return streams;
    const name = exactText(word)?.replace(/^(?:--?[\w-]+=|-\w(?=[./\w])|@)/, '') ?? '';
    if (!/[./]/.test(name)) return [];
    return machine.written.read(textField(name), scope)?.contents ?? [];
  });
  return [...scope.stdin, ...files].slice(0, mostFed).map((field) => spelled(field));
}

/** The text of a word; an inherited variable shows as `$NAME`, what else is not known as `…`. */
function spelled(field: Field): string {
  const exact = exactText(field);
  if (exact !== null) return exact;
  return field.pieces
    .map((piece) => {
      if (piece.kind === 'text' || piece.kind === 'pattern') return piece.text;
      if (piece.kind === 'listed') return spelledListing(piece.listing);
      if (piece.kind === 'stream' && piece.input === true) return '/dev/stdin';
      return piece.kind === 'inherited' ? `$${piece.name}` : '…';
    })
    .join('');
}

/** Something that a listing names, as a pattern. */
function spelledListing({ root, names }: Listing): string {
  const name = names.find((each) => !isLeftover(each)) ?? names[0] ?? '*';
  return /[*?]/.test(root) ? root : `${root}/**/${name}`;
}

function hasValue(name: string, scope: Scope, machine: Machine): boolean {
  const values = scope.variables.get(name);
  if (values === undefined) return (machine.context.variables.get(name) ?? '') !== '';
  return values.some((value) => value.some((field) => field.pieces.length > 0));
}

function isMoved(name: string, scope: Scope, machine: Machine): boolean {
  const session =
    name === 'HOME' ? machine.context.home : (machine.context.variables.get(name) ?? '');
  const values = scope.variables.get(name) ?? [];
  return values.some((value) => {
    const text = value.map((field) => spelled(field)).join(' ');
    return text !== '' && text !== session && !text.startsWith('$');
  });
}
