import { adviceById } from '../secrets/advice/index.ts';
import type { FoundSecret, ScanReport } from '../secrets/report.ts';
import type { Storage } from '../secrets/storage.ts';
import { showText } from '../paths/show.ts';
import { adviceText } from './scanText.ts';

/** As app/secretScan/auditHome tells it. */
export interface StoredSecretView {
  readonly path: string;
  readonly id: string;
  readonly what: string;
  readonly kind: 'file' | 'folder' | 'link';
  readonly files: number;
  readonly age: number;
  readonly permissions: string | null;
  readonly open: 'nobody' | 'group' | 'everyone' | null;
  readonly storage: Storage;
  readonly advice: string;
}

export interface HomeReportView {
  readonly places: readonly StoredSecretView[];
  readonly variables: readonly { readonly name: string; readonly advice: string }[];
  readonly end: ScanReport['end'];
}

const storageWords: Readonly<Record<Storage, string>> = {
  plain: 'plain text',
  encrypted: 'encrypted',
  keychain: 'in the keychain, or given out by a program',
  'none-seen': 'no secret seen',
  unknown: 'form not known',
};

/** What counts as a finding: what whoever reads the disk has at once, and what others may read. */
export function isFinding({ storage, open }: StoredSecretView): boolean {
  return (
    storage === 'plain' || (storage !== 'none-seen' && (open === 'group' || open === 'everyone'))
  );
}

/** The credentials of a home, for people. */
export function homeReportText({ places, variables, end }: HomeReportView): string {
  const lines: string[] = [];
  if (end !== 'complete') lines.push('Interrupted: what follows is a part of it.', '');
  const shown = places.filter(({ storage }) => storage !== 'none-seen');
  for (const place of shown) lines.push(...placeLines(place), '');
  for (const { name, advice } of variables) {
    lines.push(
      `$${showText(name)}  environment`,
      '  It is set for every program that is started from here.',
      `  → ${adviceText(adviceById(advice))}`,
      '',
    );
  }
  const plain = shown.filter(({ storage }) => storage === 'plain').length;
  const empty = places.length - shown.length;
  lines.push(
    `${shown.length} places with credentials, ${plain} of them in plain text; ${variables.length} variables.`,
    ...(empty === 0 ? [] : [`${empty} more places are there and show no secret.`]),
    '',
  );
  return lines.join('\n');
}

function placeLines(place: StoredSecretView): readonly string[] {
  const { path, id, what, kind, files, age, permissions, open, storage, advice } = place;
  const size = kind === 'folder' ? `folder with ${files} files` : kind;
  const who =
    open === 'everyone'
      ? ', readable by everyone'
      : open === 'group'
        ? ', readable by the group'
        : '';
  const rights = permissions === null ? '' : `, ${permissions}${who}`;
  const days = age === 0 ? 'changed today' : age === 1 ? '1 day old' : `${age} days old`;
  return [
    `${showText(path, 400)}${kind === 'folder' ? '/' : ''}  ${id}`,
    `  ${size}, ${days}${rights}, ${storageWords[storage]}`,
    `  It holds ${what}.`,
    `  → ${adviceText(adviceById(advice))}`,
  ];
}

/** The same as a report of findings, for SARIF. */
export function homeAsScan(report: HomeReportView, rules: string): ScanReport {
  const findings = report.places.filter(isFinding).map((place): FoundSecret => ({
    path: place.path,
    line: null,
    column: null,
    rule: `file.${place.id}`,
    how: place.storage === 'plain' ? 'name-and-content' : 'name',
    what: `It holds ${place.what} (${storageWords[place.storage]}).`,
    advice: place.advice,
  }));
  const { length } = report.places;
  const none = {
    more: 0,
    allowed: 0,
    known: 0,
    skipped: [],
    skippedCounts: {},
    bytes: 0,
    leftOut: 0,
  };
  return { findings, ...none, files: length, end: report.end, rules };
}
