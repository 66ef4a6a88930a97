import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import {
  startEmbeddedHost,
  type EmbeddedHost,
  type EmbeddedHostOptions,
} from '../../scripts/lib/vscodeHost/embeddedHost.ts';
import { layOutExtension } from '../../scripts/lib/vscodeHost/layOutExtension.ts';
import { workspaceEnvironment, type Workspace } from './workspace.ts';

/** The folder of the extension: the repository, as built. */
export const extensionFolder = fileURLToPath(new URL('../..', import.meta.url));

/** VS Code's workbench as a person uses it: by keyboard, and by what stands on the screen. */
export class Workbench {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  /** Pinfold's item in the status bar. */
  get status(): Locator {
    return this.page.locator('[id="pinfold.pinfold.pinfold.status"]');
  }

  /** A line of a list or tree that shows a text. */
  row(text: string | RegExp): Locator {
    return this.page.locator('.monaco-list-row', { hasText: text });
  }

  /** A notification that shows a text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-list-item', { hasText: text });
  }

  /** Runs a command from the palette, by keyboard. @param title with its category, as the palette shows it */
  async run(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input.input');
    // A palette that is just closing takes the key and no text.
    while (!(await input.fill(`>${title}`, { timeout: 3_000 }).then(...settled))) {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('F1');
    }
    await this.page.locator(`.quick-input-list [aria-label^="${title}"].focused`).waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Chooses what a quick pick shows, by keyboard. */
  async pick(label: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(label);
    await this.page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: label })
      .waitFor();
    await this.page.keyboard.press('Enter');
  }
}

/** Whether a promise was kept. */
export const settled = [() => true, () => false] as const;

/** An editor with Pinfold in it, for the tests of one suite. */
export interface OpenEditor {
  readonly workbench: Workbench;
  readonly host: EmbeddedHost;
}

/**
 * Opens a workspace in the embedded VS Code. With nothing else said, the extension as built is installed there.
 *
 * @throws Error when it does not come up.
 */
export async function openEditor(
  workspace: Workspace,
  options: Partial<EmbeddedHostOptions> = {},
): Promise<OpenEditor> {
  const extensionsDir =
    options.extensionsDir ?? layOutExtension(join(workspace.base, 'extensions'));
  const host = await startEmbeddedHost({
    base: join(workspace.base, 'editor'),
    folder: workspace.root,
    env: workspaceEnvironment(workspace),
    ...options,
    extensionsDir,
  });
  // A busy machine is slow, not broken.
  host.page.setDefaultTimeout(60_000);
  return { host, workbench: new Workbench(host.page) };
}

/** Keeps what the screen shows when a test fails, in `test-results/screens`. Call it in `afterEach`. */
export async function keepScreenOfFailure(
  { currentTest }: Mocha.Context,
  { page }: Workbench,
): Promise<void> {
  if (currentTest?.state !== 'failed') return;
  const folder = join(extensionFolder, 'test-results', 'screens');
  mkdirSync(folder, { recursive: true });
  const name = currentTest.fullTitle().replaceAll(/\W+/g, '-');
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
