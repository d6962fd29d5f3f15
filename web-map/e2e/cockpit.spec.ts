import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EventNumbers } from '../src/features/event/api';
import { readEvent, readPlace, report } from './events';
import { type Demo, read, readHomeIn } from './server';
import { picture, until } from './table';
import { debug, type Opened, openTown, settled, startBrowser } from './town';

const numbersOf = (query = '', login: Demo = 'leader') =>
  read<EventNumbers>(`/api/event-numbers${query}`, login);
const sum = (counts: readonly { count: number }[]) => counts.reduce((all, { count }) => all + count, 0);
const digits = (text: string | null) => Number((text ?? '').replaceAll(/\D/g, ''));

describe('the cockpit', () => {
  let browser: Browser;
  const opened: Opened[] = [];
  beforeAll(async () => {
    browser = await startBrowser(false);
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    const complaints = opened.flatMap((each) => each.complaints);
    for (const each of opened.splice(0)) await each.close();
    expect(complaints).toEqual([]);
  });

  async function open(as: Demo, hash: string, width = 1280, height = 800): Promise<Page> {
    const one = await openTown(browser, hash, { as, width, height, touch: width < 500 });
    opened.push(one);
    return one.page;
  }
  const drawn = (page: Page, part: string) => page.locator(`[data-${part}] .chart canvas`).first().waitFor();
  const shown = async (page: Page, state: string) =>
    digits(await page.locator(`.cockpit .event-numbers [data-state="${state}"] b`).textContent());
  const inList = async (page: Page) => digits(await page.locator('.cockpit [data-total]').textContent());
  const accessible = async (page: Page) => {
    const { violations } = await new AxeBuilder({ page: page as never }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
  };
  /** Waits until the list holds as many as something says. */
  const listed = (page: Page, count: number) =>
    until(`a list of ${String(count)}`, async () => (await inList(page)) === count);

  it('a_leader_finds_what_holds_the_open_ones_and_the_selection_drives_everything', async () => {
    const told = await numbersOf();
    for (const counts of Object.values(told.holding)) expect(sum(counts)).toBe(told.open);
    const page = await open('leader', '#mode=2d&panel=cockpit');
    await settled(page);
    await drawn(page, 'pareto');
    await drawn(page, 'days');
    expect(await shown(page, 'OPEN')).toBe(told.open);
    expect(await shown(page, 'CLOSED')).toBe(told.closed);
    expect(await page.locator('[data-rate] b').textContent()).toBe(
      `${((told.closed / (told.open + told.closed)) * 100).toFixed(1)} %`,
    );
    await listed(page, told.open);
    await picture(page, 'cockpit-panel');
    await accessible(page);

    // With keys alone: the first bar, then the second; Enter narrows everything to it.
    await page.locator('[data-pareto] [role=listbox]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const second = told.holding.byCategory[1];
    await page.waitForFunction((key) => location.hash.includes(`events=category:${key}`), second?.key ?? '');
    await listed(page, second?.count ?? 0);
    expect(await shown(page, 'OPEN')).toBe(second?.count);
    const standing = await page.evaluate(
      () =>
        (window as unknown as { gridmap: { debug(): { pillars: { ids: number[] }[] } } }).gridmap
          .debug()
          .pillars.flatMap(({ ids }) => ids).length,
    );
    expect(standing).toBeLessThanOrEqual(second?.count ?? 0);
    // The others stay beside the one that was chosen, and a press on a second bar adds it.
    const options = page.locator('[data-pareto] [role=option]');
    await until('the others', async () => (await options.count()) > 1);
    expect(await page.locator('[data-pareto] [role=option][aria-selected=true]').count()).toBe(1);
    const box = await page.locator('[data-pareto] .chart').boundingBox();
    await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) * 0.52, (box?.y ?? 0) + 4 + 13);
    const first = told.holding.byCategory[0];
    await page.waitForFunction(
      (key) => (location.hash.split('category:')[1] ?? '').includes(key),
      first?.key ?? '',
    );
    await listed(page, (first?.count ?? 0) + (second?.count ?? 0));
    await picture(page, 'cockpit-narrowed');
    for (const chip of await page.locator('[data-chip]').all())
      await chip.press('Enter').catch(() => undefined);
    while ((await page.locator('[data-chip]').count()) > 0) await page.locator('[data-chip]').first().click();
    await listed(page, told.open);
    // By step: list, map and numbers follow, and the other steps stay beside it.
    await page.locator('[data-choice="holder"] input[value="byStep"]').dispatchEvent('click');
    const step = told.holding.byStep[0];
    await page.locator('[data-pareto] .as-table summary').click();
    await page.locator(`[data-pareto] [data-press="${step?.key ?? ''}"]`).click();
    await listed(page, step?.count ?? 0);
    await until('the step alone', async () => (await shown(page, 'OPEN')) === step?.count);
    expect(page.url()).toContain(`step:${step?.key ?? ''}`);
    await until('the other steps', async () => (await options.count()) > 1);
    await page.locator('[data-chip]').first().click();
    await listed(page, told.open);

    // The keyboard stays at what a bar stands for, wherever new figures put it.
    const bars = page.locator('[data-grids] [role=listbox]');
    const active = async () => {
      const id = (await bars.getAttribute('aria-activedescendant')) ?? '';
      return page.evaluate((one) => document.getElementById(one)?.textContent.trim() ?? '', id);
    };
    await bars.focus();
    await page.keyboard.press('End');
    const [name = ''] = (await active()).split(/\s(?=\S+$)/);
    await page.locator('[data-measure]').selectOption('closed');
    await until('the measure', async () => (await active()).startsWith(name));
    await bars.focus();
    expect(await active()).toContain(name);
    await picture(page, 'cockpit-bars');
  });

  it('shows_events_as_they_were_and_lets_live_changes_wait', async () => {
    const before = await numbersOf();
    const moment = new Date().toISOString();
    const place = await readPlace();
    await report(place, 'LITTER', '后来的垃圾');
    expect(await numbersOf(`?at=${moment}`)).toMatchObject({ open: before.open, closed: before.closed });
    const page = await open('leader', `#mode=2d&panel=cockpit&at=${encodeURIComponent(moment)}`);
    await settled(page);
    await listed(page, before.open);
    expect(await shown(page, 'OPEN')).toBe(before.open);
    expect(await page.locator('[data-strip]').innerText()).toContain('划分和事件');
    await page.locator('[data-past]').waitFor();
    expect(await page.locator('.cockpit .live').getAttribute('aria-label')).toContain('暂停');
    await report(place, 'LITTER', '更晚的垃圾');
    await page.waitForTimeout(1500);
    expect([await shown(page, 'OPEN'), await inList(page)]).toEqual([before.open, before.open]);
    await drawn(page, 'pareto');
    await picture(page, 'cockpit-past');
    await accessible(page);
    await page.locator('.event-row').first().click();
    await page.locator('[data-as-now]').waitFor();
    await page.locator('[data-today]').click();
    await until('today', async () => (await shown(page, 'OPEN')) === before.open + 2);
    await listed(page, before.open + 2);
    expect(await page.locator('[data-past]').count()).toBe(0);
  });

  it('leads_down_to_a_house_and_back_and_colours_the_grids_on_the_way', async () => {
    const home = await readHomeIn('officer');
    await report(home.entrance as [number, number], 'LITTER', '门前堆放', home.id);
    const page = await open('officer', '#mode=2d&panel=cockpit');
    await settled(page);
    await drawn(page, 'pareto');
    const own = await numbersOf('', 'officer');
    expect(await shown(page, 'OPEN')).toBe(own.open);
    // An officer's only grid is a leaf: its houses are told at once.
    await page.locator('[data-house]').first().waitFor();
    const leader = await open('leader', '#mode=2d&panel=cockpit');
    await settled(leader);
    await leader.locator('[data-heat]').click();
    await leader.locator('[data-heat-legend]').waitFor();
    expect(leader.url()).toContain('theme=openEvents');
    const way: string[] = [];
    let told = await numbersOf();
    for (;;) {
      const [only] = told.children.length === 1 ? told.children : [];
      if (only) told = await numbersOf(`?grid=${String(only.gridId)}`);
      const largest = [...told.children].sort((a, b) => b.open - a.open)[0];
      if (!largest) break;
      expect(told.children.reduce((all, { open: held }) => all + held, 0)).toBe(told.open);
      const { labels } = await settled(leader, ({ labels: all }) =>
        all.some(({ text }) => /\s[\d,]+$/.test(text)),
      );
      expect(labels.length).toBeGreaterThan(0);
      await picture(leader, `cockpit-heat-${String(way.length)}`);
      await leader.locator('[data-grids] .as-table').evaluate((table: HTMLDetailsElement) => {
        table.open = true;
      });
      await leader.locator(`[data-grids] [data-press="${String(largest.gridId)}"]`).click();
      await leader.waitForFunction((id) => location.hash.includes(`grid:${id}`), String(largest.gridId));
      way.push(largest.gridName);
      told = await numbersOf(`?grid=${String(largest.gridId)}`);
      await until('the numbers', async () => (await shown(leader, 'OPEN')) === told.open);
      await listed(leader, told.open);
    }
    console.log(
      `drilled: ${way.join(' ▸ ')}, ${String(told.open)} open, ${String(told.houses.length)} houses`,
    );
    expect(way.length).toBeGreaterThan(0);
    expect(await leader.locator('.crumbs-down strong').textContent()).toContain(way.at(-1));
    // Houses are told to whoever answers for the leaf; there a press goes to the door.
    const { id: house } = home;
    await page.locator(`[data-house="${String(house)}"]`).click();
    await page.waitForFunction((id) => location.hash.includes(`select=house:${id}`), String(house));
    await until('the door', async () => ((await debug(page)).viewpoint?.rangeMetres ?? 9999) < 400);
    await leader.locator('.crumbs-down button').first().click();
    await until('the whole', async () => (await shown(leader, 'OPEN')) === (await numbersOf()).open);
    expect(leader.url()).not.toContain('grid:');
  });

  it('goes_out_as_table_picture_and_paper', async () => {
    const told = await numbersOf();
    const page = await open('leader', '#mode=2d&panel=cockpit');
    await settled(page);
    for (const part of ['pareto', 'grids', 'days', 'steps']) await drawn(page, part);
    const noted: unknown[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/event-exports')) noted.push(request.postDataJSON());
    });
    const taken = async (kind: 'csv' | 'xlsx' | 'png') => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator(`.cockpit [data-${kind}]`).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${kind}$`));
      return readFile(await download.path());
    };
    const csv = (await taken('csv')).toString('utf8');
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    const rows = csv
      .slice(1)
      .split('\r\n')
      .map((line) => line.split(','));
    expect(rows.find(([name]) => name === '在办')?.[1]).toBe(String(told.open));
    const at = rows.findIndex(([name]) => name === '在办事件的类别');
    const parts = rows.slice(at + 2, at + 2 + told.holding.byCategory.length);
    expect(parts.reduce((all, row) => all + Number(row[1]), 0)).toBe(told.open);
    expect(Number(parts.at(-1)?.[3])).toBe(1);
    const xlsx = await taken('xlsx');
    expect(xlsx.subarray(0, 2).toString()).toBe('PK');
    expect(xlsx.toString('utf8')).toContain(`<v>${String(told.open)}</v>`);
    expect(xlsx.toString('utf8')).toContain('在办事件的类别');
    expect(noted).toMatchObject([{ format: 'CSV', rows: rows.length - 1 }, { format: 'XLSX' }]);
    const png = await taken('png');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2240);
    const folder = process.env['GRIDMAP_PICTURES'];
    if (folder) await (await import('node:fs/promises')).writeFile(`${folder}/cockpit-taken.png`, png);

    await page.locator('.cockpit [data-print]').click();
    await page.locator('.cockpit-sheet .chart canvas').nth(3).waitFor();
    await picture(page, 'cockpit-sheet');
    const pdf = await page.pdf({ preferCSSPageSize: true });
    if (folder) await (await import('node:fs/promises')).writeFile(`${folder}/cockpit.pdf`, pdf);
    // A4 in points, on every page.
    const sizes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    expect(sizes.length).toBeGreaterThan(0);
    for (const [, width, height] of sizes) {
      expect(Number(width)).toBeCloseTo(595, -1);
      expect(Number(height)).toBeCloseTo(842, -1);
    }
    await accessible(page);
    await page.keyboard.press('Escape');
    await page.locator('.cockpit-sheet').waitFor({ state: 'detached' });
  });

  it('a_wall_tours_red_and_overdue_events_by_itself_and_its_numbers_are_live', async () => {
    const page = await open('leader', '#mode=2d&panel=wall', 1600, 900);
    await settled(page);
    await page.locator('[data-toured]').waitFor();
    for (const part of ['.bar', '.rail', '.zoom', '.card-area'])
      expect(await page.locator(part).first().isVisible(), part).toBe(false);
    const toured = async () => Number(await page.locator('[data-toured]').getAttribute('data-event-id'));
    const first = await toured();
    const event = await readEvent(first, 'leader');
    expect(event.urgency === 'RED' || event.overdue).toBe(true);
    await until('the flight', async () => {
      const { longitude, latitude } = await readEvent(await toured(), 'leader');
      const [lon, lat] = (await debug(page)).viewpoint?.centre ?? [0, 0];
      return Math.abs(lon - longitude) < 1e-3 && Math.abs(lat - latitude) < 1e-3;
    });
    await drawn(page, 'days');
    await picture(page, 'cockpit-wall');
    await accessible(page);
    await until('the next event', async () => (await toured()) !== first);
    // A press on the map, or a key, stops it.
    await page.keyboard.press(' ');
    const paused = await toured();
    const passed = () => page.locator('[data-tour] progress').getAttribute('value');
    const before = await passed();
    await page.waitForTimeout(1500);
    expect([await toured(), await passed()]).toEqual([paused, before]);
    await page.keyboard.press('ArrowRight');
    await until('the next by key', async () => (await toured()) !== paused);
    await page.keyboard.press('ArrowLeft');
    await until('back', async () => (await toured()) === paused);
    // Numbers follow the stream within a second.
    const open1 = digits(await page.locator('.wall-numbers dd').first().textContent());
    await report(await readPlace(), 'LITTER', '某户门口堆放杂物');
    const from = Date.now();
    await page.waitForFunction(
      (before) =>
        Number((document.querySelector('.wall-numbers dd')?.textContent ?? '').replaceAll(/\D/g, '')) >
        before,
      open1,
      { polling: 20 },
    );
    const milliseconds = Date.now() - from;
    console.log(`reported, counted on the wall after ${String(milliseconds)} ms`);
    expect(milliseconds).toBeLessThan(1000);
    expect(await page.locator('.wall-screen').innerText()).not.toContain('某户');
    await page.keyboard.press('Escape');
    await page.locator('.rail').waitFor();
  });

  it('a_phone_has_numbers_charts_and_list_below_one_another', async () => {
    const page = await open('leader', '#mode=2d&panel=cockpit', 390, 844);
    await settled(page);
    await drawn(page, 'pareto');
    await page.locator('.panel .handle').click();
    await picture(page, 'cockpit-phone');
    const wide = await page.evaluate(() => {
      const content = document.querySelector('.panel .sheet-content');
      return [document.documentElement, ...(content ? [content] : [])].map(
        (element) => element.scrollWidth - element.clientWidth,
      );
    });
    expect(wide).toEqual([0, 0]);
    const tops = await page.evaluate(() =>
      ['.event-numbers', '[data-pareto]', '[data-grids]', '[data-days]', '[data-steps]', '.event-list'].map(
        (part) => document.querySelector(`.cockpit ${part}`)?.getBoundingClientRect().top ?? NaN,
      ),
    );
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    await accessible(page);
    await page.locator('[data-days]').scrollIntoViewIfNeeded();
    await picture(page, 'cockpit-phone-lower');
  });

  it('is_nothing_to_whoever_may_not_see_events', async () => {
    for (const panel of ['cockpit', 'wall']) {
      const page = await open('planner', `#mode=2d&panel=${panel}&theme=openEvents`);
      await settled(page);
      expect(
        await page.locator('[data-mode="cockpit"], .cockpit, .wall-screen, [data-heat-legend]').count(),
      ).toBe(0);
    }
  });
});
