import type { Call } from '../calls/call.ts';
import { fromBase32, fromBase64, fromHex } from '../code/decoded.ts';
import { exactText, type Output, readFrom, textField, unknownField } from '../words/field.ts';
import { interpret } from '../calls/interpret.ts';
import { parseArguments } from '../calls/options.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { touch } from '../reach/touch.ts';

const decoders: Readonly<Record<string, (text: string) => string | null>> = {
  xxd: fromHex,
  base64: fromBase64,
  gbase64: fromBase64,
  base32: fromBase32,
};

/** `base64 -d`, `xxd -r -p`, `base32 -d`: what known text decodes to. */
export function decode(facts: ProgramFacts, call: Call): Output {
  interpret(facts, call);
  const { items, flags } = parseArguments(facts, call.words, false);
  const decodes = ['-d', '-D', '--decode', '-r', '-revert'].some((flag) => flags.has(flag));
  if (!decodes) return [unknownField('computed')];
  if (items.some((item) => item.kind === 'operand' && exactText(item.value) !== '-'))
    return [unknownField('decoded')];
  return readFrom(call.scope.stdin).map((field) => {
    const text = exactText(field);
    if (text === null)
      return field.pieces.some((piece) => piece.kind === 'unknown' && piece.origin === 'download')
        ? field
        : unknownField('decoded');
    if (text === '') return unknownField('decoded');
    const decoded = decoders[call.name]?.(text) ?? null;
    return decoded === null ? unknownField('decoded') : textField(decoded);
  });
}

/** `rev`, `tr`: known text comes out changed in a known way. */
export function transform(facts: ProgramFacts, call: Call): Output {
  interpret(facts, call);
  const { items, flags } = parseArguments(facts, call.words, false);
  // `rev FILE`; the operands of `tr` are never files.
  if (call.name === 'rev' && items.some(({ kind }) => kind === 'operand')) {
    return [unknownField('computed')];
  }
  const sets = items.flatMap((item) => (item.kind === 'operand' ? [exactText(item.value)] : []));
  return readFrom(call.scope.stdin).map((field) => {
    const text = exactText(field);
    if (text === null) return field;
    if (call.name === 'rev')
      return textField(
        text
          .split('\n')
          .map((line) => Array.from(line).toReversed().join(''))
          .join('\n'),
      );
    const [from, to] = sets;
    if (from === undefined || from === null || to === null) return unknownField('computed');
    const changed = translate(text, from, to, flags.has('-d'));
    return changed === null ? unknownField('computed') : textField(changed);
  });
}

function translate(
  text: string,
  from: string,
  to: string | undefined,
  deletes: boolean,
): string | null {
  const source = expandSet(from);
  const target = expandSet(to ?? '');
  if (source === null || target === null) return null;
  if (deletes)
    return Array.from(text)
      .filter((character) => !source.includes(character))
      .join('');
  if (to === undefined) return text;
  return Array.from(text)
    .map((character) => {
      const at = source.lastIndexOf(character);
      return at < 0 ? character : (target[Math.min(at, target.length - 1)] ?? '');
    })
    .join('');
}

function expandSet(set: string): string | null {
  if (set.includes('[:') || set.includes('[=')) {
    const known: Readonly<Record<string, string>> = {
      '[:upper:]': 'A-Z',
      '[:lower:]': 'a-z',
      '[:digit:]': '0-9',
      '[:space:]': ' \t\n',
    };
    const ranges = known[set];
    return ranges === undefined ? null : expandSet(ranges);
  }
  const plain = set
    .replaceAll(String.raw`\n`, '\n')
    .replaceAll(String.raw`\t`, '\t')
    .replaceAll(String.raw`\r`, '\r');
  return plain.replaceAll(/(.)-(.)/gs, (_, from: string, to: string) => {
    const [start, end] = [from.charCodeAt(0), to.charCodeAt(0)];
    if (end < start || end - start > 256) return '';
    return Array.from({ length: end - start + 1 }, (_unused, index) =>
      String.fromCharCode(start + index),
    ).join('');
  });
}

/** `man ./page`: an operand with a separator is a file. */
export function manual(facts: ProgramFacts, call: Call): Output {
  const output = interpret(facts, call);
  for (const word of call.words) {
    const text = exactText(word) ?? '';
    if (!text.includes('/') || text.startsWith('-')) continue;
    touch('read', word, { scope: call.scope, machine: call.machine, via: call.name });
  }
  return output;
}
