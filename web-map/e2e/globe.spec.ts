import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOverview, readSomeHouse, readSomeLeaf } from './server';
import { debug, type Opened, openTown, pictureOf, pixelOf, settled, startBrowser } from './town';

describe('the town on the globe', () => {
  let browser: Browser;
  let opened: Opened;

  beforeAll(async () => {
    browser = await startBrowser(true);
    opened = await openTown(browser);
  });
  afterAll(async () => {
    await browser.close();
  });

  it('opens_on_the_town_with_grids_houses_and_labels', async () => {
    const { page } = opened;
    const overview = await readOverview();
    const state = await settled(page, ({ bodies, mode }) => mode === '3d' && bodies > 100);
    expect(state.gridsInSight).toBeGreaterThanOrEqual(Math.min(3, overview.counts.grids['2'] ?? 0));
    const [west, south, east, north] = overview.bounds ?? [0, 0, 0, 0];
    const [lon = 0, lat = 0] = state.viewpoint?.centre ?? [];
    expect(lon > west && lon < east && lat > south && lat < north).toBe(true);
    expect(state.viewpoint?.pitchDegrees).toBeCloseTo(-45, 0);
    expect(await page.locator('.bar').innerText()).toContain(overview.name);
    expect(await page.locator('.status').innerText()).toContain('合成数据');
    await expect
      .poll(() => pictureOf(browser, page), { timeout: 120_000, interval: 2000 })
      .toSatisfy(
        ({ painted, colours }: { painted: number; colours: number }) => painted > 0.2 && colours > 25,
      );
  });

  it('borders_and_names_come_first_and_houses_only_once_the_ground_is_drawn', async () => {
    const { page, close } = await openTown(browser);
    await page.waitForFunction(() => 'gridmap' in window);
    const early = [];
    for (let state = await debug(page); !state.grounded; state = await debug(page)) early.push(state);
    expect(early.map(({ bodies }) => bodies).filter((bodies) => bodies > 0)).toEqual([]);
    await settled(page, ({ bodies }) => bodies > 100);
    await close();
  });

  it('labels_are_chinese_from_the_shipped_font_and_do_not_overlap', async () => {
    const { page } = opened;
    const { labels } = await settled(page);
    const chinese = labels.filter(({ text }) => /[\u4e00-\u9fff]/.test(text));
    expect(chinese.length).toBeGreaterThan(0);
    for (const [i, a] of labels.entries()) {
      const hidden = labels
        .slice(i + 1)
        .filter(
          (b) => Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height,
        );
      expect(hidden).toEqual([]);
    }
    const text = chinese.map((label) => label.text).join('');
    const ink = await page.evaluate(
      (characters) => {
        // A missing glyph is drawn as the same box for every character: different characters must differ.
        const pictures = [...new Set(characters)].map((character) => {
          const canvas = document.createElement('canvas');
          canvas.width = canvas.height = 24;
          const context = canvas.getContext('2d');
          if (context) {
            context.font = "20px 'Noto Sans SC'";
            context.fillText(character, 2, 20);
          }
          return canvas.toDataURL();
        });
        return {
          all: pictures.length,
          different: new Set(pictures).size,
          font: document.fonts.check("16px 'Noto Sans SC'", characters),
        };
      },
      text.replaceAll(/[^\u4e00-\u9fff]/g, ''),
    );
    expect(ink.font).toBe(true);
    expect(ink.different).toBe(ink.all);
    // And they are on the canvas: dark ink inside a white halo where the label says it is.
    const dark = await page.evaluate(
      ({ x, y, width, height }) => {
        const canvas = document.querySelector<HTMLCanvasElement>('canvas.labels');
        const ratio = window.devicePixelRatio;
        const box = [x - width / 2, y - height / 2, width, height].map((value) =>
          Math.round(value * ratio),
        ) as [number, number, number, number];
        const data = canvas?.getContext('2d')?.getImageData(...box).data ?? new Uint8ClampedArray();
        let count = 0;
        for (let i = 0; i < data.length; i += 4) {
          if ((data[i + 3] ?? 0) > 200 && (data[i] ?? 0) + (data[i + 1] ?? 0) + (data[i + 2] ?? 0) < 300)
            count++;
        }
        return count;
      },
      chinese[0] ?? { x: 0, y: 0, width: 1, height: 1 },
    );
    expect(dark).toBeGreaterThan(20);
  });

  it('a_search_by_code_flies_to_the_grid_and_opens_its_card', async () => {
    const { page } = opened;
    const leaf = await readSomeLeaf();
    await page.keyboard.press('/');
    await page.keyboard.type(leaf.code);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-card]').getByText(leaf.code, { exact: true }).waitFor();
    const [west, south, east, north] = leaf.bounds;
    const { viewpoint } = await settled(page, ({ viewpoint: view }) => {
      const [lon = 0, lat = 0] = view?.centre ?? [];
      return lon >= west && lon <= east && lat >= south && lat <= north;
    });
    expect(viewpoint?.rangeMetres).toBeLessThan(2500);
  });

  it('a_click_on_a_house_or_on_ground_opens_the_card_of_what_is_there', async () => {
    const { page } = opened;
    const leaf = await readSomeLeaf();
    await page.getByRole('button', { name: '关闭' }).first().click();
    await page.locator('[data-card]').waitFor({ state: 'detached' });
    await page.keyboard.press('3');
    await settled(page);
    const { x, y } = await pixelOf(page, leaf.labelPoint[0], leaf.labelPoint[1]);
    const box = await page.locator('.stage').boundingBox();
    const thing = await page.evaluate(
      ([px, py]) =>
        (
          window as unknown as {
            gridmap: { thingAt(x: number, y: number): { kind: string; id: number } | null };
          }
        ).gridmap.thingAt(px ?? 0, py ?? 0),
      [x - (box?.x ?? 0), y - (box?.y ?? 0)],
    );
    expect(thing).not.toBeNull();
    await page.mouse.click(x, y);
    await page.waitForFunction(
      ({ kind, id }) => location.hash.includes(`select=${kind}:${String(id)}`),
      thing ?? { kind: '', id: 0 },
    );
    await page.locator('[data-card] dl').waitFor();
  });

  it('a_house_is_found_by_its_number_and_stands_as_a_body', async () => {
    const { page } = opened;
    const house = await readSomeHouse();
    await page.keyboard.press('/');
    await page.keyboard.type(house.number ?? '');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page
      .locator('[data-card]')
      .getByText(house.number ?? '', { exact: true })
      .first()
      .waitFor();
    const state = await settled(page, ({ viewpoint, bodies }) => {
      const [lon = 0, lat = 0] = viewpoint?.centre ?? [];
      return (
        bodies > 0 && Math.abs(lon - house.entrance[0]) < 0.0005 && Math.abs(lat - house.entrance[1]) < 0.0005
      );
    });
    expect(state.viewpoint?.rangeMetres).toBeLessThan(400);
  });

  it('an_address_restores_its_viewpoint', async () => {
    const { page } = opened;
    // The address follows the map with a pause: it is read once both rest.
    let address = '';
    while (address !== page.url()) {
      address = page.url();
      await page.waitForTimeout(600);
    }
    const before = (await debug(page)).viewpoint;
    await page.goto('about:blank');
    await page.goto(address);
    const after = (await settled(page)).viewpoint;
    expect(after?.centre[0]).toBeCloseTo(before?.centre[0] ?? 0, 4);
    expect(after?.centre[1]).toBeCloseTo(before?.centre[1] ?? 0, 4);
    expect((after?.rangeMetres ?? 0) / (before?.rangeMetres ?? 1)).toBeCloseTo(1, 1);
  });

  it('the_switch_to_the_flat_map_keeps_the_place', async () => {
    const { page } = opened;
    const before = (await debug(page)).viewpoint;
    await page.getByRole('radio', { name: '二维' }).check();
    const after = (await settled(page, ({ mode }) => mode === '2d')).viewpoint;
    expect(after?.centre[0]).toBeCloseTo(before?.centre[0] ?? 0, 3);
    expect(after?.centre[1]).toBeCloseTo(before?.centre[1] ?? 0, 3);
  });

  it('nothing_was_complained_about', () => {
    expect(opened.complaints).toEqual([]);
  });
});
