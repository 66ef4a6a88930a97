/**
 * A text for places of the editor that give `[words](link)` and `$(icon)` a meaning: notifications, the status bar,
 * quick picks. Agents choose what stands in paths and commands, and a link there may run a command of the editor.
 */
export function plainMessage(text: string): string {
  return text.replaceAll('](', '] (').replaceAll('$(', '$ (');
}
