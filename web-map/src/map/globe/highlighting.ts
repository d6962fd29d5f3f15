import type { Geometry } from 'geojson';
import {
  Cartesian3,
  Color,
  ColorGeometryInstanceAttribute,
  GeometryInstance,
  PerInstanceColorAppearance,
  PolygonGeometry,
  PolygonHierarchy,
  PolylineColorAppearance,
  PolylineGeometry,
  Primitive,
  type Scene,
} from '@cesium/engine';
import { fromUnit } from '../../geo/mercator';
import { linesOf, polygonsOf } from '../../geo/polygon';
import { ACCENT } from '../paint/style';
import type { Highlight } from '../engine';

/** The brightened ground under the pointer and the outline of what is selected. */
export class Highlighting {
  private hover: Primitive | null = null;
  private hovered: Highlight['hovered'] = null;
  private outline: Primitive | null = null;
  private outlined: Geometry | null = null;

  constructor(private readonly scene: Scene) {}

  show({ hovered, outline }: Highlight): void {
    if (hovered?.feature !== this.hovered?.feature) {
      this.hover = this.replace(this.hover, hovered && hoverPrimitive(hovered));
      this.hovered = hovered;
    }
    if (outline !== this.outlined) {
      this.outline = this.replace(this.outline, outline && outlinePrimitive(outline));
      this.outlined = outline;
    }
  }

  private replace(old: Primitive | null, next: Primitive | null): Primitive | null {
    if (old) this.scene.primitives.remove(old);
    if (next) this.scene.primitives.add(next);
    this.scene.requestRender();
    return next;
  }
}

function hoverPrimitive({ tile, feature }: NonNullable<Highlight['hovered']>): Primitive | null {
  const n = 2 ** tile.address.z;
  const place = ([x, y]: readonly [number, number]) => {
    const [lon, lat] = fromUnit(
      (tile.address.x + x / tile.extent) / n,
      (tile.address.y + y / tile.extent) / n,
    );
    return Cartesian3.fromDegrees(lon, lat, 0.2);
  };
  const instances = polygonsOf(feature.rings).flatMap(([outer, ...holes]) =>
    outer
      ? [
          new GeometryInstance({
            geometry: new PolygonGeometry({
              polygonHierarchy: new PolygonHierarchy(
                outer.map(place),
                holes.map((hole) => new PolygonHierarchy(hole.map(place))),
              ),
              perPositionHeight: true,
              vertexFormat: PerInstanceColorAppearance.FLAT_VERTEX_FORMAT,
            }),
            attributes: { color: ColorGeometryInstanceAttribute.fromColor(Color.WHITE.withAlpha(0.35)) },
          }),
        ]
      : [],
  );
  if (instances.length === 0) return null;
  return new Primitive({
    geometryInstances: instances,
    appearance: new PerInstanceColorAppearance({ translucent: true, flat: true }),
    asynchronous: false,
    allowPicking: false,
  });
}

function outlinePrimitive(geometry: Geometry): Primitive | null {
  const colour = ColorGeometryInstanceAttribute.fromColor(Color.fromCssColorString(ACCENT));
  const instances = linesOf(geometry as Parameters<typeof linesOf>[0])
    .filter((line) => line.length > 1)
    .map(
      (line) =>
        new GeometryInstance({
          geometry: new PolylineGeometry({
            positions: line.map(([lon, lat]) => Cartesian3.fromDegrees(lon, lat, 0.4)),
            width: 5,
            vertexFormat: PolylineColorAppearance.VERTEX_FORMAT,
          }),
          attributes: { color: colour },
        }),
    );
  if (instances.length === 0) return null;
  return new Primitive({
    geometryInstances: instances,
    appearance: new PolylineColorAppearance({ translucent: false }),
    asynchronous: false,
    allowPicking: false,
  });
}
