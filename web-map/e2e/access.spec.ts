import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDraft, readSomeLeaf } from './server';
import { openTown, settled, startBrowser } from './town';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser(false);
});
afterAll(async () => {
  await browser.close();
});

it.each(['map', 'check'])('the_page_with_the_%s_panel_is_accessible', async (panel) => {
  const draft = await readDraft();
  const leaf = await readSomeLeaf();
  const hash = `#panel=${panel}&division=${String(draft.id)}&select=grid:${String(leaf.id)}`;
  const { page, close } = await openTown(browser, hash, { width: 1200, height: 700 });
  await settled(page);
  await page.locator('[data-card] dl').waitFor();
  const { violations, passes } = await new AxeBuilder({ page: page as never }).analyze();
  expect(passes.length).toBeGreaterThan(10);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  await close();
});
