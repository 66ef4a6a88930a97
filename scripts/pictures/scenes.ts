import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { launchHook } from '../../test/support/launchHook.ts';
import type { Workbench } from '../../test/support/workbench.ts';
import type { Workspace } from '../../test/support/workspace.ts';

interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One picture. */
export interface Scene {
  /** First part of the file's name. */
  readonly name: string;
  /** Brings the editor to where the picture can be taken, from wherever it is; once for each theme. */
  readonly arrange: (workbench: Workbench, project: Workspace) => Promise<void>;
  readonly clip: (workbench: Workbench) => Promise<Clip>;
}

const sideBarWidth = 400;

export const scenes: readonly Scene[] = [
  {
    name: 'activity',
    arrange: async (workbench) => {
      const { page } = workbench;
      await workbench.run('View: Close All Editors');
      await workbench.run('Pinfold: Show Activity');
      await widenSideBar(workbench);
      await workbench.row('read .env').waitFor();
      await workbench.row('Claude Code').last().click();
      await page.keyboard.press('ArrowRight');
      await workbench.row('Answering').waitFor();
      await workbench.row('read .env').click();
      await page.locator('.view-lines', { hasText: 'secrets.dotenv' }).waitFor();
      await page.mouse.move(500, 5);
    },
    clip: whole,
  },
  {
    name: 'warning',
    arrange: async (workbench, project) => {
      await workbench.run('View: Close All Editors');
      await workbench.run('Notifications: Clear All Notifications');
      await workbench.page.waitForTimeout(leastBetweenMs);
      await launchHook(project, randomUUID(), 'Write', {
        file_path: project.path('lab/calibration/device-a.json'),
        content: '{}',
      });
      await workbench.notification('was denied').waitFor();
      await workbench.page.mouse.move(500, 5);
      // It slides in.
      await workbench.page.waitForTimeout(1_000);
    },
    clip: async ({ page }) => {
      const box = await boxOf(page.locator('.notifications-toasts .notification-toast').first());
      const { height } = page.viewportSize() ?? { height: 0 };
      return { x: box.x - 8, y: box.y - 8, width: box.width + 16, height: height - box.y + 8 };
    },
  },
  {
    name: 'marks',
    arrange: async (workbench) => {
      await workbench.run('Notifications: Clear All Notifications');
      await workbench.run('View: Close All Editors');
      await workbench.run('View: Show Explorer');
      await workbench.run('File: Collapse Folders in Explorer').catch(() => {});
      for (const [folder, inside] of [
        ['lab', 'calibration'],
        ['config', 'prod'],
      ] as const) {
        if ((await workbench.row(inside).count()) === 0)
          await workbench.row(folder).first().click();
        await workbench.row(inside).first().waitFor();
      }
      await workbench.page.mouse.move(500, 5);
    },
    clip: async ({ page }) => ({ ...(await boxOf(page.locator('.part.sidebar'))), height: 400 }),
  },
  {
    name: 'policy',
    arrange: async (workbench, project) => {
      const { page } = workbench;
      writeFileSync(project.path('.pinfold/policy.jsonc'), slips);
      await workbench.run('Pinfold: Open Policy');
      await workbench.pick('Workspace');
      await page.locator('.view-lines', { hasText: 'drafts' }).waitFor();
      await workbench.run('Problems: Focus on Problems View');
      await workbench.row('did you mean').first().waitFor();
      await page.mouse.move(500, 5);
    },
    clip: whole,
  },
];

/** Between two messages: see core/present/denialNotices.ts. */
const leastBetweenMs = 10_500;

const slips = `{
  "version": 1,
  "zones": [
    { "name": "docs", "paths": ["docs/drafts/**"], "edit": "ask" },
    { "name": "source", "paths": ["src/**", "docs/**", "notebook/**"], "edit": "allow" },
    { "name": "lab", "paths": ["lab/**"], "edit": "denny" }
  ],
  "secret": { "paths": ["config/prod/**"] }
}
`;

async function widenSideBar({ page }: Workbench): Promise<void> {
  const { x, width, y, height } = await boxOf(page.locator('.part.sidebar'));
  await page.mouse.move(x + width + 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + sideBarWidth, y + height / 2, { steps: 5 });
  await page.mouse.up();
}

async function whole({ page }: Workbench): Promise<Clip> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  return { x: 0, y: 0, width, height };
}

async function boxOf(locator: ReturnType<Workbench['row']>): Promise<Clip> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('What is to be shown is not on the screen.');
  return box;
}
