import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import type { Outcome } from '../../scripts/lib/processGroup.ts';
import { askWindows, type AskResult } from '../../src/adapters/approvals/askWindows.ts';
import { hmac, recordKeyAt } from '../../src/adapters/approvals/requestFiles.ts';
import { readWindowFiles } from '../../src/adapters/approvals/windowFiles.ts';
import { parseRecord } from '../../src/core/audit/parseRecord.ts';
import type { AuditRecord } from '../../src/core/audit/record.ts';
import { askedOf, sampleCall, sampleRequest } from './approvalRequests.ts';
import { createEditorWorkspace } from './editorWorkspace.ts';
import { launchHook } from './launchHook.ts';
import { openEditor, settled, type OpenEditor, type Workbench } from './workbench.ts';
import { workspaceEnvironment, type Workspace } from './workspace.ts';

/** An editor that answers for a guarded workspace, and what a person does in it. */
export class AnsweringEditor {
  readonly workspace: Workspace;
  readonly editor: OpenEditor;
  /** Sockets have short paths. */
  readonly runtime: string;

  private constructor(workspace: Workspace, editor: OpenEditor, runtime: string) {
    this.workspace = workspace;
    this.editor = editor;
    this.runtime = runtime;
  }

  /** Opens one, guards Claude Code by keyboard, and waits until calls can be put to it. */
  static async open(): Promise<AnsweringEditor> {
    const workspace = createEditorWorkspace();
    const runtime = mkdtempSync(join(tmpdir(), 'pf-run-'));
    const env = { ...workspaceEnvironment(workspace), XDG_RUNTIME_DIR: runtime };
    const editor = await openEditor(workspace, { env });
    const opened = new AnsweringEditor(workspace, editor, runtime);
    await opened.workbench.status.filter({ hasText: 'Pinfold: open' }).waitFor();
    await opened.workbench.run('Pinfold: Protect Agents');
    await opened.workbench.status.filter({ hasText: 'Pinfold: installed' }).waitFor();
    await opened.windowsOpen(1);
    return opened;
  }

  get workbench(): Workbench {
    return this.editor.workbench;
  }

  get state(): string {
    return join(this.workspace.home, '.local/state/pinfold');
  }

  /** Waits until so many windows listen. */
  async windowsOpen(count: number): Promise<void> {
    while (readWindowFiles(join(this.state, 'windows')).length !== count) await setTimeout(50);
  }

  /** The question in a window; the first one when left out. */
  question({ page } = this.workbench): Locator {
    return page.locator('.quick-input-widget');
  }

  /** Moves to a line of a list. @param title part of the list's title */
  async moveTo(label: string, title: string, workbench = this.workbench): Promise<Locator> {
    const { page } = workbench;
    const question = this.question(workbench);
    const asked = question.locator('.quick-input-title', { hasText: title });
    await asked.waitFor();
    const focused = question.locator('.monaco-list-row.focused');
    await focused.waitFor();
    while ((await focused.filter({ hasText: label }).count()) === 0) {
      await page.keyboard.press('ArrowDown');
    }
    return asked;
  }

  /** Moves to a line of what a window asks, and says so by Enter. @param title part of the question */
  async choose(label: string, title: string, workbench = this.workbench): Promise<void> {
    const asked = this.question(workbench).locator('.quick-input-title', { hasText: title });
    await asked.waitFor();
    do {
      // In its first moment it hears nothing, and may still move to its first line.
      await setTimeout(800);
      await this.moveTo(label, title, workbench);
      await workbench.page.keyboard.press('Enter');
    } while (!(await asked.waitFor({ state: 'hidden', timeout: 2_000 }).then(...settled)));
  }

  /** Opens the question of a call that waits, and answers it. */
  async answer(label: string, title: string, workbench = this.workbench): Promise<void> {
    await workbench.status.filter({ hasText: /calls? waits?/ }).waitFor();
    if (!(await this.question(workbench).isVisible())) {
      await workbench.run('Pinfold: Answer Waiting Call');
    }
    await this.question(workbench)
      .locator('.monaco-list-row.focused', { hasText: 'Deny' })
      .waitFor();
    await this.choose(label, title, workbench);
  }

  /** Runs the installed hook for a shell command. */
  bash(command: string, session = 'by-hand'): Promise<Outcome> {
    return launchHook(this.workspace, session, 'Bash', { command, description: 'Lists files' });
  }

  /** Asks the windows as the second stage of a hook does, for some seconds. */
  ask(command: string, seconds: number): Promise<AskResult> {
    const recordKey = recordKeyAt(join(this.state, 'record.key')) ?? '';
    const [program = '', ...args] = command.split(' ');
    const effect = { kind: 'run', program, args, via: 'Bash' } as const;
    const { decision, facts } = sampleRequest();
    const request = sampleRequest({
      call: sampleCall({ statements: [{ kind: 'shell', command, cwd: '/w', via: 'Bash' }] }),
      facts: { ...facts, effects: [effect] },
      decision: { ...decision, effect },
      expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
    });
    return askWindows({
      asked: askedOf(request),
      keys: join(this.state, 'keys'),
      mac: (text) => hmac(recordKey, text),
      now: Date.now,
      windows: readWindowFiles(join(this.state, 'windows')),
      answerMs: seconds * 1000,
      abandoned: () => false,
      lookMs: 100,
    });
  }

  /** The trail of the installation, oldest first. */
  records(): readonly AuditRecord[] {
    const folder = join(this.state, 'audit');
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .toSorted()
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
      .map(parseRecord)
      .filter((record) => record !== null);
  }

  /** Events that the editor recorded of itself. */
  told(): readonly string[] {
    return this.records().flatMap((record) => (record.kind === 'lifecycle' ? [record.event] : []));
  }

  async end(): Promise<void> {
    await this.editor.host.end();
    rmSync(this.runtime, { recursive: true, force: true });
    this.workspace.dispose();
  }
}

/** Whether a hook said nothing: the call goes on. */
export function passed({ exitCode, stdout }: Outcome): boolean {
  return exitCode === 0 && stdout === '';
}
