import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, readHomeIn, readScope, readSomeLeaf } from './server';
import { openTown, startBrowser } from './town';
import { type Language, Reader } from './words';

/** Every panel of every role is opened and read: no word of the other language, no code, no key. */
let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser(false);
});
afterAll(async () => {
  await browser.close();
});

const ROLES: readonly Demo[] = [
  'officer',
  'planner',
  'leader',
  'responder',
  'sysadmin',
  'secadmin',
  'auditor',
];
/** Where buttons open something and change nothing by themselves; what would be sent is held back. */
const ROOM = '.panel, .card-area, .full-page';

/** Asks that only read go through; nothing is changed by reading what the page says. */
async function holdBack(page: Page): Promise<void> {
  await page.route(
    (url) =>
      url.pathname.includes('/api/') && !/\/api\/(session|search|residents\/search)/.test(url.pathname),
    (route) => (route.request().method() === 'GET' ? route.continue() : route.abort()),
  );
}

async function calm(page: Page): Promise<void> {
  await page
    .waitForFunction(() => !document.querySelector('[aria-busy="true"], .spinner'), null, { timeout: 3000 })
    .catch(() => undefined);
  await page.waitForTimeout(60);
}

/** Reads the room, each of its tabs, and each dialog and form that its buttons open. */
async function readRoom(
  page: Page,
  reader: Reader,
  where: string,
  restore: () => Promise<void>,
): Promise<void> {
  await calm(page);
  await reader.read(where);
  const tabs = page.locator(ROOM).getByRole('tab');
  const names = await tabs.allInnerTexts();
  for (const i of names.length > 0 ? names.keys() : [-1]) {
    const here = i < 0 ? where : `${where} / ${names[i] ?? ''}`;
    if (i >= 0) {
      await tabs.nth(i).click();
      await calm(page);
      await reader.read(here);
    }
    const labels = await page
      .locator(ROOM)
      .locator('button:visible:not([disabled]):not([role="tab"]):not(.close):not([type="submit"])')
      .evaluateAll((buttons) => [
        ...new Set(buttons.map((button) => button.getAttribute('aria-label') ?? button.textContent.trim())),
      ]);
    for (const label of labels.slice(0, MOST_BUTTONS)) {
      const button = page.locator(ROOM).locator('button:visible').filter({ hasText: label }).first();
      if ((await button.count()) === 0) continue;
      await button.click({ timeout: 1500 }).catch(() => undefined);
      await calm(page);
      await reader.read(`${here} / [${label}]`);
      await page.keyboard.press('Escape');
      if ((await page.locator(ROOM).count()) === 0 || (i >= 0 && (await tabs.count()) !== names.length)) {
        await restore();
        await calm(page);
        if (i >= 0)
          await tabs
            .nth(i)
            .click({ timeout: 1500 })
            .catch(() => undefined);
      }
    }
  }
}
/** Buttons tried in each place; a larger number walks deeper and takes minutes. */
const MOST_BUTTONS = Number(process.env['GRIDMAP_WALK'] ?? 1);

async function walk(login: Demo, language: Language): Promise<string[]> {
  const { page, close } = await openTown(browser, '#mode=2d', {
    as: null,
    width: 1366,
    height: 768,
    language,
  });
  const reader = new Reader(page, language);
  await holdBack(page);
  // From here on the reader hears what the server sends.
  await page.reload();
  await page.locator('[data-demo]').first().waitFor();
  await reader.read('door');
  await page.locator(`[data-demo="${login}"]`).click();
  await page.locator('.account-menu').waitFor();
  await page.getByRole('combobox').first().fill('17');
  await page.getByRole('option').first().waitFor();
  await reader.read('search');
  await page.keyboard.press('Escape');
  await page.locator('.account-menu > button').click();
  await reader.read('account menu');
  await page.keyboard.press('Escape');
  for (const mode of await page
    .locator('[data-mode]')
    .evaluateAll((all) => all.map((each) => each.getAttribute('data-mode') ?? ''))) {
    const show = async () => {
      await page.evaluate((panel) => {
        location.hash = `mode=2d&panel=${panel}`;
      }, mode);
    };
    await show();
    await readRoom(page, reader, mode, show);
  }
  const things: string[] = [];
  if (!['sysadmin', 'secadmin', 'auditor'].includes(login)) {
    things.push(`grid:${String((await readSomeLeaf()).id)}`);
    if (login === 'officer') {
      things.push(
        `grid:${String((await readScope(login)).id)}`,
        `house:${String((await readHomeIn(login)).id)}`,
      );
    } else things.push(`house:${String((await readHomeIn('officer')).id)}`);
  }
  things.push('account');
  for (const thing of things) {
    const show = async () => {
      await page.evaluate((wanted) => {
        location.hash = wanted === 'account' ? 'mode=2d&panel=account' : `mode=2d&select=${wanted}`;
      }, thing);
      await page.waitForTimeout(450);
    };
    await show();
    await readRoom(page, reader, thing, show);
  }
  const leftovers = await reader.leftovers();
  await close();
  return leftovers;
}

// A name that the browser showed and did not hand to the reader would count as a word of the page; a word
// of the page is found each time.
it.each(ROLES)('%s_reads_one_language_and_no_codes_in_every_panel', { retry: 2 }, async (login) => {
  const [english, chinese] = await Promise.all([walk(login, 'en'), walk(login, 'zh-CN')]);
  expect({ english, chinese }).toEqual({ english: [], chinese: [] });
});
