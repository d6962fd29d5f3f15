import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PlanSummary } from '../src/api/plans';
import { groundMetres } from '../src/geo/groundArea';
import type { LonLat } from '../src/geo/lonLat';
import { innerPlace, type Partition, type PlanEdge } from '../src/geo/partition';
import { newPlan, readCounted, step } from './plans';
import { read } from './server';
import { type Opened, openTown, pixelOf, startBrowser } from './town';

interface EditDebug {
  labels: { key: string; text: string; x: number; y: number }[];
  handles: { key: string; kind: string; x: number; y: number; fixed: boolean }[];
}

const debugOf = (page: Page) =>
  page.evaluate(
    () => (window as unknown as { gridmap: { debug(): { edit: EditDebug | null } } }).gridmap.debug().edit,
  );
const summaryOf = (id: number) => read<PlanSummary>(`/api/plans/${String(id)}`);

/** An inner border with room on both sides, the longest first. */
function roomyBorder(partition: Partition): PlanEdge {
  const inner = [...partition.edges.values()].filter(
    ({ left, right, points }) =>
      partition.grids.get(left)?.kind === 'BASE' &&
      partition.grids.get(right)?.kind === 'BASE' &&
      points.length > 4,
  );
  inner.sort((a, b) => partition.measureOf(b).metres - partition.measureOf(a).metres);
  const best = inner[0];
  if (!best) throw new Error('the plan has no roomy border');
  return best;
}

async function until<T>(what: string, look: () => Promise<T | null | false>): Promise<T> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const found = await look();
    if (found !== null && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`it never came: ${what}`);
}

describe('the drawing table', () => {
  let browser: Browser;
  let opened: Opened | undefined;
  let plan: PlanSummary;

  beforeAll(async () => {
    browser = await startBrowser(false);
  });
  afterEach(async () => {
    const complaints = (opened?.complaints ?? []).filter((each) => !/\b(412|422|409)\b/.test(each));
    await opened?.close();
    opened = undefined;
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
  });

  /** Opens a fresh plan, looking at a place from near by. */
  async function table(
    at: LonLat | null,
    { metres = 420, ...more }: { width?: number; height?: number; touch?: boolean; metres?: number } = {},
  ) {
    plan = await newPlan('画图试验');
    const { counted } = await readCounted(plan.id);
    const view = at ? `view=${String(at[0])},${String(at[1])},${String(metres)},0,-90&` : '';
    opened = await openTown(browser, `#${view}mode=2d&level=3&panel=plan&plan=${String(plan.id)}`, {
      width: 1300,
      height: 820,
      ...more,
    });
    const { page } = opened;
    await page.locator('.edit-tools').waitFor();
    await until('the plan on the map', async () => ((await debugOf(page))?.labels.length ?? 0) > 0);
    return { page, counted };
  }
  async function basePartition() {
    const scratch = await newPlan('先看看');
    return (await readCounted(scratch.id)).counted.partition;
  }
  async function changed(version: number): Promise<PlanSummary> {
    return until('the step on the server', async () => {
      const now = await summaryOf(plan.id);
      return now.version > version ? now : false;
    });
  }
  async function handleAt(page: Page, kind: string) {
    const handle = await until(`a handle of kind ${kind}`, async () => {
      const all = (await debugOf(page))?.handles ?? [];
      const free = all.filter((each) => each.kind === kind && !each.fixed);
      return free[Math.floor(free.length / 2)] ?? false;
    });
    const box = await page.locator('.stage').boundingBox();
    return { ...handle, px: handle.x + (box?.x ?? 0), py: handle.y + (box?.y ?? 0) };
  }
  async function chooseBorder(page: Page, edge: PlanEdge) {
    const a = edge.points[Math.floor(edge.points.length / 2)] as LonLat;
    const pixel = await pixelOf(page, a[0], a[1]);
    await page.mouse.click(pixel.x, pixel.y);
    await page.locator('[data-selected="edge"]').waitFor();
  }

  it('a_dragged_border_changes_both_grids_and_their_numbers_move_with_the_hand', async () => {
    const border = roomyBorder(await basePartition());
    const middle = border.points[Math.floor(border.points.length / 2)] as LonLat;
    const { page } = await table(middle);
    const before = await readCounted(plan.id);
    await page.locator('[data-snapping]').click();
    await chooseBorder(page, border);
    const handle = await handleAt(page, 'vertex');
    await page.mouse.move(handle.px, handle.py);
    await page.mouse.down();
    for (let i = 1; i <= 6; i++) await page.mouse.move(handle.px + i * 5, handle.py + i * 4);
    await page.locator('[data-numbers] .was').first().waitFor();
    expect(await page.locator('[data-numbers] thead th').count()).toBeGreaterThanOrEqual(2);
    if (process.env['GRIDMAP_PICTURES'])
      await page.screenshot({ path: `${process.env['GRIDMAP_PICTURES']}/drag.png` });
    await page.mouse.up();
    const now = await changed(plan.version);
    expect(now.hash).not.toBe(plan.hash);
    const after = await readCounted(plan.id);
    for (const code of [border.left, border.right]) {
      const [was, is] = [before, after].map(({ counted }) => counted.numbersOf(code).areaSquareMetres);
      expect(Math.abs((was ?? 0) - (is ?? 0))).toBeGreaterThan(1);
    }
    const root = plan.rootCode;
    expect(after.counted.numbersOf(root).residents).toBe(before.counted.numbersOf(root).residents);
    expect(
      after.counted.numbersOf(root).areaSquareMetres / before.counted.numbersOf(root).areaSquareMetres,
    ).toBeCloseTo(1, 12);

    // Undo to the first hash, redo to the last.
    await page.keyboard.press('Control+z');
    const undone = await changed(now.version);
    expect(undone.hash).toBe(plan.hash);
    await page.keyboard.press('Control+y');
    expect((await changed(undone.version)).hash).toBe(now.hash);
  });

  it('a_drag_across_another_border_springs_back_and_says_why', async () => {
    const border = roomyBorder(await basePartition());
    const middle = border.points[Math.floor(border.points.length / 2)] as LonLat;
    const { page } = await table(middle);
    await page.locator('[data-snapping]').click();
    await chooseBorder(page, border);
    await page.evaluate(() => (location.hash = location.hash.replace(/,420,/, ',1500,')));
    await page.waitForTimeout(700);
    const handle = await handleAt(page, 'vertex');
    await page.mouse.move(handle.px, handle.py);
    await page.mouse.down();
    await page.mouse.move(handle.px + 160, handle.py + 120, { steps: 6 });
    await page.locator('[data-refusal]').waitFor();
    expect(await page.locator('[data-refusal]').innerText()).toMatch(/退回原处/);
    await page.mouse.up();
    await page.waitForTimeout(400);
    expect((await summaryOf(plan.id)).hash).toBe(plan.hash);
  });

  it('a_line_from_border_to_border_splits_a_grid_and_a_merge_makes_one_of_two', async () => {
    const partition = await basePartition();
    const border = roomyBorder(partition);
    const grid = border.left;
    const middle = innerPlace(partition.ringsOf(grid)) as LonLat;
    const { page } = await table(middle, { metres: 900 });
    const leaves = partition.leaves().length;
    // From east to west through the middle, a little beyond on both sides: snapping finds the borders.
    const ring = partition.ringsOf(grid)[0] ?? [];
    const crossing = (east: boolean): LonLat => {
      const lons: number[] = [];
      ring.forEach((b, i) => {
        const a = ring[i - 1];
        if (a && a[1] > middle[1] !== b[1] > middle[1])
          lons.push(a[0] + ((b[0] - a[0]) * (middle[1] - a[1])) / (b[1] - a[1]));
      });
      const own = lons.filter((lon) => (east ? lon > middle[0] : lon < middle[0]));
      return [east ? Math.min(...own) : Math.max(...own), middle[1]];
    };
    await page.keyboard.press('s');
    for (const place of [crossing(false), middle, crossing(true)]) {
      const pixel = await pixelOf(page, place[0], place[1]);
      await page.mouse.move(pixel.x, pixel.y);
      await page.mouse.click(pixel.x, pixel.y);
    }
    const split = await changed(plan.version);
    const halves = (await readCounted(plan.id)).counted.partition;
    expect(halves.leaves()).toHaveLength(leaves + 1);
    expect(halves.grids.has(grid)).toBe(false);
    const fresh = halves.leaves().filter((code) => !partition.grids.has(code));
    expect(fresh).toHaveLength(2);

    await page.keyboard.press('m');
    for (const code of fresh) {
      const place = innerPlace(halves.ringsOf(code)) as LonLat;
      const pixel = await pixelOf(page, place[0], place[1]);
      await page.mouse.click(pixel.x, pixel.y);
    }
    await page.locator('[data-merge]').click();
    await changed(split.version);
    expect((await readCounted(plan.id)).counted.partition.leaves()).toHaveLength(leaves);
    await page.locator('[data-undo]').click();
    await page.locator('[data-undo]').click();
    await until('the first hash', async () => (await summaryOf(plan.id)).hash === plan.hash);
  });

  it('painted_houses_go_to_the_grid_in_which_the_stroke_begins', async () => {
    const base = await readCounted((await newPlan('先看看')).id);
    const { table: houses, labels, partition } = base.counted;
    // A house near a border, and the grid on the other side of it.
    const border = roomyBorder(partition);
    const near = [...houses.ids.keys()]
      .filter((house) => labels[house] === border.right)
      .map((house) => ({
        house,
        metres: Math.min(...border.points.map((point) => groundMetres(point, houses.placeOf(house)))),
      }))
      .sort((a, b) => a.metres - b.metres)[0];
    if (!near) throw new Error('no house near the border');
    const place = houses.placeOf(near.house);
    const { page } = await table(place);
    const start = innerPlace(partition.ringsOf(border.left)) as LonLat;
    await page.keyboard.press('b');
    const from = await pixelOf(page, start[0], start[1]);
    const to = await pixelOf(page, place[0], place[1]);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 12 });
    if (process.env['GRIDMAP_PICTURES'])
      await page.screenshot({ path: `${process.env['GRIDMAP_PICTURES']}/brush.png` });
    await page.mouse.up();
    await changed(plan.version);
    const after = await readCounted(plan.id);
    const index = after.counted.table.ids.indexOf(houses.ids[near.house] as number);
    expect(after.counted.labels[index]).toBe(border.left);
  });

  it('a_painted_block_goes_over_along_its_roads_and_shows_before_it_does', async () => {
    const { partition } = (await readCounted((await newPlan('先看看')).id)).counted;
    const border = roomyBorder(partition);
    const start = innerPlace(partition.ringsOf(border.left)) as LonLat;
    const block = innerPlace(partition.ringsOf(border.right)) as LonLat;
    const middle: LonLat = [(start[0] + block[0]) / 2, (start[1] + block[1]) / 2];
    const { page, counted } = await table(middle, { metres: 900 });
    await page.keyboard.press('b');
    await page.locator('input[name="brush-takes"][value="blocks"]').check({ force: true });
    const from = await pixelOf(page, start[0], start[1]);
    const to = await pixelOf(page, block[0], block[1]);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 3 });
    await page.locator('[data-numbers] .was').first().waitFor();
    expect((await summaryOf(plan.id)).hash, 'looking changes nothing').toBe(plan.hash);
    if (process.env['GRIDMAP_PICTURES'])
      await page.screenshot({ path: `${process.env['GRIDMAP_PICTURES']}/blocks.png` });
    await page.mouse.up();
    await changed(plan.version);
    const after = (await readCounted(plan.id)).counted;
    const grew =
      after.numbersOf(border.left).areaSquareMetres - counted.numbersOf(border.left).areaSquareMetres;
    expect(grew).toBeGreaterThan(100);
  });

  it('everything_can_be_done_with_the_keyboard_alone', async () => {
    const border = roomyBorder(await basePartition());
    const middle = border.points[Math.floor(border.points.length / 2)] as LonLat;
    const { page, counted } = await table(middle);
    const name = counted.partition.grids.get(border.left)?.name ?? '';
    await page.getByText('网格', { exact: true }).first().press('Space');
    await page.locator('input[name="edit-view"][value="grids"]').focus();
    await page.keyboard.press('Space');
    await page.getByLabel('按名称或编码筛选').fill(border.left);
    await page.locator(`[data-code="${border.left}"] .name`).focus();
    await page.keyboard.press('Enter');
    expect(name).not.toBe('');
    await page.locator('input[name="edit-view"][value="numbers"]').focus();
    await page.keyboard.press('Space');
    await page.locator('.edit-selected summary').press('Enter');
    await page.locator(`[data-edge="${String(border.id)}"]`).press('Enter');
    const handle = await handleAt(page, 'vertex');
    await page.locator(`[data-handle="${handle.key}"]`).focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    const [, edge = '', vertex = ''] = /v(\d+)\/(\d+)/.exec(handle.key) ?? [];
    await changed(plan.version);
    const after = await readCounted(plan.id);
    const was = counted.partition.edges.get(Number(edge))?.points[Number(vertex)] as LonLat;
    const is = after.counted.partition.edges.get(Number(edge))?.points[Number(vertex)] as LonLat;
    expect(groundMetres(was, is)).toBeCloseTo(Math.hypot(10, 1), 0);
    // Delete removes the vertex; Esc gives a move up.
    await page.locator(`[data-handle="${handle.key}"]`).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.locator(`[data-handle="${handle.key}"]`).press('Delete');
    await changed(after.version);
    const removed = await readCounted(plan.id);
    expect(removed.counted.partition.edges.get(Number(edge))?.points.length).toBe(
      (counted.partition.edges.get(Number(edge))?.points.length ?? 0) - 1,
    );
  });

  it('two_planners_at_one_plan_see_each_other_at_work', async () => {
    const border = roomyBorder(await basePartition());
    const middle = border.points[Math.floor(border.points.length / 2)] as LonLat;
    const { page: one } = await table(middle);
    const second = await openTown(browser, new URL(one.url()).hash, { width: 1300, height: 820 });
    try {
      const other = second.page;
      await other.locator('.edit-tools').waitFor();
      const pages = [one, other];
      for (const page of pages) {
        await until('the plan on both maps', async () => ((await debugOf(page))?.labels.length ?? 0) > 0);
        await page.locator('[data-snapping]').click();
        await chooseBorder(page, border);
      }
      let { version } = plan;
      for (const [worker, watcher] of [pages, [...pages].reverse()] as [Page, Page][]) {
        const handle = await handleAt(worker, 'vertex');
        await worker.mouse.move(handle.px, handle.py);
        await worker.mouse.down();
        await worker.mouse.move(handle.px + 15, handle.py + 9, { steps: 4 });
        await worker.mouse.up();
        ({ version } = await changed(version));
        const answered = Date.now();
        const [, edge = '', vertex = ''] = /v(\d+)\/(\d+)/.exec(handle.key) ?? [];
        const drawn = (await readCounted(plan.id)).counted.partition.edges.get(Number(edge));
        const place = drawn?.points[Number(vertex)] as LonLat;
        await until('the step of the other', async () => {
          const pixel = await pixelOf(watcher, place[0], place[1]);
          const box = await watcher.locator('.stage').boundingBox();
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
    const border = roomyBorder(await basePartition());
    const at = Math.floor(border.points.length / 2);
    const middle = border.points[at] as LonLat;
    const { page } = await table(middle);
    // The line that tells of others is cut, and meanwhile somebody moves the same border.
    await page.route('**/events', (route) => route.fulfill({ status: 204 }));
    await page.reload();
    await page.locator('.edit-tools').waitFor();
    await until('the plan again', async () => ((await debugOf(page))?.labels.length ?? 0) > 0);
    await page.locator('[data-snapping]').click();
    await chooseBorder(page, border);
    const answer = await step(plan.id, plan.version, {
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
    expect((await summaryOf(plan.id)).version).toBe(answer.applied.version);
    if (process.env['GRIDMAP_PICTURES'])
      await page.screenshot({ path: `${process.env['GRIDMAP_PICTURES']}/conflict.png` });
    await page.locator('[data-mine]').click();
    await page.locator('[data-conflict]').waitFor({ state: 'detached' });
    await changed(answer.applied.version);
  });

  it.each([
    { width: 1300, height: 820, touch: false },
    { width: 390, height: 844, touch: true },
  ])('is_accessible_at_$width', async (size) => {
    const border = roomyBorder(await basePartition());
    const { page } = await table(border.points[2] as LonLat, size);
    for (const view of ['numbers', 'grids', 'history', 'weights']) {
      await page.locator(`input[name="edit-view"][value="${view}"]`).check({ force: true });
      await page.waitForTimeout(400);
      const { violations, passes } = await new AxeBuilder({ page: page as never }).analyze();
      expect(passes.length).toBeGreaterThan(10);
      expect(
        violations.map(({ id, nodes }) => `${view} ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      ).toEqual([]);
    }
    if (process.env['GRIDMAP_PICTURES'])
      await page.screenshot({ path: `${process.env['GRIDMAP_PICTURES']}/table-${String(size.width)}.png` });
  });
});
