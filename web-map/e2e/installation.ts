import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Session } from '../src/api/session';
import { type Opened, openTown } from './town';

const GRIDMAP = join(import.meta.dirname, '../../gridmap');
const PASSWORD = 'a password of my own';

/** An installation of its own, in earnest, and the people who sign in to it. */
export class Installation {
  private constructor(
    /** The folder of its data; a test may leave files there. */
    readonly home: string,
    readonly address: string,
    /** The links that the first start printed, by login. */
    readonly links: ReadonlyMap<string, string>,
    readonly browser: Browser,
  ) {}

  /** Everybody's pages, in the order in which they were opened. */
  readonly opened: Opened[] = [];

  /**
   * Starts one without a sample on a free port.
   *
   * @param events a file of events that takes the place of the shipped one
   */
  static async start(browser: Browser, events?: string): Promise<Installation> {
    const home = await mkdtemp(join(tmpdir(), 'gridmap-'));
    // The database runs under a user of its own when root starts it.
    await chmod(home, 0o755);
    const address = `http://127.0.0.1:${String(await freePort())}`;
    const file = join(home, 'events.yaml');
    if (events !== undefined) await writeFile(file, events);
    const said = await gridmap(
      home,
      ['up', '--no-sample', '--port', new URL(address).port],
      events === undefined ? {} : { GRIDMAP_EVENT_FILE: `file:${file}` },
    );
    const links = new Map(
      [...said.matchAll(/^ {2}(\S+) +(http\S+#invitation=\S+)$/gm)].map((m) => [m[1] ?? '', m[2] ?? '']),
    );
    return new Installation(home, address, links, browser);
  }

  /** Runs a command of the installation; tells what it printed. */
  command(...words: string[]): Promise<string> {
    return gridmap(this.home, words);
  }

  /** Sends as somebody whose page is open, with what the page would send along; the JSON of the answer. */
  async send<T>(page: Page, path: string, data: unknown, version?: number): Promise<T> {
    const { csrfToken } = await this.read<Session>(page, '/api/session');
    const answer = await page.request.post(`${this.address}${path}`, {
      data,
      headers: {
        'X-CSRF-Token': csrfToken ?? '',
        'Idempotency-Key': crypto.randomUUID(),
        ...(version === undefined ? {} : { 'If-Match': `"${String(version)}"` }),
      },
    });
    if (!answer.ok()) throw new Error(`${path} answered ${String(answer.status())}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** Reads JSON as somebody whose page is open. */
  async read<T>(page: Page, path: string): Promise<T> {
    return (await (await page.request.get(`${this.address}${path}`)).json()) as T;
  }

  async end(): Promise<void> {
    await this.command('down');
    await rm(this.home, { recursive: true });
  }

  /** Opens an account by its link: password and sign-in. */
  async arrive(login: string, link = this.links.get(login) ?? ''): Promise<Page> {
    const town = await openTown(this.browser, new URL(link).hash, {
      as: null,
      at: this.address,
      width: 1300,
      height: 800,
    });
    this.opened.push(town);
    const { page } = town;
    await page.getByLabel('新密码').fill(PASSWORD);
    expect(await page.getByLabel('账号').inputValue()).toBe(login);
    await page.getByLabel('再输一次').fill(PASSWORD);
    await page.getByRole('button', { name: '设置密码' }).click();
    await page.getByText('密码已设置，请登录。').waitFor();
    expect(await page.getByLabel('账号').inputValue()).toBe(login);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    // Not everybody needs a second step.
    const square = page.getByRole('img', { name: '设置第二步验证的二维码' });
    await square.or(page.locator('.account-menu')).first().waitFor();
    if (await square.isVisible()) {
      await page.getByLabel('验证码').fill(codeOf(await page.locator('.secret code').innerText()));
      await page.getByRole('button', { name: '确认并启用' }).click();
      await page.locator('.codes li').nth(5).waitFor();
      await page.getByRole('button', { name: '我已收好，继续' }).click();
    }
    await page.locator('.account-menu').waitFor();
    return page;
  }
}

async function gridmap(
  home: string,
  words: readonly string[],
  settings: Record<string, string> = {},
): Promise<string> {
  const { stdout } = await promisify(execFile)(GRIDMAP, words, {
    env: { ...process.env, ...settings, GRIDMAP_HOME: home },
    timeout: 400_000,
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

/** A security administrator invites somebody; the link with which the account is opened. */
export async function invite(page: Page, login: string, name: string): Promise<string> {
  await page.getByRole('button', { name: '邀请用户' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('账号').fill(login);
  await dialog.getByLabel('姓名').fill(name);
  await dialog.getByRole('button', { name: '邀请用户' }).click();
  const link = await page.locator('[data-invitation]').innerText();
  await page.getByRole('button', { name: '我已转交' }).click();
  return link;
}

/** He asks for a role over an area, which another one has to confirm. */
export async function askGrant(page: Page, login: string, role: string, area: string): Promise<void> {
  await page.locator(`[data-user="${login}"]`).getByRole('button', { name: '申请授权' }).click();
  await page.getByLabel('角色').selectOption(role);
  await page.getByRole('combobox', { name: '网格', exact: true }).fill(area);
  await page.locator('.picks li').first().click();
  await page.getByRole('dialog').getByRole('button', { name: '申请授权' }).click();
}
