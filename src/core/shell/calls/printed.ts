import type { Call } from './call.ts';
import {
  exactText,
  type Field,
  isPattern,
  nothing,
  type Output,
  pieceField,
  readFrom,
  textField,
  unknownField,
} from '../words/field.ts';
import { hiddenShown } from '../reach/hiddenNames.ts';
import { listingOutput } from './listing.ts';
import { hasAny, ignoringOff, narrowing } from './narrowing.ts';
import type { ParsedArguments } from './options.ts';
import { joinOutputs } from '../streams/outputs.ts';
import { contentOfFile } from '../reach/paths.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { possibleContents } from '../streams/writtenFiles.ts';

/** What a call prints, by the facts of its program. */
export function printed(facts: ProgramFacts, parsed: ParsedArguments, call: Call): Output {
  if (hasAny(parsed.flags, facts.lists) || facts.lists === 'always') {
    return listed(facts, parsed, call);
  }
  switch (facts.prints) {
    case 'word':
      return [textField('0')];
    case 'operands':
      return parsed.items.flatMap((item) => (item.kind === 'operand' ? [item.value] : []));
    case 'environment':
      return [pieceField({ kind: 'environment' })];
    case 'download':
      return [unknownField('download')];
    case 'decoded':
      return [unknownField('decoded')];
    case 'filter':
    case 'part':
      return filtered(facts, parsed, call);
    case undefined:
      return [unknownField('computed')];
  }
  return [unknownField('computed')];
}

/** Names of files below the operands. */
export function listed(facts: ProgramFacts, parsed: ParsedArguments, call: Call): Output {
  const operands = parsed.items.filter((item) => item.kind === 'operand');
  const own = facts.first !== undefined && !hasAny(parsed.flags, facts.firstGivenBy) ? 1 : 0;
  const given = facts.operands === 'revision' ? [] : operands.slice(own).map((item) => item.value);
  const [roots, patterns] = rootsAndPatterns(given);
  const skipsHidden = hiddenShown(facts, parsed, call);
  return listingOutput(roots.length > 0 ? roots : [textField('.')], call.scope, {
    names: [
      ...patterns,
      ...narrowing(facts, parsed.items).globs.filter((glob) => !/[!/]/.test(glob)),
    ],
    skipsIgnored: facts.skipsIgnored === true && !hasAny(parsed.flags, ignoringOff),
    ...(skipsHidden === undefined ? {} : { skipsHidden }),
    byContent: facts.lists !== 'always',
  });
}

/** Quoted patterns (`git ls-files '*.py'`) narrow what is below their folders. */
function rootsAndPatterns(operands: readonly Field[]): [Field[], string[]] {
  const texts = operands.map((operand) => exactText(operand) ?? '');
  if (!texts.some(isPattern)) return [[...operands], []];
  if (!texts.every(isPattern)) return [[textField('.')], []];
  const folders = texts.map((text) =>
    text.slice(0, text.lastIndexOf('/') + 1).replace(/[^/]*[*?[].*$/, ''),
  );
  const roots = folders.map((folder) => textField(folder === '' ? '.' : folder));
  return [roots, texts.map((text) => text.slice(text.lastIndexOf('/') + 1))];
}

/** A filter gives parts of its input; a program text that could write another directory into it ends that. */
function filtered(facts: ProgramFacts, parsed: ParsedArguments, call: Call): Output {
  const operands = parsed.items.filter((item) => item.kind === 'operand');
  // `uniq FILE OUTPUT`: a first operand of its own may be the file that is read.
  const programGiven =
    facts.first !== undefined &&
    facts.first !== 'read' &&
    !hasAny(parsed.flags, facts.firstGivenBy);
  const files = programGiven ? operands.slice(1) : operands;
  if (call.name === 'cat' && files.length > 0) {
    return files.map((item) => contentOf(item.value, call)).reduce(joinOutputs, nothing);
  }
  if (files.some((item) => exactText(item.value) !== '-')) return [unknownField('computed')];
  // Without input, code prints what it makes itself.
  const codes =
    facts.first === 'code' || parsed.items.some((item) => 'role' in item && item.role === 'code');
  if (codes && call.scope.stdin.every(({ pieces }) => pieces.length === 0)) {
    return [unknownField('computed')];
  }
  const text = parsed.items.map((item) => exactText(item.value) ?? '$HOME').join(' ');
  const moves = /\.\.|~|\$HOME|ENVIRON|(^|[^\w\\])\/(home|etc|root|Users|var|proc)/.test(text);
  if (!moves)
    return readFrom(call.scope.stdin).map((field) =>
      facts.prints === 'part' ? changed(field) : field,
    );
  return [unknownField('computed')];
}

/** What an operand holds: standard input, a stream, a file that was written before, another file. */
function contentOf(operand: Field, { machine, scope }: Call): Output {
  if (exactText(operand) === '-') return readFrom(scope.stdin);
  const [piece, ...more] = operand.pieces;
  if (piece?.kind === 'stream' && more.length === 0) return piece.content;
  const written = machine.written.read(operand, scope);
  return written === null ? [contentOfFile(operand, scope)] : possibleContents(written);
}

/** Text that a program cuts or rewrites is no longer the text that went in; names stay names of the same place. */
function changed(field: Field): Field {
  const exact = exactText(field);
  return exact === null || exact === '' ? field : unknownField('computed');
}
