import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Overview, SearchHit } from '../src/api/model';
import type { GridEvent, ReportedEvent } from '../src/features/event/api';
import type { PlanSummary } from '../src/features/plan/api';
import { askGrant, Installation, invite } from './installation';
import { picture, until } from './table';
import { startBrowser } from './town';

/** An event lives through a new division and runs late, in an installation whose deadlines are a minute. */
const VILLAGE = '东邻村';
const WEST = 118.61;
const SOUTH = 24.81;
const SIDE = 0.002;
const PEOPLE = [
  ['planner-1', '林规划', 'PLANNER'],
  ['leader-1', '陈书记', 'LEADER'],
  ['lead-1', '吴主任', 'COMMUNITY_LEAD'],
] as const;
let browser: Browser;
let installation: Installation;
const pages: Page[] = [];

/** Three square grids in a row, 东1 in the west; made-up land. */
const village = () =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [0, 1, 2].map((column) => {
      const [west, east] = [WEST + column * SIDE, WEST + (column + 1) * SIDE].map((x) =>
        Number(x.toFixed(9)),
      );
      const ring = [
        [west, SOUTH],
        [east, SOUTH],
        [east, SOUTH + SIDE],
        [west, SOUTH + SIDE],
        [west, SOUTH],
      ];
      return {
        type: 'Feature',
        properties: { name: `东${String(column + 1)}` },
        geometry: { type: 'Polygon', coordinates: [ring] },
      };
    }),
  });

beforeAll(async () => {
  browser = await startBrowser(false);
  const shipped = join(import.meta.dirname, '../../backend/src/main/resources/events.yaml');
  const events = (await readFile(shipped, 'utf8')).replaceAll('RED: {clock: 30}', 'RED: {clock: 1}');
  installation = await Installation.start(browser, events);
});
afterAll(async () => {
  await browser.close();
  await installation.end();
});

it('people_of_a_village_get_their_accounts', async () => {
  const file = join(installation.home, 'village.geojson');
  await writeFile(file, village());
  await installation.command('import', file, '--as', 'grids', '--name', VILLAGE);
  const asking = await installation.arrive('security-admin-1');
  const deciding = await installation.arrive('security-admin-2');
  const links: string[] = [];
  for (const [login, name, role] of PEOPLE) {
    links.push(await invite(asking, login, name));
    await askGrant(asking, login, role, VILLAGE);
  }
  await deciding.getByRole('tab', { name: /待/ }).click();
  for (const [, name] of PEOPLE)
    await deciding
      .locator('[data-grant]')
      .filter({ hasText: name })
      .getByRole('button', { name: '批准' })
      .click();
  await until('all grants', async () => (await deciding.locator('[data-grant]').count()) === 0);
  for (const [i, [login]] of PEOPLE.entries()) pages.push(await installation.arrive(login, links[i]));
});

it('an_event_follows_a_redraw_with_its_number_and_its_owner_and_runs_late_by_itself', async () => {
  const [planner, leader, lead] = pages as [Page, Page, Page];
  const { divisions } = await installation.read<Overview>(lead, '/api/overview');
  const division = divisions.find(({ name }) => name === VILLAGE);
  const grids = new Map<string, { id: number; code: string }>();
  for (const grid of ['东1', '东2']) {
    const { items } = await installation.read<{ items: SearchHit[] }>(lead, `/api/search?q=${grid}`);
    const { id = 0 } = items.find(({ type }) => type === 'grid') ?? {};
    grids.set(grid, await installation.read(lead, `/api/grids/${String(id)}`));
  }
  // Nobody is on duty in the west.
  const gridId = grids.get('东2')?.id;
  const member = { name: '李网格', phone: '', sex: 'MALE', unit: 'VILLAGE', unitName: '', gridId };
  const { id: staffId } = await installation.send<{ id: number }>(lead, '/api/staff', member);
  const post = { staffId, role: 'GRID_OFFICER', gridId, houseId: null, from: null, until: null };
  await installation.send(lead, '/api/assignments', post);
  const event = await installation.send<ReportedEvent>(lead, '/api/events', {
    category: 'FIRE_HAZARD',
    longitude: WEST + SIDE / 2,
    latitude: SOUTH + SIDE / 2,
    importance: 'HIGH',
    pressing: 'HIGH',
    text: '楼道里有电动车在充电',
  });
  const reported = Date.now();
  await leader.goto(`${installation.address}/#mode=2d&panel=events`);
  await leader.locator('.event-numbers [data-state="OVERDUE"]').click();
  await leader.locator('.event-list .empty').waitFor();
  await lead.goto(`${installation.address}/#mode=2d&panel=events`);
  await lead.locator(`[data-event="${String(event.id)}"]`).click();
  const card = lead.locator('.event-card');
  await card.filter({ hasText: '空岗' }).filter({ hasText: '东1' }).waitFor();

  const { id } = await installation.send<PlanSummary>(planner, '/api/plans', {
    name: '并格',
    divisionId: division?.id,
  });
  const path = `/api/plans/${String(id)}`;
  const decide = async (page: Page, step: string, data: unknown) => {
    const { version } = await installation.read<PlanSummary>(planner, path);
    await installation.send(page, `${path}/${step}`, data, version);
  };
  const [west, east] = ['东1', '东2'].map((name) => grids.get(name)?.code ?? '');
  const merge = { type: 'merge', grids: [west, east], into: { code: east, name: '东2', kind: 'BASE' } };
  await decide(planner, 'operations', { operation: merge });
  await decide(planner, 'submit', {});
  await decide(leader, 'approve', {});
  await decide(leader, 'publish', {});
  await card.filter({ hasText: '李网格' }).filter({ hasText: '东2' }).waitFor();
  const now = await installation.read<GridEvent>(lead, `/api/events/${String(event.id)}`);
  expect([now.number, now.gridCode]).toEqual([event.number, east]);
  await picture(lead, 'event-redrawn');

  await leader.locator(`.event-list [data-event="${String(event.id)}"]`).waitFor({ timeout: 120_000 });
  console.log(`due after 60 s, late by itself after ${((Date.now() - reported) / 1000).toFixed(0)} s`);
  await picture(leader, 'event-late');
  for (const { complaints } of installation.opened) expect(complaints).toEqual([]);
});
