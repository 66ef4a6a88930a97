import { adviceById, allAdvice } from '../../core/secrets/advice/index.ts';
import { secretFamilies } from '../../core/secrets/catalogue/index.ts';
import { type Storage, storageOf } from '../../core/secrets/storage.ts';
import type { SecretTexts } from '../../ports/secretTexts.ts';
import type { StoredCredentials } from '../../ports/storedCredentials.ts';

/** A credential that lies on this machine, told without its value. */
export interface StoredSecret {
  /** `~/…` below the home. */
  readonly path: string;
  readonly id: string;
  readonly what: string;
  readonly kind: 'file' | 'folder' | 'link';
  readonly files: number;
  /** Whole days since it was changed. */
  readonly age: number;
  /** As `ls` shows it, or null where the system has none. */
  readonly permissions: string | null;
  /** Who else may read it. */
  readonly open: 'nobody' | 'group' | 'everyone' | null;
  readonly storage: Storage;
  readonly advice: string;
}

/** A variable of the environment that holds a secret; every program that is started from here gets it. */
export interface StoredVariable {
  readonly name: string;
  readonly advice: string;
}

export interface HomeReport {
  readonly places: readonly StoredSecret[];
  readonly variables: readonly StoredVariable[];
  readonly end: 'complete' | 'interrupted' | 'out-of-time';
}

export interface AuditHomeOptions {
  readonly home: string;
  readonly stored: StoredCredentials;
  readonly texts: SecretTexts;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stop: () => HomeReport['end'] | null;
  readonly progress: (places: number) => Promise<void> | null;
}

const day = 24 * 60 * 60 * 1000;

/** Lists the credentials at the known places of a home. */
export async function auditHome(options: AuditHomeOptions): Promise<HomeReport> {
  const { home, stored, texts, now } = options;
  const files = new Map(secretFamilies.flatMap((family) => family.files).map((f) => [f.id, f]));
  const places: StoredSecret[] = [];
  let end: HomeReport['end'] = 'complete';
  for (const entry of stored.list(home)) {
    const pause = options.progress(places.length);
    if (pause !== null) await pause;
    const stop = options.stop();
    if (stop !== null) {
      end = stop;
      break;
    }
    const file = files.get(entry.id)!;
    const found = entry.head !== '' && texts.scanFile(entry.path).findings.length > 0;
    const { id, head, kind, mode } = entry;
    places.push({
      path: texts.shown(`~${entry.path.slice(home.length)}`),
      id,
      what: file.what,
      kind,
      files: entry.files,
      age: Math.max(0, Math.floor((now - entry.changedAt) / day)),
      permissions: mode === null ? null : permissionsText(mode),
      open: mode === null ? null : openTo(mode, kind),
      storage:
        kind !== 'file' || entry.unreadable
          ? 'unknown'
          : storageOf({ id, path: entry.path, head, found }),
      advice: file.by,
    });
  }
  places.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { places, variables: variablesIn(options.environment), end };
}

function openTo(mode: number, kind: StoredSecret['kind']): StoredSecret['open'] {
  if (kind === 'link') return 'nobody';
  if ((mode & 0o004) !== 0) return 'everyone';
  return (mode & 0o040) === 0 ? 'nobody' : 'group';
}

function permissionsText(mode: number): string {
  return ['r', 'w', 'x', 'r', 'w', 'x', 'r', 'w', 'x']
    .map((letter, place) => ((mode & (0o400 >> place)) === 0 ? '-' : letter))
    .join('');
}

/** Names that end like this hold secrets of anybody. */
const secretName =
  /(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIALS?)$/;

/** What is a place or a switch, not a value. */
const noSecret = /^(?:$|\/|~|[A-Za-z]:[\\/]|\d{1,3}$|true$|false$)/;

function variablesIn(
  environment: Readonly<Record<string, string | undefined>>,
): readonly StoredVariable[] {
  const known = new Map(
    allAdvice.flatMap(({ id, environment: names = [] }) => names.map((name) => [name, id])),
  );
  return Object.entries(environment)
    .filter(
      ([name, value]) =>
        value !== undefined && !noSecret.test(value) && (known.has(name) || secretName.test(name)),
    )
    .map(([name]) => ({ name, advice: adviceById(known.get(name) ?? 'unknown').id }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
