import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { readPlace, report } from './events';
import { serverAddress } from './server';
import { type Opened, openTown, startBrowser } from './town';

/** Somebody else's program that is told of events; it takes them when `takes` is set. */
interface Told {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
let receiver: Server;
let address = '';
let takes = false;
const told: Told[] = [];
let browser: Browser;
let opened: Opened | undefined;

beforeAll(async () => {
  browser = await startBrowser(false);
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString('utf8')));
    request.on('end', () => {
      if (takes) told.push({ headers: request.headers, body });
      response.statusCode = takes ? 200 : 500;
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const at = receiver.address();
  address = `http://127.0.0.1:${String(typeof at === 'object' && at ? at.port : 0)}/hook`;
});
afterEach(async () => {
  const complaints = opened?.complaints ?? [];
  await opened?.close();
  opened = undefined;
  expect(complaints).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  receiver.close();
});

async function open(width = 1300, height = 800): Promise<Page> {
  opened = await openTown(browser, '#mode=2d&panel=connections', { as: 'sysadmin', width, height });
  await opened.page.getByRole('heading', { name: '对外接口' }).waitFor();
  return opened.page;
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['GRIDMAP_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}

/** What Standard Webhooks signs with a secret. */
function signature(secret: string, id: string, at: string, body: string): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`;
}

const NAME = `城运中心${String(Date.now() % 100_000)}`;

it('a_receiver_is_named_by_keyboard_fails_is_given_up_and_sent_again_from_the_page', async () => {
  const page = await open();
  // The host of the tests must be allowed: .ci/test says how.
  expect(await page.locator('[data-hosts]').innerText()).toContain('127.0.0.1（内网）');
  await page.getByRole('button', { name: '新建推送' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('名称').fill(NAME);
  await page.getByLabel('地址').fill('https://elsewhere.example/');
  await page.keyboard.press('Enter');
  await page.locator('.modal .error').waitFor();
  opened?.complaints.splice(0);
  await page.getByLabel('地址').fill(address);
  await page.keyboard.press('Enter');
  const secret = await page.locator('[data-secret]').innerText();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  await picture(page, 'connections-secret');
  await page.getByRole('button', { name: '已保存' }).click();
  await page.locator('[data-secret]').waitFor({ state: 'detached' });
  expect(await page.content()).not.toContain(secret);

  const { number } = await report(await readPlace(), 'LITTER', '推送试验');
  const row = page.locator(`[data-webhook="${NAME}"]`);
  await row.locator('.last', { hasText: '对方回答错误（500）' }).waitFor();
  await row.locator('[data-dead]', { hasText: '1' }).waitFor();
  await picture(page, 'connections');
  await expectAccessible(page);
  await row.getByRole('button', { name: '推送记录' }).click();
  const line = page.locator(`[data-delivery="${number}"]`);
  await line.getByText('已试 2 次').waitFor();
  await picture(page, 'connections-log');
  await expectAccessible(page);
  takes = true;
  await line.getByRole('button', { name: '再发一次' }).click();
  await line.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: '已送达' }).click();
  await expect
    .poll(
      async () => {
        await page.getByRole('button', { name: '刷新' }).click();
        return line.count();
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(1);
  await page.keyboard.press('Escape');
  const [message] = told;
  expect(message?.headers['webhook-signature']).toBe(
    signature(
      secret,
      String(message?.headers['webhook-id']),
      String(message?.headers['webhook-timestamp']),
      message?.body ?? '',
    ),
  );
  expect(JSON.parse(message?.body ?? '')).toMatchObject({ subject: number });
  expect(message?.body).not.toContain('推送试验');

  await row.getByRole('button', { name: '暂停' }).click();
  await row.getByText('已暂停').waitFor();
  await report(await readPlace(), 'LITTER', '推送试验');
  await row.locator('[data-waiting]', { hasText: '1' }).waitFor();
  expect(told).toHaveLength(1);
  await row.getByRole('button', { name: '继续' }).click();
  await expect.poll(() => told.length, { timeout: 20_000 }).toBe(2);
  await row.getByRole('button', { name: '删除' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
  await row.waitFor({ state: 'detached' });
});

it('a_platform_is_named_signs_a_file_and_is_seen_to_have_handed_it_in', async () => {
  const page = await open(390, 844);
  await page.getByRole('tab', { name: '接收事件' }).click();
  await page.getByRole('button', { name: '登记平台' }).click();
  await page.getByLabel('名称').fill(NAME);
  await page.keyboard.press('Enter');
  const secret = await page.locator('[data-secret]').innerText();
  const target = (await page.locator('.modal .target').innerText()).replace('POST ', '');
  expect(target.startsWith(serverAddress())).toBe(true);
  await picture(page, 'connections-phone-secret');
  await page.getByRole('button', { name: '已保存' }).click();

  const [longitude, latitude] = await readPlace();
  const line = (id: string) =>
    JSON.stringify({ id, category: 'LITTER', longitude, latitude, text: '平台交来' });
  const hand = async (body: string, key = secret) => {
    const at = String(Math.floor(Date.now() / 1000));
    return fetch(target, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-ndjson',
        'webhook-id': 'one',
        'webhook-timestamp': at,
        'webhook-signature': signature(key, 'one', at, body),
      },
      body,
    });
  };
  const refused = await hand(`${line('1')}\n{}\n`);
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({ rows: [{ row: 2 }] });
  const file = `${line('1')}\n${line('2')}\n`;
  expect(await (await hand(file)).json()).toMatchObject({ stored: 2, known: 0 });
  expect(await (await hand(file)).json()).toMatchObject({ stored: 0, known: 2 });
  await page.reload();
  await page.getByRole('tab', { name: '接收事件' }).click();
  const row = page.locator(`[data-platform="${NAME}"]`);
  await row.getByRole('cell', { name: '2', exact: true }).waitFor();
  expect(await page.content()).not.toContain(secret);
  await row.getByRole('button', { name: '更换密钥' }).click();
  await picture(page, 'connections-phone-replace');
  await page.getByRole('dialog').getByRole('button', { name: '更换密钥' }).click();
  const another = await page.locator('[data-secret]').innerText();
  await page.getByRole('button', { name: '已保存' }).click();
  expect((await hand(file)).status).toBe(401);
  expect(await (await hand(file, another)).json()).toMatchObject({ stored: 0, known: 2 });
  // Only the table moves sideways on a phone.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await picture(page, 'connections-phone');
  await expectAccessible(page);
  await row.getByRole('button', { name: '删除' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
  await row.waitFor({ state: 'detached' });
  expect((await hand(file, another)).status).toBe(401);
});
