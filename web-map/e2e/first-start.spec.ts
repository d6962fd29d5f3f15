import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Opened, openTown, startBrowser } from './town';

/** An installation of its own, in earnest, from its first start to a planner at work in an imported town. */
const GRIDMAP = join(import.meta.dirname, '../../gridmap');
const PASSWORD = 'a password of my own';
const TOWN = '柳渡镇';
let home: string;
let at: string;
let links: Map<string, string>;
let browser: Browser;
const opened: Opened[] = [];

async function gridmap(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(GRIDMAP, words, {
    env: { ...process.env, GRIDMAP_HOME: home },
    timeout: 200_000,
  });
  return stdout;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gridmap-'));
  // The database runs under a user of its own when root starts it.
  await chmod(home, 0o755);
  at = `http://127.0.0.1:${String(await freePort())}`;
  const said = await gridmap('up', '--no-sample', '--port', new URL(at).port);
  links = new Map(
    [...said.matchAll(/^ {2}(\S+) +(http\S+#invitation=\S+)$/gm)].map((m) => [m[1] ?? '', m[2] ?? '']),
  );
  browser = await startBrowser(false);
});
afterAll(async () => {
  await browser.close();
  await gridmap('down');
  await rm(home, { recursive: true });
});

/** What an authenticator app shows for a secret now (RFC 6238). */
function codeOf(secret: string): string {
  const bits = [...secret.replaceAll(/[\s=]/g, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(moment).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Opens an account by its link: password, sign-in, second factor, recovery codes. */
async function arrive(login: string, link: string): Promise<Page> {
  const town = await openTown(browser, new URL(link).hash, { as: null, at, width: 1300, height: 800 });
  opened.push(town);
  const { page } = town;
  await page.getByLabel('新密码').fill(PASSWORD);
  expect(await page.getByLabel('账号').inputValue()).toBe(login);
  await page.getByLabel('再输一次').fill(PASSWORD);
  await page.getByRole('button', { name: '设置密码' }).click();
  await page.getByText('密码已设置，请登录。').waitFor();
  expect(await page.getByLabel('账号').inputValue()).toBe(login);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  return page;
}

async function enrol(page: Page): Promise<void> {
  await page.getByRole('img', { name: '设置第二步验证的二维码' }).waitFor();
  await page.getByLabel('验证码').fill(codeOf(await page.locator('.secret code').innerText()));
  await page.getByRole('button', { name: '确认并启用' }).click();
  await page.locator('.codes li').nth(5).waitFor();
  await page.getByRole('button', { name: '我已收好，继续' }).click();
  await page.locator('.account-menu').waitFor();
}

/** Eight cells around a hole. */
async function ringOfGrids(): Promise<string> {
  const features = [0, 1, 2, 3, 5, 6, 7, 8].map((cell) => {
    const west = 118.6 + (cell % 3) * 0.001;
    const south = 24.8 + Math.floor(cell / 3) * 0.001;
    const corners = [
      [west, south],
      [west + 0.001, south],
      [west + 0.001, south + 0.001],
      [west, south + 0.001],
      [west, south],
    ].map((corner) => corner.map((degrees) => Number(degrees.toFixed(3))));
    return {
      type: 'Feature',
      properties: { code: `柳${String(cell)}` },
      geometry: { type: 'Polygon', coordinates: [corners] },
    };
  });
  const file = join(home, 'ring.geojson');
  await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }));
  return file;
}

it('from_the_first_link_to_a_planner_at_work_in_an_imported_town', async () => {
  expect([...links.keys()]).toEqual(['system-admin', 'security-admin-1', 'security-admin-2', 'auditor-1']);
  const asking = await arrive('security-admin-1', links.get('security-admin-1') ?? '');
  await enrol(asking);

  const said = await gridmap('import', await ringOfGrids(), '--as', 'grids', '--name', TOWN);
  expect(said).toContain(`a draft, ${TOWN}`);
  expect(said).toContain('1 × gap');
  expect(said).toContain(`the role 规划员 (Planner) of ${TOWN}`);

  // The page of users is open already.
  await asking.getByRole('button', { name: '邀请用户' }).click();
  await asking.getByRole('dialog').getByLabel('账号').fill('planner-1');
  await asking.getByRole('dialog').getByLabel('姓名').fill('林规划');
  await asking.getByRole('dialog').getByRole('button', { name: '邀请用户' }).click();
  const link = await asking.locator('[data-invitation]').innerText();
  await asking.getByRole('button', { name: '我已转交' }).click();
  await asking.locator('[data-user="planner-1"]').getByRole('button', { name: '申请授权' }).click();
  await asking.getByLabel('角色').selectOption('PLANNER');
  await asking.getByRole('combobox', { name: '网格', exact: true }).fill('柳渡');
  await asking.locator('.picks li').first().click();
  await asking.getByRole('dialog').getByRole('button', { name: '申请授权' }).click();

  const deciding = await arrive('security-admin-2', links.get('security-admin-2') ?? '');
  await enrol(deciding);
  const request = deciding.locator('[data-grant]').filter({ hasText: '林规划' });
  await request.getByText(TOWN).waitFor();
  await request.getByRole('button', { name: '批准' }).click();
  await deciding.getByText('已批准。').waitFor();

  const planner = await arrive('planner-1', link);
  await enrol(planner);
  await planner.locator('[data-mode="check"]').click();
  await planner.locator('.findings li').first().waitFor();
  expect(await planner.locator('.findings li').count()).toBe(1);
  await planner.locator('[data-make-plan]').click();
  await planner.getByRole('dialog').getByLabel('方案名称').fill('补上空隙');
  await planner.getByRole('dialog').locator('button[type="submit"]').click();
  await planner.getByText('补上空隙').first().waitFor();
  for (const { complaints } of opened) expect(complaints).toEqual([]);
});

it('a_link_that_is_spent_says_so_before_a_password_is_typed', async () => {
  const { page, close } = await openTown(browser, new URL(links.get('security-admin-1') ?? '').hash, {
    as: null,
    at,
  });
  await page.getByText('这个链接已用过或已过期').waitFor();
  expect(await page.locator('input[type="password"]').count()).toBe(0);
  await close();
});

it('both_security_administrators_are_told_of_one_whom_the_machine_made', async () => {
  const administrators = opened.slice(0, 2).map(({ page }) => page);
  expect(administrators).toHaveLength(2);
  for (const page of administrators) expect(await page.locator('[data-machine]').count()).toBe(0);
  await gridmap('account', 'invite', 'back-in', '--role', 'SYSTEM_ADMIN');
  for (const page of administrators) await page.locator('[data-machine]').getByText('back-in').waitFor();
});
