import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, readHomeIn, readOutside, readScope, send } from './server';
import { debug, type Opened, openTown, settled, signIn, signOut, startBrowser } from './town';

/** What a role has in the rail, and a request of another's work that the server refuses it. */
const ROLES: { as: Demo; modes: string[]; refused: [method: string, path: string][] }[] = [
  {
    as: 'officer',
    modes: ['map', 'events', 'cockpit', 'register', 'places'],
    refused: [
      ['GET', '/api/audit'],
      ['GET', '/api/users'],
    ],
  },
  {
    as: 'leader',
    modes: ['map', 'events', 'cockpit', 'plan', 'register', 'places'],
    refused: [
      ['POST', '/api/residents/search'],
      ['GET', '/api/audit'],
    ],
  },
  {
    as: 'planner',
    modes: ['map', 'check', 'plan', 'register', 'places'],
    refused: [
      ['POST', '/api/residents/search'],
      ['GET', '/api/users'],
    ],
  },
  {
    as: 'auditor',
    modes: ['map', 'audit'],
    refused: [
      ['GET', '/api/users'],
      ['POST', '/api/residents/search'],
    ],
  },
  {
    as: 'sysadmin',
    modes: ['map', 'users', 'connections'],
    refused: [
      ['GET', '/api/events'],
      ['GET', '/api/audit'],
    ],
  },
  {
    as: 'secadmin',
    modes: ['map', 'users'],
    refused: [
      ['GET', '/api/audit'],
      ['POST', '/api/residents/search'],
      ['GET', '/api/aggregates?measure=residents'],
    ],
  },
];

describe('each role at its work', () => {
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

  async function open(as: Demo, hash = '#mode=2d&level=3') {
    opened = await openTown(browser, hash, { as, width: 1300, height: 800 });
    return opened.page;
  }

  it.each(ROLES)('$as_has_its_modes_and_is_refused_the_work_of_others', async ({ as, modes, refused }) => {
    const page = await open(as);
    const shown = await page
      .locator('[data-mode]')
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-mode')));
    expect(shown).toEqual(modes);
    for (const [method, path] of refused) {
      const body = method === 'POST' ? { q: '王', limit: 5 } : undefined;
      expect((await send(as, method, path, body)).status, `${as} ${path}`).toBe(403);
    }
    // An address from another role opens nothing.
    for (const foreign of ['users', 'audit', 'check', 'plan', 'connections'].filter(
      (mode) => !modes.includes(mode),
    )) {
      await page.evaluate((mode) => {
        location.hash = `#mode=2d&panel=${mode}`;
      }, foreign);
      await page.waitForTimeout(200);
      expect(await page.locator('.full-page, .panel').count(), foreign).toBe(0);
    }
  });

  it('an_officer_opens_a_home_sees_masks_and_reveals_one_phone_for_a_purpose', async () => {
    const home = await readHomeIn('officer');
    const page = await open('officer', `#mode=2d&level=3&select=house:${String(home.id)}`);
    await page.getByRole('tab', { name: '住户' }).click();
    await page.locator('.resident-line').first().click();
    const masked = await page.locator('.resident-body .masked').first().innerText();
    expect(masked).toContain('*');
    await page.getByRole('button', { name: '查看电话' }).first().click();
    await page.getByLabel('用途').selectOption({ index: 1 });
    await page.getByRole('button', { name: '查看 60 秒' }).click();
    const revealed = page.locator('[data-revealed]');
    await revealed.waitFor();
    expect((await revealed.innerText()).replaceAll(/\D/g, '').length).toBeGreaterThan(6);
    const number = await revealed.innerText();
    await page.keyboard.press('Escape');
    await revealed.waitFor({ state: 'detached' });
    // The card is still open: Esc hid the value and nothing else.
    expect(await page.locator('[data-card]').count()).toBe(1);
    expect(await page.content()).not.toContain(number);
  });

  it('an_officer_edits_a_house_and_a_second_editor_is_shown_both_versions', async () => {
    const home = await readHomeIn('officer');
    // A value that is stored already would change nothing and make no new version.
    const theirs = home.structure === '砖混' ? '石结构' : '砖混';
    const page = await open('officer', `#mode=2d&level=3&select=house:${String(home.id)}`);
    await page.locator('.tabpanel').getByRole('button', { name: '修改' }).click();
    const other = await send(
      'officer',
      'PUT',
      `/api/houses/${String(home.id)}`,
      { structure: theirs },
      {
        'If-Match': `"${String(home.version)}"`,
      },
    );
    expect(other.status).toBe(200);
    await page.getByLabel('结构').fill('框架');
    const before = opened?.complaints.length ?? 0;
    await page.getByRole('button', { name: '保存' }).click();
    await page.locator('.conflict').getByText('框架').waitFor();
    expect(await page.locator('.conflict').innerText()).toContain(theirs);
    // The refusal that was provoked is the only complaint.
    const complaints = opened?.complaints.splice(before) ?? [];
    expect(complaints.filter((each) => !each.includes('412'))).toEqual([]);
    await page.getByRole('button', { name: '用我的修改' }).click();
    await page.locator('.facts').getByText('框架').waitFor();
    await page.getByRole('tab', { name: '变更' }).click();
    await page.locator('.changes li').first().waitFor();
  });

  it.each<Demo>(['officer', 'gridlead', 'lead'])('%s_is_offered_nothing_outside_his_grids', async (as) => {
    const { house, grid } = await readOutside(as);
    const page = await open(as, `#mode=2d&level=3&select=house:${String(house)}`);
    for (const what of [`house:${String(house)}`, `grid:${String(grid)}`]) {
      await page.evaluate((selected) => {
        location.hash = `#mode=2d&select=${selected}`;
      }, what);
      await page.locator('[data-card] .facts').first().waitFor();
      const tabs = await page.locator('[data-card] [role=tab]').all();
      expect(tabs.length).toBeGreaterThan(1);
      // What is offered is answered: a refusal would be a complaint of the browser.
      for (const tab of tabs) {
        await tab.click();
        await page.locator('[data-card] [role=tabpanel] :is(p, li, dl)').first().waitFor();
        const offers = page.locator('[data-card] [role=tabpanel] button').filter({
          hasText: /修改|新增|安排责任人|删除/,
        });
        expect(await offers.count(), `${what} ${await tab.innerText()}`).toBe(0);
      }
    }
  });

  it('a_leader_colours_the_map_by_residents_and_finds_no_people', async () => {
    const page = await open('leader', '#mode=2d&level=3&panel=map');
    await page.locator('[data-theme]').selectOption('residents');
    await page.locator('.theme-legend').getByText('适度').first().waitFor();
    const { labels } = await settled(page, (state) =>
      state.labels.some(({ text }) => /\s[\d,]+$/.test(text)),
    );
    expect(labels.filter(({ text }) => /[\d,]+$/.test(text)).length).toBeGreaterThan(5);
    await page.keyboard.press('Escape');
    expect(await page.getByPlaceholder('找人').count()).toBe(0);
  });

  it('a_planner_reads_the_findings_of_a_draft_and_sees_no_households', async () => {
    const page = await open('planner', '#mode=2d&panel=check');
    await page.getByRole('button', { name: '查看草案' }).click();
    await page.locator('.findings li').first().waitFor();
    const home = await readHomeIn('officer');
    await page.evaluate((id) => {
      location.hash = `#mode=2d&select=house:${String(id)}`;
    }, home.id);
    await page.locator('[data-card] .facts').waitFor();
    expect(await page.getByRole('tab', { name: '住户' }).count()).toBe(0);
  });

  it('an_auditor_finds_the_reveal_in_the_log_and_verifies_it', async () => {
    const page = await open('auditor', '#panel=audit');
    await page.locator('.log tbody tr').first().waitFor();
    await page.getByLabel('操作').selectOption('REVEAL');
    await page.getByRole('button', { name: '查询', exact: true }).click();
    await page.locator('.log tbody tr').getByText('officer').first().waitFor();
    await page.locator('[data-verify]').click();
    await page.locator('[data-sound="true"]').waitFor();
  });

  it('the_log_speaks_the_language_of_the_page', async () => {
    const page = await open('auditor', '#panel=audit&lang=en');
    const row = page.locator('.log tbody tr').filter({ hasText: 'signed in' }).first();
    await row
      .getByText(/one-click account: yes|step: signed in/)
      .first()
      .waitFor();
    expect(await page.locator('.log').innerText()).not.toMatch(/SIGNED_IN|=true/);
  });

  it('a_security_administrator_invites_and_a_second_one_approves_the_grant', async () => {
    const login = `e2e-${Date.now().toString(36)}`;
    const scope = await readScope('officer');
    const page = await open('secadmin', '#panel=users');
    await page.getByRole('button', { name: '邀请用户' }).click();
    await page.getByRole('dialog').getByLabel('账号').fill(login);
    await page.getByRole('dialog').getByLabel('姓名').fill('测试员');
    await page.getByRole('dialog').getByRole('button', { name: '邀请用户' }).click();
    const link = await page.locator('[data-invitation]').innerText();
    expect(link).toMatch(/#invitation=\S{20,}/);
    await page.getByRole('button', { name: '我已转交' }).click();
    await page.locator(`[data-user="${login}"]`).getByRole('button', { name: '申请授权' }).click();
    await page.getByLabel('角色').selectOption('OFFICER');
    await page.getByRole('combobox', { name: '网格', exact: true }).fill(scope.code);
    await page.locator('.picks li').first().click();
    await page.getByRole('dialog').getByRole('button', { name: '申请授权' }).click();
    await page.getByRole('tab', { name: /待批准/ }).click();
    const request = page.locator('[data-grant]').filter({ hasText: '测试员' }).first();
    await request.getByText('自己提的申请要由别人批准').waitFor();
    expect(await request.getByRole('button', { name: '批准' }).count()).toBe(0);
    await signOut(page);
    await signIn(page, 'secadmin2');
    // His page opens by itself, on what waits for a decision.
    await page.getByRole('tab', { name: /待批准/, selected: true }).waitFor();
    await page
      .locator('[data-grant]')
      .filter({ hasText: '测试员' })
      .first()
      .getByRole('button', { name: '批准' })
      .click();
    await page.getByText('已批准。').waitFor();
  });

  it('a_second_administrator_sees_a_request_the_moment_it_is_made', async () => {
    const login = `e2e-live-${Date.now().toString(36)}`;
    const page = await open('secadmin2', '#panel=users');
    await page.getByRole('tab', { name: /待批准/ }).click();
    const { id } = (await (
      await send('secadmin', 'POST', '/api/users', { login, name: '新来的' })
    ).json()) as { id: number };
    await send('secadmin', 'POST', '/api/grants', {
      accountId: id,
      role: 'OFFICER',
      gridCode: (await readScope('officer')).code,
    });
    const request = page.locator('[data-grant]').filter({ hasText: '新来的' });
    await request.waitFor({ timeout: 5_000 });
    // A page with a request on it opens on the requests, for other tests too.
    await request.getByRole('button', { name: '拒绝' }).click();
    await request.waitFor({ state: 'detached' });
  });

  it('administrators_see_borders_and_no_houses', async () => {
    const page = await open('auditor', '#level=3');
    await settled(page);
    expect((await debug(page)).symbols).toEqual([]);
    await page.locator('[data-mode="map"]').click();
    expect(await page.locator('.switches').innerText()).not.toContain('房屋');
  });
});
