import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CommentList, PlanComment } from '../src/features/discussion/api';
import type { PlanSummary } from '../src/features/plan/api';
import { key, newPlan, readCounted, step } from './plans';
import { type Demo, read, send } from './server';
import { debugOf, picture, summaryOf, until } from './table';
import { debug, type Opened, type Opening, openTown, startBrowser } from './town';

interface Seen {
  comments?: { id: number; x: number; y: number }[];
}
const pinsOn = (page: Page) =>
  page.evaluate(() => (window as unknown as { gridmap: { debug(): Seen } }).gridmap.debug().comments ?? []);

/** The plan's own names stand on the map; those of the grids in force give way. */
const planOn = (page: Page) =>
  until('the plan on the map', async () => ((await debugOf(page))?.labels.length ?? 0) > 0);

/** Pages of planners and leaders in one browser. */
function pages(webgl: boolean) {
  let browser: Browser;
  const open: Opened[] = [];
  beforeAll(async () => {
    browser = await startBrowser(webgl);
  });
  afterEach(async () => {
    const complaints = open.flatMap((each) => each.complaints);
    for (const each of open.splice(0)) await each.close();
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
  });
  return async (as: Demo, plan: number, tab: string, opening: Partial<Opening> = {}): Promise<Page> => {
    const hash = `#mode=${webgl ? '3d' : '2d'}&level=3&panel=plan&plan=${String(plan)}&tab=${tab}`;
    const opened = await openTown(browser, hash, { as, width: 1300, height: 820, ...opening });
    open.push(opened);
    await opened.page.getByRole('tab', { name: /意见|Comments/ }).waitFor();
    return opened.page;
  };
}

const clean = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page: page as never }).exclude('.ol-viewport').analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
};
const commentsOf = async (plan: number) =>
  (await read<CommentList>(`/api/plans/${String(plan)}/comments`)).items;

/** Says something beside the browser. */
async function say(login: Demo, plan: number, grid: string, text: string): Promise<PlanComment> {
  const answer = await send(login, 'POST', `/api/plans/${String(plan)}/comments`, { text, grid }, key());
  expect(answer.status).toBe(201);
  return (await answer.json()) as PlanComment;
}
async function someLeaf(plan: number): Promise<string> {
  const { counted } = await readCounted(plan);
  const leaf = [...counted.partition.grids.values()].find((grid) => grid.leaf && grid.kind === 'BASE');
  if (!leaf) throw new Error('the plan has no leaf');
  return leaf.code;
}

describe('talking about a plan', () => {
  const enter = pages(false);
  let plan: PlanSummary;

  it('a_leader_points_at_a_place_the_planner_answers_and_it_is_settled', async () => {
    plan = await newPlan('商量试验');
    const planner = await enter('planner', plan.id, 'discussion');
    const leader = await enter('leader', plan.id, 'discussion');
    await leader.locator('[data-no-comments]').waitFor();
    await planOn(leader);
    await picture(leader, 'talk-empty');
    expect(await clean(leader)).toEqual([]);

    // The place is pressed on the map.
    await leader.locator('[data-comment-here]').click();
    await leader.locator('.placing[role="status"]').waitFor();
    const map = await leader.locator('.map-view').boundingBox();
    if (!map) throw new Error('there is no map');
    await leader.mouse.click(map.x + map.width * 0.45, map.y + map.height * 0.55);
    await leader.locator('.comment-target').waitFor();
    await leader.getByLabel('对图上这一处的意见').fill('这条边为什么绕过小学？');
    await leader.locator('[data-send]').click();
    await leader.locator('.comment.on').filter({ hasText: '绕过小学' }).waitFor();
    const pins = await until('the pin', async () => {
      const seen = await pinsOn(leader);
      return seen.length === 1 && seen;
    });
    expect(
      Math.hypot((pins[0]?.x ?? 0) - map.width * 0.45, (pins[0]?.y ?? 0) - map.height * 0.55),
    ).toBeLessThan(2);

    // It comes to the other page by itself, unread, and on its map.
    await planner.locator('[data-unread]').waitFor();
    expect(await planner.getByRole('tab', { name: /意见/ }).innerText()).toContain('1');
    expect(await planner.locator('[data-comment-news]').textContent()).toContain('有新的意见');
    const pin = planner.locator('[data-comment-pin]');
    expect(await pin.getAttribute('aria-label')).toBe('第 1 条意见，未读');
    await pin.click();
    await planner.locator('.comment.on').waitFor();
    await planner.locator('[data-unread]').waitFor({ state: 'detached' });
    await planner.locator('.comment.on textarea').fill('小学是专属网格，边界沿围墙走。');
    await planner.locator('.comment.on [data-send]').click();
    await leader.locator('[data-reply]').filter({ hasText: '沿围墙' }).waitFor();
    await picture(leader, 'talk-reply');
    expect(await clean(planner)).toEqual([]);

    // Settled it leaves the map of both, and stays in the list of what is settled.
    await leader.locator('[data-settle]').click();
    await leader.locator('[data-settled]').waitFor();
    await planner.locator('[data-choice="comment-filter"] label').nth(1).click();
    await planner.locator('.comment.settled').waitFor();
    // Whoever reads it still has it in hand, until he looks at others.
    await leader.locator('[data-choice="comment-filter"] label').nth(1).click();
    await leader.locator('[data-choice="comment-filter"] label').nth(0).click();
    await until('no pin', async () => (await pinsOn(leader)).length === 0);
    const [stored] = await commentsOf(plan.id);
    expect(stored?.state).toBe('SETTLED');
  });

  it('a_comment_on_a_grid_says_what_it_was_when_the_grid_is_gone', async () => {
    plan = await newPlan('网格意见');
    const { counted } = await readCounted(plan.id);
    const { grids } = counted.partition;
    const border = [...counted.partition.edges.values()].find(
      ({ left, right }) =>
        left !== right &&
        [left, right].every((code) => grids.get(code)?.kind === 'BASE') &&
        grids.get(left)?.parentCode === grids.get(right)?.parentCode,
    );
    if (!border) throw new Error('no two grids meet');
    const planner = await enter('planner', plan.id, 'discussion');
    await say('leader', plan.id, border.right, '这一格太小，并过去吧。');
    const row = planner.locator('.comment');
    await row.waitFor();
    const answer = await step(plan.id, plan.version, {
      type: 'merge',
      grids: [border.left, border.right],
      into: { code: border.left, name: grids.get(border.left)?.name ?? '', kind: 'BASE' },
    });
    expect(answer.status, JSON.stringify(answer.applied)).toBe(200);
    const now = grids.get(border.left)?.name || border.left.slice(-3);
    await row.filter({ hasText: `原 ${border.right.slice(-3)} · 现 ${now}` }).waitFor();
    expect((await pinsOn(planner)).length).toBe(1);
    await picture(planner, 'talk-gone');
  });

  it('a_submission_with_open_comments_asks_and_tells_the_leader', async () => {
    plan = await newPlan('带意见提交');
    const grid = await someLeaf(plan.id);
    for (const text of ['一', '二', '三']) await say('leader', plan.id, grid, `意见${text}`);
    const planner = await enter('planner', plan.id, 'decide');
    await planner.locator('[data-open-comments]').filter({ hasText: '3 条未解决' }).waitFor();
    await planner.locator('[data-submit]').click();
    await planner.locator('[data-ask-comments]').filter({ hasText: '还有 3 条未解决的意见' }).waitFor();
    expect((await summaryOf(plan.id)).state).toBe('DRAFT');
    await until('three pins side by side', async () => {
      const seen = await pinsOn(planner);
      return new Set(seen.map(({ x }) => Math.round(x))).size === 3;
    });
    expect(
      await planner
        .locator('[data-comment-pin]')
        .first()
        .evaluate((pin) => pin.clientHeight),
    ).toBe(24);
    await picture(planner, 'talk-submit');
    await planner.locator('[data-submit]').click();
    await planner.locator('[data-refusal]').waitFor();
    expect((await summaryOf(plan.id)).submittedOpenComments).toBe(3);

    const leader = await enter('leader', plan.id, 'decide');
    const told = leader.locator('[data-open-comments]');
    await told.filter({ hasText: '3 条未解决' }).filter({ hasText: '提交时 3 条' }).waitFor();
    await picture(leader, 'talk-decide');
    await told.getByRole('button').click();
    await leader.locator('.comment').first().locator('.head').click();
    await leader.locator('.comment.on [data-settle]').click();
    await leader.locator('[data-settled]').waitFor();
    await leader.getByRole('tab', { name: '审批' }).click();
    await told.filter({ hasText: '2 条未解决' }).filter({ hasText: '提交时 3 条' }).waitFor();
    await leader.locator('[data-back]').click();
    const listed = leader.locator(`[data-plan="${String(plan.id)}"] [data-list-comments]`);
    expect(await listed.innerText()).toContain('2 条意见未解决');
  });

  it('everything_is_done_by_keys_alone', async () => {
    plan = await newPlan('键盘意见');
    const page = await enter('planner', plan.id, 'discussion', { language: 'en' });
    await planOn(page);
    await page.locator('[data-comment-here]').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.locator('.placing[role="status"]').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.locator('[data-comment-middle]').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Why here?');
    await page.keyboard.press('Control+Enter');
    await page.locator('.comment.on').waitFor();
    await page.locator('[data-withdraw-comment]').focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-no-comments]').waitFor();
    expect(await commentsOf(plan.id)).toEqual([]);
  });

  it('on_a_phone_it_is_in_reach_of_a_thumb', async () => {
    plan = await newPlan('手机意见');
    await say('planner', plan.id, await someLeaf(plan.id), '请领导看看这一格。');
    const page = await enter('leader', plan.id, 'discussion', { width: 390, height: 844, touch: true });
    await page.locator('.comment .head').tap();
    await page.locator('.comment.on textarea').fill('可以。');
    await page.locator('.comment.on [data-send]').tap();
    await page.locator('[data-reply]').filter({ hasText: '可以' }).waitFor();
    const sheet = await page.locator('.panel').boundingBox();
    const [pin] = await until('the pin', async () => {
      const seen = await pinsOn(page);
      return seen.length === 1 && seen;
    });
    const map = await page.locator('.map-view').boundingBox();
    expect((pin?.y ?? 0) + (map?.y ?? 0), 'the pin is above the sheet').toBeLessThan(sheet?.y ?? 0);
    await picture(page, 'talk-phone');
    const small = await page
      .locator('.discussion button:visible')
      .evaluateAll((all) =>
        all
          .filter((each) => each.getBoundingClientRect().height < 43.5)
          .map((each) => `${each.className} ${each.textContent?.trim().slice(0, 20) ?? ''}`),
      );
    expect(small, 'targets of at least 44 pixels').toEqual([]);
    expect(await clean(page)).toEqual([]);
  });
});

describe('talking about a plan on the globe', () => {
  const enter = pages(true);

  it('comments_stand_at_their_places_between_the_buildings', async () => {
    const plan = await newPlan('三维意见');
    const grid = await someLeaf(plan.id);
    await say('leader', plan.id, grid, '这里人太多，分成两格。');
    const page = await enter('planner', plan.id, 'discussion');
    await planOn(page);
    expect((await debug(page)).mode).toBe('3d');
    await page.locator('.comment .head').click();
    await until('the pin on the globe', async () => (await pinsOn(page)).length === 1);
    await until('the ground', async () => (await debug(page)).grounded);
    await picture(page, 'talk-globe');
    await page.locator('[data-comment-pin]').click();
    await page.locator('.comment.on').waitFor();
  });
});
