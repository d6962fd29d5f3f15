import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FixableLand, PlanSummary, WirePartition } from '../src/features/plan/api';
import type { DivisionInTime } from '../src/features/publication/api';
import { type Demo, read, readDraft, readOverview, send } from './server';
import { debug, type Opened, type Opening, openTown, settled, startBrowser } from './town';

const key = () => `e2e-${Math.random().toString(36).slice(2)}${Date.now().toString(36)}`;

/** Changes a plan beside the browser. */
async function write<T>(login: Demo, method: string, path: string, version: number | null, body?: unknown) {
  const response = await send(login, method, path, body, {
    'Idempotency-Key': key(),
    ...(version === null ? {} : { 'If-Match': `"${String(version)}"` }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
}

const readPlan = (id: number, login: Demo = 'planner') =>
  read<PlanSummary>(`/api/plans/${String(id)}`, login);

/** Gives away all open land of a plan: the smallest pieces at once, the others one by one. */
async function fixAll(id: number): Promise<void> {
  for (let round = 0; round < 400; round++) {
    const { items } = await read<{ items: FixableLand[] }>(`/api/plans/${String(id)}/fixes`);
    const fix = items[0]?.fixes[0];
    if (!fix) return;
    const { version } = await readPlan(id);
    const done = await write('planner', 'POST', `/api/plans/${String(id)}/operations`, version, {
      operation: fix.operation,
    });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
  }
}

/** A plan of the division in force in which two neighbours share a little of their land anew. */
async function changedPlan(name: string): Promise<PlanSummary> {
  const { divisions } = await readOverview();
  const base = divisions.filter(({ shown }) => shown).sort((a, b) => b.grids - a.grids)[0];
  const made = await write<PlanSummary>('planner', 'POST', '/api/plans', null, {
    name,
    divisionId: base?.id,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { id } = made.body;
  if (made.body.openLand > 0) await fixAll(id);
  const { edges } = await read<WirePartition>(`/api/plans/${String(id)}/partition`);
  // The vertices of the longest inner border are tried until one can be moved by some metres.
  const inner = edges
    .filter(({ left, right, points }) => left !== '' && right !== '' && left !== right && points.length > 2)
    .sort((a, b) => b.points.length - a.points.length);
  for (const edge of inner.slice(0, 20)) {
    const vertex = Math.floor(edge.points.length / 2);
    const [lon, lat] = edge.points[vertex] ?? [0, 0];
    for (const [east, north] of [
      [3e-4, 0],
      [0, 3e-4],
      [-1e-4, 0],
      [0, -1e-4],
    ] as const) {
      const { version } = await readPlan(id);
      const moved = await write('planner', 'POST', `/api/plans/${String(id)}/operations`, version, {
        operation: {
          type: 'moveVertex',
          edge: edge.id,
          vertex,
          to: [Math.round((lon + east) * 1e9) / 1e9, Math.round((lat + north) * 1e9) / 1e9],
        },
      });
      if (moved.status === 200) return readPlan(id);
    }
  }
  throw new Error('no border of the village could be moved');
}

describe('from an import to a division in force', () => {
  let browser: Browser;
  const open: Opened[] = [];

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
  });

  async function enter(as: Demo, hash: string, opening: Partial<Opening> = {}): Promise<Page> {
    const opened = await openTown(browser, hash, { as, width: 1300, height: 820, ...opening });
    open.push(opened);
    return opened.page;
  }

  const clean = async (page: Page) => {
    const { violations } = await new AxeBuilder({ page: page as never }).exclude('.ol-viewport').analyze();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    );
  };

  it('planners_and_leaders_have_the_mode_and_officers_do_not', async () => {
    for (const [as, has] of [
      ['planner', true],
      ['leader', true],
      ['officer', false],
      ['auditor', false],
    ] as const) {
      const page = await enter(as, '#mode=2d&panel=plan');
      expect(await page.locator('[data-mode="plan"]').count(), as).toBe(has ? 1 : 0);
      expect(await page.locator('.panel').count(), as).toBe(has ? 1 : 0);
    }
  });

  it('a_planted_gap_and_an_overlap_are_seen_before_they_are_fixed_and_taken_back_in_one_step', async () => {
    const draft = await readDraft();
    const page = await enter('planner', `#mode=2d&level=3&panel=check&division=${String(draft.id)}`);
    await page.locator('[data-make-plan]').click();
    await page.getByRole('dialog').getByRole('button', { name: '建立方案' }).click();
    await page.locator('[data-made]').waitFor({ timeout: 120_000 });
    await page.waitForFunction(() => /[#&]plan=\d+/.test(location.hash));
    const id = Number(/plan=(\d+)/.exec(page.url())?.[1]);
    const before = await readPlan(id);
    expect(before.openLand).toBeGreaterThan(1);

    // The list and the pins of the map are the same, in the same order.
    const lands = page.locator('[data-land]');
    await lands.first().waitFor();
    expect(await lands.count()).toBe(before.openLand);
    const kinds = await page.locator('[data-land] strong').allInnerTexts();
    expect(kinds).toEqual(expect.arrayContaining(['空隙', '重叠']));
    await page.waitForFunction(() => 'gridmap' in window);
    await expect
      .poll(async () => (await debug(page)).lands?.length, { timeout: 60_000 })
      .toBe(before.openLand);

    for (const kind of ['空隙', '重叠']) {
      const { openLand, hash } = await readPlan(id);
      const land = lands.filter({ hasText: kind }).first();
      const number = await land.getAttribute('data-land');
      await land.getByRole('button').first().click();
      const fix = land.locator('[data-fix]').first();
      await fix.hover();
      await page.waitForFunction(() => document.querySelector('.ways .button.shown') !== null);
      expect((await readPlan(id)).hash, 'looking changes nothing').toBe(hash);
      await fix.focus();
      await page.keyboard.press('Enter');
      await page.locator(`[data-land="${number ?? ''}"]`).waitFor({ state: 'detached' });
      expect((await readPlan(id)).openLand).toBe(openLand - 1);
    }

    const middle = await readPlan(id);
    await page.locator('[data-under]').fill('100000');
    await page.locator('[data-fix-all]').click();
    await page.locator('.toast').filter({ hasText: '可一步撤销' }).first().waitFor();
    const fixed = await readPlan(id);
    expect(fixed.openLand).toBeLessThan(middle.openLand);
    await page
      .locator('.toast')
      .filter({ hasText: '可一步撤销' })
      .getByRole('button', { name: '撤销' })
      .click();
    await expect.poll(async () => (await readPlan(id)).hash, { timeout: 20_000 }).toBe(middle.hash);

    // What is still open keeps it from being submitted, and the page says so.
    await page.getByRole('tab', { name: '审批' }).click();
    expect(await page.locator('[data-submit]').isDisabled()).toBe(true);
    await page.locator('#submit-blocked').waitFor();
    expect(await clean(page)).toEqual([]);

    await fixAll(id);
    await expect.poll(() => page.locator('[data-submit]').isEnabled(), { timeout: 20_000 }).toBe(true);

    // Back leads out of the plan as it led in.
    await page.goBack();
    await page.goBack();
    await page.waitForFunction(() => !/[#&]plan=/.test(location.hash));
    const { version } = await readPlan(id);
    expect((await write('planner', 'DELETE', `/api/plans/${String(id)}`, version)).status).toBe(204);
  });

  it('a_plan_is_compared_checked_printed_submitted_approved_and_published_to_everybody', async () => {
    const plan = await changedPlan(`端到端 ${Date.now().toString(36)}`);
    const hash = `#mode=2d&level=3&panel=plan&plan=${String(plan.id)}`;
    const page = await enter('planner', `${hash}&tab=compare`);

    // Compare: what changes is told and shown before and after a line that keys move.
    const handle = page.locator('[data-swipe]');
    await handle.waitFor({ timeout: 120_000 });
    expect(await page.locator('[data-change="reshaped"] li').count()).toBeGreaterThan(1);
    await page.locator('[data-access]').waitFor();
    const moved = Number((await page.locator('[data-moved-houses]').innerText()).replaceAll(',', ''));
    if (moved > 0) {
      await page.locator('.moved').first().click();
      await page.locator('.moved.on').waitFor();
    }
    await handle.focus();
    const was = Number(await handle.getAttribute('aria-valuenow'));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('PageUp');
    expect(Number(await handle.getAttribute('aria-valuenow'))).toBe(was + 12);
    const box = await handle.boundingBox();
    if (box) {
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x - 150, box.y + box.height / 2);
      await page.mouse.up();
    }
    expect(Number(await handle.getAttribute('aria-valuenow'))).toBeLessThan(was);
    expect(await clean(page)).toEqual([]);

    // Compliance: a line for each rule, and a sheet of paper.
    await page.getByRole('tab', { name: '合规' }).click();
    await page.locator('[data-rule]').first().waitFor({ timeout: 120_000 });
    expect(await page.locator('[data-rule]').count()).toBeGreaterThanOrEqual(10);
    expect(await clean(page)).toEqual([]);
    await page.locator('[data-print]').click();
    const sheet = await page.locator('.paper').innerText();
    for (const told of [plan.name, plan.hash, '合成几何', '起草人', '批准人']) expect(sheet).toContain(told);
    const { grids } = await read<WirePartition>(`/api/plans/${String(plan.id)}/partition`);
    expect(await page.locator('.plan-map text').count()).toBe(grids.filter(({ leaf }) => leaf).length);
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await page.locator('[data-print-now]').click();
    expect(await page.locator('body[data-printed]').count()).toBe(1);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect((pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length).toBeLessThanOrEqual(4);
    // On paper there is the sheet and nothing of the page.
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#app').isVisible()).toBe(false);
    expect(await page.locator('.paper-bar').isVisible()).toBe(false);
    expect(await page.locator('.paper').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    expect(await clean(page)).toEqual([]);
    await page.locator('[data-close-sheet]').click();

    // Submit: the author then reads why he may not decide.
    await page.getByRole('tab', { name: '审批' }).click();
    await page.locator('[data-submit]').click();
    await page.locator('[data-refusal]').filter({ hasText: '要由另一个人审批' }).waitFor();
    expect(await page.locator('[data-approve]').isDisabled()).toBe(true);
    const submitted = await readPlan(plan.id);
    const own = await write<{ type: string }>(
      'planner',
      'POST',
      `/api/plans/${String(plan.id)}/approve`,
      submitted.version,
      {},
    );
    expect(own.status).toBe(403);

    // A leader reads the effect and approves; a third browser follows the publication by itself.
    const officer = await enter('officer', '#mode=2d&level=3');
    await settled(officer);
    const revision = (await readOverview()).revision;
    const leader = await enter('leader', `${hash}&tab=decide`);
    await leader.locator('[data-moved-houses]').waitFor({ timeout: 120_000 });
    await leader.locator('[data-approve]').click();
    await leader.locator('[data-publish]').waitFor();
    expect(await clean(leader)).toEqual([]);
    const tiles: number[] = [];
    let published = Infinity;
    leader.on('response', (response) => {
      if (response.url().endsWith('/publish')) published = Date.now();
    });
    officer.on('response', (response) => {
      if (/\/tiles\/\d+\//.test(response.url()) && response.ok()) tiles.push(Date.now());
    });
    await leader.locator('[data-publish]').click();
    await leader.locator('.toast').filter({ hasText: '已生效' }).waitFor({ timeout: 120_000 });
    await expect.poll(() => tiles.length, { timeout: 10_000, interval: 50 }).toBeGreaterThan(0);
    expect((tiles[0] ?? Infinity) - published, 'milliseconds until the first new tile').toBeLessThan(2000);
    expect((await readOverview()).revision).not.toBe(revision);

    // The day before shows what was valid then, and says so.
    const { items } = await read<{ items: DivisionInTime[] }>('/api/divisions');
    const mine = items.find(({ planId }) => planId === plan.id);
    const past = items.find(
      ({ rootCode, validTo }) => rootCode === plan.rootCode && validTo === mine?.validFrom,
    );
    expect(past).toBeDefined();
    await page.locator('[data-day]').click();
    await page.locator(`[data-moment="${past?.validFrom ?? ''}"]`).click();
    await page.locator('[data-strip]').waitFor();
    await page.waitForFunction(() => /[#&]at=/.test(location.hash));
    await settled(page);
    expect(await clean(page)).toEqual([]);
    await page.locator('[data-today]').click();
    await page.locator('[data-strip]').waitFor({ state: 'detached' });
    expect((await debug(page)).mode).toBe('2d');
  });

  it('a_returned_plan_says_why_and_on_a_phone_everything_is_in_reach', async () => {
    const plan = await changedPlan(`退回 ${Date.now().toString(36)}`);
    const { version } = await readPlan(plan.id);
    expect((await write('planner', 'POST', `/api/plans/${String(plan.id)}/submit`, version)).status).toBe(
      200,
    );
    const hash = `#mode=2d&level=3&panel=plan&plan=${String(plan.id)}`;
    const leader = await enter('leader', `${hash}&tab=decide`, { width: 390, height: 844, touch: true });
    await leader.locator('[data-return]').tap();
    await leader.getByLabel('退回意见').fill('东侧网格太大');
    await leader.getByRole('button', { name: '退回修改' }).tap();
    await leader.locator('.decide .note').filter({ hasText: '东侧网格太大' }).waitFor();
    const planner = await enter('planner', `${hash}&tab=compare`, { width: 390, height: 844, touch: true });
    await planner.locator('[data-swipe]').waitFor({ timeout: 120_000 });
    const grip = await planner.locator('[data-swipe]').boundingBox();
    const sheet = await planner.locator('.panel').boundingBox();
    expect(grip && sheet && grip.y + grip.height < sheet.y, 'the grip lies above the sheet').toBe(true);
    expect(await clean(planner)).toEqual([]);
    const small = await planner
      .locator('.panel button:visible, .panel select:visible')
      .evaluateAll((all) =>
        all
          .filter((each) => each.getBoundingClientRect().height < 43.5)
          .map((each) => `${each.className} ${each.textContent?.trim().slice(0, 20) ?? ''}`),
      );
    expect(small, 'targets of at least 44 pixels').toEqual([]);
    const now = await readPlan(plan.id);
    expect((await write('planner', 'DELETE', `/api/plans/${String(plan.id)}`, now.version)).status).toBe(204);
  });
});
