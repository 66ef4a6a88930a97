import type { Node } from 'jsonc-parser';
import { quoted, withoutByteOrderMark } from './diagnostics.ts';
import { error, type Finding, note } from './policyFileFinding.ts';
import { readSyntax, type Syntax } from './policyFileSyntax.ts';
import { type ParsedPolicy, parseTree } from './parse.ts';
import { suggest } from './suggest.ts';

/** The settings of a workspace's editor that say something about policy, and what they are in a policy file. */
const settings: Readonly<Record<string, readonly string[]>> = {
  'pinfold.zones': ['zones'],
  'pinfold.secrets.paths': ['secrets', 'paths'],
  'pinfold.provenance': ['provenance'],
};

const prefix = 'pinfold.';

/**
 * Reads `.vscode/settings.json` for what it says about policy; null when it says nothing. All its other settings are
 * none of our business, and neither are their mistakes. But a file that speaks of Pinfold and cannot be read may hold
 * a protection: that is an error, as in a policy file.
 */
export function parseSettings(text: string, file: string): ParsedPolicy | null {
  const plain = withoutByteOrderMark(text);
  if (!plain.includes(prefix)) return null;
  const syntax = readSyntax(plain);
  const { root } = syntax;
  if (root !== undefined && root.type !== 'object' && syntax.findings.length === 0) return null;
  const strange = root === undefined ? [] : strangers(root);
  const known = root === undefined ? [] : ourProperties(root);
  if (known.length === 0 && strange.length === 0 && syntax.findings.length === 0) return null;
  const ours: Syntax = {
    root: root === undefined ? undefined : asPolicy(root, known),
    findings: [...syntax.findings, ...strange],
  };
  return parseTree(plain, ours, { file, layer: 'workspace' });
}

interface OurProperty {
  readonly keys: readonly string[];
  readonly property: Node;
}

function ourProperties(root: Node): readonly OurProperty[] {
  return (root.children ?? []).flatMap((property) => {
    const keys = settings[keyOf(property)];
    return keys === undefined ? [] : [{ keys, property }];
  });
}

function keyOf(property: Node): string {
  return String(property.children?.[0]?.value ?? '');
}

/** The tree of the policy that the settings spell: its nodes stand where the settings do, so messages point there. */
function asPolicy(root: Node, known: readonly OurProperty[]): Node {
  const start = { offset: root.offset, length: 1 };
  const object = (children: Node[]): Node => ({ ...root, type: 'object', children });
  const named = (key: string, property: Node, value: Node | undefined): Node => {
    const [original = { type: 'string' as const, ...start }] = property.children ?? [];
    const name: Node = { ...original, value: key };
    return { ...property, children: value === undefined ? [name] : [name, value] };
  };
  const version: Node = {
    type: 'property',
    ...start,
    children: [
      { type: 'string', ...start, value: 'version' },
      { type: 'number', ...start, value: 1 },
    ],
  };
  const properties = known.map(({ keys: [key = '', inner], property }) => {
    const value = property.children?.[1];
    if (inner === undefined) return named(key, property, value);
    return named(key, property, object([named(inner, property, value)]));
  });
  return object([version, ...properties]);
}

/** A slip in a setting's name leaves a protection out without a word. */
function strangers(root: Node): readonly Finding[] {
  const names = Object.keys(settings);
  return (root.children ?? []).flatMap((property) => {
    const key = keyOf(property);
    if (!key.startsWith(prefix) || Object.hasOwn(settings, key)) return [];
    const place = { offset: property.offset, length: key.length + 2 };
    const tail = suggest(
      key.slice(prefix.length),
      names.map((name) => name.slice(prefix.length)),
    );
    const meant = tail === null ? null : prefix + tail;
    const list = names.map(quoted).join(', ');
    return meant === null
      ? [
          note(
            'PF-POLICY-SETTING',
            [],
            `${quoted(key)} says nothing about policy in a workspace's settings.`,
            `A workspace may set ${list}.`,
            place,
          ),
        ]
      : [
          error(
            'PF-POLICY-SETTING',
            [],
            `There is no setting ${quoted(key)}; did you mean ${quoted(meant)}?`,
            `A workspace may set ${list}.`,
            place,
          ),
        ];
  });
}
