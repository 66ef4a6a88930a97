import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pickEnvironment } from '../environment.ts';
import { belongsTo } from '../processGroup.ts';
import { runMark, userDataIn } from './codeServer.ts';
import { layOutExtension } from './layOutExtension.ts';
import { writeUserSettings } from './embeddedHost.ts';

/** A program of a desktop VS Code on this machine, or null: none, or no screen to show it on. */
export function findDesktopCode(): string | null {
  const chosen = process.env['PINFOLD_TEST_VSCODE'];
  if (chosen !== undefined && chosen !== '') return existsSync(chosen) ? chosen : null;
  const screen = process.platform !== 'linux' || hasScreen();
  return screen ? (candidates().find((path) => existsSync(path)) ?? null) : null;
}

function hasScreen(): boolean {
  return ['DISPLAY', 'WAYLAND_DISPLAY'].some((name) => (process.env[name] ?? '') !== '');
}

function candidates(): readonly string[] {
  if (process.platform === 'darwin') {
    return ['/Applications', join(homedir(), 'Applications')].map((folder) =>
      join(folder, 'Visual Studio Code.app/Contents/MacOS/Electron'),
    );
  }
  if (process.platform === 'win32') {
    return [process.env['LOCALAPPDATA'], process.env['ProgramFiles']].flatMap((folder) =>
      folder === undefined
        ? []
        : [
            join(folder, 'Programs/Microsoft VS Code/Code.exe'),
            join(folder, 'Microsoft VS Code/Code.exe'),
          ],
    );
  }
  return [...besideCommand(), '/usr/share/code/code', '/opt/visual-studio-code/code'];
}

/** The command `code` is a script in `bin`; the program itself, whose end can be awaited, lies beside that folder. */
function besideCommand(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders
    .map((folder) => join(folder, 'code'))
    .filter((path) => existsSync(path))
    .map((path) => join(dirname(dirname(realpathSync(path))), 'code'));
}

/** A desktop VS Code with data of its own. */
export interface DesktopEditor {
  /** Resolves when its last window was closed. */
  readonly ended: Promise<string>;
  /** True for a process that it started, or one of theirs. */
  readonly owns: (pid: number) => boolean;
  readonly end: () => Promise<void>;
}

/** What a program with windows needs besides the environment of the demonstration. */
const screenVariables = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR'];

/**
 * Opens a folder in a desktop VS Code, with the extension as built and nothing of the user's own.
 *
 * @param base folder of this run.
 */
export function openDesktop(
  program: string,
  { base, folder, env }: { base: string; folder: string; env: Readonly<Record<string, string>> },
): DesktopEditor {
  const extensionsDir = join(base, 'extensions');
  mkdirSync(extensionsDir, { recursive: true });
  layOutExtension(extensionsDir);
  writeUserSettings(base, {});
  const args = [
    folder,
    `--user-data-dir=${userDataIn(base)}`,
    `--extensions-dir=${extensionsDir}`,
    '--disable-workspace-trust',
    '--disable-updates',
    '--skip-welcome',
    '--new-window',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  const child = spawn(program, args, {
    env: { ...env, ...pickEnvironment(screenVariables), [runMark]: base },
    stdio: 'ignore',
    detached: process.platform !== 'win32',
  });
  const gone = new Promise<string>((resolve) => {
    child.once('close', () => resolve('The editor was closed.'));
    child.once('error', (error) => resolve(`The editor could not be started: ${error.message}`));
  });
  const kill = (): void => {
    try {
      if (child.pid === undefined || process.platform === 'win32') child.kill();
      else process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It is gone already.
    }
  };
  // Whatever ends this process takes it along.
  process.once('exit', kill);
  return {
    ended: gone,
    owns: (pid) => belongsTo(pid, child.pid ?? -1, runMark, base),
    end: async () => {
      kill();
      await gone;
    },
  };
}
