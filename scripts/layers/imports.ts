import type { Token } from './scanSource.ts';

export interface ImportFact {
  /** What is imported as written, or null when it is computed at run time. */
  readonly specifier: string | null;
  /** True for `import type` and `export type`, which leave nothing behind in the program. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/**
 * Every import of a file: static, re-exported, dynamic, `require`.
 * `import { type A }` counts as a value import: with `verbatimModuleSyntax` it still loads the module.
 * `import('x')` counts as a value import in types too, where it cannot be told apart from a call.
 */
export function importsOf(tokens: readonly Token[]): ImportFact[] {
  const imports: ImportFact[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const fact = importAt(tokens, at);
    if (fact !== null) imports.push(fact);
  }
  return imports;
}

function importAt(tokens: readonly Token[], at: number): ImportFact | null {
  const token = tokens[at];
  if (token?.kind !== 'word' || isMember(tokens, at)) return null;
  switch (token.text) {
    case 'import':
      return isPunctuation(tokens[at + 1], '(')
        ? calledAt(tokens, at + 1, token.line)
        : staticImportAt(tokens, at);
    case 'require':
      return isPunctuation(tokens[at + 1], '(') ? calledAt(tokens, at + 1, token.line) : null;
    case 'export':
      return reExportAt(tokens, at);
    default:
      return null;
  }
}

/** `open` is the index of the parenthesis after `import` or `require`. */
function calledAt(tokens: readonly Token[], open: number, line: number): ImportFact {
  const argument = tokens[open + 1];
  const after = tokens[open + 2];
  const literal =
    argument?.kind === 'string' && (isPunctuation(after, ')') || isPunctuation(after, ','));
  return { specifier: literal ? argument.text : null, typeOnly: false, line };
}

function staticImportAt(tokens: readonly Token[], at: number): ImportFact | null {
  const line = tokens[at]?.line ?? 0;
  let next = tokens[at + 1];
  if (next?.kind === 'string') return { specifier: next.text, typeOnly: false, line };
  const typeOnly = isTypeModifier(tokens, at + 1);
  if (typeOnly) next = tokens[at + 2];
  const begins = next?.kind === 'word' || isPunctuation(next, '{') || isPunctuation(next, '*');
  if (!begins) return null;
  for (let end = at + 2; end < tokens.length; end += 1) {
    const token = tokens[end];
    if (isPunctuation(token, ';')) break;
    // `import x = require('y')` is found by its `require`.
    if (isPunctuation(token, '=')) return null;
    if (token?.kind === 'string' && isWord(tokens[end - 1], 'from')) {
      return { specifier: token.text, typeOnly, line };
    }
  }
  return { specifier: null, typeOnly, line };
}

function reExportAt(tokens: readonly Token[], at: number): ImportFact | null {
  const line = tokens[at]?.line ?? 0;
  const typeOnly = isWord(tokens[at + 1], 'type');
  let end = typeOnly ? at + 2 : at + 1;
  if (isPunctuation(tokens[end], '{')) {
    while (end < tokens.length && !isPunctuation(tokens[end], '}')) end += 1;
    end += 1;
  } else if (isPunctuation(tokens[end], '*')) {
    end += isWord(tokens[end + 1], 'as') ? 3 : 1;
  } else {
    return null;
  }
  const specifier = tokens[end + 1];
  if (!isWord(tokens[end], 'from') || specifier?.kind !== 'string') return null;
  return { specifier: specifier.text, typeOnly, line };
}

/** `type` is a modifier unless it is itself the imported name, as in `import type from './x.ts'`. */
function isTypeModifier(tokens: readonly Token[], at: number): boolean {
  if (!isWord(tokens[at], 'type')) return false;
  const next = tokens[at + 1];
  if (isWord(next, 'from')) return isWord(tokens[at + 2], 'from');
  return next?.kind === 'word' || isPunctuation(next, '{') || isPunctuation(next, '*');
}

/** True for the name in `value.name` and `value?.name`. */
export function isMember(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  return isPunctuation(before, '.') || isPunctuation(before, '?.');
}

export function isPunctuation(token: Token | undefined, text: string): boolean {
  return token?.kind === 'punctuation' && token.text === text;
}

export function isWord(token: Token | undefined, text: string): boolean {
  return token?.kind === 'word' && token.text === text;
}
