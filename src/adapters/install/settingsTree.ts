import { parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import { InstallationError } from '../../ports/installation.ts';
import type { HookEntry } from '../../ports/installation.ts';

/** A settings text taken apart. `text === mark + body`; offsets of nodes count from the start of `body`. */
export interface SettingsTree {
  /** The byte order mark, or nothing. */
  readonly mark: string;
  readonly body: string;
  /** Null when there is nothing but blanks and comments. */
  readonly root: Node | null;
}

/**
 * Parses settings and makes sure that our hooks can go in without damage.
 * @param file for messages only.
 * @throws InstallationError naming file, line and column: not JSON (comments and trailing commas are fine), not an
 *   object, a key on our way that stands there twice (the agent would read the other one), or of a foreign shape.
 */
export function parseSettings(
  file: string,
  text: string,
  wanted: readonly HookEntry[],
): SettingsTree {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(mark.length);
  const errors: ParseError[] = [];
  const root = treeOf(file, body, errors);
  const [first] = errors;
  if (first !== undefined) {
    const words = sentence(printParseErrorCode(first.error));
    throw failure('settings-invalid', file, body, first.offset, `is not valid JSON: ${words}`);
  }
  const tree = { mark, body, root: root ?? null };
  checkShape(file, tree, wanted);
  return tree;
}

function treeOf(file: string, body: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(body, errors, { allowTrailingComma: true, allowEmptyContent: true });
  } catch (error) {
    // The only error of a parser that reports all others: the stack ran over.
    throw new InstallationError(
      'settings-too-deep',
      `${file} is nested too deeply to be settings.`,
      `Look at ${file}, and save it as plain settings.`,
      { cause: error },
    );
  }
}

function checkShape(file: string, tree: SettingsTree, wanted: readonly HookEntry[]): void {
  const { root, body } = tree;
  if (root === null) return;
  const fail = (node: Node, words: string): InstallationError =>
    failure('settings-shape', file, body, node.offset, words);
  if (root.type !== 'object') throw fail(root, 'does not hold an object');
  const once = (parent: Node, name: string): void => {
    const [, second] = named(parent, name);
    if (second !== undefined) throw fail(second, `has the key "${name}" twice`);
  };
  once(root, 'hooks');
  once(root, 'disableAllHooks');
  const hooks = propertyOrNull(root, 'hooks');
  if (hooks === null) return;
  if (hooks.type !== 'object') throw fail(hooks, 'has "hooks" that is not an object');
  for (const event of new Set(wanted.map((entry) => entry.event))) {
    once(hooks, event);
    const list = propertyOrNull(hooks, event);
    if (list !== null && list.type !== 'array') {
      throw fail(list, `has "hooks.${event}" that is not a list`);
    }
  }
}

/** The value of a property as a node, or null. */
export function propertyOrNull(object: Node | null | undefined, name: string): Node | null {
  const [first] = object?.type === 'object' ? named(object, name) : [];
  return first?.children?.[1] ?? null;
}

/** The value of a property when it is a string, number or boolean; otherwise null. */
export function property(object: Node, name: string): string | number | boolean | null {
  const value: unknown = propertyOrNull(object, name)?.value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : null;
}

function named(object: Node, name: string): Node[] {
  return (object.children ?? []).filter((entry) => entry.children?.[0]?.value === name);
}

function failure(
  code: string,
  file: string,
  body: string,
  offset: number,
  words: string,
): InstallationError {
  const before = body.slice(0, offset).split(/\r\n|\r|\n/);
  const column = (before.at(-1) ?? '').length + 1;
  return new InstallationError(
    code,
    `${file}:${before.length}:${column}: this file ${words}. Nothing was written.`,
    `Correct line ${before.length} of ${file} and try again.`,
  );
}

/** `PropertyNameExpected` → `property name expected`. */
function sentence(name: string): string {
  return name.replaceAll(/(?<=.)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}
