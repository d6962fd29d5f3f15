import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';
import { groundMetres } from '../src/geo/groundArea';
import type { LonLat } from '../src/geo/lonLat';
import { innerPlace } from '../src/geo/partition';
import { key, newPlan, readCounted } from './plans';
import { send } from './server';
import {
  acrossGrid,
  chooseBorder,
  drawingTable,
  handleAt,
  picture,
  roomyBorder,
  summaryOf,
  until,
} from './table';
import { pixelOf } from './town';

describe('the drawing table', () => {
  const desk = drawingTable();

  it('a_dragged_border_changes_both_grids_and_their_numbers_move_with_the_hand', async () => {
    const border = roomyBorder(await desk.basePartition());
    const middle = border.points[Math.floor(border.points.length / 2)] as LonLat;
    const { page } = await desk.open(middle);
    const before = await readCounted(desk.plan.id);
    await page.locator('[data-snapping]').click();
    await chooseBorder(page, border);
    const handle = await handleAt(page, 'vertex');
    await page.mouse.move(handle.px, handle.py);
    await page.mouse.down();
    for (let i = 1; i <= 6; i++) await page.mouse.move(handle.px + i * 5, handle.py + i * 4);
    await page.locator('[data-numbers] .was').first().waitFor();
    expect(await page.locator('[data-numbers] thead th').count()).toBeGreaterThanOrEqual(2);
    await picture(page, 'drag');
    await page.mouse.up();
    const now = await desk.changed(desk.plan.version);
    expect(now.hash).not.toBe(desk.plan.hash);
    const after = await readCounted(desk.plan.id);
    for (const code of [border.left, border.right]) {
      const [was, is] = [before, after].map(({ counted }) => counted.numbersOf(code).areaSquareMetres);
      expect(Math.abs((was ?? 0) - (is ?? 0))).toBeGreaterThan(1);
    }
    const root = desk.plan.rootCode;
    expect(after.counted.numbersOf(root).residents).toBe(before.counted.numbersOf(root).residents);
    expect(
      after.counted.numbersOf(root).areaSquareMetres / before.counted.numbersOf(root).areaSquareMetres,
    ).toBeCloseTo(1, 12);

    // Undo to the first hash, redo to the last.
    await page.keyboard.press('Control+z');
    const undone = await desk.changed(now.version);
    expect(undone.hash).toBe(desk.plan.hash);
    await page.keyboard.press('Control+y');
    expect((await desk.changed(undone.version)).hash).toBe(now.hash);
  });

  it('a_drag_across_another_border_springs_back_and_says_why', async () => {
    const border = roomyBorder(await desk.basePartition());
    const middle = border.points[Math.floor(border.points.length / 2)] as LonLat;
    const { page } = await desk.open(middle);
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
    expect((await summaryOf(desk.plan.id)).hash).toBe(desk.plan.hash);
  });

  it('a_line_from_border_to_border_splits_a_grid_and_a_merge_makes_one_of_two', async () => {
    const partition = await desk.basePartition();
    const border = roomyBorder(partition);
    const grid = border.left;
    const middle = innerPlace(partition.ringsOf(grid)) as LonLat;
    const { page } = await desk.open(middle, { metres: 900 });
    const leaves = partition.leaves().length;
    await page.keyboard.press('s');
    for (const place of acrossGrid(partition, grid)) {
      const pixel = await pixelOf(page, place[0], place[1]);
      await page.mouse.move(pixel.x, pixel.y);
      await page.mouse.click(pixel.x, pixel.y);
    }
    const split = await desk.changed(desk.plan.version);
    const counts = (await readCounted(desk.plan.id)).counted;
    const halves = counts.partition;
    expect(halves.leaves()).toHaveLength(leaves + 1);
    const fresh = halves.leaves().filter((code) => !partition.grids.has(code));
    expect(fresh).toHaveLength(1);
    const people = (code: string) => counts.numbersOf(code).residents;
    expect(people(grid)).toBeGreaterThanOrEqual(people(fresh[0] ?? ''));
    // The panel shows both halves, ready to be put together again.
    await page.locator('[data-numbers] th[data-grid]').nth(1).waitFor();
    const shown = await page
      .locator('[data-numbers] th[data-grid]')
      .evaluateAll((heads) => heads.map((head) => head.getAttribute('data-grid')));
    expect(shown.sort()).toEqual([grid, ...fresh].sort());
    await picture(page, 'split-halves');

    await page.locator('[data-merge]').click();
    await desk.changed(split.version);
    const merged = (await readCounted(desk.plan.id)).counted.partition;
    expect(merged.leaves()).toHaveLength(leaves);
    expect(merged.grids.get(grid)?.name).toBe(partition.grids.get(grid)?.name);
    expect(fresh.some((code) => merged.grids.has(code))).toBe(false);
    await page.locator('[data-undo]').click();
    await page.locator('[data-undo]').click();
    await until('the first hash', async () => (await summaryOf(desk.plan.id)).hash === desk.plan.hash);
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
    const { page } = await desk.open(place);
    const start = innerPlace(partition.ringsOf(border.left)) as LonLat;
    const from = await pixelOf(page, start[0], start[1]);
    const to = await pixelOf(page, place[0], place[1]);
    // The grid that loses is selected: the stroke's start decides all the same.
    await page.mouse.click(to.x, to.y);
    await page.keyboard.press('b');
    await page.mouse.move(from.x, from.y);
    await picture(page, 'brush-glow');
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 12 });
    await picture(page, 'brush');
    await page.mouse.up();
    await desk.changed(desk.plan.version);
    const after = await readCounted(desk.plan.id);
    const index = after.counted.table.ids.indexOf(houses.ids[near.house] as number);
    expect(after.counted.labels[index]).toBe(border.left);
  });

  it('a_painted_block_goes_over_along_its_roads_and_shows_before_it_does', async () => {
    const scratch = await newPlan('先看看');
    const { partition } = (await readCounted(scratch.id)).counted;
    // A block beside a border whose loss does not tear its grid apart.
    let found: { to: string; block: LonLat } | undefined;
    for (const { left, right, points } of partition.edges.values()) {
      if (partition.grids.get(left)?.kind !== 'BASE' || partition.grids.get(right)?.kind !== 'BASE') continue;
      const [lon, lat] = points[Math.floor(points.length / 2)] as LonLat;
      const inner = innerPlace(partition.ringsOf(right)) as LonLat;
      const share = 15 / groundMetres([lon, lat], inner);
      const block: LonLat = [lon + (inner[0] - lon) * share, lat + (inner[1] - lat) * share];
      const body = { houses: [], blocks: [block], to: left };
      const path = `/api/plans/${String(scratch.id)}/brush`;
      if ((await send('planner', 'POST', path, body, key())).ok) found = { to: left, block };
      if (found) break;
    }
    if (!found) throw new Error('no block of any grid can be given away');
    const { block } = found;
    const start = innerPlace(partition.ringsOf(found.to)) as LonLat;
    const { page, counted } = await desk.open(block, { metres: 1200 });
    await page.keyboard.press('b');
    await page.locator('input[name="brush-takes"][value="blocks"]').check({ force: true });
    const from = await pixelOf(page, start[0], start[1]);
    const to = await pixelOf(page, block[0], block[1]);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y);
    await page.locator('[data-numbers] .was').first().waitFor();
    expect((await summaryOf(desk.plan.id)).hash, 'looking changes nothing').toBe(desk.plan.hash);
    await picture(page, 'blocks');
    await page.mouse.up();
    await desk.changed(desk.plan.version);
    const after = (await readCounted(desk.plan.id)).counted;
    const grew = after.numbersOf(found.to).areaSquareMetres - counted.numbersOf(found.to).areaSquareMetres;
    expect(grew).toBeGreaterThan(100);
  });

  it('everything_can_be_done_with_the_keyboard_alone', async () => {
    const border = roomyBorder(await desk.basePartition());
    const middle = border.points[Math.floor(border.points.length / 2)] as LonLat;
    const { page, counted } = await desk.open(middle);
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
    await desk.changed(desk.plan.version);
    const after = await readCounted(desk.plan.id);
    const was = counted.partition.edges.get(Number(edge))?.points[Number(vertex)] as LonLat;
    const is = after.counted.partition.edges.get(Number(edge))?.points[Number(vertex)] as LonLat;
    expect(groundMetres(was, is)).toBeCloseTo(Math.hypot(10, 1), 0);
    // Delete removes the vertex; Esc gives a move up.
    await page.locator(`[data-handle="${handle.key}"]`).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.locator(`[data-handle="${handle.key}"]`).press('Delete');
    await desk.changed(after.version);
    const removed = await readCounted(desk.plan.id);
    expect(removed.counted.partition.edges.get(Number(edge))?.points.length).toBe(
      (counted.partition.edges.get(Number(edge))?.points.length ?? 0) - 1,
    );
  });

  it.each([
    { width: 1300, height: 820, touch: false },
    { width: 390, height: 844, touch: true },
  ])('is_accessible_at_$width', async (size) => {
    const border = roomyBorder(await desk.basePartition());
    const { page } = await desk.open(border.points[2] as LonLat, size);
    for (const view of ['numbers', 'grids', 'history', 'weights']) {
      await page.locator(`input[name="edit-view"][value="${view}"]`).check({ force: true });
      await page.waitForTimeout(400);
      const { violations, passes } = await new AxeBuilder({ page: page as never }).analyze();
      expect(passes.length).toBeGreaterThan(10);
      expect(
        violations.map(({ id, nodes }) => `${view} ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      ).toEqual([]);
    }
    await picture(page, `table-${String(size.width)}`);
  });
});
