import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPlace, report } from './events';
import { readHomeIn, send } from './server';
import { openTown, settled, signIn, signOut, startBrowser } from './town';

/** Everything that a browser keeps of a page beyond the page itself. */
async function kept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const names = 'caches' in window ? await caches.keys() : [];
    const bases = await indexedDB.databases();
    return JSON.stringify({
      local: { ...localStorage },
      session: { ...sessionStorage },
      names,
      bases,
      cookie: document.cookie,
    });
  });
}
const NOTHING = JSON.stringify({ local: {}, session: {}, names: [], bases: [], cookie: '' });

describe('the door', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser(false);
  });
  afterAll(async () => {
    await browser.close();
  });

  it('a_browser_in_english_opens_in_english_and_a_choice_of_chinese_outlives_a_reload', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(process.env['GRIDMAP_URL'] ?? '');
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    await page.getByRole('radio', { name: '中' }).check();
    await page.waitForFunction(() => location.hash.includes('lang=zh-CN'));
    await page.reload();
    await page.waitForFunction(() => document.documentElement.lang === 'zh-CN');
    await context.close();
  });

  it('the_map_is_fetched_only_after_signing_in', async () => {
    const context = await browser.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(process.env['GRIDMAP_URL'] ?? '');
    await page.locator('[data-demo]').first().waitFor();
    expect(asked.filter((url) => /globe|flat|Workplace|\/tiles\/|\/ogc|overview/.test(url))).toEqual([]);
    await signIn(page, 'leader');
    await settled(page);
    expect(asked.some((url) => /\/tiles\//.test(url))).toBe(true);
    await context.close();
  });

  it('a_wrong_password_is_told_in_one_sentence_and_the_field_is_empty_again', async () => {
    const { page, close } = await openTown(browser, '', { as: null });
    await page.getByLabel('账号', { exact: true }).fill('nobody-here');
    await page.getByLabel('密码').fill('wrong wrong wrong');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page
      .getByRole('alert')
      .getByText(/账号或密码不对|尝试次数太多/)
      .waitFor();
    expect(await page.getByLabel('密码').inputValue()).toBe('');
    await close();
  });

  it('the_token_of_an_invitation_leaves_the_address_at_once', async () => {
    const { page, close } = await openTown(browser, '#invitation=abcdefghijklmnop', { as: null });
    await page.getByRole('heading', { name: '设置密码' }).waitFor();
    expect(page.url()).not.toContain('invitation');
    await close();
  });

  it('a_session_that_ends_brings_the_door_and_signing_in_the_same_place', async () => {
    const { page, close } = await openTown(browser, '#mode=2d&level=3', { as: 'leader' });
    await settled(page);
    await page.locator('.map-view').focus();
    await page.keyboard.press('+');
    await settled(page);
    await page.waitForTimeout(500);
    const address = page.url();
    await page.context().clearCookies();
    await page.keyboard.press('2');
    await page.evaluate(() => fetch('/api/overview'));
    await page.locator('[data-mode="places"]').click();
    await page.getByText('离开太久').waitFor();
    await signIn(page, 'leader');
    await settled(page);
    const view = (url: string) => /view=([^&]*)/.exec(url)?.[1];
    expect(view(page.url())).toBe(view(address));
    await close();
  });

  it('whoever_leaves_his_desk_finds_the_door_though_events_arrived_meanwhile', async () => {
    const { page, close } = await openTown(browser, '#mode=2d&panel=events', { as: 'leader' });
    await settled(page);
    await page.getByRole('img', { name: '实时更新' }).first().waitFor();
    const idle: Record<string, number[]> = {};
    page.on('request', (request) => {
      const seconds = request.headers()['idle-seconds'];
      if (seconds !== undefined) (idle[new URL(request.url()).pathname] ??= []).push(Number(seconds));
    });
    await page.clock.install();
    await page.clock.fastForward('10:00');
    await report(await readPlace(), 'LITTER', '无人值守');
    // What the page asks for by itself says that nobody is here.
    for (const path of ['/api/event-changes', '/api/event-numbers']) {
      await expect.poll(() => idle[path]?.at(-1) ?? 0, { timeout: 15_000 }).toBeGreaterThan(590);
    }
    await page.clock.fastForward('05:00');
    await page.getByText('离开太久').waitFor();
    // The words stand there while the session is still being ended.
    const left = async () => (await page.context().cookies()).filter(({ value }) => value !== '');
    await expect.poll(left, { timeout: 15_000 }).toEqual([]);
    await close();
  });

  it('signing_out_leaves_nothing_behind_and_nothing_personal_was_ever_kept', async () => {
    const home = await readHomeIn('officer');
    const { page, complaints, close } = await openTown(browser, `#mode=2d&select=house:${String(home.id)}`, {
      as: 'officer',
    });
    await page.getByRole('tab', { name: '住户' }).click();
    await page.locator('.resident-line').first().waitFor();
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    await page.keyboard.press('/');
    await page.keyboard.type('王');
    await page.keyboard.type('小');
    await page.waitForTimeout(1500);
    expect(urls.filter((url) => /%E7%8E%8B|王/.test(url))).toEqual([]);
    expect(await kept(page)).toBe(NOTHING);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await signOut(page);
    expect(await kept(page)).toBe(NOTHING);
    expect(new URL(page.url()).hash).not.toContain('house');
    expect((await page.context().cookies()).filter(({ value }) => value !== '')).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('a_change_without_the_token_of_the_session_is_refused', async () => {
    const response = await send('officer', 'POST', '/api/search', { q: '26' }, { 'X-CSRF-Token': 'forged' });
    expect(response.status).toBe(403);
  });
});
