import type { Page } from 'playwright-core';
import type { Stage, Theme } from './stage.ts';

interface Strip {
  readonly png: string;
  readonly width: number;
  readonly height: number;
  readonly words: string;
  readonly background: string;
  readonly foreground: string;
}

/** Runs in the page: what the status bar is painted with. In high contrast it lets the window shine through. */
const colors = `(() => {
  const bar = getComputedStyle(document.querySelector('.part.statusbar'));
  const behind = getComputedStyle(document.querySelector('.monaco-workbench')).backgroundColor;
  const own = bar.backgroundColor;
  return [own === 'transparent' || own.startsWith('rgba(0, 0, 0, 0') ? behind : own, bar.color];
})()`;

/** The status bar's item in its states, one below the other, each with a few words. */
export class StatusStrips {
  readonly #strips = new Map<string, Strip[]>();

  /** @param words what the state means */
  async take(stage: Stage, theme: Theme[0], words: string): Promise<void> {
    const { page, status } = stage.workbench;
    const box = await stage.boxOf(status);
    const bar = await stage.boxOf(page.locator('.part.statusbar'));
    const clip = { x: box.x - 4, y: bar.y, width: box.width + 8, height: bar.height };
    const png = (await page.screenshot({ clip, animations: 'disabled' })).toString('base64');
    const [background, foreground] = await page.evaluate<[string, string]>(colors);
    const { width, height } = clip;
    const strip = { png, width, height, words, background, foreground };
    this.#strips.set(theme, [...(this.#strips.get(theme) ?? []), strip]);
  }

  async picture(page: Page, theme: Theme[0]): Promise<Buffer> {
    const strips = this.#strips.get(theme) ?? [];
    const sheet = await page.context().newPage();
    try {
      await sheet.setContent(sheetOf(strips));
      return await sheet.locator('main').screenshot();
    } finally {
      await sheet.close();
    }
  }
}

function sheetOf(strips: readonly Strip[]): string {
  const [first] = strips;
  const rows = strips.map(
    ({ png, width, height, words }) =>
      `<img src="data:image/png;base64,${png}" width="${String(width)}" height="${String(height)}"><p>${words}</p>`,
  );
  return `<style>
    main { display: inline-grid; grid-template-columns: auto auto; gap: 10px 24px; padding: 14px 22px 14px 14px;
      align-items: center; background: ${first?.background ?? ''}; color: ${first?.foreground ?? ''};
      font: 13px system-ui; }
    p { margin: 0 }
  </style><main>${rows.join('')}</main>`;
}
