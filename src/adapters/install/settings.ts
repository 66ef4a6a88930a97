import { applyEdits, modify } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import type { HookEntry, HookInspection, HookSettings } from '../../ports/installation.ts';
import { parseSettings, property, propertyOrNull } from './settingsTree.ts';
import type { SettingsTree } from './settingsTree.ts';
import { withoutNode } from './settingsRemoval.ts';

/**
 * Edits of settings whose hooks have Claude Code's shape, kept byte for byte around our own entries:
 * `{"hooks": {"PreToolUse": [{"matcher": "*", "hooks": [{"type": "command", "command": "…", "timeout": 10}]}]}}`.
 * Format: the hooks reference of Claude Code, and recorded runs of 2.1.330.
 */
export const hookSettings: HookSettings = { inspect, add, remove };

/** One handler of ours as it stands in the tree. */
interface OwnHandler {
  readonly node: Node;
  readonly group: Node;
  readonly event: Node;
  /** The wanted entry that it is exactly, or null. */
  readonly exactly: HookEntry | null;
}

function inspect(
  file: string,
  text: string | null,
  wanted: readonly HookEntry[],
  prefixes: readonly string[],
): HookInspection {
  const found = text === null ? [] : handlers(parseSettings(file, text, wanted), wanted, prefixes);
  const { kept, stale } = sort(found);
  return {
    missing: wanted.filter((entry) => !kept.has(entry)),
    stale: stale.length,
    exact: kept.size,
  };
}

/** The first exact handler of each entry counts; a second one is stale like a changed one. */
function sort(found: readonly OwnHandler[]): {
  kept: ReadonlySet<HookEntry>;
  stale: readonly OwnHandler[];
} {
  const kept = new Set<HookEntry>();
  const stale = found.filter((handler) => {
    if (handler.exactly === null || kept.has(handler.exactly)) return true;
    kept.add(handler.exactly);
    return false;
  });
  return { kept, stale };
}

function add(
  file: string,
  text: string | null,
  wanted: readonly HookEntry[],
  prefixes: readonly string[],
): string {
  if (text === null) return `${JSON.stringify({ hooks: allGroups(wanted) }, null, 2)}\n`;
  const tree = parseSettings(file, text, wanted);
  if (tree.root === null) {
    // Blank, or nothing but comments: what is there stays in front.
    const gap = tree.body === '' || tree.body.endsWith('\n') ? '' : '\n';
    return `${text}${gap}${JSON.stringify({ hooks: allGroups(wanted) }, null, 2)}\n`;
  }
  // What stood empty or not is judged against the text as it came: emptied lists are filled again below.
  const clean = removeWhere(file, text, wanted, prefixes, text, (handler, all) =>
    sort(all).stale.includes(handler),
  );
  return wanted.reduce((edited, entry) => addEntry(file, edited, entry, wanted, prefixes), clean);
}

function addEntry(
  file: string,
  text: string,
  entry: HookEntry,
  wanted: readonly HookEntry[],
  prefixes: readonly string[],
): string {
  const tree = parseSettings(file, text, wanted);
  if (handlers(tree, wanted, prefixes).some((handler) => handler.exactly === entry)) return text;
  const hooks = propertyOrNull(tree.root, 'hooks');
  const event = propertyOrNull(hooks, entry.event);
  // Without formatting options the edit touches nothing but the place where it goes in.
  const edits =
    event === null
      ? modify(tree.body, ['hooks', entry.event], [group(entry)], {})
      : modify(tree.body, ['hooks', entry.event, event.children?.length ?? 0], group(entry), {
          isArrayInsertion: true,
        });
  return tree.mark + applyEdits(tree.body, edits);
}

function remove(
  file: string,
  text: string,
  prefixes: readonly string[],
  before: string | null | undefined,
): string | null {
  const clean = removeWhere(file, text, [], prefixes, before ?? null, () => true);
  const root = parseSettings(file, clean, []).root;
  const nothingLeft = root === null || (root.children?.length ?? 0) === 0;
  return before === null && nothingLeft && clean !== text ? null : clean;
}

/**
 * Takes out our handlers that `unwanted` picks, one by one, and what they leave empty unless it stood there in
 * `before`.
 */
function removeWhere(
  file: string,
  text: string,
  wanted: readonly HookEntry[],
  prefixes: readonly string[],
  before: string | null,
  unwanted: (handler: OwnHandler, all: readonly OwnHandler[]) => boolean,
): string {
  const stood = before === null ? null : (tryParse(file, before)?.root ?? null);
  let edited = text;
  for (;;) {
    const tree = parseSettings(file, edited, wanted);
    const all = handlers(tree, wanted, prefixes);
    const handler = all.find((candidate) => unwanted(candidate, all));
    if (handler === undefined) return edited;
    edited = tree.mark + withoutNode(tree.body, outermost(handler, stood));
  }
}

/** The largest node that holds nothing but this handler and did not stand there before us. */
function outermost(handler: OwnHandler, stood: Node | null): Node {
  if ((handler.node.parent?.children?.length ?? 0) > 1) return handler.node;
  if ((handler.event.children?.length ?? 0) > 1) return handler.group;
  const eventProperty = handler.event.parent;
  const hooks = eventProperty?.parent;
  const name: unknown = eventProperty?.children?.[0]?.value;
  if (eventProperty === undefined || hooks === undefined || typeof name !== 'string') {
    return handler.group;
  }
  const hooksBefore = propertyOrNull(stood, 'hooks');
  if (propertyOrNull(hooksBefore, name) !== null) return handler.group;
  if ((hooks.children?.length ?? 0) > 1 || hooksBefore !== null) return eventProperty;
  return hooks.parent ?? eventProperty;
}

function tryParse(file: string, text: string): SettingsTree | null {
  try {
    return parseSettings(file, text, []);
  } catch {
    return null;
  }
}

/** Every handler of ours in the tree, in order. Groups of a shape that we do not know are somebody else's. */
function handlers(
  tree: SettingsTree,
  wanted: readonly HookEntry[],
  prefixes: readonly string[],
): OwnHandler[] {
  const hooks = propertyOrNull(tree.root, 'hooks');
  return (hooks?.children ?? []).flatMap((eventProperty) => {
    const [name, event] = eventProperty.children ?? [];
    if (name === undefined || event?.type !== 'array') return [];
    return (event.children ?? []).flatMap((groupNode) =>
      (propertyOrNull(groupNode, 'hooks')?.children ?? [])
        .filter((node) => isOwn(node, prefixes))
        .map((node) => ({
          node,
          group: groupNode,
          event,
          exactly:
            wanted.find(
              (entry) => entry.event === name.value && isExactly(node, groupNode, entry),
            ) ?? null,
        })),
    );
  });
}

function isOwn(handler: Node, prefixes: readonly string[]): boolean {
  // Any `command` counts, the first or a repeated one: a line of ours must not hide behind another.
  return (handler.type === 'object' ? (handler.children ?? []) : []).some((entry) => {
    const [name, value] = entry.children ?? [];
    const command: unknown = value?.value;
    return (
      name?.value === 'command' &&
      typeof command === 'string' &&
      prefixes.some((prefix) => command.startsWith(prefix))
    );
  });
}

/** A handler with one more key may be asynchronous or conditional, and then it no longer stops anything. */
function isExactly(handler: Node, groupNode: Node, entry: HookEntry): boolean {
  const keys = entry.matcher === null ? 1 : 2;
  return (
    handler.children?.length === 3 &&
    property(handler, 'type') === 'command' &&
    property(handler, 'command') === entry.command &&
    property(handler, 'timeout') === entry.timeoutSeconds &&
    groupNode.children?.length === keys &&
    (entry.matcher === null || property(groupNode, 'matcher') === entry.matcher)
  );
}

function group(entry: HookEntry): object {
  return {
    ...(entry.matcher === null ? {} : { matcher: entry.matcher }),
    hooks: [{ type: 'command', command: entry.command, timeout: entry.timeoutSeconds }],
  };
}

function allGroups(wanted: readonly HookEntry[]): Record<string, object[]> {
  const groups: Record<string, object[]> = {};
  for (const entry of wanted) {
    groups[entry.event] = [...(groups[entry.event] ?? []), group(entry)];
  }
  return groups;
}
