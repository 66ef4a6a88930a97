import type { LayerName } from '../actions/decision.ts';
import { builtInRules } from './builtin/index.ts';
import { suggest } from './suggest.ts';

/** Ids of Pinfold's own places, as `compile.ts` makes them. */
export const ownPlaces = ['state', 'programs', 'policy'] as const;

/** Built-in answers to effects that are no paths. */
const fixedRules = [
  'built-in.unresolved',
  'built-in.escalate',
  'built-in.persist',
  'built-in.tamper',
  'built-in.expose',
  'built-in.terminal',
  'built-in.destroy.recoverable',
  'built-in.destroy.for-good',
  'built-in.network.deny',
] as const;

/** Every id that `relax` may name. */
export const relaxableRules: readonly string[] = [
  ...builtInRules.map(({ id }) => `built-in.${id}`),
  ...ownPlaces.map((id) => `built-in.pinfold.${id}`),
  ...fixedRules,
];

/** What keeps Pinfold itself standing is taken out by nobody but the organisation. */
export function isForOrganisationOnly(rule: string): boolean {
  return rule === 'built-in.tamper' || rule.startsWith('built-in.pinfold.');
}

export function mayRelax(layer: LayerName, rule: string): boolean {
  return layer === 'organisation' || (layer === 'user' && !isForOrganisationOnly(rule));
}

/** The id that somebody most likely meant: a slip, or the same last word in another group. */
export function nearestRule(id: string): string | null {
  const last = lastWord(id);
  return (
    relaxableRules.find((known) => lastWord(known) === last) ??
    suggest(id, relaxableRules) ??
    relaxableRules.find((known) => suggest(last, [lastWord(known)]) !== null) ??
    null
  );
}

function lastWord(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}
