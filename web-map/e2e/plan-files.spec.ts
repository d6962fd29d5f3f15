import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Position, WirePartition } from '../src/features/plan/api';
import { newPlan, step } from './plans';
import { read } from './server';
import { until } from './table';
import { type Opened, openTown, startBrowser } from './town';

interface Feature {
  properties: Record<string, unknown> | null;
  geometry: { type: 'MultiPolygon'; coordinates: Position[][][] };
}
interface Collection {
  type: 'FeatureCollection';
  features: Feature[];
}

const pathOf = (id: number) => `/api/plans/${String(id)}`;
const leavesOf = async (id: number) =>
  (await read<WirePartition>(`${pathOf(id)}/partition`)).grids.filter(({ leaf }) => leaf);
const geoJson = (id: number) => read<Collection>(`${pathOf(id)}/file?format=GEOJSON`);
const asFile = (name: string, collection: Collection) => ({
  name,
  mimeType: 'application/geo+json',
  buffer: Buffer.from(JSON.stringify(collection)),
});
const ringsOf = (feature: Feature) => feature.geometry.coordinates.flat();

function middleOf(feature: Feature): Position {
  const places = ringsOf(feature).flat();
  const along = (k: 0 | 1) => places.map((place) => place[k]);
  return [0, 1].map((k) => {
    const all = along(k as 0 | 1);
    return (Math.min(...all) + Math.max(...all)) / 2;
  }) as unknown as Position;
}

/** The same grid, larger or smaller around its middle. */
function scaled(feature: Feature, factor: number): void {
  const middle = middleOf(feature);
  feature.geometry.coordinates = feature.geometry.coordinates.map((polygon) =>
    polygon.map((ring) =>
      ring.map(([x, y]): Position => [
        middle[0] + factor * (x - middle[0]),
        middle[1] + factor * (y - middle[1]),
      ]),
    ),
  );
}

describe('a plan as a file', () => {
  let browser: Browser;
  const open: Opened[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'gridmap-files-'));

  beforeAll(async () => {
    browser = await startBrowser(false);
  });
  afterEach(async () => {
    const complaints = open.flatMap((each) => each.complaints);
    for (const each of open.splice(0)) await each.close();
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function enter(id: number): Promise<Page> {
    const opened = await openTown(browser, `#mode=2d&panel=plan&plan=${String(id)}&tab=files`, {
      width: 1300,
      height: 900,
    });
    open.push(opened);
    await opened.page.locator('[data-import]').waitFor({ timeout: 120_000 });
    return opened.page;
  }

  it('goes_out_in_every_format_and_comes_in_again_without_a_change', async () => {
    const plan = await newPlan('进出的方案');
    const page = await enter(plan.id);
    const saved: string[] = [];
    for (const format of ['GEOPACKAGE', 'SHAPEFILE', 'DXF', 'GEOJSON']) {
      await page.locator(`input[name="file-format"][value="${format}"]`).check({ force: true });
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('[data-download]').click(),
      ]);
      const name = download.suggestedFilename();
      expect(name).toContain('进出的方案-v1.');
      const path = join(folder, name);
      await download.saveAs(path);
      saved.push(path);
      const told = execFileSync('ogrinfo', ['-al', '-so', name.endsWith('.zip') ? `/vsizip/${path}` : path], {
        encoding: 'utf8',
      });
      expect(Number(/Feature Count: (\d+)/.exec(told)?.[1]), format).toBeGreaterThan(70);
    }
    for (const path of saved.filter((each) => !each.endsWith('.dxf'))) {
      await page.locator('[data-file]').setInputFiles(path);
      await page.locator('[data-same]').waitFor({ timeout: 60_000 });
      expect(await page.locator('[data-take]').count()).toBe(0);
    }
  }, 240_000);

  it('a_file_is_shown_before_it_is_taken_as_one_step', async () => {
    const plan = await newPlan('接收文件的方案');
    const other = await newPlan('别处画的方案');
    const [leaf] = await leavesOf(other.id);
    const code = leaf?.code ?? '';
    const before = (await geoJson(other.id)).features.find(({ properties }) => properties?.['code'] === code);
    const middle = before ? middleOf(before) : ([0, 0] as const);
    const drawn = await step(other.id, 1, {
      type: 'split',
      grid: code,
      line: [
        [middle[0] - 0.01, middle[1]],
        [middle[0] + 0.01, middle[1]],
      ],
      left: { code, name: '北半', kind: 'BASE' },
      right: { code: `${plan.rootCode}598`, name: '南半', kind: 'BASE' },
    });
    expect(drawn.status).toBe(200);
    const page = await enter(plan.id);
    await page.locator('[data-file]').setInputFiles(asFile('改好的.geojson', await geoJson(other.id)));
    await page.locator('[data-take]').waitFor({ timeout: 60_000 });
    expect(await page.locator('[data-fate="MOVED"]').count()).toBe(1);
    expect(await page.locator('[data-fate="NEW"]').count()).toBe(1);
    expect(await page.locator('[data-fate="GONE"]').count()).toBe(0);
    // The borders that change are on the map before anything is taken.
    const onMap = await until('the borders of the file', async () => {
      const { arriving } = await page.evaluate(() =>
        (window as unknown as { gridmap: { debug(): { arriving: string[] } } }).gridmap.debug(),
      );
      return arriving.length > 0 && arriving;
    });
    expect([...onMap].sort()).toEqual([code, `${plan.rootCode}598`].sort());
    const count = (await leavesOf(plan.id)).length;
    if (process.env['GRIDMAP_PICTURES'])
      await page.screenshot({ path: join(process.env['GRIDMAP_PICTURES'], 'files-matched.png') });
    await page.locator('[data-take]').focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-taken]').waitFor({ timeout: 60_000 });
    expect((await leavesOf(plan.id)).length).toBe(count + 1);
    const log = await read<{ items: { type: string }[] }>(`${pathOf(plan.id)}/log`);
    expect(log.items.map(({ type }) => type)).toEqual(['redivide']);
  }, 240_000);

  it('defects_are_listed_with_their_places_and_nothing_can_be_taken', async () => {
    const plan = await newPlan('有毛病的文件');
    const file = await geoJson(plan.id);
    const leaves = file.features.filter(({ properties }) => properties?.['level'] === 3);
    for (const [i, factor] of [
      [3, 0.5],
      [20, 1.3],
      [40, 0.6],
    ] as const) {
      const feature = leaves[i];
      if (feature) scaled(feature, factor);
    }
    const page = await enter(plan.id);
    await page.locator('[data-file]').setInputFiles(asFile('毛病.geojson', file));
    await page.locator('[data-defects]').waitFor({ timeout: 60_000 });
    expect(await page.locator('.obstacles li').count()).toBeGreaterThan(2);
    expect(await page.locator('[data-take]').count()).toBe(0);
    await page.locator('.obstacles li button').first().click();
    if (process.env['GRIDMAP_PICTURES'])
      await page.screenshot({ path: join(process.env['GRIDMAP_PICTURES'], 'files-defects.png') });
  }, 240_000);

  it('the_map_sheet_is_one_page_of_the_chosen_paper', async () => {
    const plan = await newPlan('打印的方案');
    const page = await enter(plan.id);
    await page.locator('[data-open-sheet]').click();
    await page.locator('[data-map-sheet] svg').first().waitFor();
    expect(await page.locator('[data-mark]').textContent()).toContain('草案');
    const rows = await page.locator('.map-sheet-table [role="row"]').count();
    expect(rows).toBe((await leavesOf(plan.id)).length + 2);
    if (process.env['GRIDMAP_PICTURES'])
      await page
        .locator('.map-sheet')
        .screenshot({ path: join(process.env['GRIDMAP_PICTURES'], 'files-sheet.png') });
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
      Math.round(Number(width)),
      Math.round(Number(height)),
    ]);
    // A3 lying down, in points.
    expect(boxes).toEqual([[1191, 842]]);
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-map-sheet]').count()).toBe(0);
  }, 240_000);
});
