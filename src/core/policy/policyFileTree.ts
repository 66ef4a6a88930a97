import type { JSONPath, Node } from 'jsonc-parser';
import type { GenericSchema } from 'valibot';
import { quoted } from './diagnostics.ts';
import { error, type Finding, formatPath } from './policyFileFinding.ts';
import { suggest } from './suggest.ts';

/** A text in the file and the schema it stands under; null where the file has something else than the schema. */
export interface Text {
  readonly path: JSONPath;
  readonly text: string;
  readonly schema: Schema | null;
}

/** What {@link readTree} found: a plain value without unknown and repeated keys, and what was wrong with those. */
export interface Reading {
  readonly value: unknown;
  readonly texts: readonly Text[];
  readonly findings: readonly Finding[];
  /** Paths of known keys that unknown ones were probably meant to be. */
  readonly meant: ReadonlySet<string>;
}

/** The part of a valibot schema that says which keys may stand where. */
export type Schema = Pick<GenericSchema, 'type'> & {
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly item?: Schema;
  readonly wrapped?: Schema;
};

/**
 * Walks the file beside the schema. Keys are checked here and not by valibot, for three reasons: JSON takes the last
 * of two equal keys without a word, valibot names only the first unknown key, and an array passes for an object.
 * Optional lists that are empty are left out: absent and empty mean the same.
 * @param hidden top-level keys that are not offered as a suggestion.
 */
export function readTree(root: Node, schema: Schema, hidden: readonly string[]): Reading {
  const texts: Text[] = [];
  const findings: Finding[] = [];
  const meant = new Set<string>();

  const read = (node: Node, at: Schema | null, path: JSONPath): unknown => {
    if (node.type === 'object') return readObject(node, at, path);
    if (node.type === 'array') {
      const values = (node.children ?? []).map((child, i) =>
        read(child, at?.item ?? null, [...path, i]),
      );
      // A list is no object for us, whatever JavaScript says.
      return at?.entries === undefined ? values : null;
    }
    if (node.type === 'string') texts.push({ path, text: String(node.value), schema: at });
    return node.value as unknown;
  };

  const readObject = (node: Node, at: Schema | null, path: JSONPath): unknown => {
    const entries = at?.entries;
    const value: Record<string, unknown> = {};
    const seen = new Set<string>();
    for (const property of node.children ?? []) {
      const [keyNode, valueNode] = property.children ?? [];
      if (keyNode === undefined) continue;
      const key = String(keyNode.value);
      if (seen.has(key)) {
        findings.push(repeatedKey(keyNode, [...path, key]));
        continue;
      }
      seen.add(key);
      if (entries !== undefined && !Object.hasOwn(entries, key)) {
        const known = Object.keys(entries).filter(
          (each) => each !== '$schema' && !(path.length === 0 && hidden.includes(each)),
        );
        const suggestion = suggest(key, known);
        if (suggestion !== null) meant.add(formatPath([...path, suggestion]));
        findings.push(unknownKey(keyNode, [...path, key], known, suggestion));
        continue;
      }
      if (valueNode === undefined) continue;
      const entry = entries?.[key];
      const inner = read(valueNode, unwrapped(entry), [...path, key]);
      const isEmptyList = Array.isArray(inner) && inner.length === 0;
      if (entry !== undefined && !(isEmptyList && isOptional(entry))) value[key] = inner;
    }
    return value;
  };

  return { value: read(root, schema, []), texts, findings, meant };
}

function unwrapped(entry: Schema | undefined): Schema | null {
  return entry?.wrapped ?? entry ?? null;
}

function isOptional(entry: Schema): boolean {
  return entry.wrapped !== undefined;
}

function repeatedKey(node: Node, path: JSONPath): Finding {
  return error(
    'PF-POLICY-DUPLICATE-KEY',
    path,
    `The key ${quoted(String(node.value))} stands twice in this object, and only one of them could count.`,
    'Put both together under one key, or take one away.',
    { offset: node.offset, length: node.length },
  );
}

function unknownKey(
  { value, offset, length }: Node,
  path: JSONPath,
  known: readonly string[],
  suggestion: string | null,
): Finding {
  const question = suggestion === null ? '.' : `; did you mean ${quoted(suggestion)}?`;
  return error(
    'PF-POLICY-UNKNOWN-KEY',
    path,
    `${quoted(String(value))} is not a key that may stand here${question}`,
    `Keys that may stand here: ${known.map(quoted).join(', ')}.`,
    { offset, length },
  );
}
