import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PlanNumbers } from '../src/features/plan/api';
import { innerPlace } from '../src/geo/partition';
import { newPlan, readCounted } from './plans';
import { read, readOverview } from './server';
import { debugOf, picture, until } from './table';
import { type Opened, openTown, settled, startBrowser } from './town';

interface Rules {
  rules: { key: string; figures: Record<string, number>; offending: { code: string }[] }[];
}

describe('numbers of a plan', () => {
  let browser: Browser;
  let opened: Opened | undefined;

  beforeAll(async () => {
    browser = await startBrowser(false);
  });
  afterEach(async () => {
    const complaints = opened?.complaints ?? [];
    await opened?.close();
    opened = undefined;
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
  });

  const labels = async () => {
    const { page } = opened as Opened;
    return until('the plan on the map', async () => {
      const all = (await debugOf(page))?.labels ?? [];
      return all.length > 0 && all;
    });
  };

  it('a_leader_sees_those_of_the_server_and_no_invented_zero', async () => {
    const plan = await newPlan('领导看');
    opened = await openTown(browser, `#mode=2d&panel=plan&plan=${String(plan.id)}`, {
      as: 'leader',
      width: 1300,
      height: 820,
    });
    const told = await read<PlanNumbers>(`/api/plans/${String(plan.id)}/numbers`, 'leader');
    const shown = await labels();
    expect(told.exact).toBe(false);
    let counted = 0;
    for (const { key, text } of shown) {
      const number = /≈ ([\d,]+)$/.exec(text)?.[1];
      const residents = told.grids.find(({ code }) => code === key)?.residents;
      if (number !== undefined) counted++;
      expect(number?.replaceAll(',', ''), text).toBe(
        number === undefined ? undefined : String(residents ?? 'nothing'),
      );
      expect(text, 'no zero of nobody').not.toMatch(/(^| )0$/);
    }
    expect(counted).toBeGreaterThan(10);
    await picture(opened.page, 'leader-numbers');
  });

  it('the_live_band_and_the_sheet_of_rules_count_by_one_norm', async () => {
    const plan = await newPlan('同一标准');
    opened = await openTown(browser, `#mode=2d&panel=plan&plan=${String(plan.id)}`, {
      width: 1300,
      height: 820,
    });
    const { page } = opened;
    await labels();
    await page.locator('[data-numbers] .bands b').nth(2).waitFor();
    const bands = await page.locator('[data-numbers] .bands b').allInnerTexts();
    const [under = 0, good = 0, over = 0] = bands.map((text) => Number(text.replaceAll(',', '')));
    const { rules } = await read<Rules>(`/api/compliance?of=plan:${String(plan.id)}`);
    const size = rules.find(({ key }) => key === 'residents');
    expect(under + over).toBe(size?.offending.length);
    expect(under + good + over).toBe(size?.figures['grids']);
    expect(await page.locator('[data-numbers] [data-norm]').innerText()).toContain('500');
    await picture(page, 'one-norm');
  });

  it('names_of_roads_give_way_to_those_of_the_plan', async () => {
    const plan = await newPlan('路名让位');
    const { counted } = await readCounted(plan.id);
    const [first = ''] = counted.partition.leaves();
    const [lon, lat] = innerPlace(counted.partition.ringsOf(first)) ?? [0, 0];
    opened = await openTown(
      browser,
      `#view=${String(lon)},${String(lat)},700,0,-90&mode=2d&panel=plan&plan=${String(plan.id)}`,
      { width: 1300, height: 820 },
    );
    const { page } = opened;
    await labels();
    const { labels: written } = await settled(page, (state) =>
      state.labels.some(({ key }) => key.startsWith('road:')),
    );
    const own = await labels();
    const meets = (a: (typeof own)[number], b: (typeof written)[number]) =>
      Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;
    const roads = written.filter(({ key }) => key.startsWith('road:'));
    expect(roads.filter((road) => own.some((label) => meets(label, road)))).toEqual([]);
    await picture(page, 'road-names');
  });

  it('another_day_is_drawn_without_the_plan_in_hand_as_the_strip_says', async () => {
    const { divisions } = await readOverview();
    const plan = await newPlan('另一天');
    opened = await openTown(browser, `#mode=2d&level=3&panel=plan&plan=${String(plan.id)}`, {
      width: 1300,
      height: 820,
    });
    const { page } = opened;
    await labels();
    expect(divisions.some(({ shown }) => shown)).toBe(true);
    await page.locator('[data-day]').click();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await page.locator('.days input[type="date"]').fill(tomorrow);
    await page.locator('[data-go]').click();
    await page.locator('[data-strip] [data-plan-hidden]').waitFor();
    await until('the map without the plan', async () => (await debugOf(page))?.labels.length === 0);
    expect(await page.locator('.edit-tools').count()).toBe(0);
    // The grids of that day stand in its place.
    await settled(page, (state) => state.labels.length > 0);
    await picture(page, 'another-day');
    await page.locator('[data-today]').click();
    await labels();
    await page.locator('.edit-tools').waitFor();
  });
});
