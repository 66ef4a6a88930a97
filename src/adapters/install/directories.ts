import { posix, win32 } from 'node:path';

/** What decides where Pinfold keeps its things. `env` is the environment of the person who installs. */
export interface Machine {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Absolute paths of everything that Pinfold keeps outside workspaces. */
export interface Directories {
  readonly data: string;
  /** Private to the user (0700). */
  readonly state: string;
  /** The user's own policy file. */
  readonly userPolicy: string;
  /** The launcher; its path never changes between versions. */
  readonly launcher: string;
  readonly versions: string;
  readonly audit: string;
  readonly policies: string;
  readonly sessions: string;
  /** Scans of projects; made anew when they are missing. */
  readonly scans: string;
  readonly installs: string;
  /** Which programs are installed and what made them, see programRecord.ts. */
  readonly programs: string;
  /** Held while programs are changed, see installLock.ts. */
  readonly installLock: string;
  /** 32 random bytes in hex: key of the content hashes in the audit trail. */
  readonly recordKey: string;
}

/** Where things are, by the rules of the platform (XDG base directories, macOS library, Windows local data). */
export function directoriesFor(machine: Machine): Directories {
  const rules = machine.platform === 'win32' ? win32 : posix;
  const join = (...parts: string[]): string => rules.join(...parts);
  const { data, state, config } = bases(machine);
  return {
    data,
    state,
    userPolicy: join(config, 'policy.jsonc'),
    launcher: join(data, 'bin', 'pinfold-hook'),
    versions: join(data, 'versions'),
    audit: join(state, 'audit'),
    policies: join(state, 'policies'),
    sessions: join(state, 'sessions'),
    scans: join(state, 'scans'),
    installs: join(state, 'installs'),
    programs: join(state, 'programs.json'),
    installLock: join(state, 'install.lock'),
    recordKey: join(state, 'record.key'),
  };
}

function bases(machine: Machine): { data: string; state: string; config: string } {
  const { home, env } = machine;
  if (machine.platform === 'win32') {
    const local = absolute(env['LOCALAPPDATA'], win32) ?? win32.join(home, 'AppData', 'Local');
    const data = win32.join(local, 'Pinfold');
    return { data, state: win32.join(data, 'State'), config: win32.join(data, 'Config') };
  }
  // XDG variables count on macOS too: who sets them there means it.
  const library = posix.join(home, 'Library', 'Application Support', 'Pinfold');
  const apple = machine.platform === 'darwin';
  const at = (name: string, onLinux: string, onApple: string): string => {
    const base = absolute(env[name], posix);
    if (base !== null) return posix.join(base, 'pinfold');
    return apple ? onApple : posix.join(home, onLinux, 'pinfold');
  };
  return {
    data: at('XDG_DATA_HOME', '.local/share', library),
    state: at('XDG_STATE_HOME', '.local/state', posix.join(library, 'State')),
    config: at('XDG_CONFIG_HOME', '.config', posix.join(library, 'Config')),
  };
}

/** The XDG rules say that a relative path is to be ignored; so is an empty one. */
function absolute(path: string | undefined, rules: typeof posix): string | null {
  return path !== undefined && rules.isAbsolute(path) ? rules.normalize(path) : null;
}
