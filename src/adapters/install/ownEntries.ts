import { getNodeValue } from 'jsonc-parser';
import type { HookEntry } from '../../ports/installation.ts';
import { parseSettings, propertyOrNull } from './settingsTree.ts';

/**
 * Our own entries as a settings text holds them, in one text: event, what stands beside the hooks of their group, and
 * the entries themselves. What others put before or behind them, comments and layout make no difference. Null when
 * there is none. Throws {@link InstallationError} on bad input.
 * @param prefixes how command lines of ours begin
 */
export function ownEntries(
  file: string,
  text: string,
  wanted: readonly HookEntry[],
  prefixes: readonly string[],
): string | null {
  const { root } = parseSettings(file, text, wanted);
  const found: unknown[] = [];
  for (const property of propertyOrNull(root, 'hooks')?.children ?? []) {
    const [name, list] = property.children ?? [];
    for (const group of list?.children ?? []) {
      const value: unknown = getNodeValue(group);
      const { hooks, ...rest } = Object(value) as { readonly hooks?: unknown };
      const own = (Array.isArray(hooks) ? hooks : []).filter((hook: unknown) =>
        isOwn(hook, prefixes),
      );
      if (own.length > 0) found.push([name?.value, rest, own]);
    }
  }
  if (found.length === 0) return null;
  return found.map((entry) => JSON.stringify(entry)).join('\n');
}

function isOwn(hook: unknown, prefixes: readonly string[]): boolean {
  const { command } = Object(hook) as { readonly command?: unknown };
  return typeof command === 'string' && prefixes.some((prefix) => command.startsWith(prefix));
}
