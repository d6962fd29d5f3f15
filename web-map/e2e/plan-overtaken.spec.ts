import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Operation, PlanSummary, WirePartition } from '../src/features/plan/api';
import { key, newPlan, step } from './plans';
import { type Demo, read, send } from './server';
import { type Opened, openTown, startBrowser } from './town';

const pathOf = (id: number) => `/api/plans/${String(id)}`;
const readPlan = (id: number) => read<PlanSummary>(pathOf(id));

async function move(login: Demo, id: number, verb: string, body: unknown = {}): Promise<PlanSummary> {
  const { version } = await readPlan(id);
  const answer = await send(login, 'POST', `${pathOf(id)}/${verb}`, body, {
    ...key(),
    'If-Match': `"${String(version)}"`,
  });
  expect(answer.status, verb).toBeLessThan(300);
  return (await answer.json()) as PlanSummary;
}

async function draw(id: number, operation: Operation): Promise<void> {
  const { version } = await readPlan(id);
  expect((await step(id, version, operation)).status).toBe(200);
}

const leavesOf = async (id: number) =>
  (await read<WirePartition>(`${pathOf(id)}/partition`)).grids.filter(({ leaf }) => leaf);

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('a plan that another one overtook', () => {
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

  async function enter(as: Demo, hash: string): Promise<Page> {
    const opened = await openTown(browser, hash, { as, width: 1300, height: 820 });
    open.push(opened);
    return opened.page;
  }

  it('says_so_at_once_and_is_carried_over_with_what_does_not_fit', async () => {
    const one = await newPlan('先发布的方案');
    const two = await newPlan('被赶上的方案');
    const [first, second] = await leavesOf(one.id);
    await draw(one.id, { type: 'rename', grid: first?.code ?? '', name: `东头${String(one.id)}` });
    await draw(two.id, { type: 'rename', grid: first?.code ?? '', name: `西头${String(two.id)}` });
    await draw(two.id, { type: 'rename', grid: second?.code ?? '', name: `南头${String(two.id)}` });
    const page = await enter('planner', `#mode=2d&panel=plan&plan=${String(two.id)}&tab=edit`);
    await page.locator('.plan-head h2').waitFor({ timeout: 120_000 });
    expect(await page.locator('[data-outdated]').count()).toBe(0);

    await move('planner', one.id, 'submit');
    await move('leader', one.id, 'approve');
    await move('leader', one.id, 'publish');
    await page.locator('section[data-outdated]').waitFor({ timeout: 15_000 });
    await page.locator('[data-carry]').click();
    await page.locator('[data-carried]').waitFor({ timeout: 60_000 });
    expect(await page.locator('[data-left="rename"]').count()).toBe(1);
    await page.locator('[data-left] button').first().click();
    await page.locator('[data-conflict]').waitFor();
    expect((await readPlan(two.id)).outdatedBy).toBeNull();
    expect((await leavesOf(two.id)).find(({ code }) => code === second?.code)?.name).toBe(
      `南头${String(two.id)}`,
    );
    // One undo takes all of it back.
    await move('planner', two.id, 'undo');
    await page.locator('section[data-outdated]').waitFor({ timeout: 15_000 });
  }, 240_000);

  it('a_day_far_ahead_is_asked_about_again_and_two_persons_call_it_off', async () => {
    const plan = await newPlan('日期太远的方案');
    const [leaf] = await leavesOf(plan.id);
    await draw(plan.id, { type: 'rename', grid: leaf?.code ?? '', name: `北头${String(plan.id)}` });
    await move('planner', plan.id, 'submit');
    await move('leader', plan.id, 'approve');
    const page = await enter('leader', `#mode=2d&panel=plan&plan=${String(plan.id)}&tab=decide`);
    await page.locator('[data-publish]').waitFor({ timeout: 120_000 });
    await page.locator('input[type="radio"][value="day"]').check();
    await page.locator('.when input[type="date"]').fill(inDays(300));
    await page.locator('[data-publish]').click();
    await page.locator('[data-far]').waitFor();
    expect((await readPlan(plan.id)).state).toBe('APPROVED');
    await page.locator('[data-publish]').click();
    await page.locator('[data-scheduled]').waitFor({ timeout: 60_000 });
    expect((await readPlan(plan.id)).state).toBe('PUBLISHED');

    await move('planner', plan.id, 'publication-changes', {
      kind: 'CALL_OFF',
      reason: 'WRONG_DAY',
      note: '日期写错了',
    });
    await page.locator('[data-agree]').waitFor({ timeout: 15_000 });
    await page.locator('[data-agree]').click();
    await page.locator('.decide[data-phase="APPROVED"]').waitFor({ timeout: 60_000 });
    expect((await readPlan(plan.id)).divisionId).toBeNull();
    await page.locator('[data-publication-notice]').first().waitFor({ timeout: 60_000 });
    await move('leader', plan.id, 'return', { note: '不再需要' });
  }, 240_000);
});
