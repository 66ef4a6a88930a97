import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceEnvironment } from '../../../test/support/workspace.ts';
import { startCodeServer } from '../vscodeHost/codeServer.ts';
import { findDesktopCode, openDesktop } from '../vscodeHost/desktop.ts';
import { workbenchAddress, writeUserSettings } from '../vscodeHost/embeddedHost.ts';
import { layOutExtension } from '../vscodeHost/layOutExtension.ts';
import type { DemoWorkspace } from './demoWorkspace.ts';

/** The editor in which a demonstration can be watched. */
export interface DemoEditor {
  /** Where it is to be found, for people. */
  readonly where: string;
  /** Resolves, with words, when it ends by itself. */
  readonly ended: Promise<string>;
  /** True for a process that it started, or one of theirs. */
  readonly owns: (pid: number) => boolean;
  readonly end: () => Promise<void>;
}

/**
 * Opens the workspace in VS Code: the one of this desktop, or else one as a server, for any browser of this machine.
 *
 * @throws Error in words for people when neither can be had.
 */
export async function openDemoEditor(workspace: DemoWorkspace): Promise<DemoEditor> {
  const base = join(workspace.base, 'editor');
  mkdirSync(base, { recursive: true });
  const env = workspaceEnvironment(workspace);
  const desktop = findDesktopCode();
  if (desktop !== null) {
    const opened = openDesktop(desktop, { base, folder: workspace.root, env });
    return { where: `${desktop}, in a window of its own`, ...opened };
  }
  writeUserSettings(base, {});
  const server = await startCodeServer({
    base,
    env,
    extensionsDir: layOutExtension(join(base, 'extensions')),
    workspaceTrust: false,
    development: false,
  });
  const where = workbenchAddress(server.authority, { folder: workspace.root });
  return { where, ended: server.failed, owns: server.owns, end: server.end };
}
