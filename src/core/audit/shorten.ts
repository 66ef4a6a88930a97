import { wellFormed } from './canonicalJson.ts';

/** Longer than any path of Linux, macOS or Windows that a person would recognise: PATH_MAX. */
const maximumString = 4096;
const maximumList = 256;
/** UTF-16 code units over all strings of a record. */
const maximumTotal = 128 * 1024;

/**
 * The same value with long strings and lists cut, so that an agent cannot grow the trail at will with one call,
 * and how many were cut. A cut string ends in `…`. What decided is kept before what else was seen.
 */
export function shorten<T extends object>(draft: T): { readonly draft: T; readonly count: number } {
  const budget = { left: maximumTotal, count: 0 };
  // The decision first: when the budget runs out, facts are cut before it is.
  const names = Object.keys(draft).toSorted((a, b) => rank(a) - rank(b));
  const entries = names.map((name) => [name, cut(Reflect.get(draft, name), budget)] as const);
  // Only strings and lists became shorter, so the shape is the same.
  return { draft: Object.fromEntries(entries) as T, count: budget.count };
}

interface Budget {
  left: number;
  count: number;
}

function rank(name: string): number {
  return name === 'facts' ? 2 : name === 'decision' ? 0 : 1;
}

function cut(value: unknown, budget: Budget): unknown {
  if (typeof value === 'string') return cutString(value, budget);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return cutList(value, budget);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, cut(member, budget)]),
  );
}

function cutString(text: string, budget: Budget): string {
  // Short words survive an empty budget, so that kinds and verdicts always stay readable.
  const limit = Math.max(64, Math.min(maximumString, budget.left));
  budget.left -= Math.min(text.length, limit);
  if (text.length <= limit) return wellFormed(text);
  budget.count++;
  return wellFormed(`${text.slice(0, limit - 1)}…`);
}

function cutList(items: readonly unknown[], budget: Budget): unknown[] {
  const result: unknown[] = [];
  for (const item of items) {
    if (result.length >= maximumList || budget.left <= 0) {
      budget.count++;
      break;
    }
    // A list of numbers or of empty strings costs something too.
    budget.left -= 8;
    result.push(cut(item, budget));
  }
  return result;
}
