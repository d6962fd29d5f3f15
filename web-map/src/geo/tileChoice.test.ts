import { expect, it } from 'vitest';
import { ancestorAt, tileAt, tileBounds, tileKey } from './mercator';
import { chooseTiles, distanceToTile, type Sight, zoomCovering } from './tileChoice';

const sight: Sight = { eye: [118.6, 24.8], eyeHeightMetres: 800, ground: [118.58, 24.79, 118.63, 24.85] };
const usual = { minZoom: 0, maxZoom: 17, limit: 1000, detail: 0.9 };

it('chosen_tiles_never_overlap', () => {
  const chosen = chooseTiles(sight, usual);
  const keys = new Set(chosen.map(tileKey));
  for (const tile of chosen) {
    for (let z = 0; z < tile.z; z++) expect(keys.has(tileKey(ancestorAt(tile, z)))).toBe(false);
  }
  expect(keys.size).toBe(chosen.length);
});

it('every_place_in_sight_lies_in_a_chosen_tile', () => {
  const chosen = chooseTiles(sight, usual).map(tileBounds);
  const [west, south, east, north] = sight.ground;
  for (let i = 0; i <= 10; i++) {
    for (let j = 0; j <= 10; j++) {
      const lon = west + ((east - west) * i) / 10;
      const lat = south + ((north - south) * j) / 10;
      expect(chosen.some(([w, s, e, n]) => w <= lon && lon <= e && s <= lat && lat <= n)).toBe(true);
    }
  }
});

it('tiles_near_the_viewer_come_first_and_are_finer', () => {
  const chosen = chooseTiles(sight, usual);
  const distances = chosen.map((tile) => distanceToTile(sight, tile));
  expect([...distances].sort((a, b) => a - b)).toEqual(distances);
  expect(chosen[0]?.z).toBeGreaterThan(chosen[chosen.length - 1]?.z ?? 99);
});

it('the_limit_keeps_the_nearest', () => {
  const all = chooseTiles(sight, usual);
  expect(chooseTiles(sight, { ...usual, limit: 5 })).toEqual(all.slice(0, 5));
});

it('nothing_beyond_the_reach_is_chosen', () => {
  const near = chooseTiles(sight, { ...usual, minZoom: 16, maxZoom: 16, reachMetres: 1500 });
  expect(near.length).toBeGreaterThan(0);
  for (const tile of near) expect(distanceToTile(sight, tile)).toBeLessThanOrEqual(1500);
});

it('a_view_of_the_whole_world_needs_few_tiles', () => {
  const world: Sight = { eye: [118, 24], eyeHeightMetres: 2e7, ground: [-180, -85, 180, 85] };
  expect(chooseTiles(world, usual).length).toBeLessThanOrEqual(16);
});

it('the_coarsest_picture_of_a_town_is_the_finest_of_which_few_cover_it', () => {
  const village = [118.609, 24.822, 118.631, 24.839] as const;
  const z = zoomCovering(village, 16, 18);
  const across = (zoom: number) => {
    const [first, last] = [tileAt([village[0], village[3]], zoom), tileAt([village[2], village[1]], zoom)];
    return (last.x - first.x + 1) * (last.y - first.y + 1);
  };
  expect(across(z)).toBeLessThanOrEqual(16);
  expect(across(z + 1)).toBeGreaterThan(16);
  expect(zoomCovering([-180, -85, 180, 85], 1, 18)).toBe(0);
  expect(zoomCovering([118.61, 24.82, 118.61, 24.82], 16, 18)).toBe(18);
});
