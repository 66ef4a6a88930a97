import { type AnchorTable, createAnchorTable } from './anchorTable.ts';
import type { RuleAllow, RuleData, SecretRule } from './ruleData.ts';

/** Rules ready for {@link scanText}: their expressions are made when a text first needs them. */
export interface CompiledRules {
  readonly version: string;
  readonly rules: readonly CompiledRule[];
  readonly table: AnchorTable;
  readonly allow: CompiledAllow;
}

export interface CompiledRule {
  readonly rule: SecretRule;
  /** Tried at `lastIndex` alone. */
  readonly here: () => RegExp;
  /** Tried at `lastIndex` and behind it. */
  readonly onward: () => RegExp;
  readonly path: () => RegExp | null;
  readonly allow: readonly CompiledAllow[];
}

export interface CompiledAllow {
  readonly from: RuleAllow;
  readonly patterns: () => readonly RegExp[];
  readonly paths: () => readonly RegExp[];
}

/** Prepares rules for many scans. */
export function compileRules(data: RuleData): CompiledRules {
  return {
    version: data.version,
    rules: data.rules.map((rule) => ({
      rule,
      here: once(() => new RegExp(rule.pattern, 'y')),
      onward: once(() => new RegExp(rule.pattern, 'g')),
      path: once(() => (rule.path === undefined ? null : new RegExp(rule.path))),
      allow: (rule.allow ?? []).map(compileAllow),
    })),
    table: createAnchorTable(data.rules),
    allow: compileAllow(data.allow),
  };
}

function compileAllow(from: RuleAllow): CompiledAllow {
  return {
    from,
    patterns: once(() => (from.patterns ?? []).map((source) => new RegExp(source))),
    paths: once(() => (from.paths ?? []).map((source) => new RegExp(source))),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
