import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { userDataIn } from '../lib/vscodeHost/codeServer.ts';
import { launchHook } from '../../test/support/launchHook.ts';
import { openEditor, type OpenEditor, type Workbench } from '../../test/support/workbench.ts';
import { workspaceEnvironment, type Workspace } from '../../test/support/workspace.ts';
import { pictureFonts } from './fonts.ts';

/** A part of the screen, in CSS pixels. */
export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Name in the file names, id of the theme in the settings, class of the workbench. */
export const themes = [
  ['light', 'Light 2026', 'vs'],
  ['dark', 'Dark 2026', 'vs-dark'],
  ['high-contrast', 'Default High Contrast', 'hc-black'],
] as const;

export type Theme = (typeof themes)[number];

const settings = {
  'diffEditor.renderSideBySide': false,
  'editor.fontFamily': 'JetBrains Mono',
  'editor.fontLigatures': false,
  'editor.guides.indentation': false,
  'editor.minimap.enabled': false,
  'explorer.compactFolders': false,
  'window.commandCenter': false,
  'workbench.editor.limit.enabled': true,
  'workbench.editor.limit.value': 1,
  'workbench.layoutControl.enabled': false,
};

const sideBarWidth = 420;
const session = 'd71e8577-c21c-40e6-aebc-607ad4460767';

/** The editor in which the pictures are taken, and the agent's calls that it sees. */
export class Stage {
  readonly project: Workspace;
  readonly #editor: OpenEditor;
  /** Sockets have short paths. */
  readonly #runtime: string;

  private constructor(project: Workspace, editor: OpenEditor, runtime: string) {
    this.project = project;
    this.#editor = editor;
    this.#runtime = runtime;
  }

  static async open(project: Workspace): Promise<Stage> {
    const runtime = mkdtempSync(join(tmpdir(), 'pf-run-'));
    const editor = await openEditor(project, {
      settings: { ...settings, 'workbench.colorTheme': themes[0][1] },
      size: { width: 1120, height: 680 },
      scale: 2,
      env: { ...workspaceEnvironment(project), XDG_RUNTIME_DIR: runtime },
      browserEnv: await pictureFonts(project.base),
    });
    return new Stage(project, editor, runtime);
  }

  get workbench(): Workbench {
    return this.#editor.workbench;
  }

  /** Another theme, by the settings: whatever is open stays open. */
  async light([, label, kind]: Theme): Promise<void> {
    const machine = join(userDataIn(join(this.project.base, 'editor')), 'Machine');
    mkdirSync(machine, { recursive: true });
    writeFileSync(
      join(machine, 'settings.json'),
      JSON.stringify({ 'workbench.colorTheme': label }),
    );
    await this.workbench.page.locator(`.monaco-workbench.${kind}`).waitFor();
    // Colours that fade, and words that are coloured later than they are shown.
    await setTimeout(700);
  }

  owns(pid: number): boolean {
    return this.#editor.host.server.owns(pid);
  }

  /** Runs the installed hook as the agent would. */
  call(tool: string, input: Readonly<Record<string, unknown>>): ReturnType<typeof launchHook> {
    return launchHook(this.project, session, tool, input);
  }

  /** The question that is open in the middle of the window. */
  get question(): Locator {
    return this.workbench.page.locator('.quick-input-widget');
  }

  /** Opens the question of a call that waits, and moves to an answer. @param title part of the question */
  async openQuestion(answer: string, title: string): Promise<void> {
    await this.workbench.status.filter({ hasText: /calls? waits?/ }).waitFor();
    if (!(await this.question.isVisible())) {
      await this.workbench.run('Pinfold: Answer Waiting Call');
    }
    await this.moveTo(answer, title);
  }

  /** Moves to a line of a list. @param title part of the list's title */
  async moveTo(label: string, title: string): Promise<void> {
    await this.question.locator('.quick-input-title', { hasText: title }).waitFor();
    const focused = this.question.locator('.monaco-list-row.focused');
    await focused.waitFor();
    while ((await focused.filter({ hasText: label }).count()) === 0) {
      await this.workbench.page.keyboard.press('ArrowDown');
    }
  }

  /** Moves to a line, and presses Enter until the list is gone: in its first moment it hears nothing. */
  async say(label: string, title: string): Promise<void> {
    await this.moveTo(label, title);
    const asked = this.question.locator('.quick-input-title', { hasText: title });
    while (await asked.isVisible()) {
      await this.workbench.page.keyboard.press('Enter');
      await setTimeout(100);
    }
  }

  /** Opens a file of the project. @param text that it shows */
  async openFile(name: string, text: string): Promise<void> {
    const { page } = this.workbench;
    await page.keyboard.press('Control+P');
    await this.workbench.pick(name);
    await page.locator('.view-lines', { hasText: text }).waitFor();
  }

  /** Shows or hides the side bar. */
  async sideBar(shown: boolean): Promise<void> {
    const bar = this.workbench.page.locator('.part.sidebar');
    if ((await bar.isVisible()) === shown) return;
    await this.workbench.run('View: Toggle Primary Side Bar Visibility');
    await bar.waitFor({ state: shown ? 'visible' : 'hidden' });
  }

  /** Nothing open, nothing said, and the mouse where it shows nothing. */
  async clear(): Promise<void> {
    const { page } = this.workbench;
    await page.keyboard.press('Escape');
    await this.workbench.run('View: Close All Editors');
    await this.workbench.run('Notifications: Clear All Notifications');
    if (await page.locator('.part.panel').isVisible()) {
      await this.workbench.run('View: Toggle Panel Visibility');
    }
    await this.restMouse();
  }

  async restMouse(): Promise<void> {
    await this.workbench.page.mouse.move(560, 3);
  }

  /** A message goes by itself after a while, unless the mouse is on it. */
  async holdMessage(): Promise<void> {
    const toast = this.workbench.page.locator('.notifications-toasts .notification-toast');
    const { x, y } = await this.boxOf(toast);
    await this.workbench.page.mouse.move(x + 12, y + 12);
    // It slides in.
    await setTimeout(1_000);
  }

  async widenSideBar(): Promise<void> {
    const { page } = this.workbench;
    const { x, width, y, height } = await this.boxOf(page.locator('.part.sidebar'));
    await page.mouse.move(x + width + 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + sideBarWidth, y + height / 2, { steps: 5 });
    await page.mouse.up();
    await this.restMouse();
  }

  whole(): Clip {
    const { width, height } = this.workbench.page.viewportSize() ?? { width: 0, height: 0 };
    return { x: 0, y: 0, width, height };
  }

  /** The lower part of the window, with the status bar. */
  bottom(height: number): Clip {
    const whole = this.whole();
    return { ...whole, y: whole.height - height, height };
  }

  async boxOf(locator: Locator): Promise<Clip> {
    const box = await locator.first().boundingBox();
    if (box === null) throw new Error('What is to be shown is not on the screen.');
    return box;
  }

  /** Changes a file of the project. */
  edit(name: string, change: (text: string) => string): void {
    const path = this.project.path(name);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  }

  async end(): Promise<void> {
    await this.#editor.host.end();
    rmSync(this.#runtime, { recursive: true, force: true });
  }
}
