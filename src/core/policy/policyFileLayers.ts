import type { JSONPath } from 'jsonc-parser';
import type { LayerName } from '../actions/decision.ts';
import { quoted } from './diagnostics.ts';
import { asList, asRecord, type Fields } from './policyFileFields.ts';
import { error, type Finding, note } from './policyFileFinding.ts';
import { mayRelax, nearestRule, relaxableRules } from './relaxable.ts';
import { keysAboveWorkspace, keysOfOrganisation } from './schema.ts';

/**
 * What depends on the layer that a file belongs to.
 */

/** Keys that a workspace's or the user's file may not hold. */
export function checkLayer(policy: Fields, layer: LayerName): readonly Finding[] {
  if (layer === 'organisation') return [];
  const notHere = keysOfOrganisation
    .filter((key) => policy[key] !== undefined)
    .map((key) =>
      error(
        'PF-POLICY-LAYER',
        [key],
        `${quoted(key)} stands in the organisation's file only.`,
        "Take it away, or ask for it in the organisation's file.",
        'key',
      ),
    );
  return layer === 'workspace' ? [...aboveWorkspace(policy), ...notHere] : notHere;
}

function aboveWorkspace(policy: Fields): readonly Finding[] {
  return keysAboveWorkspace
    .filter((key) => policy[key] !== undefined)
    .map((key) =>
      error(
        'PF-POLICY-LAYER',
        [key],
        `${quoted(key)} may not stand in a workspace's file: a repository cannot loosen Pinfold's own protections.`,
        "Move it to your own policy file or the organisation's.",
        'key',
      ),
    );
}

/** `relax` and `mode` where they may stand: which rules they name, and whether they wait for a person. */
export function checkLoosening(
  policy: Fields,
  layer: LayerName,
  approved: boolean,
): readonly Finding[] {
  if (layer === 'workspace') return [];
  const rules = asList(policy['relax']).flatMap((entry, position) => {
    const { rule } = asRecord(entry);
    const path = ['relax', position, 'rule'];
    return typeof rule === 'string' && rule.startsWith('built-in.')
      ? checkRule(rule, path, layer)
      : [];
  });
  if (layer === 'organisation' || approved) return rules;
  return [...rules, ...waiting(policy)];
}

function checkRule(rule: string, path: JSONPath, layer: LayerName): readonly Finding[] {
  // What is malformed is said elsewhere.
  if (!/^built-in(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+$/.test(rule)) return [];
  if (!relaxableRules.includes(rule)) {
    const meant = nearestRule(rule);
    return [
      error(
        'PF-POLICY-RULE',
        path,
        `No built-in protection is called ${quoted(rule)}${meant === null ? '.' : `; did you mean ${quoted(meant)}?`}`,
        'Copy the id from the refusal or from `pinfold policy show`.',
      ),
    ];
  }
  if (mayRelax(layer, rule)) return [];
  return [
    error(
      'PF-POLICY-LAYER',
      path,
      `${quoted(rule)} keeps Pinfold itself standing; only the organisation's file may relax it.`,
      "Take the entry away, or ask for it in the organisation's file.",
    ),
  ];
}

function waiting(policy: Fields): readonly Finding[] {
  const keys: JSONPath[] = [];
  if (asList(policy['relax']).length > 0) keys.push(['relax']);
  if (policy['mode'] !== undefined) keys.push(['mode']);
  if (asList(asRecord(policy['network'])['allow']).length > 0) keys.push(['network', 'allow']);
  return keys.map((path) =>
    note(
      'PF-POLICY-WAITS',
      path,
      `${quoted(path.join('.'))} loosens, so it changes nothing until a person has approved this file.`,
      "Approve the file in the editor; in the organisation's file such entries need no approval.",
      'key',
    ),
  );
}
