import { isMember, isPunctuation, isWord } from './imports.ts';
import type { Token } from './scanSource.ts';

export interface WorldUse {
  /** What was used, as a person would write it, e.g. `Date.now`. */
  readonly name: string;
  readonly line: number;
}

/** Names through which a program would reach its machine, its clock, its timers or code made at run time. */
const worldNames = new Set([
  'process',
  'Buffer',
  'global',
  'globalThis',
  'require',
  'module',
  '__dirname',
  '__filename',
  'performance',
  'crypto',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'eval',
  'Function',
]);

/** Where the deciding code reaches for the environment, a clock or chance instead of being handed a value. */
export function worldUsesIn(tokens: readonly Token[]): WorldUse[] {
  const uses: WorldUse[] = [];
  tokens.forEach((token, at) => {
    if (token.kind !== 'word' || isMember(tokens, at) || isKey(tokens, at)) return;
    const name = worldNameAt(tokens, at);
    if (name !== null) uses.push({ name, line: token.line });
  });
  return uses;
}

function worldNameAt(tokens: readonly Token[], at: number): string | null {
  const word = tokens[at]?.text ?? '';
  if (word === 'import' && isPunctuation(tokens[at + 1], '.')) return 'import.meta';
  if (word === 'Math') return mathAt(tokens, at);
  if (word === 'Date') return dateAt(tokens, at);
  return worldNames.has(word) ? word : null;
}

/** `Math` may only be used as `Math.something`: handed around, it takes its dice along. */
function mathAt(tokens: readonly Token[], at: number): string | null {
  if (!isPunctuation(tokens[at + 1], '.')) return 'Math';
  return isWord(tokens[at + 2], 'random') ? 'Math.random' : null;
}

/** Dates may be made from a value and named as a type; the present moment may not be asked for. */
function dateAt(tokens: readonly Token[], at: number): string | null {
  const before = tokens[at - 1];
  const next = tokens[at + 1];
  if (isPunctuation(next, '.')) {
    const member = tokens[at + 2]?.text ?? '';
    return ['parse', 'UTC', 'prototype'].includes(member) ? null : `Date.${member}`;
  }
  if (isWord(before, 'new')) {
    const given = isPunctuation(next, '(') && !isPunctuation(tokens[at + 2], ')');
    return given ? null : 'new Date()';
  }
  if (isPunctuation(next, '(')) return 'Date()';
  const asType =
    isWord(before, 'instanceof') ||
    isWord(before, 'as') ||
    [':', '|', '&', '<'].some((mark) => isPunctuation(before, mark));
  return asType ? null : 'Date';
}

/** True for a key of an object literal or a member of a type: `{ process: 1 }`, `readonly process?: string`. */
function isKey(tokens: readonly Token[], at: number): boolean {
  const optional = isPunctuation(tokens[at + 1], '?') ? 1 : 0;
  if (!isPunctuation(tokens[at + 1 + optional], ':')) return false;
  const before = tokens[at - 1];
  return isWord(before, 'readonly') || ['{', ',', ';'].some((mark) => isPunctuation(before, mark));
}
