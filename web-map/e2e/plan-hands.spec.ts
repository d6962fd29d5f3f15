import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { groundMetres } from '../src/geo/groundArea';
import type { LonLat } from '../src/geo/lonLat';
import { innerPlace, type Partition, type PlanEdge } from '../src/geo/partition';
import { key, newPlan, readCounted } from './plans';
import { send } from './server';
import { chooseBorder, debugOf, drawingTable, handleAt, picture, roomyBorder, until } from './table';
import { debug, pixelOf } from './town';

const middleOf = (edge: PlanEdge) => edge.points[Math.floor(edge.points.length / 2)] as LonLat;

/** A node inside the plan at which three or more borders meet, with two of them. */
function junction(partition: Partition): { at: LonLat; node: number; arms: PlanEdge[] } {
  const border = roomyBorder(partition);
  for (const node of [border.from, border.to]) {
    const arms = [...partition.edgesAt(node)].filter(({ left, right }) => left !== '' && right !== '');
    const at = partition.nodes.get(node);
    if (at && arms.length > 2 && arms.length === partition.edgesAt(node).length)
      return { at, node, arms: [border, ...arms.filter(({ id }) => id !== border.id)] };
  }
  throw new Error('the roomy border ends nowhere inside');
}

/** A place on an edge, so many metres from a node at its end. */
function along(edge: PlanEdge, node: number, metres: number): LonLat {
  const points = edge.from === node ? edge.points : [...edge.points].reverse();
  let left = metres;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1] as LonLat, points[i] as LonLat];
    const length = groundMetres(a, b);
    if (left <= length) {
      const t = left / length;
      return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
    }
    left -= length;
  }
  return points[points.length - 1] as LonLat;
}

async function clickAt(page: Page, place: LonLat, options: { button?: 'right' } = {}): Promise<void> {
  const pixel = await pixelOf(page, place[0], place[1]);
  await page.mouse.move(pixel.x, pixel.y);
  await page.mouse.click(pixel.x, pixel.y, options);
}

const pickedHandles = (page: Page) => page.locator('.handle.picked').count();

describe.each([
  { map: 'flat', webgl: false, pitch: -90 },
  { map: 'globe', webgl: true, pitch: -60 },
])('the hands of the planner on the $map map', ({ map, webgl, pitch }) => {
  const desk = drawingTable({ webgl });
  const open = async (at: LonLat, metres = 420) => {
    const opened = await desk.open(at, { metres, pitch });
    // Far from the plan's middle nothing of the town is written.
    await until('the map', async () => (await debug(opened.page)).mode === (webgl ? '3d' : '2d'));
    return opened;
  };

  it('a_box_picks_points_and_grids_and_the_points_move_as_one_step', async () => {
    const border = roomyBorder(await desk.basePartition());
    const { page, counted } = await open(middleOf(border));
    await page.locator('[data-snapping]').click();
    const index = Math.floor(border.points.length / 2);
    const pixels = await Promise.all(
      border.points.slice(index - 1, index + 2).map(([lon, lat]) => pixelOf(page, lon, lat)),
    );
    const xs = pixels.map(({ x }) => x);
    const ys = pixels.map(({ y }) => y);
    await page.keyboard.down('Shift');
    await page.mouse.move(Math.min(...xs) - 12, Math.min(...ys) - 12);
    await page.mouse.down();
    await page.mouse.move(Math.max(...xs) + 12, Math.max(...ys) + 12, { steps: 4 });
    await picture(page, `${map}-box`);
    await page.mouse.up();
    await page.keyboard.up('Shift');
    const picked = await until(
      'picked points',
      async () => (await pickedHandles(page)) >= 2 && pickedHandles(page),
    );
    expect(picked).toBeGreaterThanOrEqual(2);
    const handle = (await debugOf(page))?.handles.find(
      (each) => each.key === `v${String(border.id)}/${String(index)}`,
    );
    const box = await page.locator('.map-view').boundingBox();
    const [x, y] = [(handle?.x ?? 0) + (box?.x ?? 0), (handle?.y ?? 0) + (box?.y ?? 0)];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 6, y + 5, { steps: 3 });
    await picture(page, `${map}-group`);
    await page.mouse.up();
    const now = await desk.changed(desk.plan.version);
    expect(now.operations).toBe(1);
    const after = (await readCounted(desk.plan.id)).counted.partition.edges.get(border.id);
    const moved = border.points.filter((place, i) => groundMetres(place, after?.points[i] ?? place) > 0.1);
    expect(moved.length).toBeGreaterThanOrEqual(2);
    expect(counted.partition.edges.get(border.id)?.points).toHaveLength(after?.points.length ?? 0);

    // The keys move them on, pixel by pixel, and a burst is one step.
    await page.locator('.map-view').focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Shift+ArrowUp');
    const nudged = await desk.changed(now.version);
    await page.waitForTimeout(900);
    expect((await desk.changed(now.version)).operations).toBe(2);
    expect(nudged.version).toBe(now.version + 1);
    // The borders that moved are drawn as they were and as they are, and the legend says so.
    await page.locator('.plan-legend summary').click();
    await page.locator('[data-legend="old"]').waitFor();
    await page.locator('[data-legend="fresh"]').waitFor();
    await picture(page, `${map}-changed`);
  });

  it('a_line_leads_borders_across_a_node', async () => {
    const place = junction(await desk.basePartition());
    const [first, second] = place.arms as [PlanEdge, PlanEdge];
    const { page } = await open(place.at, 300);
    const [a, b] = [along(first, place.node, 25), along(second, place.node, 25)];
    const past: LonLat = [
      place.at[0] + (place.at[0] - (a[0] + b[0]) / 2) * 0.4,
      place.at[1] + (place.at[1] - (a[1] + b[1]) / 2) * 0.4,
    ];
    await page.keyboard.press('r');
    await clickAt(page, a);
    await page.locator('[data-snapping]').click();
    await clickAt(page, past);
    await page.locator('[data-snapping]').click();
    await picture(page, `${map}-reshape`);
    await clickAt(page, b);
    await desk.changed(desk.plan.version);
    await page.waitForTimeout(600);
    await picture(page, `${map}-reshaped`);
    const after = (await readCounted(desk.plan.id)).counted.partition;
    expect([...after.nodes.values()].some((each) => groundMetres(each, place.at) < 0.01)).toBe(false);
  });

  it('the_menu_tells_what_can_be_done_and_coordinates_are_typed', async () => {
    const border = roomyBorder(await desk.basePartition());
    const { page } = await open(middleOf(border));
    await chooseBorder(page, border);
    const handle = await handleAt(page, 'vertex');
    await page.mouse.click(handle.px, handle.py, { button: 'right' });
    await page.locator('[data-map-menu]').waitFor();
    await picture(page, `${map}-menu`);
    await page.locator('[data-menu="coordinates"]').click();
    const degrees = page.locator('[data-degrees]');
    await degrees.waitFor();
    const [lon = 0, lat = 0] = (await degrees.inputValue()).split(',').map(Number);
    expect(await page.locator('[data-metres]').inputValue()).toMatch(/^\d{6}\.\d{4}, \d{7}\.\d{4}$/);
    await degrees.fill(`${(lon + 2e-5).toFixed(9)} ${lat.toFixed(9)}`);
    await degrees.press('Enter');
    const now = await desk.changed(desk.plan.version);
    await picture(page, `${map}-coordinates`);
    // Metres in the field follow, and are typed likewise.
    const [east = 0, north = 0] = (await page.locator('[data-metres]').inputValue()).split(',').map(Number);
    await page.locator('[data-metres]').fill(`${String(north + 1)} ${String(east)}`);
    await page.locator('[data-metres]').press('Enter');
    await desk.changed(now.version);
    // The menu opens by its key as well, and Esc closes it.
    await page.locator('.map-view').focus();
    await page.keyboard.press('Shift+F10');
    await page.locator('[data-map-menu]').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.locator('[data-map-menu]').waitFor({ state: 'detached' });
  });

  it('measures_and_says_the_result', async () => {
    const border = roomyBorder(await desk.basePartition());
    const middle = middleOf(border);
    const { page } = await open(middle);
    await page.keyboard.press('m');
    await page.locator('[data-snapping]').click();
    const corner: LonLat = [middle[0] + 5e-4, middle[1]];
    await clickAt(page, middle);
    await clickAt(page, corner);
    await page
      .locator('[data-measured]')
      .getByText(/长度 50\.\d* m/)
      .waitFor();
    await clickAt(page, [middle[0] + 5e-4, middle[1] + 5e-4]);
    await page
      .locator('[data-measured]')
      .getByText(/闭合面积.*亩/)
      .waitFor();
    await picture(page, `${map}-measure`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('[data-measured]').waitFor({ state: 'detached' });
    expect((await desk.changed(desk.plan.version - 1)).operations).toBe(0);
  });

  it('a_node_of_the_outline_slides_along_it', async () => {
    const partition = await desk.basePartition();
    const border = [...partition.edges.values()]
      .filter(({ left, right }) => left !== '' && right !== '')
      .filter(
        ({ from }) =>
          partition.edgesAt(from).filter(({ left, right }) => left === '' || right === '').length === 2,
      )
      .sort((a, b) => partition.measureOf(b).metres - partition.measureOf(a).metres)[0] as PlanEdge;
    const at = partition.nodes.get(border.from) as LonLat;
    const { page } = await open(at, 800);
    await page.locator('[data-snapping]').click();
    await chooseBorderAt(page, border);
    const handle = await until(
      'the node',
      async () =>
        (await debugOf(page))?.handles.find(
          (each) => each.key === `n${String(border.from)}` && !each.fixed,
        ) ?? false,
    );
    const rim = partition
      .edgesAt(border.from)
      .find(({ left, right }) => left === '' || right === '') as PlanEdge;
    const target = along(rim, border.from, 12);
    const to = await pixelOf(page, target[0], target[1]);
    const box = await page.locator('.map-view').boundingBox();
    await page.mouse.move(handle.x + (box?.x ?? 0), handle.y + (box?.y ?? 0));
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await picture(page, `${map}-slide`);
    await page.mouse.up();
    await desk.changed(desk.plan.version);
    const after = (await readCounted(desk.plan.id)).counted.partition;
    expect(groundMetres(after.nodes.get(border.from) as LonLat, at)).toBeGreaterThan(1);
    const root = desk.plan.rootCode;
    expect(after.sizeOf(root).areaSquareMetres / partition.sizeOf(root).areaSquareMetres).toBeCloseTo(1, 9);
  });

  it('a_double_click_of_the_brush_gives_a_whole_block', async () => {
    const { to, block, partition } = await givable();
    const { page, counted } = await open(block, 1200);
    await page.keyboard.press('b');
    await clickAt(page, innerPlace(partition.ringsOf(to)) as LonLat);
    await page.waitForTimeout(500);
    const at = await pixelOf(page, block[0], block[1]);
    await page.mouse.dblclick(at.x, at.y);
    await desk.changed(desk.plan.version);
    await picture(page, `${map}-block`);
    const after = (await readCounted(desk.plan.id)).counted;
    const grew = after.numbersOf(to).areaSquareMetres - counted.numbersOf(to).areaSquareMetres;
    expect(grew).toBeGreaterThan(100);
  });

  it('shows_its_keys_and_is_accessible', async () => {
    const border = roomyBorder(await desk.basePartition());
    const { page } = await open(middleOf(border), 2500);
    await page.locator('.snap-settings summary').click();
    await page.locator('[data-snap-to="road"]').uncheck();
    await page.locator('[data-snap-within]').fill('3');
    await page.locator('.plan-legend summary').click();
    await page.waitForTimeout(900);
    await picture(page, `${map}-neighbours`);
    await page.locator('.map-view').focus();
    await page.keyboard.press('?');
    await page.locator('[data-keys]').waitFor();
    await picture(page, `${map}-keys`);
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page: page as never }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${what} ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      ).toEqual([]);
    };
    await check('keys');
    await page.keyboard.press('Escape');
    const inner = innerPlace((await desk.basePartition()).ringsOf(border.left)) as LonLat;
    await clickAt(page, inner, { button: 'right' });
    await page.locator('[data-map-menu]').waitFor();
    await check('menu');
  });
});

/** A block beside a border whose loss does not tear its grid apart, and who may have it. */
async function givable(): Promise<{ to: string; block: LonLat; partition: Partition }> {
  const scratch = await newPlan('先看看');
  const { partition } = (await readCounted(scratch.id)).counted;
  for (const { left, right, points } of partition.edges.values()) {
    if (partition.grids.get(left)?.kind !== 'BASE' || partition.grids.get(right)?.kind !== 'BASE') continue;
    const [lon, lat] = points[Math.floor(points.length / 2)] as LonLat;
    const inner = innerPlace(partition.ringsOf(right)) as LonLat;
    const share = 15 / groundMetres([lon, lat], inner);
    const block: LonLat = [lon + (inner[0] - lon) * share, lat + (inner[1] - lat) * share];
    const body = { houses: [], blocks: [block], to: left };
    const answer = await send('planner', 'POST', `/api/plans/${String(scratch.id)}/brush`, body, key());
    if (answer.ok) return { to: left, block, partition };
  }
  throw new Error('no block of any grid can be given away');
}

/** Chooses a border near its first node, where other borders and the outline are not in the way. */
async function chooseBorderAt(page: Page, edge: PlanEdge): Promise<void> {
  const [lon, lat] = along(edge, edge.from, 30);
  const pixel = await pixelOf(page, lon, lat);
  await page.mouse.click(pixel.x, pixel.y);
  await page.locator('[data-selected="edge"]').waitFor();
}
