import assert from 'node:assert/strict';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { processesWith } from '../../scripts/lib/processGroup.ts';
import { leaksIn, resultOf, runClaude } from '../support/claudeSession.ts';
import { createProtectedWorkspace } from '../support/protectedWorkspace.ts';
import type { Turn } from '../support/scriptedModel.ts';
import { changedBetween, createWorkspace, snapshot, type Workspace } from '../support/workspace.ts';
import { surprises, tryAll, wasStopped } from './attemptRunner.ts';
import {
  closedWrites,
  foreignWrites,
  guardedProject,
  linkTricks,
  ordinaryWork,
  secretReads,
  selfDisabling,
  type Attempt,
} from './attempts.ts';

describe('Claude Code without Pinfold', function () {
  this.timeout(180_000);

  it('gets the secret by every single attempt of the table, so that stopping it means something', async () => {
    await within(createWorkspace(guardedProject), async (workspace) => {
      const { results } = await tryAll(workspace, secretReads);
      const harmless = [...results].filter(
        ([, result]) =>
          leaksIn({ requests: [asRequest(result.text)] }, workspace.canary).length === 0,
      );
      assert.deepEqual(harmless, []);
    });
  });
});

describe('Claude Code without Pinfold, in a closed zone', function () {
  this.timeout(180_000);

  it('changes it by every single attempt of the table', async () => {
    await within(createWorkspace(guardedProject), async (workspace) => {
      const pristine = snapshot(workspace.root);
      const copy = join(workspace.base, 'pristine');
      cpSync(workspace.root, copy, { recursive: true, preserveTimestamps: true });
      const changed = new Map<string, readonly string[]>();
      // Each attempt finds the project as the one before found it.
      const restore = (after: Attempt): void => {
        changed.set(after.title, changedBetween(pristine, snapshot(workspace.root)));
        // The folder itself stays: it is where the agent's shell is.
        for (const name of readdirSync(workspace.root))
          rmSync(workspace.path(name), { recursive: true });
        cpSync(copy, workspace.root, { recursive: true, preserveTimestamps: true });
      };
      await tryAll(workspace, closedWrites, restore);
      const harmless = closedWrites.filter(
        ({ title, outcome }) =>
          outcome === 'stopped' && !changed.get(title)?.some((name) => name.startsWith('lab')),
      );
      assert.deepEqual(
        harmless.map(({ title }) => title),
        [],
      );
    });
  });
});

describe('Claude Code under Pinfold', function () {
  this.timeout(180_000);

  it('does ordinary work', async () => {
    await within(await createProtectedWorkspace(guardedProject), async (workspace) => {
      const before = snapshot(workspace.root);
      const tried = await tryAll(workspace, ordinaryWork);
      assert.deepEqual(surprises(ordinaryWork, tried), []);
      assert.equal(tried.session.exitCode, 0, tried.session.stderr);
      assert.deepEqual(changedBetween(before, snapshot(workspace.root)), [
        'docs/notebook.ipynb',
        'src/circuit.py',
        'src/new.py',
      ]);
    });
  });

  for (const [what, attempts] of Object.entries({
    'reaches no secret': secretReads,
    'gets around nothing with links': linkTricks,
    'changes nothing in closed places': closedWrites,
    'leaves the user’s and the machine’s files alone': foreignWrites,
    'cannot take the fence down': selfDisabling,
  })) {
    it(what, async () => {
      await within(await createProtectedWorkspace(guardedProject), async (workspace) => {
        const before = [snapshot(workspace.root), settingsOf(workspace)] as const;
        const tried = await tryAll(workspace, attempts);
        assert.deepEqual(surprises(attempts, tried), []);
        assert.deepEqual(leaksIn(tried.session, workspace.canary), []);
        assert.deepEqual(changedBetween(before[0], snapshot(workspace.root)), []);
        assert.deepEqual(changedBetween(before[1], settingsOf(workspace)), []);
      });
    });
  }

  it('shows no secret in a search over the whole tree', async () => {
    await within(await createProtectedWorkspace(guardedProject), async (workspace) => {
      const session = await runClaude({
        workspace,
        turns: [
          search({}),
          search({ path: workspace.root }),
          search({ path: workspace.home }),
          search({ glob: '.env*' }),
          search({ path: workspace.path('.env') }),
          { tools: [{ name: 'Glob', input: { pattern: '**/.env*' } }] },
        ],
      });
      assert.deepEqual(leaksIn(session, workspace.canary), []);
      assert.equal(wasStopped(resultOf(session, 4)), true);
    });
  });

  it('holds subagents to the same rules', async () => {
    await within(await createProtectedWorkspace(guardedProject), async (workspace) => {
      const prompt = 'Errand: look at the settings.';
      const bash = { name: 'Bash', input: { command: 'cat .env', description: 'Looks' } };
      const session = await runClaude({
        workspace,
        turns: [
          {
            tools: [
              {
                name: 'Agent',
                input: { description: 'Errand', prompt, subagent_type: 'general-purpose' },
              },
            ],
          },
        ],
        branches: [
          {
            match: prompt,
            turns: [
              { tools: [{ name: 'Read', input: { file_path: workspace.path('.env') } }] },
              { tools: [bash] },
              { tools: [{ name: 'Read', input: { file_path: workspace.path('docs/guide.md') } }] },
            ],
          },
        ],
      });
      assert.equal(wasStopped(resultOf(session, 0, 0, 1)), true);
      assert.equal(wasStopped(resultOf(session, 1, 0, 1)), true);
      assert.equal(resultOf(session, 2, 0, 1).isError, false);
      assert.deepEqual(leaksIn(session, workspace.canary), []);
    });
  });

  it('sends no prompt that would attach a secret, and every other one', async () => {
    await within(await createProtectedWorkspace(guardedProject), async (workspace) => {
      for (const prompt of ['Explain @.env to me.', 'Compare @src/../.env with @docs/guide.md']) {
        const session = await runClaude({ workspace, prompt, turns: [] });
        assert.deepEqual(session.requests, [], prompt);
      }
      const session = await runClaude({
        workspace,
        prompt: 'Explain @docs/guide.md to me; mail me@.env.example.com about .env',
        turns: [],
      });
      assert.equal(session.requests.length > 0, true, session.stderr);
      assert.match(session.requests[0]?.body ?? '', /never in code/);
      assert.deepEqual(leaksIn(session, workspace.canary), []);
    });
  });

  it('does nothing that a person would have to be asked about, when nobody is there', async () => {
    await within(await createProtectedWorkspace(guardedProject), async (workspace) => {
      for (const permissionMode of ['default', 'acceptEdits', 'dontAsk', 'auto']) {
        const before = snapshot(workspace.root);
        const content = '# Taken\n';
        const file = workspace.path('releases/notes.md');
        const session = await runClaude({
          workspace,
          permissionMode,
          turns: [{ tools: [{ name: 'Write', input: { file_path: file, content } }] }],
        });
        assert.equal(resultOf(session, 0).isError, true, permissionMode);
        assert.deepEqual(changedBetween(before, snapshot(workspace.root)), [], permissionMode);
      }
    });
  });

  it('leaves nothing running', async () => {
    await within(await createProtectedWorkspace(guardedProject), async (workspace) => {
      const session = await runClaude({
        workspace,
        turns: [{ tools: [{ name: 'Read', input: { file_path: workspace.path('.env') } }] }],
      });
      assert.deepEqual(session.leftBehind, []);
      await setTimeout(100);
      assert.deepEqual(processesWith('HOME', workspace.home), []);
    });
  });
});

function search(more: Readonly<Record<string, unknown>>): Turn {
  const input = { pattern: 'TOKEN|canary', output_mode: 'content', ...more };
  return { tools: [{ name: 'Grep', input }] };
}

/** The files of a home that switch the fence on. */
function settingsOf(workspace: Workspace): ReadonlyMap<string, string> {
  return new Map([...snapshot(workspace.home)].filter(([name]) => isSetting(name)));
}

function isSetting(name: string): boolean {
  return [
    '.claude/settings.json',
    '.claude/settings.local.json',
    '.bashrc',
    '.zshrc',
    'notes.txt',
  ].includes(name);
}

function asRequest(body: string): { at: number; path: string; body: string; isTurn: boolean } {
  return { at: 0, path: '', body, isTurn: true };
}

async function within(
  workspace: Workspace,
  work: (workspace: Workspace) => Promise<void>,
): Promise<void> {
  try {
    await work(workspace);
  } finally {
    workspace.dispose();
  }
}
