import { runProgram, type Outcome } from '../../../scripts/lib/processGroup.ts';
import { findCanary } from '../canary.ts';
import { fullDisk, inMounts, readOnlyDisk } from '../mounts.ts';
import { workspaceEnvironment } from '../workspace.ts';
import type { FaultAgent, StatedCall } from './agent.ts';
import { inPlace, type FaultPlace } from './place.ts';
import type { FaultRow } from './rows.ts';

/** What became of one call of a cell. */
export interface CellCall {
  readonly title: string;
  readonly forbidden: boolean;
  readonly through: boolean;
  /** The refusal in words; empty when the agent would run no hook at all. */
  readonly said: string;
  /** The agent has no line to run. */
  readonly unasked: boolean;
}

type TitledCall = readonly [title: string, call: StatedCall, forbidden: boolean];

/** Calls that must not get through, and one that may. */
export function cellCalls(row: FaultRow, place: FaultPlace): readonly TitledCall[] {
  return [
    ['reads a secret', { read: place.path('.env') }, true],
    ['writes into a closed zone', { write: place.path('lab/new.txt'), text: 'taken' }, true],
    ['takes a secret by shell', { shell: 'cat .env > src/taken.txt; cat .env' }, true],
    ...row.writes.map((path): TitledCall => [
      `writes ${path}`,
      { write: inPlace(path, place), text: 'taken' },
      true,
    ]),
    ['reads what is harmless', { read: place.path('src/circuit.py') }, false],
  ];
}

/** Calls that an agent makes at once, so that they wait for one deadline together: enough where nothing answers. */
export function quickCalls(place: FaultPlace): readonly TitledCall[] {
  return [
    ['reads a secret', { read: place.path('.env') }, true],
    ['reads what is harmless', { read: place.path('src/circuit.py') }, false],
  ];
}

/** Makes the calls of a cell as the agent would, and the prompt that mentions a secret. */
export function runLauncherCell(
  row: FaultRow,
  place: FaultPlace,
  agent: FaultAgent,
): Promise<readonly CellCall[]> {
  const calls = cellCalls(row, place).map(async ([title, call, forbidden]) => {
    const outcome = await callHook(place, agent, call, row);
    return cellCall(title, forbidden, outcome, place, agent);
  });
  const prompt = (async () => {
    const payload = agent.promptPayload(place, 'Explain @.env to me.');
    const outcome = await send(place, agent, 'prompt', payload, row);
    return cellCall('sends a prompt that mentions a secret', true, outcome, place, agent);
  })();
  return Promise.all([...calls, prompt]);
}

/** One call, announced by the line that the agent's settings hold; null when they hold none. */
export function callHook(
  place: FaultPlace,
  agent: FaultAgent,
  call: StatedCall,
  row: Partial<FaultRow>,
): Promise<Outcome | null> {
  return send(place, agent, 'tool', agent.payload(place, call), row);
}

async function send(
  place: FaultPlace,
  agent: FaultAgent,
  event: 'tool' | 'prompt',
  payload: string,
  row: Partial<FaultRow>,
): Promise<Outcome | null> {
  const line = agent.line(place, event);
  if (line === null) return null;
  const shell = inPlace(row.shell ?? '/bin/sh', place);
  const state = place.places['state'] ?? '';
  const disk =
    row.disk === undefined ? null : { full: fullDisk, 'read-only': readOnlyDisk }[row.disk];
  const program =
    disk === null
      ? { command: shell, args: ['-c', line] }
      : inMounts(disk(state), shell, ['-c', line]);
  const own = Object.entries(row.env ?? {}).map(([name, value]) => [name, inPlace(value, place)]);
  return runProgram({
    ...program,
    cwd: place.root,
    env: { ...workspaceEnvironment(place), ...(Object.fromEntries(own) as Record<string, string>) },
    timeoutMs: 30_000,
    input: row.payload ?? payload,
  });
}

function cellCall(
  title: string,
  forbidden: boolean,
  outcome: Outcome | null,
  place: FaultPlace,
  agent: FaultAgent,
): CellCall {
  if (outcome === null) return { title, forbidden, through: true, said: '', unasked: true };
  const { stdout, stderr } = outcome;
  if (findCanary(stdout + stderr, place.canary) !== null) {
    throw new Error(`The hook itself shows the secret: ${title}`);
  }
  const through = agent.letsThrough(outcome);
  return { title, forbidden, through, said: `${stdout}${stderr}`, unasked: false };
}
