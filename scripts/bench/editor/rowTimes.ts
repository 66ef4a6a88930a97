import type { Page } from 'playwright-core';

/**
 * Runs in the page: remembers for each match of a pattern in the lines of lists when it stood on the screen for the first
 * time, in milliseconds since the epoch, by this machine's clock, which that of records is, too.
 */
const script = (pattern: string): string => `(() => {
  const pattern = new RegExp(${JSON.stringify(pattern)});
  const times = (window.pinfoldTimes = {});
  const look = () => {
    for (const row of document.querySelectorAll('.monaco-list-row[aria-label]')) {
      const found = pattern.exec(row.getAttribute('aria-label'));
      if (found === null || found[0] in times) continue;
      times[found[0]] = null;
      requestAnimationFrame(() => (times[found[0]] = Date.now()));
    }
  };
  const options = { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'] };
  new MutationObserver(look).observe(document.body, options);
})()`;

export async function watchRows(page: Page, pattern: RegExp): Promise<void> {
  await page.evaluate(script(pattern.source));
}

export type RowTimes = Readonly<Record<string, number | null>>;

/** What {@link watchRows} has seen; null for what stands there, and was not painted yet. */
export function rowTimes(page: Page): Promise<RowTimes> {
  return page.evaluate<RowTimes>('window.pinfoldTimes');
}
