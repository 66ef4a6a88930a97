import { answeredExitCode } from './launcher.ts';

/**
 * The line for a workspace's own settings, which a team commits: it holds no path of any machine. It looks for the
 * launcher where `pinfold protect` puts it (docs/architecture.md, "What is where on a machine"), on Linux and macOS,
 * and without one it refuses and says how to install it. It never changes between versions.
 *
 * @param timeoutSeconds when the agent gives up waiting, as in the launcher's `installedCommand`
 *
 * The folders are those of whoever runs the agent. A relative `XDG_DATA_HOME` does not count: it would lead into the
 * workspace.
 */
export function workspaceCommand(
  agent: string,
  event: string,
  failure: 'block' | 'pass',
  timeoutSeconds: number,
): string {
  const call = `"$p" ${agent} ${event}`;
  const find =
    'case ${XDG_DATA_HOME-} in /*) p=$XDG_DATA_HOME;; *) p=${HOME-}/.local/share;; esac; ' +
    'p=$p/pinfold/bin/pinfold-hook; ' +
    '[ -x "$p" ] || p="${HOME-}/Library/Application Support/Pinfold/bin/pinfold-hook"; ';
  const begin = `${workspaceCommandPrefix(agent)}${event}; ${find}`;
  return failure === 'block'
    ? `${begin}if [ -x "$p" ]; then ${call} ${timeoutSeconds}; [ $? -eq ${answeredExitCode} ] || { echo 'Pinfold unavailable: blocked' >&2; exit 2; }; else echo '${missing}' >&2; exit 2; fi`
    : `${begin}[ ! -x "$p" ] || ${call} || true`;
}

/** How every line of a workspace for one agent begins: words that do nothing. */
export function workspaceCommandPrefix(agent: string): string {
  return `: Pinfold guards this workspace: ${agent} `;
}

const missing =
  'This workspace is guarded by Pinfold, which is not installed for you, so this is blocked. ' +
  'Tell the user: install the Pinfold extension for VS Code, then run "pinfold protect" in a terminal.';
