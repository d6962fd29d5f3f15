import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readDraft, readFindings, readOverview, readSomeHouse, readSomeLeaf, serverAddress } from './server';
import {
  debug,
  type Opened,
  type Opening,
  openTown,
  pictureOf,
  pixelOf,
  settled,
  signIn,
  startBrowser,
} from './town';

describe('the town without WebGL', () => {
  let browser: Browser;
  let opened: Opened | undefined;

  beforeAll(async () => {
    browser = await startBrowser(false);
  });
  afterEach(async () => {
    const complaints = opened?.complaints ?? [];
    await opened?.close();
    opened = undefined;
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
  });

  async function open(hash = '', opening: Partial<Opening> = {}) {
    opened = await openTown(browser, hash, opening);
    return opened.page;
  }

  it('draws_the_flat_map_and_says_why', async () => {
    const page = await open();
    const state = await settled(page, ({ mode }) => mode === '2d');
    expect(state.labels.some(({ text }) => /[\u4e00-\u9fff]/.test(text))).toBe(true);
    await page.getByText('没有 WebGL').waitFor();
    await expect
      .poll(() => pictureOf(browser, page), { timeout: 60_000, interval: 1000 })
      .toSatisfy(
        ({ painted, colours }: { painted: number; colours: number }) => painted > 0.2 && colours > 20,
      );
  });

  it('the_numbers_of_several_villages_say_that_they_are_those_of_all', async () => {
    const { divisions } = await readOverview();
    const page = await open();
    const shown = divisions.filter((division) => division.shown).length;
    await page
      .locator('.numbers')
      .getByText(`${String(shown)} 个村合计`)
      .waitFor();
  });

  it('the_number_keys_switch_the_level_and_with_it_the_labels', async () => {
    const { counts } = await readOverview();
    const page = await open();
    await settled(page);
    const gridsOf = async (level: number) => {
      await page.keyboard.press(String(level));
      await page.waitForFunction((n) => location.hash.includes(`level=${String(n)}`), level);
      const state = await settled(page, ({ inSight: { grid = 0 } }) => (level === 1 ? grid === 1 : grid > 1));
      return state.labels.filter(({ key }) => key.startsWith('grid:')).map(({ text }) => text);
    };
    const one = await gridsOf(1);
    const two = await gridsOf(2);
    const three = await gridsOf(3);
    expect(one).toHaveLength(1);
    expect(two.length).toBeLessThanOrEqual(counts.grids['2'] ?? 0);
    expect(three.length).toBeGreaterThan(two.length);
    expect(three).not.toEqual(expect.arrayContaining(two));
  });

  it('a_click_on_a_grid_opens_its_card_and_back_closes_it', async () => {
    const leaf = await readSomeLeaf();
    const page = await open('#level=3&off=houses');
    await settled(page);
    const { x, y } = await pixelOf(page, leaf.labelPoint[0], leaf.labelPoint[1]);
    await page.mouse.click(x, y);
    const card = page.locator('[data-card]');
    await card.getByText(leaf.code, { exact: true }).waitFor();
    expect(await card.innerText()).toContain(leaf.houses.toLocaleString('en-US'));
    await page.goBack();
    await card.waitFor({ state: 'detached' });
    expect((await debug(page)).mode).toBe('2d');
  });

  it('a_double_click_flies_in_and_escape_goes_out', async () => {
    const leaf = await readSomeLeaf();
    const page = await open('#level=3&off=houses');
    const before = await settled(page);
    const { x, y } = await pixelOf(page, leaf.labelPoint[0], leaf.labelPoint[1]);
    await page.mouse.dblclick(x, y);
    const near = await settled(
      page,
      ({ viewpoint }) => (viewpoint?.rangeMetres ?? 1e9) < (before.viewpoint?.rangeMetres ?? 0) / 2,
    );
    await page.keyboard.press('Escape');
    await page.locator('[data-card]').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await settled(
      page,
      ({ viewpoint }) => (viewpoint?.rangeMetres ?? 0) > (near.viewpoint?.rangeMetres ?? 1e9) * 1.5,
    );
  });

  it('the_findings_of_the_draft_are_listed_all_and_a_click_flies_to_one', async () => {
    const draft = await readDraft();
    const { total, items } = await readFindings(draft.id);
    const page = await open('#panel=check');
    await settled(page);
    await page.getByLabel('划分方案').selectOption(String(draft.id));
    await page
      .locator('.findings li')
      .nth(Math.min(total, 200) - 1)
      .waitFor();
    expect(await page.locator('.findings li').count()).toBe(Math.min(total, 200));
    expect(await page.locator('.check-panel').innerText()).toContain(`${String(total)} 处缺陷`);
    const last = items[Math.min(total, 200) - 1];
    if (!last) throw new Error('no finding');
    await page
      .locator('.findings button')
      .nth(Math.min(total, 200) - 1)
      .click();
    const state = await settled(page, ({ viewpoint, pins }) => {
      const [lon = 0, lat = 0] = viewpoint?.centre ?? [];
      const [west, south, east, north] = last.bounds ?? [...last.place, ...last.place];
      const inside = lon >= west - 1e-4 && lon <= east + 1e-4 && lat >= south - 1e-4 && lat <= north + 1e-4;
      return inside && pins.some(({ id }) => id === last.id);
    });
    expect(state.pins.find(({ id }) => id === last.id)?.ordinal).toBe(String(last.ordinal));
    expect(page.url()).toContain(`select=finding:${String(last.id)}`);
    expect(page.url()).toContain(`division=${String(draft.id)}`);
  });

  it('the_published_division_is_clean_and_points_to_the_draft', async () => {
    const draft = await readDraft();
    const page = await open('#panel=check');
    await page.getByText('这个方案没有缺陷').waitFor();
    await page.getByRole('button', { name: '查看草案' }).click();
    await page.locator('.findings li').first().waitFor();
    expect(page.url()).toContain(`division=${String(draft.id)}`);
  });

  it('an_address_restores_viewpoint_selection_division_and_panel', async () => {
    const draft = await readDraft();
    const leaf = await readSomeLeaf();
    const [lon, lat] = leaf.labelPoint;
    const hash = `#view=${lon.toFixed(6)},${lat.toFixed(6)},700,0,-90&mode=2d&level=3&division=${String(draft.id)}&select=grid:${String(leaf.id)}&panel=map`;
    const page = await open(hash);
    const { viewpoint } = await settled(page);
    expect(viewpoint?.centre[0]).toBeCloseTo(lon, 4);
    expect(viewpoint?.centre[1]).toBeCloseTo(lat, 4);
    expect(viewpoint?.rangeMetres).toBeCloseTo(700, -2);
    await page.locator('[data-card]').getByText(leaf.code, { exact: true }).waitFor();
    expect(await page.getByLabel('划分方案').inputValue()).toBe(String(draft.id));
  });

  it('the_language_switches_and_the_address_keeps_it', async () => {
    const page = await open('#panel=map');
    await page.getByText('图层', { exact: true }).waitFor();
    await page.getByRole('radio', { name: 'EN' }).check();
    await page.getByText('Layers', { exact: true }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(page.url()).toContain('lang=en');
    expect(await page.locator('.page').innerText()).not.toContain('图例');
  });

  it('the_page_can_be_walked_by_keyboard_alone', async () => {
    const leaf = await readSomeLeaf();
    const page = await open();
    const before = await settled(page);
    const walked: string[] = [];
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab');
      const { name, outline } = await page.evaluate(() => {
        const at = document.activeElement as HTMLElement;
        if (at === document.body) return { name: '', outline: true };
        const shown = at.closest('.choice label, .search') ?? at;
        const style = getComputedStyle(shown);
        return {
          name: at.getAttribute('aria-label') ?? at.getAttribute('name') ?? at.innerText,
          outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
        };
      });
      if (name === '') break;
      expect(outline, `focus is not visible on ${name}`).toBe(true);
      walked.push(name);
    }
    expect(walked.join(' | ')).toMatch(
      /跳到地图.*查找网格、房屋或道路.*mode.*language.*账号.*图.*查.*册.*站.*地图：/s,
    );
    await page.locator('.map-view').focus();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowRight');
    await settled(
      page,
      ({ viewpoint }) =>
        (viewpoint?.centre[0] ?? 0) > (before.viewpoint?.centre[0] ?? 0) &&
        (viewpoint?.rangeMetres ?? 1e9) < (before.viewpoint?.rangeMetres ?? 0),
    );
    await page.keyboard.press('/');
    await page.keyboard.type(leaf.code);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.locator('[data-card]').getByText(leaf.code, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-card]').waitFor({ state: 'detached' });
  });

  it('on_a_phone_the_card_is_a_sheet_and_targets_are_large', async () => {
    const leaf = await readSomeLeaf();
    const page = await open(`#level=3&select=grid:${String(leaf.id)}`, {
      width: 390,
      height: 780,
      touch: true,
    });
    await page.locator('[data-card]').getByText(leaf.code, { exact: true }).waitFor();
    await settled(page);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, .choice label, select')]
        .filter((element) => element.offsetParent !== null || getComputedStyle(element).position === 'fixed')
        .map((element) => ({
          name: element.getAttribute('aria-label') ?? element.innerText,
          box: element.getBoundingClientRect(),
        }))
        .filter(({ box }) => box.height < 43.5)
        .map(({ name, box }) => `${name} ${String(box.height)}`),
    );
    expect(small).toEqual([]);
    const sheet = await page.locator('.card-area').boundingBox();
    expect(sheet?.y).toBeGreaterThan(200);
    expect(sheet?.width).toBe(390);
    expect((await page.locator('header.bar').boundingBox())?.height).toBeLessThanOrEqual(96);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  it('on_a_phone_a_house_that_is_found_stands_above_its_card', async () => {
    const house = await readSomeHouse();
    const page = await open('', { width: 390, height: 844, touch: true });
    await settled(page);
    await page.keyboard.press('/');
    await page.keyboard.type(house.number ?? '');
    await page.locator('.hits [role="option"]').first().click();
    await page.locator('[data-card]').waitFor();
    await page.waitForTimeout(500);
    await settled(page);
    const sheet = await page.locator('.card-area').boundingBox();
    const bar = await page.locator('header.bar').boundingBox();
    const at = await pixelOf(page, house.entrance[0], house.entrance[1]);
    expect(at.y).toBeLessThan((sheet?.y ?? 0) - 20);
    expect(at.y).toBeGreaterThan((bar?.y ?? 0) + (bar?.height ?? 0) + 20);
  });

  it('a_dialog_gives_the_focus_back_to_what_opened_it', async () => {
    const page = await open('#mode=2d&panel=plan');
    const opener = page.getByRole('button', { name: '新建方案' });
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it('on_paper_the_map_is_whole_and_every_colour_of_its_legend_is_printed', async () => {
    const { page, close } = await openTown(browser, '#mode=2d&level=2&theme=residents&panel=map', {
      as: 'leader',
      width: 1280,
      height: 760,
    });
    await page.locator('.theme-legend .swatch').first().waitFor();
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    const screen = await page.locator('.map-area').boundingBox();
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 688, height: 1016 });
    const paper = await page.locator('.map-area').boundingBox();
    expect(paper?.width).toBeLessThanOrEqual(688);
    expect((paper?.width ?? 0) / (paper?.height ?? 1)).toBeCloseTo(
      (screen?.width ?? 0) / (screen?.height ?? 1),
      1,
    );
    for (const swatch of await page.locator('.theme-legend i, .legend i').all())
      expect(await swatch.evaluate((each) => getComputedStyle(each).printColorAdjust)).toBe('exact');
    for (const tool of ['.rail', '.zoom', '.search', '.account-menu'])
      expect(await page.locator(tool).first().isVisible()).toBe(false);
    const panel = await page.locator('.panel').boundingBox();
    expect(panel?.y).toBeGreaterThanOrEqual((paper?.y ?? 0) + (paper?.height ?? 0) - 1);
    await close();
  });

  it('without_a_server_the_page_says_so_and_recovers', async () => {
    const context = await browser.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    await page.route('**/api/overview', (route) => route.abort());
    // The line that tells of changes would bring the page back by itself.
    await page.route('**/api/stream', (route) => route.abort());
    await page.goto(serverAddress());
    await signIn(page, 'planner');
    await page.getByText('连不上服务器').waitFor();
    await page.unroute('**/api/overview');
    await page.getByRole('button', { name: '再试一次' }).click();
    await settled(page);
    await context.close();
  });
});
