import { isStricter, type LayerName, type Verdict } from '../actions/decision.ts';
import type { Effect } from '../actions/effect.ts';
import { canonicalHost } from './hostNames.ts';
import { isRelaxed, type Policy } from './judgePath.ts';
import type { Judgement, RelaxedWord } from './judgement.ts';
import { isHeldAlways } from './observe.ts';
import type { PolicyIndex } from './policyIndex.ts';

type Connect = Extract<Effect, { kind: 'connect' }>;

/**
 * Judges a connection. In each layer a closed host speaks first, then an open one, then the layer's word for fetching or
 * sending; a host that is open needs no question, but does not undo a `deny`. What is built in for fetching and sending
 * is a default: a word or an open host of a trusted layer replaces it.
 */
export function judgeConnection(effect: Connect, { index, heldOnly }: Policy): Judgement {
  const host = effect.host.toLowerCase().replace(/\.$/, '');
  const key = effect.sends ? 'send' : 'fetch';
  const heard: Heard = { found: null, silenced: [] };
  const spoken = index.network.filter(({ layer }) => index.layers[layer]!.name !== 'built-in');
  const replaced = spoken.some(
    (rule) =>
      index.layers[rule.layer]!.trusted && (rule[key] !== undefined || covers(rule.allow, host)),
  );
  for (const rule of index.network) {
    const { name } = index.layers[rule.layer]!;
    const builtIn = name === 'built-in';
    const counts = heldOnly !== true || isHeldAlways(`${rule.id}.deny`);
    if (counts && covers(rule.deny, host)) speak(heard, 'deny', `${rule.id}.deny`, name, index);
    const verdict = rule[key];
    if (verdict === undefined || heldOnly === true) continue;
    if (builtIn) {
      if (!replaced) speak(heard, verdict, `default.network.${key}`, name, index);
    } else if (verdict === 'deny' || !covers(rule.allow, host)) {
      speak(heard, verdict, `${rule.id}.${key}`, name, index);
    }
  }
  const { verdict, rule, layer } = heard.found ?? {
    verdict: 'allow' as const,
    rule: `default.network.${key}`,
    layer: 'built-in' as const,
  };
  const judgement = { verdict, rule, layer, effect, ...words(effect, verdict, rule) };
  return heard.silenced.length === 0 ? judgement : { ...judgement, relaxed: heard.silenced };
}

interface Heard {
  found: { verdict: Verdict; rule: string; layer: LayerName } | null;
  readonly silenced: RelaxedWord[];
}

function speak(
  heard: Heard,
  verdict: Verdict,
  rule: string,
  layer: LayerName,
  index: PolicyIndex,
): void {
  if (isRelaxed(rule, index)) heard.silenced.push({ rule, verdict });
  else if (heard.found === null || isStricter(verdict, heard.found.verdict)) {
    heard.found = { verdict, rule, layer };
  }
}

function covers(patterns: readonly string[], host: string): boolean {
  return patterns.some((pattern) => coversHost(pattern, host));
}

/** `example.com` covers itself and every host below it; `*.example.com` only hosts below it. */
export function coversHost(pattern: string, host: string): boolean {
  if (pattern.startsWith('*.')) {
    return host.endsWith(`.${canonicalHost(pattern.slice(2)) ?? pattern.slice(2)}`);
  }
  const name = canonicalHost(pattern) ?? pattern;
  return host === name || host.endsWith(`.${name}`);
}

function words(
  effect: Connect,
  verdict: Verdict,
  rule: string,
): { reason: string; remedy: string } {
  const act = effect.sends ? `sending data to ${effect.host}` : `fetching from ${effect.host}`;
  if (verdict === 'allow') return { reason: `The policy allows ${act}.`, remedy: '' };
  if (rule.endsWith('.deny')) {
    return {
      reason: `${effect.via} would connect to ${effect.host}, a host that the policy closes.`,
      remedy: 'Use another source, or ask the user.',
    };
  }
  return {
    reason: `${effect.via} means ${act}, and ${verdict === 'ask' ? 'that needs a person’s yes' : 'agents may not do that here'}.`,
    remedy: 'Tell the user what you want to send or fetch and why.',
  };
}
