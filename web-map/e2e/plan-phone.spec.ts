import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { LonLat } from '../src/geo/lonLat';
import { drawingTable, picture, roomyBorder, summaryOf, until } from './table';
import { debug, openTown, pixelOf } from './town';

const SIZES = [
  { width: 390, height: 844 },
  { width: 844, height: 390 },
  { width: 768, height: 1024 },
];

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
const boxOf = async (page: Page, what: string): Promise<Box> => {
  const box = await page.locator(what).first().boundingBox();
  if (!box) throw new Error(`${what} is not to be seen`);
  return box;
};
const underSheet = (page: Page, x: number, y: number) =>
  page.evaluate(
    ([left = 0, top = 0]) => document.elementFromPoint(left, top)?.closest('.map-view') === null,
    [x, y],
  );

describe.each(SIZES)('a planner with fingers at $width × $height', ({ width, height }) => {
  const desk = drawingTable();
  const name = `phone-${String(width)}`;

  it('has_the_tools_in_one_row_at_his_thumb_with_lock_and_undo_in_sight', async () => {
    const border = roomyBorder(await desk.basePartition());
    const { page } = await desk.open(border.points[2] as LonLat, { width, height, touch: true });
    const tools = await page
      .locator('.edit-tools button')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON() as Box));
    expect(new Set(tools.map(({ y }) => Math.round(y))).size).toBe(1);
    for (const tool of tools) {
      expect(Math.min(tool.width, tool.height)).toBeGreaterThanOrEqual(44);
      expect(tool.y).toBeGreaterThan(height * 0.6);
    }
    for (const what of ['[data-tool="lock"]', '[data-undo]']) {
      const box = await boxOf(page, `.edit-tools ${what}`);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      const own = await page.evaluate(
        ([x = 0, y = 0, which = '']) =>
          document.elementFromPoint(Number(x), Number(y))?.closest(String(which)) !== null,
        [box.x + box.width / 2, box.y + box.height / 2, what],
      );
      expect(own, `${what} lies under nothing`).toBe(true);
    }
    // More than a third of the screen is map, above the sheet or beside the panel.
    const map = await boxOf(page, '.map-view');
    const panel = await boxOf(page, '.sheet');
    const over = panel.x <= map.x && panel.x + panel.width >= map.x + map.width;
    const free = map.width * (over ? panel.y - map.y : map.height);
    expect(free / (width * height)).toBeGreaterThan(0.33);
    // What only holds the tools together hides no name of a house.
    await until('names beside the tools', async () => (await debug(page)).labels.length > 3);
    await picture(page, name);
    const { violations, passes } = await new AxeBuilder({ page: page as never }).analyze();
    expect(passes.length).toBeGreaterThan(10);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
  });

  it('locks_a_border_by_two_taps_takes_it_back_by_one_and_sees_what_he_tapped', async () => {
    const border = roomyBorder(await desk.basePartition());
    const middle = border.points[Math.floor(border.points.length / 2)] as LonLat;
    const { page } = await desk.open(middle, { width, height, touch: true });
    const tapped = await pixelOf(page, middle[0], middle[1]);
    await page.touchscreen.tap(tapped.x, tapped.y);
    await page.locator('[data-selected="edge"]').waitFor({ state: 'attached' });
    await page.waitForTimeout(600);
    const now = await pixelOf(page, middle[0], middle[1]);
    expect(await underSheet(page, now.x, now.y)).toBe(false);
    const mark = await page
      .locator('.edit-layer .handle')
      .first()
      .evaluate((handle) => {
        const { width: wide, height: high } = getComputedStyle(handle, '::after');
        return [handle.clientWidth, handle.clientHeight, parseFloat(wide) / parseFloat(high)];
      });
    expect(mark, 'a round mark in the middle of what a finger hits').toEqual([44, 44, 1]);
    await picture(page, `${name}-border`);
    await page.locator('[data-tool="lock"]').tap();
    await page.touchscreen.tap(now.x, now.y);
    const locked = await desk.changed(desk.plan.version);
    await page.locator('[data-undo]').tap();
    await until('the first hash', async () => (await summaryOf(desk.plan.id)).hash === desk.plan.hash);
    expect(locked.hash).not.toBe(desk.plan.hash);
  });

  it('sees_a_border_that_he_chooses_in_the_list', async () => {
    const partition = await desk.basePartition();
    const border = roomyBorder(partition);
    const middle = border.points[Math.floor(border.points.length / 2)] as LonLat;
    const { page } = await desk.open(middle, { width, height, touch: true });
    await page.locator('input[name="edit-view"][value="grids"]').check({ force: true });
    await page.getByLabel('按名称或编码筛选').fill(border.left);
    await page.locator(`[data-code="${border.left}"] .name`).click();
    await page.locator('input[name="edit-view"][value="numbers"]').check({ force: true });
    await page.locator('.edit-selected summary').click();
    const far = partition.outlineOf(border.left).find(({ id, left, right }) => {
      return id !== border.id && left !== '' && right !== '';
    });
    if (!far) throw new Error('the grid has one border only');
    await page.locator(`[data-edge="${String(far.id)}"]`).click();
    await page.waitForTimeout(1200);
    const sights = await Promise.all(
      far.points.map(async ([lon, lat]) => {
        const { x, y } = await pixelOf(page, lon, lat);
        return x > 0 && y > 0 && x < width && y < height && !(await underSheet(page, x, y));
      }),
    );
    expect(sights).toContain(true);
    await picture(page, `${name}-list`);
  });

  it('reads_notice_and_legend_beside_each_other', async () => {
    const { page, close } = await openTown(desk.browser, '#mode=3d&theme=residents', {
      as: 'leader',
      width,
      height,
      touch: true,
    });
    await page.locator('.notice').first().waitFor();
    await page.locator('.theme-legend .swatch').first().waitFor();
    const [legend, notice] = [await boxOf(page, '.theme-legend'), await boxOf(page, '.notice')];
    const numbers = await boxOf(page, '.numbers');
    const apart = (a: Box, b: Box) =>
      a.y + a.height <= b.y || b.y + b.height <= a.y || a.x + a.width <= b.x || b.x + b.width <= a.x;
    expect([apart(legend, notice), apart(legend, numbers), apart(notice, numbers)]).toEqual([
      true,
      true,
      true,
    ]);
    await picture(page, `${name}-legend`);
    await close();
  });
});
