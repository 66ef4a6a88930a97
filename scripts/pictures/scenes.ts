import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { runClaude } from '../../test/support/claudeSession.ts';
import type { Clip, Stage } from './stage.ts';

/** One picture in each theme. They are taken one after the other in one window: each leaves it as the next expects. */
export interface Scene {
  /** First part of the file's name. */
  readonly name: string;
  /** Brings the editor to where the picture can be taken. */
  readonly arrange: (stage: Stage) => Promise<void>;
  /** What the picture shows; without it only the status bar is kept. */
  readonly clip?: (stage: Stage) => Promise<Clip> | Clip;
  /** The status bar is in a state that the picture of its states shows: what it means. */
  readonly status?: string;
  readonly leave?: (stage: Stage) => Promise<void>;
}

const policyFile = '.pinfold/policy.jsonc';

export const scenes: readonly Scene[] = [
  {
    name: 'first-start',
    status: 'no hook is installed: a click shows the agents, and protects them',
    arrange: async (stage) => {
      const { workbench } = stage;
      await workbench.status.filter({ hasText: 'Pinfold: open' }).waitFor();
      await workbench.notification('runs here without a fence').waitFor();
      await stage.holdMessage();
    },
    clip: (stage) => stage.bottom(150),
    leave: async ({ workbench }) => {
      await workbench.run('Notifications: Clear All Notifications');
      await workbench.run('Pinfold: Protect Agents');
      await workbench.status.filter({ hasText: 'policy waits' }).waitFor();
      await workbench.run('Pinfold: Approve Policy Change…');
    },
  },
  {
    name: 'policy-first',
    arrange: async (stage) => {
      await stage.say('all of it holds', 'Approve the change');
      await stage.workbench.status.filter({ hasText: 'installed' }).waitFor();
    },
  },
  {
    name: 'session',
    status: 'the hooks are installed, answer, and have judged a real call',
    arrange: async (stage) => {
      await atWork(stage);
      await stage.workbench.status.filter({ hasText: 'hooked' }).waitFor();
    },
  },
  {
    name: 'activity',
    arrange: async (stage) => {
      const { workbench } = stage;
      const { page } = workbench;
      await stage.clear();
      await workbench.run('Pinfold: Show Activity');
      await stage.widenSideBar();
      await workbench.row('read .env').waitFor();
      await workbench.row('Claude Code').last().click();
      await page.keyboard.press('ArrowRight');
      await workbench.row('Answering').waitFor();
      await workbench.row('read .env').click();
      await page.locator('.view-lines', { hasText: 'secrets.dotenv' }).waitFor();
      await stage.restMouse();
    },
    clip: (stage) => stage.whole(),
  },
  {
    name: 'agents',
    arrange: async (stage) => {
      const { workbench, project } = stage;
      mkdirSync(join(project.home, '.codex'));
      await stage.clear();
      await workbench.run('Pinfold: Check Agents');
      await workbench.row('Codex').waitFor();
      await workbench.row('Codex').filter({ hasText: 'nothing stops it' }).waitFor();
    },
    clip: async (stage) => {
      const { page } = stage.workbench;
      const bar = await stage.boxOf(page.locator('.part.sidebar'));
      const agents = await stage.boxOf(page.locator('.pane', { hasText: 'Agents' }).last());
      return { x: bar.x, y: agents.y, width: bar.width, height: 156 };
    },
    leave: async ({ workbench, project }) => {
      rmSync(join(project.home, '.codex'), { recursive: true });
      await workbench.run('Pinfold: Check Agents');
      await workbench.status.filter({ hasText: 'Pinfold: hooked' }).waitFor();
    },
  },
  {
    name: 'approval',
    status: 'an agent waits for your yes or no: a click opens the question',
    arrange: async (stage) => {
      await stage.clear();
      await stage.openFile('vqe.py', 'def ');
      waiting = stage.call('Bash', {
        command: 'python -m pytest -q tests && terraform apply racks.tfplan',
        description: 'Runs the tests',
      });
      await stage.openQuestion('Deny', 'terraform apply');
      await stage.restMouse();
    },
    clip: (stage) => stage.whole(),
    leave: async (stage) => {
      await stage.say('Allow for 15 Minutes', 'terraform apply');
      await waiting;
      await stage.workbench.status.filter({ hasText: 'hooked' }).waitFor();
      waiting = stage.call('Read', { file_path: stage.project.path('lab/device-notes.md') });
      await stage.openQuestion('Deny', 'lab/device-notes.md');
      await stage.say('Allow for This Session', 'lab/device-notes.md');
      await waiting;
    },
  },
  {
    name: 'pause',
    status: 'only secrets and Pinfold itself are held, for 15 minutes at most',
    arrange: async (stage) => {
      const { workbench } = stage;
      await stage.clear();
      await workbench.run('Pinfold: Pause…');
      await workbench.pick('15 Minutes');
      const dialog = workbench.page.locator('.monaco-dialog-box');
      await dialog.getByRole('button', { name: 'Pause', exact: true }).press('Enter');
      await workbench.status.filter({ hasText: 'paused' }).waitFor();
    },
  },
  {
    name: 'grants',
    arrange: async (stage) => {
      await stage.workbench.run('Pinfold: Manage Grants…');
      await stage.question.locator('.monaco-list-row', { hasText: 'device-notes' }).waitFor();
      await stage.restMouse();
    },
    clip: (stage) => around(stage),
    leave: async (stage) => {
      await stage.workbench.page.keyboard.press('Escape');
      await stage.workbench.run('Pinfold: End Pause');
      await stage.workbench.status.filter({ hasText: 'Pinfold: hooked' }).waitFor();
    },
  },
  {
    name: 'warning',
    arrange: async (stage) => {
      const { workbench, project } = stage;
      await stage.clear();
      await setTimeout(leastBetweenMs);
      await stage.call('Write', {
        file_path: project.path('lab/calibration/device-a.json'),
        content: '{}',
      });
      await workbench.notification('was denied').waitFor();
      await stage.holdMessage();
    },
    clip: async (stage) => {
      const toast = stage.workbench.page.locator('.notifications-toasts .notification-toast');
      const { x, y, width, height } = await stage.boxOf(toast);
      return { x: x - 8, y: y - 8, width: width + 16, height: height + 16 };
    },
  },
  {
    name: 'marks',
    arrange: async (stage) => {
      const { workbench } = stage;
      await stage.clear();
      await workbench.run('View: Show Explorer');
      for (const [folder, inside] of [
        ['lab', 'calibration'],
        ['config', 'prod'],
        ['.github', 'workflows'],
      ] as const) {
        const row = workbench.page.locator('.explorer-folders-view .monaco-list-row');
        await row.filter({ hasText: folder }).first().click();
        await row.filter({ hasText: inside }).first().waitFor();
      }
      await workbench.run('View: Focus Active Editor Group');
      await stage.restMouse();
    },
    clip: async (stage) => {
      const bar = await stage.boxOf(stage.workbench.page.locator('.part.sidebar'));
      return { ...bar, height: 456 };
    },
  },
  {
    name: 'policy-change',
    status: 'a policy was loosened: nothing of that holds before somebody approves it',
    arrange: async (stage) => {
      const { workbench } = stage;
      await stage.clear();
      await stage.sideBar(false);
      kept = readFileSync(stage.project.path(policyFile), 'utf8');
      stage.edit(policyFile, (text) =>
        text
          .replace('"edit": "deny", "read": "ask"', '"edit": "ask", "read": "allow"')
          .replace(
            '"deny": ["paste.example.com"]',
            '"deny": ["paste.example.com", "drop.example.net"]',
          ),
      );
      await workbench.status.filter({ hasText: 'policy waits' }).waitFor();
      await workbench.run('Notifications: Clear All Notifications');
      await workbench.run('Pinfold: Approve Policy Change…');
      await stage.question.locator('.monaco-list-row', { hasText: 'zones.lab' }).first().waitFor();
      await stage.restMouse();
      await setTimeout(1_000);
    },
    clip: (stage) => stage.whole(),
    leave: async (stage) => {
      await stage.say('Not This Content', 'Approve the change');
      writeFileSync(stage.project.path(policyFile), kept);
      await stage.workbench.status.filter({ hasText: 'Pinfold: hooked' }).waitFor();
    },
  },
  {
    name: 'policy',
    arrange: async (stage) => {
      const { workbench, project } = stage;
      const { page } = workbench;
      await stage.clear();
      writeFileSync(project.path(policyFile), slips);
      await workbench.run('Pinfold: Open Policy');
      await workbench.pick('Workspace');
      await page.locator('.view-lines', { hasText: 'drafts' }).waitFor();
      await workbench.run('Problems: Focus on Problems View');
      await workbench.row('No file matches').first().waitFor();
      // It tells that it loosens something, too: another picture shows that.
      await workbench.notification('loosens').waitFor();
      await workbench.run('Notifications: Clear All Notifications');
      await stage.restMouse();
    },
    clip: (stage) => stage.whole(),
    leave: async (stage) => {
      writeFileSync(stage.project.path(policyFile), kept);
      await stage.clear();
      await stage.sideBar(true);
      await stage.workbench.status.filter({ hasText: 'Pinfold: hooked' }).waitFor();
    },
  },
  {
    name: 'alarm',
    status: 'Pinfold itself was changed: a click shows what, and offers the repair',
    arrange: async (stage) => {
      const { workbench, project } = stage;
      await workbench.run('Pinfold: Show Status');
      const launcher = join(project.home, '.local/share/pinfold/bin/pinfold-hook');
      writeFileSync(launcher, '#!/bin/sh\nexit 0\n');
      await workbench.status.filter({ hasText: 'launcher was changed' }).waitFor();
      await workbench.notification('launcher was changed').first().waitFor();
      await workbench.row('open: launcher was changed').first().waitFor();
      await workbench.run('Pinfold: Show Integrity Findings');
      await stage.question.locator('.monaco-list-row', { hasText: 'launcher' }).first().waitFor();
      await stage.holdMessage();
    },
    clip: (stage) => stage.whole(),
    leave: async (stage) => {
      const { workbench } = stage;
      await workbench.page.keyboard.press('Escape');
      await workbench.run('Pinfold: Repair');
      await workbench.status.filter({ hasText: 'Pinfold: hooked' }).waitFor();
    },
  },
];

/** Between two messages: see core/present/denialNotices.ts. */
const leastBetweenMs = 10_500;

let waiting: Promise<unknown> = Promise.resolve();
let kept = '';

const slips = `{
  "version": 1,
  "zones": [
    { "name": "drafts", "paths": ["docs/drafts/**"], "edit": "ask" },
    { "name": "source", "paths": ["src/**", "docs/**", "notebook/**"], "edit": "allow" },
    { "name": "lab", "paths": ["lab/**"], "edit": "deny", "read": "ask" }
  ],
  "secrets": { "paths": ["config/prod/**"] }
}
`;

async function around(stage: Stage): Promise<Clip> {
  const { x, y, width, height } = await stage.boxOf(stage.question);
  return { x: x - 12, y: 0, width: width + 24, height: y + height + 12 };
}

/** A session in which an agent works, and is stopped where it must be. */
async function atWork(stage: Stage): Promise<void> {
  const { project } = stage;
  const at = (name: string): string => join(project.root, name);
  const call = (name: string, input: Record<string, unknown>) => ({ tools: [{ name, input }] });
  const command = (text: string) =>
    call('Bash', { command: text, description: 'Part of the task' });
  const running = runClaude({
    workspace: project,
    timeoutMs: 120_000,
    isBystander: (pid) => stage.owns(pid),
    turns: [
      call('Read', { file_path: at('src/qhybrid/vqe.py') }),
      command('git status --short'),
      call('Write', { file_path: at('docs/hydrogen-notes.md'), content: '# Notes\n' }),
      call('Read', { file_path: at('lab/calibration/device-a.json') }),
      call('Write', { file_path: at('.github/workflows/release.yml'), content: 'on: push\n' }),
      call('Read', { file_path: at('.env') }),
      call('Write', { file_path: at('lab/calibration/device-a.json'), content: '{}\n' }),
      command('c\\at ~/.s"s"h/id_ed25519'),
    ],
  });
  for (const [answer, title] of [
    ['Allow Once', 'lab/calibration/device-a.json'],
    ['Deny', 'release.yml'],
  ] as const) {
    await stage.openQuestion(answer, title);
    await stage.say(answer, title);
  }
  await running;
}
