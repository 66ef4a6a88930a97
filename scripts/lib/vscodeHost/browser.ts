import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { aptInstall, findProgram, mayInstall } from '../debian.ts';
import { pickEnvironment } from '../environment.ts';

/** Names a browser to use in place of the one that is found. */
const chosenBrowser = 'PINFOLD_TEST_BROWSER';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Absolute path of a Chromium or Chrome of this machine. On Debian, root gets one installed at first use.
 *
 * @param say prints one line of progress.
 * @throws Error in words for people when there is none and none can be installed.
 */
export async function ensureBrowser(say: (line: string) => void): Promise<string> {
  const chosen = process.env[chosenBrowser];
  if (chosen !== undefined && chosen !== '') {
    if (existsSync(chosen)) return chosen;
    throw new Error(`${chosenBrowser} names ${chosen}, which is not there.`);
  }
  const present = findBrowser();
  if (present !== null) return present;
  if (!mayInstall()) throw new Error(missing);
  await aptInstall(['chromium'], say);
  const installed = findBrowser();
  if (installed === null) throw new Error(`apt-get installed chromium, but no program. ${missing}`);
  return installed;
}

const missing =
  'A Chromium or Chrome is needed for the tests in the editor, and none was found. ' +
  `Install one (on Debian: apt-get install chromium), or name its program in ${chosenBrowser}.`;

function findBrowser(): string | null {
  const inPath = names.map(findProgram).find((path) => path !== null);
  return inPath ?? applications.find((path) => existsSync(path)) ?? null;
}

/** Nothing that the tests do not need: no sandbox (root has none), no graphics card, no calls home. */
const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/**
 * Starts a headless browser. It ends with {@link Browser.close}, and also when this process is killed: it is led over
 * a pipe, and leaves when that closes.
 *
 * @param home a folder of its own, for whatever it keeps.
 * @param env more environment.
 */
export async function launchBrowser(
  executablePath: string,
  home: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Browser> {
  const temporary = shortTemporary();
  const remove = (): void => rmSync(temporary, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    const browser = await chromium.launch({
      executablePath,
      headless: true,
      args: switches,
      env: { ...pickEnvironment(['PATH', 'LANG']), HOME: home, TMPDIR: temporary, ...env },
      // Whoever started us decides what a signal means.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    browser.once('disconnected', remove);
    return browser;
  } catch (error) {
    remove();
    throw error;
  }
}

/** A folder for the browser's socket, whose path may have no more than some 100 bytes: a home may be too long for it. */
function shortTemporary(): string {
  const usual = tmpdir();
  return mkdtempSync(
    join(usual.length <= 40 || process.platform === 'win32' ? usual : '/tmp', 'pf-'),
  );
}
