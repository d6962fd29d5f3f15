import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { PlanLogItem } from '../src/features/plan/api';
import type { LonLat } from '../src/geo/lonLat';
import { key, step } from './plans';
import { read, send, serverAddress } from './server';
import {
  chooseBorder,
  debugOf,
  dragVertex,
  drawingTable,
  picture,
  roomyBorder,
  summaryOf,
  until,
} from './table';

/** A way to the server that can be cut and mended, as if the server stopped and started again. */
async function wayToServer() {
  const { hostname, port } = new URL(serverAddress());
  const sockets = new Set<Socket>();
  const make = () =>
    createServer((near) => {
      const far = connect(Number(port), hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
  const listen = (server: Server, at: number) =>
    new Promise<number>((resolve) => {
      server.listen(at, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  let server = make();
  const at = await listen(server, 0);
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const mend = async () => {
    server = make();
    await listen(server, at);
  };
  return { address: `http://127.0.0.1:${String(at)}`, cut, mend };
}

const NO_NETWORK =
  /ERR_(INTERNET_DISCONNECTED|CONNECTION_|EMPTY_RESPONSE|INCOMPLETE_CHUNKED|NETWORK_)|\b(401|404|409|412)\b/;

describe('steps that are drawn without a network', () => {
  const desk = drawingTable({ expected: NO_NETWORK });
  const others: Page[] = [];
  afterEach(async () => {
    for (const other of others.splice(0)) await other.close();
  });

  const logOf = async (id: number) =>
    (await read<{ items: PlanLogItem[] }>(`/api/plans/${String(id)}/log`)).items;
  const waiting = (page: Page, n: number) =>
    page
      .locator('[data-offline]')
      .filter({ hasText: `${String(n)} 步` })
      .waitFor();

  /** The table with a border in hand, and no network. */
  async function offline(at?: string) {
    const border = roomyBorder(await desk.basePartition());
    const middle = border.points[Math.floor(border.points.length / 2)] as LonLat;
    const { page } = await desk.open(middle, at === undefined ? {} : { at });
    await page.locator('[data-snapping]').click();
    await chooseBorder(page, border);
    if (at === undefined) await page.context().setOffline(true);
    return { page, border, middle };
  }

  it('outlast_the_page_and_are_sent_in_their_order_when_it_is_opened_again', async () => {
    const { page } = await offline();
    const address = page.url();
    await dragVertex(page, 14, 9);
    await waiting(page, 1);
    await dragVertex(page, 8, -9);
    await waiting(page, 2);
    await page.locator('[data-unsent] summary').click();
    expect(await page.locator('[data-waiting]').count()).toBe(2);
    await picture(page, 'offline');
    // The page goes; nothing reaches the server until it is opened again.
    const context = page.context();
    await page.close();
    await context.setOffline(false);
    expect((await summaryOf(desk.plan.id)).version).toBe(desk.plan.version);
    const again = await context.newPage();
    others.push(again);
    await again.goto(address);
    await until('both steps', async () => (await summaryOf(desk.plan.id)).version === desk.plan.version + 2);
    await again.locator('.edit-tools').waitFor();
    await again.waitForTimeout(1500);
    const log = await logOf(desk.plan.id);
    expect(log.map(({ kind, type }) => [kind, type])).toEqual([
      ['APPLY', 'moveVertex'],
      ['APPLY', 'moveVertex'],
    ]);
    expect(await again.locator('[data-unsent], [data-offline]').count()).toBe(0);
    await again.reload();
    await again.locator('.edit-tools').waitFor();
    await again.waitForTimeout(1500);
    expect(await logOf(desk.plan.id)).toHaveLength(2);
  });

  it('are_sent_when_a_server_that_was_stopped_is_back', async () => {
    const way = await wayToServer();
    try {
      const { page } = await offline(way.address);
      await way.cut();
      await dragVertex(page, 14, 9);
      await waiting(page, 1);
      await dragVertex(page, 8, -9);
      await waiting(page, 2);
      await way.mend();
      await until(
        'both steps',
        async () => (await summaryOf(desk.plan.id)).version === desk.plan.version + 2,
      );
      await page.locator('[data-offline]').waitFor({ state: 'detached' });
      expect(await logOf(desk.plan.id)).toHaveLength(2);
    } finally {
      await way.cut();
    }
  });

  it('are_sent_once_by_another_tab_when_theirs_is_closed', async () => {
    const { page } = await offline();
    const other = await page.context().newPage();
    others.push(other);
    await page.context().setOffline(false);
    await other.goto(page.url());
    await other.locator('.edit-tools').waitFor();
    await page.context().setOffline(true);
    await page.bringToFront();
    await until('handles', async () => ((await debugOf(page))?.handles.length ?? 0) > 0);
    await dragVertex(page, 14, 9);
    await waiting(page, 1);
    await page.close();
    await other.bringToFront();
    await other.context().setOffline(false);
    await until('the step', async () => (await summaryOf(desk.plan.id)).version > desk.plan.version);
    await other.waitForTimeout(1500);
    expect(await logOf(desk.plan.id)).toHaveLength(1);
    await other.locator('[data-offline]').waitFor({ state: 'detached' });
  });

  it('show_both_versions_where_somebody_was_faster_and_are_done_again', async () => {
    const { page, border, middle } = await offline();
    await dragVertex(page, 20, 12);
    await waiting(page, 1);
    const answer = await step(desk.plan.id, desk.plan.version, {
      type: 'moveVertex',
      edge: border.id,
      vertex: Math.floor(border.points.length / 2),
      to: [middle[0] + 0.00002, middle[1] + 0.00002],
    });
    expect(answer.status).toBe(200);
    await page.context().setOffline(false);
    await page.locator('[data-left-step="conflict"]').waitFor();
    expect((await summaryOf(desk.plan.id)).version).toBe(answer.applied.version);
    await page.getByRole('button', { name: '看两个版本' }).click();
    await page.locator('[data-conflict]').waitFor();
    await picture(page, 'offline-conflict');
    await page.locator('[data-theirs]').click();
    await page.locator('[data-again]').click();
    await desk.changed(answer.applied.version);
    await page.locator('[data-left-step]').waitFor({ state: 'detached' });
  });

  it('are_listed_and_copied_where_the_plan_was_handed_in_meanwhile', async () => {
    const { page } = await offline();
    await dragVertex(page, 14, 9);
    await waiting(page, 1);
    const { version } = await summaryOf(desk.plan.id);
    const path = `/api/plans/${String(desk.plan.id)}`;
    const gone = await send('planner', 'DELETE', path, undefined, {
      ...key(),
      'If-Match': `"${String(version)}"`,
    });
    expect(gone.ok, await gone.text()).toBe(true);
    await page.context().setOffline(false);
    const left = page.locator('[data-left-step="failed"]');
    await left.waitFor();
    expect(await left.innerText()).toMatch(/方案已/);
    await picture(page, 'offline-closed');
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-save]').click()]);
    const text = await (await file.createReadStream()).toArray();
    const { steps } = JSON.parse(Buffer.concat(text as Buffer[]).toString()) as {
      steps: { plan: number; operation: { type: string } }[];
    };
    expect(steps).toMatchObject([{ plan: desk.plan.id, operation: { type: 'moveVertex' } }]);
    // They are still there for whoever opens the page later.
    await page.reload();
    await left.waitFor();
    await page.locator('[data-drop]').click();
    await left.waitFor({ state: 'detached' });
  });

  it('are_dropped_by_signing_out_only_after_a_question', async () => {
    const { page } = await offline();
    await dragVertex(page, 14, 9);
    await waiting(page, 1);
    await page.locator('.account-menu > button').click();
    await page.locator('[data-leave]').click();
    await page.locator('[data-stay]').waitFor();
    await picture(page, 'offline-leave');
    await page.locator('[data-stay]').click();
    await page.context().setOffline(false);
    await desk.changed(desk.plan.version);
  });
});
