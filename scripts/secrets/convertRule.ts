import type { Anchor, RuleAllow, SecretRule } from '../../src/core/secrets/ruleData.ts';
import { overrides } from './overrides.ts';
import type { PublishedAllow, PublishedRule } from './publishedRules.ts';
import { anchorsOf } from './regex/anchors.ts';
import { hostileTexts } from './regex/generate.ts';
import { parseRe2 } from './regex/parse.ts';
import { printJs } from './regex/print.ts';
import { bounded, withoutLead } from './regex/simplify.ts';
import { attempt } from './regex/steps.ts';
import { type Tree, widthOf } from './regex/tree.ts';

/** What one attempt of a rule may cost at most; a rule above it needs an override. A step is one or two nanoseconds. */
export const mostSteps = 300_000;
const limits = { blank: 32, other: 4000 };
const hostileSize = 3000;

/**
 * A rule as the engine takes it.
 *
 * @throws Error for a rule that cannot be searched for by texts, or whose attempts have no bound.
 */
export function convertRule(rule: PublishedRule): SecretRule {
  const tree = treeOf(rule);
  const anchors = anchorsOf(tree) ?? nearby(rule);
  const cost = costOf(tree);
  if (cost > mostSteps) throw new Error(`${rule.id}: an attempt takes ${String(cost)} steps`);
  return {
    id: rule.id,
    description: rule.description,
    pattern: printJs(tree),
    anchors,
    reach: widthOf(tree)[1],
    cost,
    entropy: rule.entropy ?? 0,
    ...(rule.path === undefined ? {} : { path: toJs(rule.path) }),
    ...(rule.allowlists === undefined ? {} : { allow: rule.allowlists.map(convertAllow) }),
    ...(rule.id.startsWith('generic') ? { generic: true as const } : {}),
    ...(rule.id === 'private-key' ? { block: true as const } : {}),
  };
}

/** The expression of a rule as it is searched for: with its override, without what may stand in front, with limits. */
export function treeOf(rule: PublishedRule): Tree {
  const source = overrides[rule.id]?.pattern ?? rule.regex;
  if (source === undefined) throw new Error(`${rule.id} has no expression`);
  return bounded(withoutLead(parseRe2(source)), limits);
}

/** The most steps that one attempt took on hostile texts, rounded up. */
export function costOf(tree: Tree): number {
  const steps = hostileTexts(tree, 1, hostileSize).map(
    (text) => attempt(tree, text, 0, 2 * mostSteps).steps,
  );
  return Math.ceil(Math.max(...steps) / 100) * 100;
}

/** An expression that is only ever tried on short texts. */
export function toJs(source: string): string {
  return printJs(parseRe2(source));
}

/** The keywords of a rule whose expression has no texts of its own: they must be near. */
function nearby({ id, keywords = [] }: PublishedRule): readonly Anchor[] {
  if (keywords.length === 0 || keywords.some((word) => word.length < 3)) {
    throw new Error(`${id} has nothing to search for`);
  }
  return keywords.map((text) => ({ text, at: null }));
}

function convertAllow(allow: PublishedAllow): RuleAllow {
  return {
    ...(allow.regexTarget === undefined ? {} : { target: allow.regexTarget }),
    ...(allow.regexes === undefined ? {} : { patterns: allow.regexes.map(toJs) }),
    ...(allow.stopwords === undefined
      ? {}
      : { words: allow.stopwords.map((word) => word.toLowerCase()) }),
    ...(allow.paths === undefined ? {} : { paths: allow.paths.map(toJs) }),
    ...(allow.condition === 'AND' ? { all: true as const } : {}),
  };
}
