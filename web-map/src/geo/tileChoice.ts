import { boundsIntersect, type Bounds, distanceMetres, type LonLat, offset } from './lonLat';
import { tileAt, tileBounds, tileSizeMetres, type TileAddress } from './mercator';

/** Where the viewer stands and what part of the ground is in the picture. */
export interface Sight {
  /** The point on the ground below the viewer. */
  readonly eye: LonLat;
  readonly eyeHeightMetres: number;
  /** The ground in the picture. */
  readonly ground: Bounds;
}

export interface ChoiceLimits {
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Most tiles that may be chosen; the nearest win. */
  readonly limit: number;
  /** A tile is split while its side is longer than its distance times this figure. */
  readonly detail: number;
  /** Tiles whose nearest edge lies beyond this many metres are left out. */
  readonly reachMetres?: number;
}

/** Bounds of places in the picture, not farther than forty eye heights (at least 3 km) from their middle. */
export function groundSeen(places: readonly LonLat[], eyeHeightMetres: number): Bounds {
  const lons = places.map(([lon]) => lon);
  const lats = places.map(([, lat]) => lat);
  const box = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] as const;
  if (eyeHeightMetres > 500_000) return box;
  const middle: LonLat = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const reach = Math.max(3000, eyeHeightMetres * 40);
  const [west, south] = offset(middle, -reach, -reach);
  const [east, north] = offset(middle, reach, reach);
  return [Math.max(box[0], west), Math.max(box[1], south), Math.min(box[2], east), Math.min(box[3], north)];
}

/** Distance in metres from the eye to the nearest point of a tile on the ground. */
export function distanceToTile(sight: Sight, tile: TileAddress): number {
  const [west, south, east, north] = tileBounds(tile);
  const nearest: LonLat = [
    Math.max(west, Math.min(east, sight.eye[0])),
    Math.max(south, Math.min(north, sight.eye[1])),
  ];
  return Math.hypot(distanceMetres(sight.eye, nearest), sight.eyeHeightMetres);
}

/**
 * Chooses the tiles that cover the ground in sight, fine ones near the viewer and coarse ones far away, nearest first.
 * No two chosen tiles overlap.
 */
export function chooseTiles(sight: Sight, limits: ChoiceLimits): TileAddress[] {
  const chosen: { tile: TileAddress; distance: number }[] = [];
  const visit = (tile: TileAddress): void => {
    if (!boundsIntersect(tileBounds(tile), sight.ground)) return;
    const distance = distanceToTile(sight, tile);
    if (limits.reachMetres !== undefined && distance > limits.reachMetres) return;
    const coarse = tileSizeMetres(tile) > distance * limits.detail;
    if (tile.z < limits.minZoom || (tile.z < limits.maxZoom && coarse)) {
      for (const [dx, dy] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ] as const) {
        visit({ z: tile.z + 1, x: tile.x * 2 + dx, y: tile.y * 2 + dy });
      }
      return;
    }
    chosen.push({ tile, distance });
  };
  visit({ z: 0, x: 0, y: 0 });
  chosen.sort((a, b) => a.distance - b.distance || a.tile.x - b.tile.x || a.tile.y - b.tile.y);
  return chosen.slice(0, limits.limit).map(({ tile }) => tile);
}

/** The finest zoom, at most `finest`, at which `tiles` tiles or fewer cover the bounds. */
export function zoomCovering(bounds: Bounds, tiles: number, finest: number): number {
  const [west, south, east, north] = bounds;
  for (let z = finest; z > 0; z--) {
    const first = tileAt([west, north], z);
    const last = tileAt([east, south], z);
    if ((last.x - first.x + 1) * (last.y - first.y + 1) <= tiles) return z;
  }
  return 0;
}
