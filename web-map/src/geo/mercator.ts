import type { Bounds, LonLat } from './lonLat';

/** A tile of the web-Mercator pyramid, row 0 in the north. */
export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Ground metres of one world width at the equator. */
export const WORLD_METRES = 40_075_016.685578488;

/** Latitude at which the web-Mercator square ends. */
export const MAX_LATITUDE = 85.0511287798066;

/** Position in the unit square of web Mercator: x from west, y from north. */
export function toUnit(place: LonLat): [x: number, y: number] {
  const lat = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, place[1]));
  const sin = Math.sin((lat * Math.PI) / 180);
  return [place[0] / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
}

/** The inverse of {@link toUnit}. */
export function fromUnit(x: number, y: number): LonLat {
  return [(x - 0.5) * 360, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];
}

export function tileAt(place: LonLat, z: number): TileAddress {
  const n = 2 ** z;
  const [x, y] = toUnit(place);
  const clamp = (value: number) => Math.max(0, Math.min(n - 1, Math.floor(value * n)));
  return { z, x: clamp(x), y: clamp(y) };
}

export function tileBounds({ z, x, y }: TileAddress): Bounds {
  const n = 2 ** z;
  const [west, north] = fromUnit(x / n, y / n);
  const [east, south] = fromUnit((x + 1) / n, (y + 1) / n);
  return [west, south, east, north];
}

/** Side of a tile in ground metres at its own latitude. */
export function tileSizeMetres({ z, y }: TileAddress): number {
  const n = 2 ** z;
  const lat = fromUnit(0, (y + 0.5) / n)[1];
  return (WORLD_METRES / n) * Math.cos((lat * Math.PI) / 180);
}

export function tileKey({ z, x, y }: TileAddress): string {
  return `${String(z)}/${String(x)}/${String(y)}`;
}

/** The ancestor (or the tile itself) at zoom `z`, which must not be finer than the tile. */
export function ancestorAt(tile: TileAddress, z: number): TileAddress {
  const shift = 2 ** (tile.z - z);
  return { z, x: Math.floor(tile.x / shift), y: Math.floor(tile.y / shift) };
}
