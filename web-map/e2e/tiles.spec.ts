import { VectorTile, type VectorTileLayer } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { beforeAll, describe, expect, it } from 'vitest';
import { tileAt, type TileAddress, tileKey } from '../src/geo/mercator';
import { readOverview, send } from './server';

const LARGEST_BYTES = 500 * 1024;
const ZOOMS = Array.from({ length: 11 }, (_, i) => i + 8);

interface Tile {
  readonly address: TileAddress;
  readonly bytes: number;
  readonly layers: Readonly<Record<string, VectorTileLayer>>;
}

async function readTile(address: TileAddress, division: number): Promise<Tile | null> {
  const path = `/tiles/${tileKey(address)}.mvt?division=${String(division)}`;
  const response = await send('planner', 'GET', path);
  if (response.status === 204) return null;
  expect(response.status).toBe(200);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { address, bytes: bytes.length, layers: new VectorTile(new PbfReader(bytes)).layers };
}

type Edge = string;

/** The edges of each leaf grid of one level, except those that lie on or cross the edge of the tile. */
function edgesOf(tile: Tile, level: number): Map<string, Edge[]> {
  const edges = new Map<string, Edge[]>();
  const layer = tile.layers['grid'];
  if (!layer) return edges;
  for (let i = 0; i < layer.length; i++) {
    const feature = layer.feature(i);
    if (feature.properties['level'] !== level) continue;
    const own = edges.get(String(feature.properties['code'])) ?? [];
    for (const ring of feature.loadGeometry()) {
      for (let k = 1; k < ring.length; k++) {
        const a = ring[k - 1];
        const b = ring[k];
        if (!a || !b) continue;
        const onRim =
          (a.x === b.x && (a.x <= 0 || a.x >= layer.extent)) ||
          (a.y === b.y && (a.y <= 0 || a.y >= layer.extent));
        if (onRim) continue;
        const ends = [`${String(a.x)},${String(a.y)}`, `${String(b.x)},${String(b.y)}`].sort();
        own.push(ends.join(' '));
      }
    }
    edges.set(String(feature.properties['code']), own);
  }
  return edges;
}

describe('vector tiles of the town', () => {
  const tiles: Tile[] = [];
  let bounds: readonly [number, number, number, number];

  beforeAll(async () => {
    const overview = await readOverview();
    const whole = overview.divisions.find(({ shown }) => shown);
    if (!whole?.bounds) throw new Error('no division with bounds is shown');
    bounds = whole.bounds;
    const wanted: TileAddress[] = [];
    for (const z of ZOOMS) {
      const { x: west, y: north } = tileAt([bounds[0], bounds[3]], z);
      const { x: east, y: south } = tileAt([bounds[2], bounds[1]], z);
      const all: TileAddress[] = [];
      for (let x = west; x <= east; x++) for (let y = north; y <= south; y++) all.push({ z, x, y });
      // At the finest zooms a sample spread over the town is enough.
      const step = Math.max(1, Math.floor(all.length / 60));
      wanted.push(...all.filter((_, i) => i % step === 0));
    }
    for (let i = 0; i < wanted.length; i += 4) {
      const read = await Promise.all(wanted.slice(i, i + 4).map((address) => readTile(address, whole.id)));
      tiles.push(...read.filter((tile) => tile !== null));
    }
  });

  it('every_zoom_has_tiles_that_decode', () => {
    for (const z of ZOOMS) {
      const here = tiles.filter(({ address }) => address.z === z);
      expect(here.length, `zoom ${String(z)}`).toBeGreaterThan(0);
      // A village of two kilometres is a speck before zoom 10; its label stands for it there.
      if (z < 10) continue;
      expect(
        here.some(({ layers }) => (layers['grid']?.length ?? 0) > 0),
        `grids at zoom ${String(z)}`,
      ).toBe(true);
    }
    const names = new Set(tiles.flatMap(({ layers }) => Object.keys(layers)));
    for (const name of ['grid', 'grid_border', 'grid_label', 'house', 'house_point', 'road'])
      expect(names).toContain(name);
  });

  it('no_tile_is_larger_than_500_kilobytes', () => {
    const large = tiles
      .filter(({ bytes }) => bytes > LARGEST_BYTES)
      .map(({ address, bytes }) => `${tileKey(address)}: ${String(bytes)}`);
    expect(large).toEqual([]);
  });

  it('neighbouring_grids_share_their_border_at_every_zoom', () => {
    let shared = 0;
    for (const tile of tiles) {
      const levels = new Set<number>();
      const layer = tile.layers['grid'];
      for (let i = 0; i < (layer?.length ?? 0); i++)
        levels.add(Number(layer?.feature(i).properties['level']));
      for (const level of levels) {
        const users = new Map<Edge, Set<string>>();
        for (const [code, edges] of edgesOf(tile, level)) {
          for (const edge of edges) users.set(edge, (users.get(edge) ?? new Set()).add(code));
        }
        const crowded = [...users].filter(([, codes]) => codes.size > 2);
        expect(crowded, `${tileKey(tile.address)} level ${String(level)}`).toEqual([]);
        shared += [...users.values()].filter((codes) => codes.size === 2).length;
        // An edge that only one grid uses must be the outer border: the border layer says which those are, for the
        // outline of the coarser level is drawn there.
        const single = [...users].filter(([, codes]) => codes.size === 1).map(([edge]) => edge);
        const outer = outerEdges(tile, 1);
        const apart = single.filter((edge) => !outer.has(edge));
        expect(
          apart.slice(0, 5),
          `${tileKey(tile.address)} level ${String(level)}: edges that neighbours do not share`,
        ).toEqual([]);
      }
    }
    expect(shared).toBeGreaterThan(500);
  });

  /** The edges of the root grid: the outer border of the town. */
  function outerEdges(tile: Tile, level: number): Set<Edge> {
    return new Set([...edgesOf(tile, level).values()].flat());
  }

  it('a_tile_answers_not_modified_to_its_own_tag', async () => {
    const [tile] = tiles;
    if (!tile) throw new Error('no tile');
    const path = `/tiles/${tileKey(tile.address)}.mvt`;
    const tag = (await send('planner', 'GET', path)).headers.get('etag');
    expect(tag).toMatch(/^"/);
    const again = await send('planner', 'GET', path, undefined, { 'If-None-Match': tag ?? '' });
    expect(again.status).toBe(304);
  });

  it('nonsense_is_refused_and_emptiness_has_no_content', async () => {
    for (const path of ['/tiles/3/9/0.mvt', '/tiles/23/0/0.mvt', '/tiles/5/0/0.mvt?colour=red']) {
      const response = await send('planner', 'GET', path);
      expect(response.status, path).toBe(400);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
    expect((await send('planner', 'GET', '/tiles/12/0/0.mvt')).status).toBe(204);
  });
});
