import { applyEdits, createScanner } from 'jsonc-parser';
import type { Edit, Node } from 'jsonc-parser';

/**
 * A text without one member of a list or object, and without the one comma that goes with it. Comments and blanks
 * around it stay: they are somebody's.
 */
export function withoutNode(body: string, node: Node): string {
  const siblings = node.parent?.children ?? [];
  const index = siblings.indexOf(node);
  const previous = siblings[index - 1];
  // We add ourselves with a comma in front, so that one goes first; only a first member takes the one behind it.
  const from = previous === undefined ? end(node) : end(previous);
  const until = previous === undefined ? end(node.parent ?? node) : node.offset;
  const at = commaBetween(body, from, until);
  const edits: Edit[] = [{ offset: node.offset, length: node.length, content: '' }];
  if (at !== null) edits.push({ offset: at, length: 1, content: '' });
  return applyEdits(
    body,
    edits.toSorted((one, other) => one.offset - other.offset),
  );
}

function commaBetween(body: string, from: number, until: number): number | null {
  const scanner = createScanner(body, true);
  scanner.setPosition(from);
  scanner.scan();
  const at = scanner.getTokenOffset();
  return at < until && body[at] === ',' ? at : null;
}

function end(node: Node): number {
  return node.offset + node.length;
}
