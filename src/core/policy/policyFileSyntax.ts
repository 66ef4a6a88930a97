import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { quoted } from './diagnostics.ts';
import { error, type Finding } from './policyFileFinding.ts';

/** Largest text of a policy file, in UTF-16 units. */
export const largestPolicy = 256 * 1024;

/** A policy needs four levels; the parser recurses once for each. */
const deepest = 32;

/** What jsonc-parser's scanner calls its tokens; its own enums are `const` and not there at run time. */
const token = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 } as const;

export interface Syntax {
  readonly root: Node | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Text → tree, with comments and trailing commas allowed.
 * When findings are not empty the tree is what could be made out, reliable up to the first of them.
 */
export function readSyntax(text: string): Syntax {
  if (text.length > largestPolicy) {
    const finding = error(
      'PF-POLICY-SIZE',
      [],
      `The file is larger than ${largestPolicy / 1024} KB, more than a policy needs.`,
      'Use patterns instead of long lists of paths.',
      { offset: 0, length: 1 },
    );
    return { root: undefined, findings: [finding] };
  }
  const tooDeep = firstTooDeep(text);
  if (tooDeep !== null) {
    const finding = error(
      'PF-POLICY-DEPTH',
      [],
      `Brackets are nested more than ${deepest} levels deep here; a policy has four.`,
      'Look for brackets that were never closed.',
      { offset: tooDeep, length: 1 },
    );
    return { root: undefined, findings: [finding] };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  if (root === undefined && errors.length === 0) {
    const finding = error(
      'PF-POLICY-EMPTY',
      [],
      'The file holds no policy.',
      'Start with `{ "version": 1 }`, or delete the file.',
      { offset: 0, length: 1 },
    );
    return { root, findings: [finding] };
  }
  return { root, findings: onePerLine(text, errors).map((each) => describe(text, each)) };
}

function firstTooDeep(text: string): number | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let kind: number = scanner.scan(); kind !== token.end; kind = scanner.scan()) {
    if (kind === token.openBrace || kind === token.openBracket) depth++;
    if (kind === token.closeBrace || kind === token.closeBracket) depth--;
    if (depth > deepest) return scanner.getTokenOffset();
  }
  return null;
}

/** One slip makes the parser stumble several times; what follows on the same line is rarely a second one. */
function onePerLine(text: string, errors: readonly ParseError[]): readonly ParseError[] {
  let end = -1;
  return errors.filter((each, i) => {
    const { offset } = each;
    if (offset < end || isEcho(text, each, errors[i - 1])) return false;
    const next = text.slice(offset).search(/[\r\n]/);
    end = next === -1 ? text.length + 1 : offset + next;
    return true;
  });
}

/** After a key without quotes the parser misses a key before the colon, then a value, maybe lines below. */
function isEcho(text: string, each: ParseError, before: ParseError | undefined): boolean {
  const isColon = ({ error: number, offset }: ParseError): boolean =>
    number === 3 && text[offset] === ':';
  return isColon(each) || (each.error === 4 && before !== undefined && isColon(before));
}

function describe(text: string, { error: number, offset, length }: ParseError): Finding {
  const word = text.slice(offset, offset + length);
  const [message, remedy] = syntaxWords(number, word, text);
  return error('PF-POLICY-SYNTAX', [], message, remedy, { offset, length: Math.max(1, length) });
}

/** Sentence and remedy by jsonc-parser's error number (its enum is not there at run time). */
function syntaxWords(number: number, word: string, text: string): readonly [string, string] {
  const here = word.trim() === '' ? 'this' : quoted(word);
  switch (number) {
    case 1:
      return /^['‘’“”«`]/.test(word)
        ? [`${here} is not in straight double quotes.`, 'Write text and keys as "text".']
        : [
            `${here} has no meaning here.`,
            'Put text and keys in double quotes; without quotes only numbers, `true` and `false` may stand.',
          ];
    case 2:
      return [
        `${here} is not a number.`,
        'Write whole numbers in digits, without leading zeros or signs.',
      ];
    case 3:
      return [
        'A key in double quotes is missing here.',
        'Write `"key": value`, or take the comma before it away.',
      ];
    case 4:
      return [
        'A value is missing here.',
        'Write a value, or take the key or comma before it away.',
      ];
    case 5:
      return ['A colon is missing between a key and its value.', 'Write `"key": value`.'];
    case 6:
      if (word === ':') {
        return [
          'This `:` stands in a list, where no keys are.',
          'Look for a `]` that is missing before it.',
        ];
      }
      return [`A comma is missing before ${here}.`, 'Put a comma between the two entries.'];
    case 7:
      return [
        'A `}` is missing: an object that was opened is not closed here.',
        'Close it with `}`.',
      ];
    case 8:
      return ['A `]` is missing: a list that was opened is not closed here.', 'Close it with `]`.'];
    case 9:
      return [
        'Something follows after the end of the policy.',
        'One file holds one object; take the rest away.',
      ];
    case 11:
      return ['A comment is never closed.', 'Close it with `*/`.'];
    case 12:
      return ['A text is never closed with a double quote on its line.', 'Close it with `"`.'];
    case 13:
      return ['A number ends too early.', 'Write whole numbers in digits.'];
    case 14:
      return [
        `The \\u escape in ${here} is not four hexadecimal digits.`,
        'Write the character itself.',
      ];
    case 15:
      return [
        `${here} holds a backslash escape that JSON does not know.`,
        'Use `/` in paths; a backslash itself is written `\\\\`.',
      ];
    case 16:
      return ['A text holds a raw control character or tab.', 'Take it out.'];
    default:
      return text.trim() === ''
        ? ['The file holds no policy.', 'Start with `{ "version": 1 }`.']
        : [
            'This is not valid JSON with comments.',
            'Compare with the example in the documentation.',
          ];
  }
}
