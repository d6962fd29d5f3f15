import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { LonLat } from '../src/geo/lonLat';
import { readCounted, step } from './plans';
import {
  chooseBorder,
  debugOf,
  drawingTable,
  handleAt,
  picture,
  roomyBorder,
  summaryOf,
  until,
} from './table';
import { openTown, pixelOf } from './town';

describe('two planners at one plan', () => {
  const desk = drawingTable();

  it('see_each_other_at_work', async () => {
    const border = roomyBorder(await desk.basePartition());
    const middle = border.points[Math.floor(border.points.length / 2)] as LonLat;
    const { page: one } = await desk.open(middle);
    const second = await openTown(desk.browser, new URL(one.url()).hash, { width: 1300, height: 820 });
    try {
      const other = second.page;
      await other.locator('.edit-tools').waitFor();
      const pages = [one, other];
      for (const page of pages) {
        await until('the plan on both maps', async () => ((await debugOf(page))?.labels.length ?? 0) > 0);
        await page.locator('[data-snapping]').click();
        await chooseBorder(page, border);
      }
      let { version } = desk.plan;
      for (const [worker, watcher] of [pages, [...pages].reverse()] as [Page, Page][]) {
        const handle = await handleAt(worker, 'vertex');
        await worker.mouse.move(handle.px, handle.py);
        await worker.mouse.down();
        await worker.mouse.move(handle.px + 15, handle.py + 9, { steps: 4 });
        await worker.mouse.up();
        ({ version } = await desk.changed(version));
        const answered = Date.now();
        const [, edge = '', vertex = ''] = /v(\d+)\/(\d+)/.exec(handle.key) ?? [];
        const drawn = (await readCounted(desk.plan.id)).counted.partition.edges.get(Number(edge));
        const place = drawn?.points[Number(vertex)] as LonLat;
        await until('the step of the other', async () => {
          const pixel = await pixelOf(watcher, place[0], place[1]);
          const box = await watcher.locator('.map-view').boundingBox();
          const seen = (await debugOf(watcher))?.handles.find(({ key }) => key === handle.key);
          return (
            seen &&
            Math.hypot(seen.x + (box?.x ?? 0) - pixel.x, seen.y + (box?.y ?? 0) - pixel.y) < 1 &&
            Math.hypot(seen.x - handle.x, seen.y - handle.y) > 5
          );
        });
        expect(Date.now() - answered, 'milliseconds until the other page shows it').toBeLessThan(2000);
      }
      expect(second.complaints).toEqual([]);
    } finally {
      await second.close();
    }
  });

  it('of_two_changes_of_one_border_the_later_shows_both_versions', async () => {
    const border = roomyBorder(await desk.basePartition());
    const at = Math.floor(border.points.length / 2);
    const middle = border.points[at] as LonLat;
    const { page } = await desk.open(middle);
    // The line that tells of others is cut, and meanwhile somebody moves the same border.
    await page.route('**/events', (route) => route.fulfill({ status: 204 }));
    await page.reload();
    await page.locator('.edit-tools').waitFor();
    await until('the plan again', async () => ((await debugOf(page))?.labels.length ?? 0) > 0);
    await page.locator('[data-snapping]').click();
    await chooseBorder(page, border);
    const answer = await step(desk.plan.id, desk.plan.version, {
      type: 'moveVertex',
      edge: border.id,
      vertex: at,
      to: [middle[0] + 0.00002, middle[1] + 0.00002],
    });
    expect(answer.status).toBe(200);
    const handle = await handleAt(page, 'vertex');
    await page.mouse.move(handle.px, handle.py);
    await page.mouse.down();
    await page.mouse.move(handle.px + 20, handle.py + 10, { steps: 4 });
    await page.mouse.up();
    await page.locator('[data-conflict]').waitFor();
    expect((await summaryOf(desk.plan.id)).version).toBe(answer.applied.version);
    await picture(page, 'conflict');
    await page.locator('[data-mine]').click();
    await page.locator('[data-conflict]').waitFor({ state: 'detached' });
    await desk.changed(answer.applied.version);
  });
});
