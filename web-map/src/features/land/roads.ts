import { tileKey } from '../../geo/mercator';
import type { Brush } from '../../map/paint/brush';
import type { Label, MapLayer } from '../../map/layers/layer';
import { type DecodedTile, featuresIn, type TileFeature } from '../../map/tiles/decode';

/** Roads are named when the viewer is nearer than this; from farther away the names would drown the grids. */
const NAME_RANGE_METRES = 1400;
const ROAD = '#FFFFFF';
const ROAD_EDGE = '#CFCCC4';
const RAIL = '#B4B0A8';

/** Width of a road in metres by its kind. */
function roadMetres(kind: unknown): number {
  switch (String(kind).toLowerCase()) {
    case 'motorway':
    case 'trunk':
    case 'primary':
    case 'arterial':
    case 'highway':
      return 16;
    case 'secondary':
    case 'tertiary':
    case 'main':
      return 11;
    case 'footway':
    case 'path':
    case 'steps':
    case 'lane':
    case 'alley':
      return 3;
    default:
      return 7;
  }
}

function paintRoads(brush: Brush, tile: DecodedTile): void {
  const roads = featuresIn(tile, 'road');
  const rail = (road: TileFeature) => /rail|subway|tram/i.test(String(road.properties['kind']));
  const groups = new Map<number, TileFeature[]>();
  for (const road of roads) {
    if (rail(road)) continue;
    const metres = roadMetres(road.properties['kind']);
    groups.set(metres, [...(groups.get(metres) ?? []), road]);
  }
  const ordered = [...groups].sort(([a], [b]) => a - b);
  const width = (metres: number) => Math.max(metres > 5 ? 1 : 0.6, metres * brush.pixelsPerMetre);
  for (const [metres, group] of ordered) {
    if (width(metres) > 1.5) brush.stroke(group, ROAD_EDGE, width(metres) + 2, false);
  }
  for (const [metres, group] of ordered) {
    brush.stroke(group, width(metres) > 1.5 ? ROAD : ROAD_EDGE, width(metres), false);
  }
  brush.stroke(roads.filter(rail), RAIL, 1.4, false, [6, 4]);
}

function labelOf(tile: DecodedTile, road: TileFeature): readonly Label[] {
  const name = String(road.properties['name'] ?? '');
  const line = road.rings.reduce(
    (longest, ring) => (ring.length > longest.length ? ring : longest),
    road.rings[0] ?? [],
  );
  const at = line[Math.floor(line.length / 2)];
  if (name === '' || !at || tile.address.z < 15) return [];
  // One name a tile: a road is many pieces.
  const key = `road:${name}:${tileKey(tile.address)}`;
  return [{ key, at, lift: 0, weight: 10, size: 12, texts: [name], colour: '#5B5648' }];
}

export const ROADS: MapLayer = {
  name: 'roads',
  position: 60,
  on: true,
  ground: [{ tileLayers: ['road'], order: 20, paint: paintRoads }],
  labels: {
    tileLayers: ['road'],
    rangeMetres: NAME_RANGE_METRES,
    labels: (tile) => featuresIn(tile, 'road').flatMap((road) => labelOf(tile, road)),
  },
};
