import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { PlanSummary } from '../src/features/plan/api';
import type { LonLat } from '../src/geo/lonLat';
import { innerPlace, type Partition, type PlanEdge } from '../src/geo/partition';
import { newPlan, readCounted } from './plans';
import { read } from './server';
import { type Opened, openTown, pixelOf, startBrowser } from './town';

interface EditDebug {
  labels: { key: string; text: string; x: number; y: number; width: number; height: number }[];
  handles: { key: string; kind: string; x: number; y: number; fixed: boolean }[];
}

export const debugOf = (page: Page) =>
  page.evaluate(
    () =>
      (window as unknown as { gridmap?: { debug(): { edit: EditDebug | null } } }).gridmap?.debug().edit ??
      null,
  );
export const summaryOf = (id: number) => read<PlanSummary>(`/api/plans/${String(id)}`);

/** Keeps a picture of the page where somebody wants to look at it. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['GRIDMAP_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}

/** An inner border with room on both sides, the longest first. */
export function roomyBorder(partition: Partition): PlanEdge {
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

/** A line through the middle of a grid, from its western border to its eastern one. */
export function acrossGrid(partition: Partition, grid: string): readonly [LonLat, LonLat, LonLat] {
  const rings = partition.ringsOf(grid);
  const middle = innerPlace(rings) as LonLat;
  const ring = rings[0] ?? [];
  const lons: number[] = [];
  ring.forEach((b, i) => {
    const a = ring[i - 1];
    if (a && a[1] > middle[1] !== b[1] > middle[1])
      lons.push(a[0] + ((b[0] - a[0]) * (middle[1] - a[1])) / (b[1] - a[1]));
  });
  const west = Math.max(...lons.filter((lon) => lon < middle[0]));
  const east = Math.min(...lons.filter((lon) => lon > middle[0]));
  return [[west, middle[1]], middle, [east, middle[1]]];
}

export async function until<T>(what: string, look: () => Promise<T | null | false>): Promise<T> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const found = await look();
    if (found !== null && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`it never came: ${what}`);
}

/** A free handle of the border in hand, in pixels of the page. */
export async function handleAt(page: Page, kind: string) {
  const handle = await until(`a handle of kind ${kind}`, async () => {
    const all = (await debugOf(page))?.handles ?? [];
    const free = all.filter((each) => each.kind === kind && !each.fixed);
    return free[Math.floor(free.length / 2)] ?? false;
  });
  const box = await page.locator('.map-view').boundingBox();
  return { ...handle, px: handle.x + (box?.x ?? 0), py: handle.y + (box?.y ?? 0) };
}

export async function chooseBorder(page: Page, edge: PlanEdge) {
  const a = edge.points[Math.floor(edge.points.length / 2)] as LonLat;
  const pixel = await pixelOf(page, a[0], a[1]);
  await page.mouse.click(pixel.x, pixel.y);
  await page.locator('[data-selected="edge"]').waitFor();
}

/**
 * The page at a fresh plan in a browser that one file of tests shares, and what a planner does there. Complaints of the
 * page other than the expected ones fail a test.
 */
export function drawingTable({ webgl = false, expected = /\b(412|422|409)\b/ } = {}) {
  let browser: Browser;
  let opened: Opened | undefined;
  let plan: PlanSummary | undefined;

  beforeAll(async () => {
    browser = await startBrowser(webgl);
  });
  afterEach(async () => {
    const complaints = (opened?.complaints ?? []).filter((each) => !expected.test(each));
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
    {
      metres = 420,
      pitch = -90,
      ...more
    }: {
      width?: number;
      height?: number;
      touch?: boolean;
      metres?: number;
      pitch?: number;
      at?: string;
    } = {},
  ) {
    plan = await newPlan('画图试验');
    const { counted } = await readCounted(plan.id);
    const view = at ? `view=${String(at[0])},${String(at[1])},${String(metres)},0,${String(pitch)}&` : '';
    opened = await openTown(
      browser,
      `#${view}mode=${webgl ? '3d' : '2d'}&level=3&panel=plan&plan=${String(plan.id)}`,
      {
        width: 1300,
        height: 820,
        ...more,
      },
    );
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
      const now = plan && (await summaryOf(plan.id));
      return now && now.version > version ? now : false;
    });
  }

  return {
    get browser() {
      return browser;
    },
    /** The plan of the last table that was opened. */
    get plan(): PlanSummary {
      if (!plan) throw new Error('no table was opened');
      return plan;
    },
    open: table,
    basePartition,
    changed,
  };
}

/** Drags a vertex of the border in hand. */
export async function dragVertex(page: Page, dx: number, dy: number): Promise<void> {
  const handle = await handleAt(page, 'vertex');
  await page.mouse.move(handle.px, handle.py);
  await page.mouse.down();
  await page.mouse.move(handle.px + dx, handle.py + dy, { steps: 4 });
  await page.mouse.up();
}
