/**
 * Reads the tokens of one TypeScript file with the compiler's own scanner: comments, strings, templates and
 * regular expressions can therefore neither hide an import nor look like one.
 */
import { LanguageVariant, SyntaxKind } from 'typescript/unstable/ast';
import {
  computeLineStarts,
  createScanner,
  tokenIsIdentifierOrKeyword,
  type Scanner,
} from 'typescript/unstable/ast/scanner';

export interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'template' | 'regex' | 'punctuation';
  /** Words and strings: the value after escapes. Punctuation: as written. Others: empty. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

export interface ScannedSource {
  readonly tokens: readonly Token[];
  /** Line at which the scanner lost its way, or null. A file that cannot be read counts as a violation. */
  readonly unreadableAt: number | null;
}

/** Keywords after which a slash divides; after any other keyword it begins a regular expression. */
const valueKeywords = new Set(['this', 'super', 'null', 'true', 'false']);

/** Everything else that ends a value. `}` is missing: a block ends far more often than a divided object. */
const valueEnds = new Set([')', ']', '++', '--']);

const kinds: ReadonlyMap<SyntaxKind, Token['kind']> = new Map([
  [SyntaxKind.StringLiteral, 'string'],
  [SyntaxKind.NoSubstitutionTemplateLiteral, 'string'],
  [SyntaxKind.TemplateHead, 'template'],
  [SyntaxKind.TemplateMiddle, 'template'],
  [SyntaxKind.TemplateTail, 'template'],
  [SyntaxKind.RegularExpressionLiteral, 'regex'],
  [SyntaxKind.NumericLiteral, 'number'],
  [SyntaxKind.BigIntLiteral, 'number'],
]);

export function scanSource(text: string): ScannedSource {
  const scanner = createScanner(true, LanguageVariant.Standard, text);
  const lineStarts = computeLineStarts(text);
  const tokens: Token[] = [];
  /** Brace depth of each open template substitution, innermost last. */
  const substitutions: number[] = [];
  let braces = 0;
  let afterValue = false;

  for (;;) {
    let kind = scanner.scan();
    if (kind === SyntaxKind.EndOfFile) break;
    if (kind === SyntaxKind.SlashToken || kind === SyntaxKind.SlashEqualsToken) {
      if (!afterValue) kind = scanner.reScanSlashToken();
    } else if (kind === SyntaxKind.OpenBraceToken) {
      braces += 1;
    } else if (kind === SyntaxKind.CloseBraceToken) {
      if (substitutions.at(-1) === braces) {
        kind = scanner.reScanTemplateToken(false);
        if (kind === SyntaxKind.TemplateTail) substitutions.pop();
      } else {
        braces -= 1;
      }
    } else if (kind === SyntaxKind.TemplateHead) {
      substitutions.push(braces);
    }
    const line = lineOf(lineStarts, scanner.getTokenStart());
    if (scanner.isUnterminated() || kind === SyntaxKind.Unknown) {
      return { tokens, unreadableAt: line };
    }
    const token = tokenFrom(scanner, kind, line);
    tokens.push(token);
    afterValue = endsValue(token, scanner, afterValue);
  }
  const torn = braces !== 0 || substitutions.length > 0;
  return { tokens, unreadableAt: torn ? lineStarts.length : null };
}

function tokenFrom(scanner: Scanner, syntax: SyntaxKind, line: number): Token {
  const word = tokenIsIdentifierOrKeyword(syntax);
  const kind = word ? 'word' : (kinds.get(syntax) ?? 'punctuation');
  if (kind === 'word' || kind === 'string') return { kind, text: scanner.getTokenValue(), line };
  return { kind, text: kind === 'punctuation' ? scanner.getTokenText() : '', line };
}

/** Whether a slash after this token divides; else it begins a regular expression. */
function endsValue(token: Token, scanner: Scanner, afterValue: boolean): boolean {
  if (token.kind === 'word') return scanner.isIdentifier() || valueKeywords.has(token.text);
  if (token.kind === 'template') return scanner.getToken() === SyntaxKind.TemplateTail;
  if (token.kind !== 'punctuation') return true;
  // `value! / 2` divides, `!/expression/.test(value)` does not.
  return token.text === '!' ? afterValue : valueEnds.has(token.text);
}

function lineOf(lineStarts: readonly number[], position: number): number {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= position) low = middle;
    else high = middle;
  }
  return low + 1;
}
