import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { packExtension } from '../lib/packExtension.ts';
import { createEditorWorkspace } from '../../test/support/editorWorkspace.ts';
import { runPinfold } from '../../test/support/protectedWorkspace.ts';
import { extensionFolder, openEditor, type OpenEditor } from '../../test/support/workbench.ts';
import type { Workspace } from '../../test/support/workspace.ts';
import { denialDelays, storm, type Storm } from './editor/denials.ts';
import { extensionHostOf } from './editor/hostProcess.ts';
import { addManyFiles, timeMarks } from './editor/manyFiles.ts';
import { percentile, summarise, type Sample } from './measure.ts';
import { atMost, type Row, type Section } from './report.ts';

const starts = 7;
const idleWindows = 6;
const idleWindowMs = 5_000;
const denials = 60;

/** The extension in a real editor, in a workspace of a hundred thousand files, beside the same editor without it. */
export async function editorSection(): Promise<Section> {
  const workspace = createEditorWorkspace();
  try {
    addManyFiles(workspace);
    const protection = await runPinfold(workspace, ['protect', 'claude-code']);
    if (protection.exitCode !== 0) throw new Error(protection.stderr);
    const rows = [
      ...(await sizeRows(workspace)),
      ...(await markRows(workspace)),
      ...(await runningRows(workspace)),
    ];
    return {
      title: 'editor',
      how: 'the built extension in the embedded VS Code, a workspace of 100,000 files, Claude Code guarded',
      rows,
    };
  } finally {
    workspace.dispose();
  }
}

async function sizeRows(workspace: Workspace): Promise<readonly Row[]> {
  const vsix = join(workspace.base, 'pinfold.vsix');
  await packExtension(vsix);
  const packed = statSync(vsix).size / 1024;
  const atStart = statSync(join(extensionFolder, 'dist', 'extension.cjs')).size / 1024;
  return [
    limited('code that a window loads at its start', 'KiB', summarise([atStart]), 400),
    limited('the package (.vsix)', 'KiB', summarise([packed]), 3 * 1024),
  ];
}

async function markRows(workspace: Workspace): Promise<readonly Row[]> {
  const { marks, open } = await timeMarks(workspace);
  return [
    { what: 'marks in the Explorer, 1,000 files', unit: 'ms', sample: marks },
    { what: 'reading the policy for them, once', unit: 'ms', sample: open },
  ];
}

async function runningRows(workspace: Workspace): Promise<readonly Row[]> {
  const bareBase = join(workspace.base, 'bare');
  const none = join(workspace.base, 'none');
  mkdirSync(none, { recursive: true });
  const guarded = await openEditor(workspace);
  try {
    const beside = async (): Promise<readonly Row[]> => {
      // It starts first, so that it has come to rest first.
      const bare = await openEditor(workspace, { base: bareBase, extensionsDir: none });
      try {
        return [...(await activations(workspace, guarded)), ...(await idleRows(guarded, bare))];
      } finally {
        await bare.host.end();
      }
    };
    return [...(await beside()), ...(await denialRows(workspace, guarded))];
  } finally {
    await guarded.host.end();
  }
}

/** Loads the window several times, and reads what the extension and the editor say of each start. */
async function activations(
  workspace: Workspace,
  { workbench }: OpenEditor,
): Promise<readonly Row[]> {
  const { page } = workbench;
  const withLoading: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    if (start > 0) await page.reload();
    await workbench.status.filter({ hasText: /Pinfold: (installed|hooked)/ }).waitFor();
    await workbench.run('Developer: Show Running Extensions');
    const time = page.locator('.runtime-extensions-editor .monaco-list-row', {
      hasText: 'Pinfold',
    });
    const said = /(\d+)ms/.exec((await time.first().textContent()) ?? '')?.[1];
    if (said === undefined) throw new Error('The editor does not say how long it activated.');
    withLoading.push(Number(said));
    await workbench.run('View: Close All Editors');
  }
  const own = logsOf(join(workspace.base, 'editor')).flatMap((text) =>
    [...text.matchAll(/Started in ([\d.]+) ms/g)].map(([, ms]) => Number(ms)),
  );
  return [
    limited('activation, its own', 'ms', summarise(own), 50),
    { what: 'the same with loading its code', unit: 'ms', sample: summarise(withLoading) },
  ];
}

function logsOf(base: string): readonly string[] {
  const logs = join(base, 'data', 'logs');
  return readdirSync(logs, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('Pinfold.log'))
    .map((name) => readFileSync(join(logs, name), 'utf8'));
}

/** Both hosts in the same windows of time: a busy machine moves both. */
async function idleRows(guarded: OpenEditor, bare: OpenEditor): Promise<readonly Row[]> {
  // What a start leaves to be done later: looks of the extension, and the editor's own.
  await setTimeout(20_000);
  const hosts = [guarded, bare].map(({ host }) => extensionHostOf(host.server));
  const used: number[][] = [[], []];
  for (let turn = 0; turn < idleWindows; turn += 1) {
    const before = hosts.map((host) => host.cpuMs());
    await setTimeout(idleWindowMs);
    for (const [index, host] of hosts.entries()) {
      const ms = host.cpuMs() - (before[index] ?? 0);
      used[index]?.push((ms * 1000) / idleWindowMs);
    }
  }
  const [withIt = [], without = []] = used;
  const more = withIt.map((ms, turn) => ms - (without[turn] ?? 0));
  return [
    { what: 'idle processor time, without Pinfold', unit: 'ms/s', sample: summarise(without) },
    { what: 'idle processor time, with Pinfold', unit: 'ms/s', sample: summarise(withIt) },
    limited('the difference', 'ms/s', summarise(more), 1),
  ];
}

async function denialRows(
  workspace: Workspace,
  { workbench, host }: OpenEditor,
): Promise<readonly Row[]> {
  await workbench.run('Pinfold: Show Activity');
  const delays = await denialDelays(workspace, workbench, denials);
  const late = percentile(delays, 95);
  const process = extensionHostOf(host.server);
  const memoryBefore = process.memory();
  const cpuBefore = process.cpuMs();
  const minute = await storm(workspace, workbench, {
    count: 1000,
    overMs: 60_000,
    session: 'minute',
  });
  const cpu = process.cpuMs() - cpuBefore;
  // Another number, so that its line is told from that of the one before.
  const burst = await storm(workspace, workbench, { count: 1500, overMs: 0, session: 'burst' });
  return [
    limited('a denial’s record to its line in Activity', 'ms', summarise(delays), 200),
    limited('the same, 95 of 100', 'ms', { ...summarise([late]), n: delays.length }, 200),
    ...stormRows('1,000 denials in a minute', minute),
    { what: '  processor time of the host', unit: 'ms', sample: summarise([cpu]) },
    ...stormRows('1,500 denials at once', burst),
    { what: 'memory of the host before both', unit: 'MiB', sample: summarise([memoryBefore]) },
    { what: 'memory of the host after both', unit: 'MiB', sample: summarise([process.memory()]) },
  ];
}

function stormRows(what: string, { shownMs, rows, messages }: Storm): readonly Row[] {
  return [
    { what: `${what}: the last one in the view`, unit: 'ms', sample: summarise([shownMs]) },
    { what: '  lines', unit: 'lines', sample: summarise([rows]) },
    { what: '  messages', unit: 'messages', sample: summarise([messages]) },
  ];
}

function limited(what: string, unit: string, sample: Sample, limit: number): Row {
  return { what, unit, sample, aim: atMost(limit, unit, sample.median) };
}
