import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askGrant, Installation, invite } from './installation';
import { openTown, startBrowser } from './town';

/** From the first start of an installation in earnest to a planner at work in an imported town. */
const TOWN = '柳渡镇';
let installation: Installation;
let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser(false);
  installation = await Installation.start(browser);
});
afterAll(async () => {
  await browser.close();
  await installation.end();
});

/** Eight cells around a hole. */
async function ringOfGrids(): Promise<string> {
  const features = [0, 1, 2, 3, 5, 6, 7, 8].map((cell) => {
    const west = 118.6 + (cell % 3) * 0.001;
    const south = 24.8 + Math.floor(cell / 3) * 0.001;
    const corners = [
      [west, south],
      [west + 0.001, south],
      [west + 0.001, south + 0.001],
      [west, south + 0.001],
      [west, south],
    ].map((corner) => corner.map((degrees) => Number(degrees.toFixed(3))));
    return {
      type: 'Feature',
      properties: { code: `柳${String(cell)}` },
      geometry: { type: 'Polygon', coordinates: [corners] },
    };
  });
  const file = join(installation.home, 'ring.geojson');
  await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }));
  return file;
}

it('from_the_first_link_to_a_planner_at_work_in_an_imported_town', async () => {
  expect([...installation.links.keys()]).toEqual([
    'system-admin',
    'security-admin-1',
    'security-admin-2',
    'auditor-1',
  ]);
  const asking = await installation.arrive('security-admin-1');

  const said = await installation.command('import', await ringOfGrids(), '--as', 'grids', '--name', TOWN);
  expect(said).toContain(`a draft, ${TOWN}`);
  expect(said).toContain('1 × gap');
  expect(said).toContain(`the role 规划员 (Planner) of ${TOWN}`);

  // The page of users is open already.
  const link = await invite(asking, 'planner-1', '林规划');
  await askGrant(asking, 'planner-1', 'PLANNER', '柳渡');

  const deciding = await installation.arrive('security-admin-2');
  const request = deciding.locator('[data-grant]').filter({ hasText: '林规划' });
  await request.getByText(TOWN).waitFor();
  await request.getByRole('button', { name: '批准' }).click();
  await deciding.getByText('已批准。').waitFor();

  const planner = await installation.arrive('planner-1', link);
  await planner.locator('[data-mode="check"]').click();
  await planner.locator('.findings li').first().waitFor();
  expect(await planner.locator('.findings li').count()).toBe(1);
  await planner.locator('[data-make-plan]').click();
  await planner.getByRole('dialog').getByLabel('方案名称').fill('补上空隙');
  await planner.getByRole('dialog').locator('button[type="submit"]').click();
  await planner.getByText('补上空隙').first().waitFor();
  for (const { complaints } of installation.opened) expect(complaints).toEqual([]);
});

it('a_link_that_is_spent_says_so_before_a_password_is_typed', async () => {
  const { page, close } = await openTown(
    browser,
    new URL(installation.links.get('security-admin-1') ?? '').hash,
    {
      as: null,
      at: installation.address,
    },
  );
  await page.getByText('这个链接已用过或已过期').waitFor();
  expect(await page.locator('input[type="password"]').count()).toBe(0);
  await close();
});

it('both_security_administrators_are_told_of_one_whom_the_machine_made', async () => {
  const administrators = installation.opened.slice(0, 2).map(({ page }) => page);
  expect(administrators).toHaveLength(2);
  for (const page of administrators) expect(await page.locator('[data-machine]').count()).toBe(0);
  await installation.command('account', 'invite', 'back-in', '--role', 'SYSTEM_ADMIN');
  for (const page of administrators) await page.locator('[data-machine]').getByText('back-in').waitFor();
});
