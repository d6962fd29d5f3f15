import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PbfWriter } from 'pbf';
import { fromUnit } from '../../geo/mercator';
import { carrying } from '../paint/pictures';
import { carriesLevel, decodeTile, type DecodedTile, gridsInHand, type TileFeature } from './decode';
import { gridAt, houseAt } from './hit';
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
  expect((await again).layers.grid).toEqual([]);
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

function square(id: number, west: number, properties: TileFeature['properties']): TileFeature {
  const east = west + 1000;
  return {
    id,
    properties,
    rings: [
      [
        [west, 0],
        [east, 0],
        [east, 1000],
        [west, 1000],
        [west, 0],
      ],
    ],
  };
}

function tileOf(layers: Partial<DecodedTile['layers']>): DecodedTile {
  const empty = decodeTile({ z: 14, x: 13590, y: 7030 }, null);
  return { ...empty, layers: { ...empty.layers, ...layers } };
}

function placeIn(tile: DecodedTile, x: number, y: number): readonly [number, number] {
  const n = 2 ** tile.address.z;
  return fromUnit((tile.address.x + x / tile.extent) / n, (tile.address.y + y / tile.extent) / n);
}

it('the_level_in_hand_takes_in_leaves_that_end_above_it', () => {
  const tile = tileOf({
    grid: [
      square(1, 0, { level: 1, leaf: false }),
      square(2, 0, { level: 2, leaf: true }),
      square(3, 1000, { level: 2, leaf: false }),
      square(4, 1000, { level: 3, leaf: true }),
    ],
  });
  expect(gridsInHand(tile, 'grid', 3).map(({ id }) => id)).toEqual([2, 4]);
  expect(gridsInHand(tile, 'grid', 2).map(({ id }) => id)).toEqual([2, 3]);
  expect(gridsInHand(tile, 'grid', 9).map(({ id }) => id)).toEqual([2, 4]);
  expect(gridAt(tile, placeIn(tile, 1500, 500), 3)?.id).toBe(4);
  expect(gridAt(tile, placeIn(tile, 3500, 500), 3)).toBeNull();
});

it('a_theme_colours_a_far_picture_from_the_tiles_that_carry_its_grids', async () => {
  const far = tileOf({ grid: [square(1, 0, { level: 1 }), square(2, 0, { level: 2, leaf: false })] });
  const tiles = store();
  const found = carrying(3, far, tiles, 1);
  await settle();
  expect(waiting.map(({ url }) => url.replace(/^.*tiles/, ''))).toEqual([
    '/15/27180/14060.mvt',
    '/15/27181/14060.mvt',
    '/15/27180/14061.mvt',
    '/15/27181/14061.mvt',
  ]);
  for (const { answer } of waiting) answer();
  expect((await found).map(({ address }) => address.z)).toEqual([15, 15, 15, 15]);
  expect(await carrying(2, far, tiles, 1)).toEqual([far]);
  expect(carriesLevel(tileOf({ grid: [square(2, 0, { level: 2, leaf: true })] }), 3)).toBe(true);
  expect(waiting).toHaveLength(4);
});

it('a_house_is_hit_inside_its_print_or_near_its_point_but_never_as_a_crowd', () => {
  const point = (id: number, x: number, count: number): TileFeature => ({
    id,
    properties: { count },
    rings: [[[x, 500]]],
  });
  const tile = tileOf({ house: [square(1, 0, {})], house_point: [point(2, 2000, 1), point(3, 3000, 40)] });
  expect(houseAt(tile, placeIn(tile, 500, 500), 5)?.id).toBe(1);
  expect(houseAt(tile, placeIn(tile, 2003, 500), 5)?.id).toBe(2);
  expect(houseAt(tile, placeIn(tile, 2100, 500), 5)).toBeNull();
  expect(houseAt(tile, placeIn(tile, 3000, 500), 5)).toBeNull();
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
  const tile = decodeTile({ z: 0, x: 0, y: 0 }, bytes.slice().buffer);
  expect(Object.values(tile.layers).every((features) => features.length === 0)).toBe(true);
});
