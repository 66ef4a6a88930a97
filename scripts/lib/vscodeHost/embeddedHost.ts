import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ensureBrowser, launchBrowser } from './browser.ts';
import { startCodeServer, userDataIn, type CodeServer } from './codeServer.ts';
import { quietSettings } from './quietSettings.ts';

/** VS Code as a page of a headless browser. */
export interface EmbeddedHost {
  readonly page: Page;
  readonly server: CodeServer;
  /** The exit code of the tests that it was given, or why it ended without one. */
  readonly outcome: Promise<number | string>;
  /** Ends browser and server, with everything that they started. */
  readonly end: () => Promise<void>;
}

export interface EmbeddedHostOptions {
  /** Folder of this run; whoever made it removes it. */
  readonly base: string;
  readonly folder: string;
  /** The whole environment of the server and of its extensions. */
  readonly env: Readonly<Record<string, string>>;
  /** An extension in development: its folder. */
  readonly development?: string;
  /** Module whose `run()` is called in the extension host. */
  readonly tests?: string;
  /** Folder of installed extensions; an empty one when left out. */
  readonly extensionsDir?: string;
  /** Ask before the folder is trusted. */
  readonly workspaceTrust?: boolean;
  /** User settings beside the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly size?: { readonly width: number; readonly height: number };
  /** Pixels for each CSS pixel: 2 for pictures. */
  readonly scale?: number;
  /** More environment for the browser. */
  readonly browserEnv?: Readonly<Record<string, string>>;
  /** Sees what the extension host prints. */
  readonly onLog?: (text: string) => void;
}

const pageTimeoutMs = 120_000;

/**
 * Opens a folder in the embedded VS Code, and waits until its workbench stands.
 *
 * @throws Error in words for people when a part cannot be had or does not come up; then nothing is left running.
 */
export async function startEmbeddedHost(options: EmbeddedHostOptions): Promise<EmbeddedHost> {
  const { base } = options;
  const extensionsDir = options.extensionsDir ?? join(base, 'extensions');
  const browserHome = join(base, 'browser');
  for (const folder of [extensionsDir, browserHome]) mkdirSync(folder, { recursive: true });
  writeUserSettings(base, options.settings ?? {});
  const program = await ensureBrowser((line) => process.stderr.write(`${line}\n`));
  const starting = launchBrowser(program, browserHome, options.browserEnv);
  // Both start at once; whichever fails, the other is ended.
  const [browser, server] = await Promise.allSettled([
    starting,
    startCodeServer({
      base,
      env: options.env,
      extensionsDir,
      workspaceTrust: options.workspaceTrust ?? false,
      development: options.development !== undefined,
    }),
  ]);
  const end = async (): Promise<void> => {
    if (browser.status === 'fulfilled') await browser.value.close();
    if (server.status === 'fulfilled') await server.value.end();
  };
  try {
    if (browser.status === 'rejected') throw browser.reason;
    if (server.status === 'rejected') throw server.reason;
    const { page, exitCode } = await openWorkbench(browser.value, server.value, options);
    const outcome = Promise.race([exitCode, server.value.failed]);
    return { page, server: server.value, outcome, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Writes the user's settings of a run, anew. */
export function writeUserSettings(base: string, settings: Readonly<Record<string, unknown>>): void {
  const user = join(userDataIn(base), 'User');
  mkdirSync(user, { recursive: true });
  const text = JSON.stringify({ ...quietSettings, ...settings }, null, 2);
  writeFileSync(join(user, 'settings.json'), text);
}

async function openWorkbench(
  browser: Browser,
  { authority }: CodeServer,
  options: EmbeddedHostOptions,
): Promise<{ page: Page; exitCode: Promise<number> }> {
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1280, height: 800 },
    deviceScaleFactor: options.scale ?? 1,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.route(isElsewhere, (route) => route.abort());
  const exitCode = new Promise<number>((resolve, reject) => {
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
  });
  await page.exposeFunction('codeAutomationLog', (_: string, words: unknown) => {
    options.onLog?.(`${String(words)}\n`);
  });
  await page.goto(workbenchAddress(authority, options), { timeout: pageTimeoutMs });
  await page.waitForSelector('.monaco-workbench', { timeout: pageTimeoutMs });
  return { page, exitCode };
}

/** Nothing is fetched from anywhere but this machine. */
function isElsewhere({ protocol, hostname }: URL): boolean {
  return protocol.startsWith('http') && hostname !== '127.0.0.1' && !hostname.endsWith('localhost');
}

/** The address of a folder; with an extension in development and its tests, if there are any. */
export function workbenchAddress(
  authority: string,
  { folder, development, tests }: Pick<EmbeddedHostOptions, 'folder' | 'development' | 'tests'>,
): string {
  const query = new URLSearchParams({ folder });
  const remote = (path: string): string => `vscode-remote://${authority}${path}`;
  const payload = [
    ...(development === undefined ? [] : [['extensionDevelopmentPath', remote(development)]]),
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
  ];
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://${authority}/?${query.toString()}`;
}
