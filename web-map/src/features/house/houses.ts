import { drawnHeight } from '../../geo/houseHeight';
import type { LonLat } from '../../geo/lonLat';
import { tileSizeMetres } from '../../geo/mercator';
import { ringsContain } from '../../geo/polygon';
import type { Label, MapLayer } from '../../map/layers/layer';
import type { Brush } from '../../map/paint/brush';
import type { MapStyle } from '../../map/paint/style';
import { type DecodedTile, featuresIn, type TileFeature } from '../../map/tiles/decode';
import { placeInTile } from '../../map/tiles/hit';
import { houseColour, HOUSE_COLOUR } from './look';

/** House numbers are written when the viewer is nearer than this. */
const NUMBER_RANGE_METRES = 420;
/** Houses follow the pointer when the viewer is nearer than this. */
const HOVER_METRES = 2500;

function paintHouses(brush: Brush, tile: DecodedTile, { layers }: MapStyle): void {
  const byUse = layers['uses'] === true;
  const prints = featuresIn(tile, 'house');
  const groups = new Map<string, TileFeature[]>();
  for (const house of prints) {
    const colour = houseColour(house.properties['use'], byUse);
    groups.set(colour, [...(groups.get(colour) ?? []), house]);
  }
  for (const [colour, group] of groups) for (const house of group) brush.fill([house], colour);
  brush.stroke(prints, '#8B8374', 0.8, true);
  const { context } = brush;
  for (const point of featuresIn(tile, 'house_point')) {
    const at = point.rings[0]?.[0];
    if (!at) continue;
    const count = Number(point.properties['count'] ?? 1);
    const radius =
      count > 1
        ? Math.min(9, 2 + Math.sqrt(count) * 0.5)
        : Math.max(1.6, Math.min(5, 3 * brush.pixelsPerMetre));
    context.beginPath();
    context.arc(at[0], at[1], radius / brush.scale, 0, 2 * Math.PI);
    context.fillStyle =
      point.properties['use'] === undefined ? HOUSE_COLOUR : houseColour(point.properties['use'], byUse);
    context.fill();
    context.strokeStyle = '#8B8374';
    context.lineWidth = 0.8 / brush.scale;
    context.stroke();
  }
}

function labelOf(house: TileFeature): readonly Label[] {
  const number = String(house.properties['number'] ?? '');
  const ring = house.rings[0];
  if (number === '' || !ring || ring.length === 0) return [];
  const x = ring.reduce((sum, point) => sum + point[0], 0) / ring.length;
  const y = ring.reduce((sum, point) => sum + point[1], 0) / ring.length;
  return [
    {
      key: `house:${String(house.id)}`,
      at: [x, y],
      lift: Number(house.properties['height'] ?? 0),
      weight: 1,
      size: 12,
      texts: [number],
      colour: '#344054',
    },
  ];
}

/** The house whose footprint contains a place, else the nearest house point within `toleranceMetres`. */
export function houseAt(tile: DecodedTile, place: LonLat, toleranceMetres: number): TileFeature | null {
  const [x, y] = placeInTile(tile, place);
  const inside = featuresIn(tile, 'house').find((house) => ringsContain(house.rings, x, y));
  if (inside) return inside;
  let best: TileFeature | null = null;
  let least = (toleranceMetres / tileSizeMetres(tile.address)) * tile.extent;
  for (const point of featuresIn(tile, 'house_point')) {
    // A point that stands for several houses is not one house.
    if (Number(point.properties['count'] ?? 1) > 1) continue;
    const at = point.rings[0]?.[0];
    const distance = at ? Math.hypot(at[0] - x, at[1] - y) : Infinity;
    if (distance <= least) {
      least = distance;
      best = point;
    }
  }
  return best;
}

/** Houses with their numbers: blocks on the globe, prints or points on the ground. */
export const HOUSES: MapLayer = {
  name: 'houses',
  position: 40,
  on: true,
  inside: true,
  ground: [{ tileLayers: ['house', 'house_point'], order: 30, paint: paintHouses }],
  labels: {
    tileLayers: ['house', 'house_point'],
    rangeMetres: NUMBER_RANGE_METRES,
    labels: (tile) => [...featuresIn(tile, 'house'), ...featuresIn(tile, 'house_point')].flatMap(labelOf),
  },
  bodies: {
    tileLayer: 'house',
    form: { block: 'house' },
    look: ({ properties: { height, floors, use } }, { layers }) => ({
      heightMetres: drawnHeight(height, floors),
      colour: houseColour(use, layers['uses'] === true),
    }),
  },
  hits: {
    kind: 'house',
    tileLayers: ['house', 'house_point'],
    order: 10,
    hoverMetres: HOVER_METRES,
    brightens: false,
    at: houseAt,
  },
};
