import { type AnchorEntry, type AnchorTable, createAnchorTable } from './anchorTable.ts';
import { longestKey } from './keyBlock.ts';
import { type PackedHead, packRules } from './packRules.ts';
import type { RuleAllow, RuleData, SecretRule } from './ruleData.ts';

/** Rules ready for {@link scanText}. What a text does not ask for is never read, no expression made. */
export interface CompiledRules {
  readonly version: string;
  readonly table: AnchorTable;
  /** A rule by its place in the data. */
  readonly rule: (place: number) => CompiledRule;
  readonly allow: () => CompiledAllow;
  /** The most characters that a finding may have: what the parts of a text that is read in parts must overlap by. */
  readonly reach: number;
}

export interface CompiledRule extends SecretRule {
  /** Tried at `lastIndex` alone. */
  readonly here: () => RegExp;
  /** Tried at `lastIndex` and behind it. */
  readonly onward: () => RegExp;
  /** As `here`, and tells where the groups stand. */
  readonly exact: () => RegExp;
  readonly pathPattern: () => RegExp | null;
  readonly allowed: readonly CompiledAllow[];
}

export interface CompiledAllow extends RuleAllow {
  readonly patternsOf: () => readonly RegExp[];
  readonly pathsOf: () => readonly RegExp[];
}

/** Prepares rules for many scans. */
export function compileRules(data: RuleData): CompiledRules {
  return openRules(packRules(data));
}

/** Prepares rules as {@link packRules} wrote them. */
export function openRules(packed: string): CompiledRules {
  const lines = packed.split('\n');
  const read = (line: number): unknown => JSON.parse(lines[line] ?? 'null');
  const head = read(0) as PackedHead;
  const rules: CompiledRule[] = [];
  return {
    version: head.version,
    table: createAnchorTable(head.heads, (place) => read(2 + place) as readonly AnchorEntry[]),
    rule: (place) =>
      (rules[place] ??= compileRule(read(2 + head.heads.length + place) as SecretRule)),
    allow: once(() => compileAllow(read(1) as RuleAllow)),
    reach: Math.max(head.reach, longestKey),
  };
}

function compileRule(rule: SecretRule): CompiledRule {
  return {
    ...rule,
    here: once(() => new RegExp(rule.pattern, 'y')),
    onward: once(() => new RegExp(rule.pattern, 'g')),
    exact: once(() => new RegExp(rule.pattern, 'dy')),
    pathPattern: once(() => (rule.path === undefined ? null : new RegExp(rule.path))),
    allowed: (rule.allow ?? []).map(compileAllow),
  };
}

function compileAllow(allow: RuleAllow): CompiledAllow {
  return {
    ...allow,
    patternsOf: once(() => (allow.patterns ?? []).map((source) => new RegExp(source))),
    pathsOf: once(() => (allow.paths ?? []).map((source) => new RegExp(source))),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
