import { type LayerName, stricter, type Verdict } from '../actions/decision.ts';
import type { Effect } from '../actions/effect.ts';
import { canonicalHost } from './hostNames.ts';
import type { Judgement } from './judgement.ts';
import type { PolicyIndex } from './policyIndex.ts';

type Connect = Extract<Effect, { kind: 'connect' }>;

/** Judges a connection: hosts that a layer closes are denied, then each layer's word for fetching and sending. */
export function judgeConnection(effect: Connect, index: PolicyIndex): Judgement {
  const host = effect.host.toLowerCase().replace(/\.$/, '');
  const key = effect.sends ? 'send' : 'fetch';
  let found: { verdict: Verdict; rule: string; layer: LayerName } | null = null;
  const speak = (verdict: Verdict, rule: string, layer: LayerName): void => {
    if (found === null || stricter(verdict, found.verdict) !== found.verdict) {
      found = { verdict, rule, layer };
    }
  };
  const openedBy = index.network.some(
    (rule) => index.layers[rule.layer]!.trusted && rule.allow.some((p) => coversHost(p, host)),
  );
  const replacesBuiltIn = index.network.some(
    (rule) => index.layers[rule.layer]!.name !== 'built-in' && trustedWord(rule, key, index),
  );
  for (const rule of index.network) {
    const { name } = index.layers[rule.layer]!;
    const closed = rule.deny.find((pattern) => coversHost(pattern, host));
    if (closed !== undefined) speak('deny', `${name}.network.deny`, name);
    const verdict = rule[key];
    if (verdict === undefined) continue;
    if (name === 'built-in') {
      if (!replacesBuiltIn && !openedBy) speak(verdict, `default.network.${key}`, name);
    } else if (!openedBy || verdict === 'deny') speak(verdict, `${name}.network.${key}`, name);
  }
  const { verdict, rule, layer } = found ?? {
    verdict: 'allow' as const,
    rule: `default.network.${key}`,
    layer: 'built-in' as const,
  };
  return { verdict, rule, layer, effect, ...words(effect, verdict, rule) };
}

function trustedWord(
  rule: PolicyIndex['network'][number],
  key: 'send' | 'fetch',
  index: PolicyIndex,
): boolean {
  return rule[key] !== undefined && index.layers[rule.layer]!.trusted;
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
