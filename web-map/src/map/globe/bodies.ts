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
import { fromUnit, type TileAddress, tileKey } from '../../geo/mercator';
import { polygonsOf } from '../../geo/polygon';
import { chooseTiles, type Sight } from '../../geo/tileChoice';
import type { Selection } from '../../state/choices';
import { type BodySource, shownLayers } from '../layers/layer';
import type { MapStyle } from '../paint/style';
import { type DecodedTile, featuresIn, type Point } from '../tiles/decode';
import type { TileStore } from '../tiles/tileStore';

/** Bodies stand up to this distance from the viewer; beyond it there is only the ground. */
export const BODY_REACH_METRES = 4500;
const BODY_ZOOM = 16;
const TILE_LIMIT = 40;
/** Most blocks that stand at a time: the nearest tiles win. */
const BLOCK_LIMIT = 30_000;

interface Standing {
  readonly controller: AbortController;
  primitives: Primitive[];
  blocks: number;
  done: boolean;
}

/** The blocks and walls of all layers around the viewer. */
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

  /** Blocks that stand now. */
  get count(): number {
    let sum = 0;
    for (const { blocks } of this.standing.values()) sum += blocks;
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
    if (shownLayers(this.style).some(({ bodies }) => bodies)) {
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

  /** Brightens one block, or none. */
  light(thing: Selection | null): void {
    const id = thing && idOf(thing.kind, thing.id);
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
    const entry: Standing = { controller: new AbortController(), primitives: [], blocks: 0, done: false };
    this.standing.set(key, entry);
    try {
      const tile = await this.tiles.get(address, entry.controller.signal);
      if (this.standing.get(key) !== entry) return;
      for (const { bodies } of shownLayers(this.style)) {
        if (!bodies) continue;
        const made =
          'block' in bodies.form
            ? this.blocks(tile, bodies, bodies.form.block)
            : wallPrimitive(tile, bodies, bodies.form.wall, this.style);
        if (!made) continue;
        entry.primitives.push(made.primitive);
        entry.blocks += made.count;
      }
      for (const primitive of entry.primitives) this.scene.primitives.add(primitive);
      entry.done = true;
      this.scene.requestRender();
    } catch {
      // Cancelled or unreadable: the next rest of the camera asks again.
      if (this.standing.get(key) === entry) this.standing.delete(key);
    }
  }

  private blocks(tile: DecodedTile, source: BodySource, kind: string): Made | null {
    const full = this.count + featuresIn(tile, source.tileLayer).length > BLOCK_LIMIT;
    return full ? null : blockPrimitive(tile, source, kind, this.style);
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

/** What was made of one layer of a tile, and how many of it can be selected. */
interface Made {
  readonly primitive: Primitive;
  readonly count: number;
}

const idOf = (kind: string, id: number) => `${kind}:${String(id)}`;

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

function blockPrimitive(tile: DecodedTile, source: BodySource, kind: string, style: MapStyle): Made | null {
  const instances: GeometryInstance[] = [];
  let count = 0;
  for (const feature of featuresIn(tile, source.tileLayer)) {
    const look = source.look(feature, style);
    if (!look) continue;
    const colour = Color.fromCssColorString(look.colour);
    count++;
    for (const [outer, ...holes] of polygonsOf(feature.rings)) {
      if (!outer || outer.length < 4) continue;
      instances.push(
        new GeometryInstance({
          id: idOf(kind, feature.id),
          geometry: new PolygonGeometry({
            polygonHierarchy: new PolygonHierarchy(
              positions(tile, outer),
              holes.map((hole) => new PolygonHierarchy(positions(tile, hole))),
            ),
            height: 0,
            extrudedHeight: look.heightMetres,
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

function wallPrimitive(tile: DecodedTile, source: BodySource, opacity: number, style: MapStyle): Made | null {
  const instances: GeometryInstance[] = [];
  for (const feature of featuresIn(tile, source.tileLayer)) {
    const look = source.look(feature, style);
    if (!look) continue;
    const colour = Color.fromCssColorString(look.colour).withAlpha(opacity);
    for (const line of feature.rings) {
      const ground = positions(tile, line);
      if (ground.length < 2) continue;
      instances.push(
        new GeometryInstance({
          geometry: WallGeometry.fromConstantHeights({
            positions: ground,
            minimumHeight: 0,
            maximumHeight: look.heightMetres,
            vertexFormat: PerInstanceColorAppearance.FLAT_VERTEX_FORMAT,
          }),
          attributes: { color: ColorGeometryInstanceAttribute.fromColor(colour) },
        }),
      );
    }
  }
  if (instances.length === 0) return null;
  const primitive = new Primitive({
    geometryInstances: instances,
    appearance: new PerInstanceColorAppearance({ translucent: true, flat: true, closed: false }),
    allowPicking: false,
  });
  return { primitive, count: 0 };
}
