import {
  Cartesian3,
  Color,
  ColorGeometryInstanceAttribute,
  CylinderGeometry,
  GeometryInstance,
  Matrix4,
  PerInstanceColorAppearance,
  Primitive,
  type Scene,
  Transforms,
} from '@cesium/engine';
import type { PillarGroup } from '../pillars/groups';

const SIDES = 8;
const FADED = 0.45;

/** The pillars that stand on the globe. What is selected with them is found in the picture, not by the globe. */
export class Pillars {
  private primitives: Primitive[] = [];

  constructor(private readonly scene: Scene) {}

  /** Takes down what stands and puts up these. */
  stand(groups: readonly PillarGroup[]): void {
    for (const primitive of this.primitives.splice(0)) this.scene.primitives.remove(primitive);
    const solid = groups.filter(({ faded }) => !faded).flatMap((group) => instancesOf(group, 1));
    const pale = groups.filter(({ faded }) => faded).flatMap((group) => instancesOf(group, FADED));
    this.add(solid, false);
    this.add(pale, true);
    this.scene.requestRender();
  }

  private add(geometryInstances: GeometryInstance[], translucent: boolean): void {
    if (geometryInstances.length === 0) return;
    const primitive = new Primitive({
      geometryInstances,
      appearance: new PerInstanceColorAppearance({ translucent, closed: true }),
      // Made at once: what is reported is to be seen within a second.
      asynchronous: false,
      allowPicking: false,
    });
    this.primitives.push(primitive);
    this.scene.primitives.add(primitive);
  }
}

/** One prism of a metre, stretched to each part of each pillar. */
const PRISM = new CylinderGeometry({
  length: 1,
  topRadius: 0.5,
  bottomRadius: 0.5,
  slices: SIDES,
  vertexFormat: PerInstanceColorAppearance.VERTEX_FORMAT,
});

function instancesOf({ place, segments, widthMetres }: PillarGroup, opacity: number): GeometryInstance[] {
  return segments.map(({ colour, fromMetres, toMetres }) => {
    const middle = Cartesian3.fromDegrees(place[0], place[1], (fromMetres + toMetres) / 2);
    const size = new Cartesian3(widthMetres, widthMetres, Math.max(0.1, toMetres - fromMetres));
    return new GeometryInstance({
      geometry: PRISM,
      modelMatrix: Matrix4.multiplyByScale(Transforms.eastNorthUpToFixedFrame(middle), size, new Matrix4()),
      attributes: {
        color: ColorGeometryInstanceAttribute.fromColor(Color.fromCssColorString(colour).withAlpha(opacity)),
      },
    });
  });
}
