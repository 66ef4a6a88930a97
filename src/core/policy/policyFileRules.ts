import type { JSONPath } from 'jsonc-parser';
import type { LayerName } from '../actions/decision.ts';
import { hasUnprintable, quoted } from './diagnostics.ts';
import { asList, asRecord, type Fields, isRecord } from './policyFileFields.ts';
import { error, type Finding, note } from './policyFileFinding.ts';
import { checkHost } from './policyFileHosts.ts';
import { checkLayer, checkLoosening } from './policyFileLayers.ts';
import { checkPattern } from './policyFilePatterns.ts';
import { checkShadows } from './policyFileShadows.ts';
import { agentNames, agentSchema, hostSchema, patternSchema } from './policyFileTerms.ts';
import type { Text } from './policyFileTree.ts';
import { notYetEnforced } from './schema.ts';
import { suggest } from './suggest.ts';

/** Checks one text of the file by what it stands for: pattern, host, agent, command word, anything else. */
export function checkText({ path, text, schema }: Text, layer: LayerName): Finding | null {
  const isSpoken = schema !== patternSchema && schema !== hostSchema && schema !== agentSchema;
  // Zero-width joiners belong to some scripts and emoji; in a name that is compared they only deceive.
  if (hasUnprintable(isSpoken ? text.replace(/[\u200c\u200d]/g, '') : text)) {
    return error(
      'PF-POLICY-TEXT',
      path,
      `The text ${quoted(text)} holds control or invisible characters.`,
      'Take them out; a text is one line of what can be seen.',
    );
  }
  if (text === '') return null;
  if (schema === patternSchema) {
    const remark = checkPattern(text, layer);
    if (remark === null) return null;
    return remark.severity === 'error'
      ? error('PF-POLICY-PATTERN', path, remark.message, remark.remedy)
      : note('PF-POLICY-ANCHORED', path, remark.message, remark.remedy);
  }
  if (schema === hostSchema) {
    const opens = path.at(-2) !== 'deny';
    const remark = checkHost(text, opens);
    return remark && error('PF-POLICY-HOST', path, remark.message, remark.remedy);
  }
  if (schema === agentSchema) return checkAgent(text, path);
  return path[0] === 'commands' && path[2] === 'match' ? checkCommandWord(text, path) : null;
}

/** A slip would leave a rule that speaks to nobody; an agent that this version does not know yet may be meant. */
function checkAgent(name: string, path: JSONPath): Finding | null {
  if ((agentNames as readonly string[]).includes(name)) return null;
  const meant = suggest(name, agentNames);
  const known = `Agents that Pinfold knows: ${agentNames.map(quoted).join(', ')}.`;
  return meant === null
    ? note(
        'PF-POLICY-AGENT',
        path,
        `No agent of this version is called ${quoted(name)}, so this speaks to nobody yet.`,
        known,
      )
    : error(
        'PF-POLICY-AGENT',
        path,
        `No agent is called ${quoted(name)}; did you mean ${quoted(meant)}?`,
        known,
      );
}

function checkCommandWord(word: string, path: JSONPath): Finding | null {
  if (path.at(-1) === 0 && /\s/.test(word)) {
    const words = word
      .trim()
      .split(/\s+/)
      .map((each) => JSON.stringify(each));
    return error(
      'PF-POLICY-COMMAND',
      path,
      `${quoted(word)} has a space in it, but each word of a command is an entry of its own.`,
      `Write ${quoted(`[${words.join(', ')}]`)}.`,
    );
  }
  if (!word.includes('*')) return null;
  return error(
    'PF-POLICY-COMMAND',
    path,
    `${quoted(word)} has a \`*\`, but words of a command are compared as they are.`,
    'Leave it off: a rule covers every command that starts with its words.',
  );
}

/**
 * Checks what no single value shows. Takes the value as it was read, whatever was wrong with it, so that one mistake
 * does not hide the next.
 */
export function checkWhole(
  value: unknown,
  layer: LayerName,
  approved: boolean,
): readonly Finding[] {
  const policy = asRecord(value);
  return [
    ...checkLayer(policy, layer),
    ...checkLoosening(policy, layer, approved),
    ...checkZones(policy),
    ...checkShadows(policy),
    ...checkCommands(policy),
    ...checkSecrets(policy),
    ...notEnforced(policy),
  ];
}

function checkZones(policy: Fields): readonly Finding[] {
  const findings: Finding[] = [];
  const firstOf = new Map<string, number>();
  for (const [position, entry] of asList(policy['zones']).entries()) {
    const path = ['zones', position];
    const zone = asRecord(entry);
    const { name } = zone;
    if (isRecord(entry) && zone['edit'] === undefined && zone['read'] === undefined) {
      findings.push(
        error(
          'PF-POLICY-ZONE',
          path,
          'This zone says neither `edit` nor `read`, so it would change nothing.',
          'Add `"edit": "deny"`, `"read": "ask"` or the like.',
          'open',
        ),
      );
    }
    if (typeof name === 'string') {
      const first = firstOf.get(name);
      if (first === undefined) firstOf.set(name, position);
      else findings.push(repeatedName(name, first, [...path, 'name']));
    }
    for (const key of ['edit', 'read']) findings.push(...opensForAgents(zone, key, path));
  }
  return findings;
}

function repeatedName(name: string, first: number, path: JSONPath): Finding {
  return error(
    'PF-POLICY-DUPLICATE-NAME',
    path,
    `\`zones[${first}]\` is already called ${quoted(name)}; a decision could not say which one decided.`,
    'Give each zone a name of its own, or put the paths together.',
  );
}

function opensForAgents(entry: Fields, key: string, path: JSONPath): readonly Finding[] {
  if (entry[key] !== 'allow' || asList(entry['agents']).length === 0) return [];
  return [
    note(
      'PF-POLICY-ONE-AGENT',
      [...path, key],
      'For single agents a rule may be stricter, but `allow` counts only in the sandbox or under a system-wide installation.',
      'Take `agents` away to allow it for all, or keep it for the sandbox.',
    ),
  ];
}

function checkCommands(policy: Fields): readonly Finding[] {
  return asList(policy['commands']).flatMap((entry, position) =>
    opensForAgents(asRecord(entry), 'verdict', ['commands', position]),
  );
}

function checkSecrets(policy: Fields): readonly Finding[] {
  const secrets = asRecord(policy['secrets']);
  if (asList(secrets['paths']).length > 0) return [];
  return ['except', 'access']
    .filter((key) => secrets[key] !== undefined)
    .map((key) =>
      note(
        'PF-POLICY-NO-EFFECT',
        ['secrets', key],
        `${quoted(key)} concerns only the \`paths\` beside it, and there are none.`,
        "Add `paths`; what Pinfold itself protects is relaxed by rule id in your own or the organisation's file.",
        'key',
      ),
    );
}

function notEnforced(policy: Fields): readonly Finding[] {
  return notYetEnforced.flatMap((dotted) => {
    const path = dotted.split('.');
    let value: unknown = policy;
    for (const key of path) value = asRecord(value)[key];
    return value === undefined
      ? []
      : [
          note(
            'PF-POLICY-NOT-ENFORCED',
            path,
            `${quoted(dotted)} is checked, but nothing enforces it in this version.`,
            'Keep it for later versions, and do not rely on it yet.',
            'key',
          ),
        ];
  });
}
