import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, readDraft, readHomeIn, readScope, readSomeLeaf } from './server';
import { openTown, settled, startBrowser } from './town';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser(false);
});
afterAll(async () => {
  await browser.close();
});

async function expectAccessible(page: Page): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page: page as never }).analyze();
  expect(passes.length).toBeGreaterThan(10);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

it.each(['map', 'check'])('the_page_with_the_%s_panel_is_accessible', async (panel) => {
  const draft = await readDraft();
  const leaf = await readSomeLeaf();
  const hash = `#mode=2d&panel=${panel}&division=${String(draft.id)}&select=grid:${String(leaf.id)}`;
  const { page, close } = await openTown(browser, hash, { width: 1200, height: 700 });
  await settled(page);
  await page.locator('[data-card] dl').waitFor();
  await expectAccessible(page);
  await close();
});

it('the_door_is_accessible', async () => {
  const { page, close } = await openTown(browser, '', { as: null });
  await page.locator('[data-demo]').first().waitFor();
  await expectAccessible(page);
  await close();
});

it.each<[Demo, string, string]>([
  ['secadmin', 'users', '.list tbody tr'],
  ['auditor', 'audit', '.log tbody tr'],
  ['sysadmin', 'connections', '[data-hosts]'],
  ['officer', 'account', '.rows li'],
  ['lead', 'places', '.place-line'],
  ['officer', 'register', '.mine'],
])('what_%s_sees_in_%s_is_accessible', async (as, panel, sign) => {
  const { page, close } = await openTown(browser, `#mode=2d&panel=${panel}`, {
    as,
    width: 1200,
    height: 800,
  });
  await page.locator(sign).first().waitFor();
  await expectAccessible(page);
  await close();
});

it('every_tab_of_a_home_and_of_its_grid_is_accessible_and_no_other_host_is_asked', async () => {
  const home = await readHomeIn('officer');
  const grid = await readScope('officer');
  const { page, complaints, close } = await openTown(browser, `#mode=2d&select=house:${String(home.id)}`, {
    as: 'officer',
    width: 1200,
    height: 800,
  });
  for (const select of [`house:${String(home.id)}`, `grid:${String(grid.id)}`]) {
    await page.evaluate((what) => {
      location.hash = `#mode=2d&select=${what}`;
    }, select);
    await page.locator('[data-card] [role=tab]').first().waitFor();
    await page.waitForTimeout(500);
    for (const tab of await page.locator('[data-card] [role=tab]').all()) {
      await tab.click();
      await page.waitForTimeout(800);
      const person = page.locator('.resident-line').first();
      if ((await person.count()) > 0) await person.click();
      await expectAccessible(page);
    }
  }
  expect(complaints).toEqual([]);
  await close();
});
