import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GridTable, PlanLogItem, PlanNorms, PlanNumbers } from '../src/features/plan/api';
import type { CountedPartition } from '../src/geo/gridNumbers';
import type { LonLat } from '../src/geo/lonLat';
import { key, newPlan, readCounted, step } from './plans';
import { read, send } from './server';
import { debugOf, picture, summaryOf, until } from './table';
import { type Opened, openTown, settled, startBrowser } from './town';

/** The inner corner of a line whose loss moves most land. */
function sharpest(points: readonly LonLat[]): number {
  const land = points.map(([x, y], i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (!before || !after) return 0;
    return Math.abs((before[0] - x) * (after[1] - y) - (before[1] - y) * (after[0] - x));
  });
  return land.indexOf(Math.max(...land));
}

describe('all grids of a plan in one table, and its history', () => {
  let browser: Browser;
  let opened: Opened | undefined;

  beforeAll(async () => {
    browser = await startBrowser(false);
  });
  afterEach(async () => {
    const complaints = (opened?.complaints ?? []).filter((each) => !/\b412\b/.test(each));
    await opened?.close();
    opened = undefined;
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
  });

  async function open(id: number, more: Parameters<typeof openTown>[2] = {}): Promise<Page> {
    opened = await openTown(browser, `#mode=2d&panel=plan&plan=${String(id)}`, {
      width: 1440,
      height: 900,
      ...more,
    });
    const { page } = opened;
    await until('the plan on the map', async () => ((await debugOf(page))?.labels.length ?? 0) > 0);
    return page;
  }
  const column = (page: Page, name: string) =>
    page.locator(`[data-grid-table] [data-row] [data-cell="${name}"]`).allInnerTexts();
  const numberOf = (text: string) => Number(/-?[\d.]+/.exec(text.replaceAll(',', ''))?.[0] ?? NaN);
  const count = async (page: Page) =>
    numberOf(await page.locator('[data-grid-table] [data-count]').innerText());
  const residentsOf = (counted: CountedPartition) =>
    new Map(counted.partition.leaves().map((code) => [code, counted.numbersOf(code).residents]));

  it('is_sorted_filtered_chosen_and_colours_the_map', async () => {
    const plan = await newPlan('网格表');
    const { counted } = await readCounted(plan.id);
    const residents = residentsOf(counted);
    const page = await open(plan.id);
    await page.keyboard.press('g');
    const table = page.locator('[data-grid-table]');
    await table.locator('[data-row]').first().waitFor();
    expect(await count(page)).toBe(residents.size);

    await table.locator('[data-sort="residents"]').click();
    const rising = (await column(page, 'residents')).map(numberOf);
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    expect(rising[0]).toBe(Math.min(...residents.values()));
    expect(await table.locator('[role="columnheader"][aria-sort="ascending"]').innerText()).toContain('居民');
    await table.locator('[data-sort="residents"]').press('Enter');
    expect(numberOf((await column(page, 'residents'))[0] ?? '')).toBe(Math.max(...residents.values()));

    await table.locator('[data-outside]').check();
    const outside = [...counted.partition.leaves()].filter((code) => {
      const n = residents.get(code) ?? 0;
      return counted.partition.grids.get(code)?.kind === 'BASE' && (n < 500 || n > 1000);
    });
    expect(await count(page)).toBe(outside.length);
    await table.locator('[data-outside]').uncheck();

    // A stroke over the histogram filters, its numbers can be typed too.
    await table.locator('[data-norm-band]').waitFor({ state: 'attached' });
    const chart = await table.locator('[data-histogram] svg').boundingBox();
    if (!chart) throw new Error('no histogram');
    await page.mouse.move(chart.x + 2, chart.y + 20);
    await page.mouse.down();
    await page.mouse.move(chart.x + chart.width / 2, chart.y + 20, { steps: 4 });
    await page.mouse.up();
    expect(await count(page)).toBeLessThan(residents.size);
    await table.locator('[data-clear-span]').click();
    await table.locator('[data-least]').fill('600');
    await table.locator('[data-least]').press('Enter');
    expect(await count(page)).toBe([...residents.values()].filter((n) => n >= 600).length);
    await table.locator('[data-span="residents"]').click();
    expect(await count(page)).toBe(residents.size);

    // Rows and grids are chosen together, both ways.
    const rows = table.locator('[data-row]');
    await rows.nth(0).click();
    await rows.nth(2).click({ modifiers: ['Shift'] });
    expect(await table.locator('[aria-selected="true"]').count()).toBe(3);
    await rows.nth(1).click({ modifiers: ['Control'] });
    expect(await table.locator('[aria-selected="true"]').count()).toBe(2);
    const label = (await debugOf(page))?.labels[0];
    const map = await page.locator('.map-view').boundingBox();
    if (!label || !map) throw new Error('no grid on the map');
    await page.mouse.click(map.x + label.x, map.y + label.y);
    await until(
      'the row of the grid that was pressed',
      async () =>
        (await table.locator('[aria-selected="true"]').count()) === 1 &&
        (await table.locator(`[data-row="${label.key}"][aria-selected="true"]`).count()) === 1,
    );

    await table.locator('[data-colour]').selectOption('compactness');
    await page.locator('[data-table-legend]').waitFor();
    await picture(page, 'table-compactness');
    await table.locator('[data-colour]').selectOption('residents');
    await table.locator('[data-chart]').selectOption('residents');
    await picture(page, 'table-residents');
    await page.locator('.map-view').focus();
    await page.keyboard.press('g');
    await table.waitFor({ state: 'detached' });
    expect(await page.locator('[data-table-legend]').count()).toBe(0);
  });

  it('follows_edits_and_tells_what_changed_against_the_division_it_began_from', async () => {
    const plan = await newPlan('表跟着改');
    const { counted } = await readCounted(plan.id);
    const [edge] = [...counted.partition.edges.values()]
      .filter(
        ({ left, right, points }) =>
          counted.partition.grids.has(left) && counted.partition.grids.has(right) && points.length > 4,
      )
      .sort((a, b) => counted.partition.measureOf(b).metres - counted.partition.measureOf(a).metres);
    if (!edge) throw new Error('no border');
    const page = await open(plan.id);
    await page.locator('[data-open-table]').click();
    await page.locator('[data-grid-table] [data-row]').first().waitFor();
    const removed = await step(plan.id, plan.version, {
      type: 'removeVertex',
      edge: edge.id,
      vertex: sharpest(edge.points),
    });
    expect(removed.status).toBe(200);
    await page.locator('[data-changed]').check();
    await until('both sides of the border', async () => (await count(page)) === 2);
    const codes = await column(page, 'code');
    expect(codes.sort()).toEqual([edge.left, edge.right].sort());
    const areas = (await column(page, 'areaChange')).map((text) =>
      numberOf(text.replace('−', '-').replace('+', '')),
    );
    expect((areas[0] ?? 0) + (areas[1] ?? 0)).toBeCloseTo(0, -1);
    await page.locator('[data-colour]').selectOption('areaChange');
    await picture(page, 'table-changed');
  });

  it('goes_out_as_it_stands_on_the_screen', async () => {
    const plan = await newPlan('=导出');
    const page = await open(plan.id);
    await page.keyboard.press('g');
    await page.locator('[data-grid-table] [data-row]').first().waitFor();
    await page.locator('[data-sort="residents"]').click();
    await page.locator('[data-find]').fill('1');
    const codes = await column(page, 'code');
    const shown = await count(page);
    const taken = async (kind: 'csv' | 'xlsx') => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator(`[data-${kind}]`).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${kind}$`));
      return readFile(await download.path());
    };
    const csv = (await taken('csv')).toString('utf8');
    const lines = csv.trimEnd().split('\r\n');
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(lines).toHaveLength(shown + 1);
    expect(lines.slice(1, codes.length + 1).map((line) => line.split(',')[0])).toEqual(codes);
    const xlsx = await taken('xlsx');
    expect(xlsx.subarray(0, 2).toString()).toBe('PK');
    expect(xlsx.toString('utf8')).toContain(codes[0]);
  });

  it('a_leader_reads_told_numbers_and_no_invented_zero', async () => {
    const plan = await newPlan('领导看表');
    const told = await read<PlanNumbers>(`/api/plans/${String(plan.id)}/numbers`, 'leader');
    const page = await open(plan.id, { as: 'leader' });
    await page.keyboard.press('g');
    await page.locator('[data-grid-table] [data-row]').first().waitFor();
    await page.locator('[data-sort="residents"]').click();
    const byCode = new Map(told.grids.map((grid) => [grid.code, grid.residents]));
    const codes = await column(page, 'code');
    const residents = await column(page, 'residents');
    codes.forEach((code, i) => {
      const number = byCode.get(code) ?? null;
      expect(residents[i], code).toContain(
        number === null ? '不公开' : `≈ ${number.toLocaleString('en-US')}`,
      );
    });
    expect(await page.locator('[data-edit-norm]').count()).toBe(0);
    await picture(page, 'table-leader');
  });

  it('the_grids_in_force_have_the_same_table_without_a_plan', async () => {
    const told = await read<GridTable>('/api/aggregates/grids', 'leader');
    opened = await openTown(browser, '#mode=2d&level=3', { as: 'leader', width: 1440, height: 900 });
    const { page } = opened;
    await settled(page);
    await page.locator('[data-open-table]').click();
    await page.locator('[data-grid-table] [data-row]').first().waitFor();
    const leaves = told.grids.filter(({ leaf }) => leaf);
    expect(await count(page)).toBe(leaves.length);
    await page.locator('[data-sort="residents"]').click();
    const byCode = new Map(told.grids.map((grid) => [grid.code, grid]));
    const codes = await column(page, 'code');
    const residents = await column(page, 'residents');
    codes.forEach((code, i) => {
      const own = byCode.get(code)?.values.find(({ measure }) => measure === 'residents');
      const text =
        own?.value == null ? '不公开' : `${own.rounded ? '≈ ' : ''}${own.value.toLocaleString('en-US')}`;
      expect(residents[i]?.trim(), code).toContain(text);
    });
    await page.locator('[data-outside]').check();
    const outside = leaves.filter(({ norm, values }) => {
      const size = values.find(({ measure }) => measure === norm?.measure)?.value;
      return norm && size != null && (size < norm.least || size > norm.most);
    });
    expect(await count(page)).toBe(outside.length);
    // A row is the grid on the map, with its card.
    await page.locator('[data-grid-table] [data-row]').first().click();
    const first = (await column(page, 'code'))[0] ?? '';
    await page.locator('[data-card]').getByText(first).first().waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-csv]').click()]);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines).toHaveLength(outside.length + 1);
    expect(lines[0]).toContain('房屋');
    await picture(page, 'table-in-force');
    const { violations } = await new AxeBuilder({ page: page as never }).exclude('.ol-viewport').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
  });

  it('the_norm_is_changed_where_it_is_seen_and_put_back', async () => {
    const plan = await newPlan('改标准');
    const path = `/api/plans/${String(plan.id)}/norms`;
    const page = await open(plan.id);
    try {
      await page.keyboard.press('g');
      const source = page.locator('[data-norm-source]');
      await source.waitFor();
      expect(await source.innerText()).toBe('来自设置');
      await page.locator('[data-outside]').check();
      const before = await count(page);
      await page.locator('[data-edit-norm]').click();
      await page.locator('[data-norm-least]').fill('900');
      await page.locator('[data-norm-most]').fill('300');
      await page.locator('[data-norm-reason]').fill('老城人密');
      await page.locator('[data-norm-save]').click();
      await page.locator('.norm-editor .error').waitFor();
      await page.locator('[data-norm-least]').fill('1');
      await page.locator('[data-norm-most]').fill('100000');
      await picture(page, 'norm-editor');
      await page.locator('[data-norm-save]').click();
      await until('the reason beside the norm', async () => (await source.innerText()).includes('老城人密'));
      await until('numbers by the new norm', async () => (await count(page)) < before);
      await page.locator('[data-edit-norm]').click();
      await page.locator('[data-norm-reason]').fill('恢复');
      await page.locator('[data-norm-back]').click();
      await until('the settings again', async () => (await source.innerText()) === '来自设置');
      await until('numbers by the settings', async () => (await count(page)) === before);
    } finally {
      const { version, norms } = await read<PlanNorms>(path);
      if (norms.length > 0)
        await send(
          'planner',
          'PUT',
          path,
          { norms: [], reason: '恢复' },
          { ...key(), 'If-Match': `"${String(version)}"` },
        );
    }
  });

  it('history_names_its_grids_shows_their_place_and_goes_back_in_one_step', async () => {
    const plan = await newPlan('历史');
    const { counted } = await readCounted(plan.id);
    const [first = '', second = ''] = counted.partition.leaves();
    const edge = counted.partition
      .edgesOf(first)
      .find(({ points, left, right }) => points.length > 3 && left !== '' && right !== '');
    if (!edge) throw new Error('no border');
    let { version } = plan;
    for (const operation of [
      { type: 'rename', grid: first, name: '东头' },
      { type: 'removeVertex', edge: edge.id, vertex: 1 },
      { type: 'rename', grid: second, name: '西头' },
    ] as const) {
      const done = await step(plan.id, version, operation);
      expect(done.status).toBe(200);
      ({ version } = done.applied);
    }
    const page = await open(plan.id);
    await page.locator('[data-choice="edit-view"] input[value="history"]').check({ force: true });
    const list = page.locator('[data-history]');
    await list.locator('[data-step="3"]').waitFor();
    expect(await list.locator('[data-step="3"] [data-grids]').innerText()).toContain('西头');
    expect(await list.locator('[data-step="1"]').innerText()).toContain('改名称');
    await list.locator('[data-step="2"]').hover();
    await until('the borders of the step', async () =>
      page.evaluate(
        () =>
          (
            window as unknown as { gridmap: { debug(): { step: { seq: number; lines: boolean } | null } } }
          ).gridmap.debug().step?.lines === true,
      ),
    );
    await list.locator('[data-step="2"] .what').click();
    await page.waitForTimeout(800);
    await picture(page, 'history');
    await list.locator('[data-step="1"] [data-undo-to]').click();
    await list.locator('[data-step="4"][data-kind="UNDO_TO"]').waitFor();
    expect(await list.locator('.step.back').count()).toBe(2);
    const gone = await summaryOf(plan.id);
    const names = async () => (await readCounted(plan.id)).counted.partition.grids;
    expect((await names()).get(first)?.name).toBe('东头');
    expect((await names()).get(second)?.name).not.toBe('西头');
    await page.locator('.map-view').focus();
    await page.keyboard.press('Control+y');
    await list.locator('[data-step="5"][data-kind="REDO"]').waitFor();
    expect((await names()).get(second)?.name).toBe('西头');
    expect((await summaryOf(plan.id)).version).toBe(gone.version + 1);
    const { items } = await read<{ items: PlanLogItem[] }>(`/api/plans/${String(plan.id)}/log`);
    expect(items.map(({ kind }) => kind)).toEqual(['APPLY', 'APPLY', 'APPLY', 'UNDO_TO', 'REDO']);
  });

  it.each([
    { width: 1440, height: 900, touch: false },
    { width: 390, height: 844, touch: true },
  ])('fits_and_is_accessible_at_$width', async (size) => {
    const plan = await newPlan('处处看表');
    const page = await open(plan.id, size);
    await page.locator('[data-open-table]').click();
    await page.locator('[data-grid-table] [data-row]').first().waitFor();
    await page.locator('[data-norm-source]').waitFor();
    await page.locator('[data-colour]').selectOption('workload');
    const { violations, passes } = await new AxeBuilder({ page: page as never }).analyze();
    expect(passes.length).toBeGreaterThan(10);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
    await picture(page, `grids-${String(size.width)}`);
  });
});
