import {
  readHookSettings,
  writeHookSettings,
  type HookSettings,
} from '../../test/support/hookSettings.ts';
import { runClaude, type Session } from '../../test/support/claudeSession.ts';
import { createProtectedWorkspace } from '../../test/support/protectedWorkspace.ts';
import type { Turn } from '../../test/support/scriptedModel.ts';
import { createWorkspace, type Workspace } from '../../test/support/workspace.ts';
import { summarise } from './measure.ts';
import { compare, type Row, type Section } from './report.ts';

const rounds = 3;
const callsPerKind = 14;

const files = { project: { 'src/circuit.py': 'print(1)\n' } };

/** A hook that does nothing, in node: the least that any guard written in JavaScript costs. */
const noOperation = `"${process.execPath}" -e 0`;

/** Wall time of a tool call in a real session: the gap between two requests to the model. */
export async function sessionSection(): Promise<Section> {
  const guarded = await createProtectedWorkspace(files);
  const plain = createWorkspace(files);
  const before = createWorkspace(files);
  const everywhere = createWorkspace(files);
  const settings = withoutWork(readHookSettings(guarded));
  writeHookSettings(before, { hooks: { PreToolUse: settings.hooks['PreToolUse'] ?? [] } });
  writeHookSettings(everywhere, settings);
  const workspaces: Readonly<Record<string, Workspace>> = {
    'no hook': plain,
    'no-op node hook, before the call only': before,
    'no-op node hook, same events as Pinfold': everywhere,
    Pinfold: guarded,
  };
  try {
    const gaps = new Map<string, number[]>();
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, workspace] of Object.entries(workspaces)) {
        const session = await runClaude({ workspace, turns: script(workspace) });
        collect(gaps, name, session);
      }
    }
    return {
      title: 'session',
      how: 'gap between two model requests in a real Claude Code session, sessions interleaved',
      rows: (['Read', 'Bash'] as const).flatMap((kind) => rowsFor(kind, gaps)),
    };
  } finally {
    for (const workspace of Object.values(workspaces)) workspace.dispose();
  }
}

/** File and shell calls in turn; the first two warm up. */
function script(workspace: Workspace): readonly Turn[] {
  const read = { name: 'Read', input: { file_path: workspace.path('src/circuit.py') } };
  const bash = { name: 'Bash', input: { command: 'true', description: 'Nothing' } };
  return Array.from({ length: 2 * (callsPerKind + 1) }, (_, turn) => ({
    tools: [turn % 2 === 0 ? read : bash],
  }));
}

function collect(gaps: Map<string, number[]>, name: string, session: Session): void {
  const times = session.requests.filter((request) => request.isTurn).map(({ at }) => at);
  if (times.length !== 2 * (callsPerKind + 1) + 1) {
    throw new Error(`'${name}' made ${String(times.length)} requests.\n${session.stderr}`);
  }
  times.slice(1).forEach((at, call) => {
    if (call < 2) return;
    const key = `${call % 2 === 0 ? 'Read' : 'Bash'}: ${name}`;
    const list = gaps.get(key) ?? [];
    list.push(at - (times[call] ?? 0));
    gaps.set(key, list);
  });
}

function rowsFor(
  kind: 'Read' | 'Bash',
  gaps: ReadonlyMap<string, readonly number[]>,
): readonly Row[] {
  const sample = (name: string) => summarise(gaps.get(`${kind}: ${name}`) ?? []);
  const row = (name: string): Row => ({
    what: `${kind}: ${name}`,
    unit: 'ms',
    sample: sample(name),
  });
  const none = row('no hook');
  const same = compare(
    `${kind}: no-op node hook, same events as Pinfold`,
    'ms',
    sample('no-op node hook, same events as Pinfold'),
    none,
  );
  const first = 'no-op node hook, before the call only';
  return [
    none,
    compare(`${kind}: ${first}`, 'ms', sample(first), none),
    same,
    compare(`${kind}: Pinfold`, 'ms', sample('Pinfold'), same, 1.3),
  ];
}

/** The same hooks with every command replaced by one that does nothing. */
function withoutWork(settings: HookSettings): HookSettings {
  const hooks = Object.entries(settings.hooks).map(([event, entries]) => [
    event,
    entries.map((entry) => ({
      ...entry,
      hooks: entry.hooks.map((hook) => ({ ...hook, command: noOperation })),
    })),
  ]);
  return { hooks: Object.fromEntries(hooks) };
}
