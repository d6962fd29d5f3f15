import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PbfWriter } from 'pbf';
import { decodeTile, featuresIn } from './decode';
import { FINEST_ZOOM, TileStore } from './tileStore';

interface Waiting {
  readonly url: string;
  readonly answer: () => void;
  readonly signal: AbortSignal;
}

let waiting: Waiting[] = [];

beforeEach(() => {
  waiting = [];
  vi.stubGlobal('document', { baseURI: 'http://town.test/' });
  vi.stubGlobal(
    'fetch',
    ({ url, signal }: Request) =>
      new Promise<Response>((resolve, reject) => {
        waiting.push({
          url,
          signal,
          answer: () => {
            resolve(new Response(null, { status: 204 }));
          },
        });
        signal.addEventListener('abort', () => {
          reject(new DOMException('aborted', 'AbortError'));
        });
      }),
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function settle(): Promise<void> {
  for (let i = 0; i < 40; i++) await Promise.resolve();
}

function store(): TileStore {
  return new TileStore(
    () => undefined,
    () => undefined,
  );
}

it('a_tile_is_asked_for_once_however_many_wait_for_it', async () => {
  const tiles = store();
  const both = [tiles.get({ z: 10, x: 1, y: 2 }), tiles.get({ z: 10, x: 1, y: 2 })];
  await settle();
  expect(waiting.map(({ url }) => url)).toEqual(['http://town.test/tiles/10/1/2.mvt']);
  waiting[0]?.answer();
  const [first, second] = await Promise.all(both);
  expect(first).toBe(second);
  expect(tiles.peek({ z: 10, x: 1, y: 2 })).toBe(first);
});

it('a_request_is_cancelled_when_nobody_waits_for_it_any_more', async () => {
  const tiles = store();
  const one = new AbortController();
  const two = new AbortController();
  const first = tiles.get({ z: 10, x: 1, y: 2 }, one.signal);
  const second = tiles.get({ z: 10, x: 1, y: 2 }, two.signal);
  await settle();
  one.abort();
  await expect(first).rejects.toThrow('no longer wanted');
  expect(waiting[0]?.signal.aborted).toBe(false);
  two.abort();
  await expect(second).rejects.toThrow('no longer wanted');
  expect(waiting[0]?.signal.aborted).toBe(true);
  await settle();
  expect(tiles.pending).toBe(0);
});

it('a_cancelled_tile_can_be_asked_for_again', async () => {
  const tiles = store();
  const gone = new AbortController();
  const lost = tiles.get({ z: 10, x: 1, y: 2 }, gone.signal);
  await settle();
  gone.abort();
  await expect(lost).rejects.toThrow();
  const again = tiles.get({ z: 10, x: 1, y: 2 });
  await settle();
  waiting[1]?.answer();
  expect(featuresIn(await again, 'grid')).toEqual([]);
});

it('only_a_few_requests_run_at_a_time_and_waiting_ones_leave_without_being_sent', async () => {
  const tiles = store();
  const controllers = Array.from({ length: 20 }, () => new AbortController());
  const all = controllers.map((controller, x) => tiles.get({ z: 10, x, y: 0 }, controller.signal));
  for (const each of all) each.catch(() => undefined);
  await settle();
  expect(waiting).toHaveLength(6);
  for (const controller of controllers.slice(6)) controller.abort();
  waiting.forEach(({ answer }) => {
    answer();
  });
  await Promise.allSettled(all);
  await settle();
  expect(waiting).toHaveLength(6);
  expect(tiles.pending).toBe(0);
});

it('another_division_is_read_anew_and_named_in_the_request', async () => {
  const tiles = store();
  const first = tiles.get({ z: 10, x: 1, y: 2 });
  await settle();
  waiting[0]?.answer();
  await first;
  tiles.reset(7);
  expect(tiles.peek({ z: 10, x: 1, y: 2 })).toBeNull();
  void tiles.get({ z: 10, x: 1, y: 2 });
  await settle();
  expect(waiting[1]?.url).toBe('http://town.test/tiles/10/1/2.mvt?division=7');
});

it('pictures_finer_than_the_finest_tile_share_it', async () => {
  const tiles = store();
  void tiles.get({ z: FINEST_ZOOM + 2, x: 8, y: 4 });
  await settle();
  expect(waiting[0]?.url).toContain(`/tiles/${String(FINEST_ZOOM)}/2/1.mvt`);
});

it('a_layer_that_is_not_ours_is_left_out', () => {
  const writer = new PbfWriter();
  writer.writeMessage(
    3,
    (_, layer) => {
      layer.writeVarintField(15, 2);
      layer.writeStringField(1, 'elsewhere');
      layer.writeVarintField(5, 4096);
    },
    null,
  );
  const bytes = writer.finish();
  const tile = decodeTile({ z: 0, x: 0, y: 0 }, bytes.slice().buffer, ['ours']);
  expect(Object.values(tile.layers).every((features) => features.length === 0)).toBe(true);
});
