/** What the editor knows about one agent without running anything. Times are ISO texts; null: not so. */
export interface AgentTrace {
  /** Name for people. */
  readonly name: string;
  /** When its hooks were installed. */
  readonly installedAt: string | null;
  /** When the newest session that the hook saw began. */
  readonly lastSeen: string | null;
}

export interface StatusBarView {
  /** May hold a `$(codicon)`. */
  readonly text: string;
  readonly tooltip: string;
  /** The same for a screen reader, without icons. */
  readonly spoken: string;
  readonly warns: boolean;
}

/**
 * The status bar item. It never says "hooked": whether a hook answers can only be told by running it, which the
 * status command does. A session from before the installation proves nothing and does not count.
 */
export function statusBarView(agents: readonly AgentTrace[]): StatusBarView {
  const installed = agents.filter(({ installedAt }) => installedAt !== null);
  const words = installed.length === 0 ? 'Pinfold: open' : 'Pinfold: installed';
  const lines = agents.map(traceWords);
  if (installed.length === 0)
    lines.push('Run `pinfold protect` in a terminal to install the hooks.');
  return {
    text: `${installed.length === 0 ? '$(warning)' : '$(shield)'} ${words}`,
    tooltip: lines.join('\n'),
    spoken: [words, ...lines].join('. '),
    warns: installed.length === 0,
  };
}

function traceWords({ name, installedAt, lastSeen }: AgentTrace): string {
  if (installedAt === null) return `${name}: open, nothing stops it`;
  const seen = lastSeen !== null && lastSeen >= installedAt;
  return seen
    ? `${name}: hooks installed, last session seen ${lastSeen}`
    : `${name}: hooks installed, no session seen yet`;
}
