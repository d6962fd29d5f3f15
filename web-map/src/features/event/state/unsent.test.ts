import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NewEvent } from '../api';

const server = vi.hoisted(() => ({ reportEvent: vi.fn(), uploadEventPhoto: vi.fn() }));
vi.mock('../api', () => server);

const report = (text: string): NewEvent => ({
  category: 'LITTER',
  longitude: 118.6,
  latitude: 24.8,
  importance: 'LOW',
  pressing: 'HIGH',
  text,
});
const picture = (size: number) => ({ type: 'image/jpeg', bytes: new Uint8Array(size).fill(7).buffer });

/** What reached the server, each key once. */
let taken: Map<string, unknown>;
let photos: Map<string, number>;
let online: boolean;
let next: number;
let opened: { gone: () => void }[];

/** One page of the browser, with a memory of its own. */
async function openPage(account = 1) {
  vi.resetModules();
  const unsent = await import('./unsent');
  const http = await import('../../../api/http');
  const { forgetAll } = await import('../../../state/memory');
  server.reportEvent.mockImplementation((body: NewEvent, key: string) => {
    if (!online) return Promise.reject(new http.ServerUnreachable('gone'));
    if (body.text === 'border' && body.gridCode === undefined)
      return Promise.reject(
        new http.ServerProblem(409, '', 'side-needed', null, {
          sides: [
            { gridCode: '1', gridName: 'one' },
            { gridCode: '2', gridName: 'two' },
          ],
        }),
      );
    if (!taken.has(key)) taken.set(key, { id: ++next, number: `n${String(next)}`, text: body.text });
    return Promise.resolve(taken.get(key));
  });
  server.uploadEventPhoto.mockImplementation((_: number, bytes: Blob, key: string) => {
    if (!online) return Promise.reject(new http.ServerUnreachable('gone'));
    photos.set(key, bytes.size);
    return Promise.resolve({ id: photos.size });
  });
  const sent: string[] = [];
  unsent.whenSent(({ number }) => sent.push(number));
  await unsent.openUnsent(account);
  const page = { ...unsent, sent, gone: forgetAll };
  opened.push(page);
  return page;
}
const textsOf = () => [...taken.values()].map((each) => (each as { text: string }).text);

describe('reports that are not sent yet', () => {
  beforeEach(() => {
    vi.stubGlobal('indexedDB', new IDBFactory());
    vi.stubGlobal('window', new EventTarget());
    vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false, createElement: () => ({}) }));
    taken = new Map();
    photos = new Map();
    opened = [];
    online = true;
    next = 0;
  });
  afterEach(() => {
    for (const page of opened) page.gone();
    vi.unstubAllGlobals();
  });

  it('go_out_at_once_with_their_photos_and_nothing_stays', async () => {
    const page = await openPage();
    await page.post(report('one'), [picture(3), picture(5)]);
    expect(textsOf()).toEqual(['one']);
    expect([...photos.values()]).toEqual([3, 5]);
    expect(page.sent).toEqual(['n1']);
    expect(await page.countUnsent()).toBe(0);
  });

  it('outlast_the_page_and_are_sent_once_in_their_order_when_the_network_is_back', async () => {
    const first = await openPage();
    online = false;
    await first.post(report('one'), [picture(3)]);
    await first.post(report('two'), []);
    expect([first.unsent.items.length, first.unsent.link, first.unsent.kept]).toEqual([2, 'lost', true]);
    const keys = first.unsent.items.map(({ key }) => key);
    first.gone();
    const second = await openPage();
    await vi.waitFor(() => {
      expect(second.unsent.items.map(({ key }) => key)).toEqual(keys);
    });
    online = true;
    window.dispatchEvent(new Event('online'));
    await vi.waitFor(async () => {
      expect(await second.countUnsent()).toBe(0);
    });
    expect(textsOf()).toEqual(['one', 'two']);
    expect([...taken.keys()]).toEqual(keys);
    expect([...photos.values()]).toEqual([3]);
  });

  it('are_taken_once_although_the_answer_was_lost', async () => {
    const page = await openPage();
    const answer = server.reportEvent.getMockImplementation() as (
      body: NewEvent,
      key: string,
    ) => Promise<unknown>;
    const { ServerUnreachable } = await import('../../../api/http');
    server.reportEvent.mockImplementationOnce(async (body: NewEvent, key: string) => {
      await answer(body, key);
      throw new ServerUnreachable('cut');
    });
    await page.post(report('one'), []);
    expect(page.unsent.items).toHaveLength(1);
    await page.pump();
    expect(textsOf()).toEqual(['one']);
    expect(page.sent).toEqual(['n1']);
  });

  it('whose_photo_was_cut_off_send_the_photo_only', async () => {
    const page = await openPage();
    const { ServerUnreachable } = await import('../../../api/http');
    server.uploadEventPhoto.mockImplementationOnce(() => Promise.reject(new ServerUnreachable('cut')));
    await page.post(report('one'), [picture(3), picture(4)]);
    expect(page.unsent.items[0]).toMatchObject({ event: { number: 'n1' } });
    server.reportEvent.mockClear();
    await page.pump();
    expect(server.reportEvent).not.toHaveBeenCalled();
    expect([...photos.values()]).toEqual([3, 4]);
    expect(page.unsent.items).toEqual([]);
  });

  it('that_are_refused_hold_up_no_other_and_go_out_as_another_report_with_the_side', async () => {
    const page = await openPage();
    await page.post(report('border'), []);
    await page.post(report('two'), []);
    expect(textsOf()).toEqual(['two']);
    const [left] = page.unsent.items;
    expect(left?.refused?.sides.map(({ gridName }) => gridName)).toEqual(['one', 'two']);
    await page.sendAgain(left?.key ?? '', { gridCode: '2' });
    expect(textsOf()).toEqual(['two', 'border']);
    expect(taken.has(left?.key ?? '')).toBe(false);
    expect(page.unsent.items).toEqual([]);
  });

  it('are_not_sent_by_themselves_when_the_server_may_have_forgotten_its_answer', async () => {
    const first = await openPage();
    online = false;
    await first.post(report('one'), []);
    first.gone();
    online = true;
    const later = Date.now() + 25 * 3_600_000;
    vi.spyOn(Date, 'now').mockReturnValue(later);
    const second = await openPage();
    await vi.waitFor(() => {
      expect(second.unsent.items[0]?.refused?.slug).toBe('unsure');
    });
    expect(textsOf()).toEqual([]);
    vi.restoreAllMocks();
  });

  it('belong_to_their_account_and_go_when_their_reporter_signs_out', async () => {
    const first = await openPage(1);
    online = false;
    await first.post(report('one'), []);
    first.gone();
    const other = await openPage(2);
    expect(await other.countUnsent()).toBe(0);
    await other.dropAll();
    const again = await openPage(1);
    expect(await again.countUnsent()).toBe(1);
    await again.dropAll();
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('gridmap-unsent-events-1');
  });

  it('wait_in_memory_where_the_device_keeps_nothing_and_the_page_says_so', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new Error('private');
      },
    });
    const page = await openPage();
    online = false;
    await page.post(report('one'), []);
    expect([page.unsent.items.length, page.unsent.kept]).toEqual([1, false]);
    const leave = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leave);
    expect(leave.defaultPrevented).toBe(true);
    online = true;
    await page.pump();
    expect([textsOf(), page.unsent.kept]).toEqual([['one'], true]);
  });
});
