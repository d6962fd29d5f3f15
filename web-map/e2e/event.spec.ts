import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { actionsOf, key, photo, readEvent, readPlace, report, tryAction } from './events';
import { type Demo, send } from './server';
import { picture, until } from './table';
import { type Opened, openTown, settled, startBrowser } from './town';

interface EventDebug {
  pillars: { kind: string; ids: number[]; x: number; y: number }[];
  mode: '2d' | '3d' | null;
}
const pillarsOf = (page: Page) =>
  page.evaluate(
    () => (window as unknown as { gridmap?: { debug(): EventDebug } }).gridmap?.debug().pillars ?? [],
  );
const standing = (page: Page, id: number) =>
  page.waitForFunction(
    (wanted) =>
      (window as unknown as { gridmap?: { debug(): EventDebug } }).gridmap
        ?.debug()
        .pillars.some(({ ids }) => ids.includes(wanted)),
    id,
    { polling: 50, timeout: 60_000 },
  );
const viewOf = ([lon, lat]: readonly [number, number], range: number, pitch = -45) =>
  `view=${lon.toFixed(6)},${lat.toFixed(6)},${String(range)},0,${String(pitch)}`;
const NO_NETWORK = /ERR_(INTERNET_DISCONNECTED|CONNECTION_|NETWORK_|FAILED)|\b(403|409|412)\b/;

describe('events on the page', () => {
  let browser: Browser;
  let place: [number, number];
  const opened: Opened[] = [];
  beforeAll(async () => {
    browser = await startBrowser(true);
    place = await readPlace();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    const complaints = opened.flatMap((each) => each.complaints);
    for (const each of opened.splice(0)) await each.close();
    expect(complaints.filter((each) => !NO_NETWORK.test(each))).toEqual([]);
  });

  async function open(as: Demo, hash: string, phone = false): Promise<Page> {
    const size = phone ? { width: 390, height: 844, touch: true } : { width: 1280, height: 800 };
    const one = await openTown(browser, hash, { as, ...size });
    opened.push(one);
    await one.page.context().grantPermissions(['geolocation']);
    await one.page.context().setGeolocation({ longitude: place[0], latitude: place[1], accuracy: 8 });
    return one.page;
  }

  async function fill(page: Page, text: string): Promise<void> {
    await page.locator('[data-here]').click();
    await page.locator('[data-place]').waitFor();
    await page.locator('[data-category]').fill('消防');
    await page.locator('[role="option"]', { hasText: '消防隐患' }).click();
    await page.locator('[data-choice="importance"] input[value="HIGH"]').dispatchEvent('click');
    await page.locator('[data-choice="pressing"] input[value="HIGH"]').dispatchEvent('click');
    await page.locator('[data-proposed="RED"]').waitFor();
    await page.locator('[data-report] [data-text]').fill(text);
    await page
      .locator('[data-photo]')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo(page) });
    await page.locator('.photo-picker img').waitFor();
  }

  it('an_officer_reports_on_a_phone_and_a_leader_sees_the_pillar_within_a_second', async () => {
    const leader = await open('leader', `#mode=2d&panel=events&${viewOf(place, 700, -90)}`);
    await settled(leader);
    await leader.locator('.events-panel .live:not(.cut)').waitFor();
    const officer = await open('officer', `#mode=2d&panel=report&${viewOf(place, 700, -90)}`, true);
    await settled(officer);
    await fill(officer, '楼道堆满纸箱，消防通道走不通');
    await picture(officer, 'event-report-phone');
    const answer = officer.waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().endsWith('/api/events'),
    );
    await officer.locator('[data-send]').click();
    const { id } = (await (await answer).json()) as { id: number };
    const from = Date.now();
    await standing(leader, id);
    const milliseconds = Date.now() - from;
    console.log(`reported, seen on the leader's open map after ${String(milliseconds)} ms`);
    expect(milliseconds).toBeLessThan(1000);
    // The leader sees that something is there, and not what was said of whom.
    await leader.locator(`[data-event="${String(id)}"]`).click();
    await leader.locator('.event-card [data-hidden]').waitFor();
    expect(await leader.locator('.event-card [data-said]').count()).toBe(0);
    await officer.locator('.event-card [data-said]').waitFor();
    await until('the photo', async () => (await readEvent(id, 'officer')).photos.length === 1);
    expect(await officer.locator('[data-unsent-events]').count()).toBe(0);
    await picture(officer, 'event-card-phone');
    await picture(leader, 'event-leader');
    const { violations } = await new AxeBuilder({ page: leader as never }).analyze();
    expect(
      violations.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html).join(' ')}`),
    ).toEqual([]);
  });

  it('an_event_walks_its_steps_by_the_right_roles_and_is_refused_to_the_wrong_ones', async () => {
    const logins: Demo[] = ['officer', 'gridlead', 'lead', 'leader'];
    let event = await report(place, 'FIRE_HAZARD', '走七步');
    const steps = [event.step];
    const refused: string[] = [];
    while (event.state !== 'CLOSED') {
      const able: Demo[] = [];
      for (const login of logins) {
        const may = (await actionsOf(login, event.id)).some(({ action }) => action === 'ADVANCE');
        if (may) able.push(login);
        else {
          const answer = await tryAction(login, event, { action: 'ADVANCE', text: '不该由我办' });
          expect([403, 404, 409], `${login} at ${event.step}`).toContain(answer.status);
          refused.push(`${login}@${event.step}`);
        }
      }
      const [login] = able;
      if (login === undefined) throw new Error(`nobody may take ${event.step}`);
      const page = await open(login, `#mode=2d&select=event:${String(event.id)}&${viewOf(place, 500, -90)}`);
      const form = page.locator('[data-form="ADVANCE"]');
      const taken = page.waitForResponse((response) => response.url().endsWith('/actions'));
      await page.locator('[data-act="ADVANCE"]').click();
      if (await form.isVisible()) {
        await form.locator('[data-text]').fill(`${event.step}：已办`);
        await form
          .locator('[data-photo]')
          .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo(page) });
        await form.locator('img').waitFor();
        await form.locator('[data-submit]').click();
      }
      expect((await taken).status()).toBe(200);
      const before = event.version;
      event = await until('the step', async () => {
        const now = await readEvent(event.id, 'officer');
        return now.version > before && now;
      });
      if (event.state !== 'CLOSED') steps.push(event.step);
      else await picture(page, 'event-closed');
      const leaving = opened.pop();
      expect(leaving?.complaints.filter((each) => !NO_NETWORK.test(each))).toEqual([]);
      await leaving?.close();
    }
    console.log(`steps: ${steps.join(' → ')}; refused: ${refused.join(', ')}`);
    expect(steps).toEqual(['collect', 'discover', 'dispatch', 'handle', 'verify', 'supervise']);
    expect(refused.length).toBeGreaterThan(5);
    expect(event.history.map(({ action }) => action)).toEqual(['REPORT', ...steps.map(() => 'ADVANCE')]);
  });

  it('somebody_who_was_slower_is_told_so_and_keeps_what_he_wrote', async () => {
    const event = await report(place, 'LITTER', '两人同时办');
    const page = await open(
      'officer',
      `#mode=2d&select=event:${String(event.id)}&${viewOf(place, 500, -90)}`,
    );
    await page.locator('[data-act="ADD_NOTE"]').click();
    await page.locator('[data-form="ADD_NOTE"] [data-text]').fill('我的补充');
    // The stream would tell of it before the button is pressed.
    await page.route('**/api/event-*', (route) => route.abort());
    expect((await tryAction('officer', event, { action: 'ADD_NOTE', text: '先到的补充' })).status).toBe(200);
    await page.locator('[data-submit]').click();
    await page.locator('[data-failure]').waitFor();
    expect(await page.locator('[data-form="ADD_NOTE"] [data-text]').inputValue()).toBe('我的补充');
    await page.locator('[data-submit]').click();
    await until(
      'both notes',
      async () =>
        (await readEvent(event.id, 'officer')).history.filter(({ action }) => action === 'ADD_NOTE')
          .length === 2,
    );
  });

  it('a_report_made_without_a_network_arrives_once', async () => {
    const page = await open('officer', `#mode=2d&panel=report&${viewOf(place, 700, -90)}`, true);
    await settled(page);
    const said = `断网时上报 ${key()}`;
    await page.context().setOffline(true);
    await fill(page, said);
    await page.locator('[data-send]').click();
    await page.locator('[data-unsent-events]').waitFor();
    await picture(page, 'event-unsent-phone');
    // The page goes before there is a network again.
    const address = page.url();
    await page.goto('about:blank');
    await page.context().setOffline(false);
    await page.goto(address.replace('panel=report', 'panel=events'));
    const mine = async () => {
      const answer = await send('officer', 'GET', '/api/events?limit=20');
      const { events } = (await answer.json()) as { events: { id: number }[] };
      const cards = await Promise.all(events.map(({ id }) => readEvent(id, 'officer')));
      return cards.filter(({ text }) => text === said);
    };
    const [event] = await until('the report', async () => {
      const found = await mine();
      return found.length > 0 && found[0]?.photos.length === 1 && found;
    });
    await page.reload();
    await page.locator('.events-panel').waitFor();
    await page.waitForTimeout(1500);
    expect(await mine()).toHaveLength(1);
    expect(event?.photos).toHaveLength(1);
    expect(await page.locator('[data-unsent-events]').count()).toBe(0);
  });

  it('the_filter_drives_map_list_and_numbers_and_stands_in_the_address', async () => {
    const red = await report(place, 'FIRE_HAZARD', '筛选');
    const page = await open('officer', `#mode=2d&panel=events&${viewOf(place, 500, -90)}`);
    await settled(page);
    await standing(page, red.id);
    await page.locator('[data-urgency="BLUE"]').click();
    await page.waitForFunction(
      (wanted) =>
        !(window as unknown as { gridmap: { debug(): EventDebug } }).gridmap
          .debug()
          .pillars.some(({ ids }) => ids.includes(wanted)),
      red.id,
    );
    expect(page.url()).toContain('events=urgency:BLUE');
    expect(await page.locator(`[data-event="${String(red.id)}"]`).count()).toBe(0);
    await page.goBack();
    await standing(page, red.id);
    await page.locator(`[data-event="${String(red.id)}"]`).waitFor();
    // A press on the pillar selects what stands there.
    const at = await until(
      'the pillar',
      async () => (await pillarsOf(page)).find(({ ids }) => ids.includes(red.id)) ?? false,
    );
    const box = await page.locator('.map-view').boundingBox();
    await page.mouse.click((box?.x ?? 0) + at.x, (box?.y ?? 0) + at.y);
    await page.waitForFunction(() => location.hash.includes('select=event:'));
  });

  it('stands_as_pillars_far_and_near_on_the_globe_and_as_badges_on_the_flat_map', async () => {
    for (const [name, hash] of [
      ['event-far', `#panel=events&${viewOf(place, 4200)}`],
      ['event-near', `#panel=events&${viewOf(place, 420)}`],
      ['event-2d', `#mode=2d&panel=events&${viewOf(place, 1600, -90)}`],
    ] as const) {
      const page = await open('leader', hash);
      await settled(page, ({ grounded }) => grounded);
      await until('pillars', async () => (await pillarsOf(page)).length > 0);
      await page.waitForTimeout(1500);
      await picture(page, name);
      const leaving = opened.pop();
      expect(leaving?.complaints).toEqual([]);
      await leaving?.close();
    }
  });
});
