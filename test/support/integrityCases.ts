import { readFileSync } from 'node:fs';
import type { Observed } from '../../src/core/integrity/observed.ts';
import { nothingRemembered, type Remembered } from '../../src/core/integrity/remembered.ts';

/** A line of test/cases/integrity. */
export interface IntegrityCase {
  readonly case: string;
  readonly known?: Readonly<Record<string, unknown>> | null;
  readonly seen?: Readonly<Record<string, unknown>>;
  readonly finds: readonly string[];
  readonly reads?: string;
}

export function integrityCases(name: 'tampering' | 'harmless'): readonly IntegrityCase[] {
  const file = new URL(`../cases/integrity/${name}.jsonl`, import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as IntegrityCase);
}

const folder = '/home/ada/data/versions/0.1.0-aaaaaaaaaaaa';
const files = { 'hook.cjs': 'hook', 'guard.cjs': 'guard' };
const code = { 'guard.cache': 'cache', 'guard.check': 'check' };
const made = {
  node: '/opt/editor/node',
  folder,
  state: '/home/ada/state',
  data: '/home/ada/data',
  home: '/home/ada',
  recorded: 'PINFOLD_CONFIG=/home/ada/.config/pinfold',
};

/** An installation in which everything is in order. */
export const inOrder: Observed = {
  at: '2026-11-25T10:00:00.000Z',
  own: { version: '0.1.0', digest: 'own', files },
  dist: '/extensions/pinfold/dist',
  launcher: {
    path: '/home/ada/data/bin/pinfold-hook',
    place: { kind: 'file', digest: 'launcher' },
    made,
  },
  expected: { ...made },
  programs: {
    folder,
    version: '0.1.0',
    files: Object.fromEntries(
      Object.entries({ ...files, ...code }).map(([name, digest]) => [
        name,
        { kind: 'file', digest },
      ]),
    ),
    fault: null,
  },
  record: { path: '/home/ada/state/programs.json', state: 'agrees', version: '0.1.0' },
  recordKey: {
    path: '/home/ada/state/record.key',
    place: { kind: 'file', digest: 'record-key' },
  },
  agents: [
    {
      agent: 'claude-code',
      name: 'Claude Code',
      settings: '/home/ada/.claude/settings.json',
      recorded: true,
      installedAt: '2026-11-25T09:00:00.000Z',
      hooks: 'exact',
      why: '',
      entries: 'claude-entries',
      switches: [],
      takenAway: null,
    },
    {
      agent: 'codex',
      name: 'Codex',
      settings: '/home/ada/.codex/hooks.json',
      recorded: false,
      installedAt: null,
      hooks: 'none',
      why: '',
      entries: null,
      switches: [],
      takenAway: null,
    },
  ],
  keys: [],
  approvals: [],
  trailEnd: 7,
  wrongIndexes: [],
};

/** What an editor remembers of it. */
export const remembered: Remembered = {
  ...nothingRemembered,
  own: { version: '0.1.0', digest: 'own' },
  programs: {
    version: '0.1.0',
    folder,
    launcher: 'launcher',
    node: made.node,
    recorded: made.recorded,
    files: { ...files, ...code },
  },
  recordKey: 'record-key',
  agents: {
    'claude-code': {
      entries: 'claude-entries',
      record: 5,
      installed: '2026-11-25T09:00:00.000Z',
    },
  },
  keys: ['ours'],
  ownKeys: ['ours'],
  issued: ['n1'],
};

/** What a case's installation looks like. A `~` in a path stands for the dot of a file's name. */
export function seenIn({ known, seen = {} }: IntegrityCase): Observed {
  const keys = known === null ? [] : [{ id: 'ours', path: '/k/ours.key' }];
  return withChanges({ ...inOrder, keys }, seen);
}

/** What is remembered in a case. */
export function knownIn({ known = {} }: IntegrityCase): Remembered {
  return known === null ? nothingRemembered : withChanges(remembered, known);
}

function withChanges<T>(value: T, changes: Readonly<Record<string, unknown>>): T {
  const copy = structuredClone(value);
  for (const [path, change] of Object.entries(changes)) {
    const names = path.split('.').map((name) => name.replaceAll('~', '.'));
    const last = names.pop() ?? '';
    let at = copy as Record<string, unknown>;
    for (const name of names) at = at[name] as Record<string, unknown>;
    at[last] = change;
  }
  return copy;
}
