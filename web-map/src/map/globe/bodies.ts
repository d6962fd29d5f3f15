import {
  Cartesian3,
  Color,
  ColorGeometryInstanceAttribute,
  GeometryInstance,
  PerInstanceColorAppearance,
  PolygonGeometry,
  PolygonHierarchy,
  Primitive,
  type Scene,
  WallGeometry,
} from '@cesium/engine';
import { drawnHeight } from '../../geo/houseHeight';
import { fromUnit, type TileAddress, tileKey } from '../../geo/mercator';
import { polygonsOf } from '../../geo/polygon';
import { chooseTiles, type Sight } from '../../geo/tileChoice';
import { BORDER, houseColour, type MapStyle } from '../paint/style';
import { type DecodedTile, levelOf, type Point } from '../tiles/decode';
import type { TileStore } from '../tiles/tileStore';

/** Houses stand as bodies up to this distance from the viewer; beyond it they lie on the ground as prints or points. */
export const BODY_REACH_METRES = 4500;
const BODY_ZOOM = 16;
const TILE_LIMIT = 40;
/** Most houses that stand at a time: the nearest tiles win. */
const HOUSE_LIMIT = 30_000;
const WALL_METRES = 16;

interface Standing {
  readonly controller: AbortController;
  primitives: Primitive[];
  houses: number;
  done: boolean;
}

/** The extruded houses and the walls of the level in hand around the viewer. */
export class Bodies {
  private readonly standing = new Map<string, Standing>();
  private style: MapStyle;
  private lit: { primitive: Primitive; id: string; colour: Uint8Array } | null = null;

  constructor(
    private readonly scene: Scene,
    private readonly tiles: TileStore,
    style: MapStyle,
  ) {
    this.style = style;
  }

  /** Houses that stand now. */
  get count(): number {
    let sum = 0;
    for (const { houses } of this.standing.values()) sum += houses;
    return sum;
  }

  setStyle(style: MapStyle): void {
    this.style = style;
    this.clear();
  }

  clear(): void {
    for (const key of [...this.standing.keys()]) this.remove(key);
  }

  /** Puts up what the sight needs and takes down the rest; requests that became stale are cancelled. */
  update(sight: Sight): void {
    const wanted = new Map<string, TileAddress>();
    if (this.style.layers.houses || this.style.layers.walls) {
      const chosen = chooseTiles(sight, {
        minZoom: BODY_ZOOM,
        maxZoom: BODY_ZOOM,
        limit: TILE_LIMIT,
        detail: 1,
        reachMetres: BODY_REACH_METRES,
      });
      for (const tile of chosen) wanted.set(tileKey(tile), tile);
    }
    for (const key of [...this.standing.keys()]) if (!wanted.has(key)) this.remove(key);
    for (const [key, address] of wanted) if (!this.standing.has(key)) void this.put(key, address);
  }

  /** Brightens one house, or none. */
  light(house: number | null): void {
    const id = house === null ? null : `house:${String(house)}`;
    if (this.lit?.id === id) return;
    if (this.lit && !this.lit.primitive.isDestroyed()) {
      const attributes = attributesOf(this.lit.primitive, this.lit.id);
      if (attributes) attributes.color = this.lit.colour;
    }
    this.lit = null;
    if (id !== null) {
      for (const { primitives } of this.standing.values()) {
        for (const primitive of primitives) {
          const attributes = attributesOf(primitive, id);
          if (!attributes) continue;
          this.lit = { primitive, id, colour: attributes.color.slice() };
          attributes.color = ColorGeometryInstanceAttribute.toValue(Color.fromCssColorString('#FFFFFF'));
          break;
        }
      }
    }
    this.scene.requestRender();
  }

  private async put(key: string, address: TileAddress): Promise<void> {
    const entry: Standing = { controller: new AbortController(), primitives: [], houses: 0, done: false };
    this.standing.set(key, entry);
    try {
      const tile = await this.tiles.get(address, entry.controller.signal);
      if (this.standing.get(key) !== entry) return;
      if (this.style.layers.houses && this.count + tile.layers.house.length <= HOUSE_LIMIT) {
        const houses = housePrimitive(tile, this.style.layers.uses === true);
        if (houses) {
          entry.primitives.push(houses.primitive);
          entry.houses = houses.count;
        }
      }
      if (this.style.layers.walls && this.style.layers.grids) {
        const walls = wallPrimitive(tile, this.style.level);
        if (walls) entry.primitives.push(walls);
      }
      for (const primitive of entry.primitives) this.scene.primitives.add(primitive);
      entry.done = true;
      this.scene.requestRender();
    } catch {
      // Cancelled or unreadable: the next rest of the camera asks again.
      if (this.standing.get(key) === entry) this.standing.delete(key);
    }
  }

  private remove(key: string): void {
    const entry = this.standing.get(key);
    if (!entry) return;
    this.standing.delete(key);
    entry.controller.abort();
    for (const primitive of entry.primitives) {
      if (this.lit?.primitive === primitive) this.lit = null;
      this.scene.primitives.remove(primitive);
    }
    this.scene.requestRender();
  }
}

function attributesOf(primitive: Primitive, id: string): { color: Uint8Array } | null {
  if (!primitive.ready || primitive.isDestroyed()) return null;
  return (primitive.getGeometryInstanceAttributes(id) as { color: Uint8Array } | undefined) ?? null;
}

/** Turns tile units into positions on the ellipsoid. */
function positions(tile: DecodedTile, ring: readonly Point[]): Cartesian3[] {
  const n = 2 ** tile.address.z;
  return ring.map(([x, y]) => {
    const [lon, lat] = fromUnit(
      (tile.address.x + x / tile.extent) / n,
      (tile.address.y + y / tile.extent) / n,
    );
    return Cartesian3.fromDegrees(lon, lat);
  });
}

function housePrimitive(tile: DecodedTile, byUse: boolean): { primitive: Primitive; count: number } | null {
  const instances: GeometryInstance[] = [];
  let count = 0;
  for (const house of tile.layers.house) {
    const height = drawnHeight(house.properties['height'], house.properties['floors']);
    const colour = Color.fromCssColorString(houseColour(house.properties['use'], byUse));
    count++;
    for (const [outer, ...holes] of polygonsOf(house.rings)) {
      if (!outer || outer.length < 4) continue;
      instances.push(
        new GeometryInstance({
          id: `house:${String(house.id)}`,
          geometry: new PolygonGeometry({
            polygonHierarchy: new PolygonHierarchy(
              positions(tile, outer),
              holes.map((hole) => new PolygonHierarchy(positions(tile, hole))),
            ),
            height: 0,
            extrudedHeight: height,
            vertexFormat: PerInstanceColorAppearance.VERTEX_FORMAT,
          }),
          attributes: { color: ColorGeometryInstanceAttribute.fromColor(colour) },
        }),
      );
    }
  }
  if (instances.length === 0) return null;
  const primitive = new Primitive({
    geometryInstances: instances,
    appearance: new PerInstanceColorAppearance({ translucent: false, closed: true }),
  });
  return { primitive, count };
}

function wallPrimitive(tile: DecodedTile, level: number): Primitive | null {
  const instances: GeometryInstance[] = [];
  const colour = Color.fromCssColorString(BORDER).withAlpha(0.22);
  for (const border of tile.layers.grid_border) {
    if (levelOf(border) > level) continue;
    for (const line of border.rings) {
      const ground = positions(tile, line);
      if (ground.length < 2) continue;
      instances.push(
        new GeometryInstance({
          geometry: WallGeometry.fromConstantHeights({
            positions: ground,
            minimumHeight: 0,
            maximumHeight: WALL_METRES,
            vertexFormat: PerInstanceColorAppearance.FLAT_VERTEX_FORMAT,
          }),
          attributes: { color: ColorGeometryInstanceAttribute.fromColor(colour) },
        }),
      );
    }
  }
  if (instances.length === 0) return null;
  return new Primitive({
    geometryInstances: instances,
    appearance: new PerInstanceColorAppearance({ translucent: true, flat: true, closed: false }),
    allowPicking: false,
  });
}
