import { Cartesian3, Cartesian4, Ellipsoid, Matrix4, type Scene } from '@cesium/engine';
import type { LonLat } from '../../geo/lonLat';

/**
 * Where places appear on the globe. A plan has a hundred thousand corners in each picture: each place is put on the
 * ellipsoid once, and nothing is made for a place that is asked again. The globe's own
 * `SceneTransforms.worldToWindowCoordinates` says the same, and takes several times as long.
 */
export class Projection {
  private readonly onGround = new WeakMap<LonLat, Cartesian3>();
  private readonly raised = new Cartesian3();
  private readonly up = new Cartesian3();
  private readonly towards = new Cartesian3();
  private readonly clip = new Cartesian4();
  private readonly matrix = new Matrix4();

  constructor(private readonly scene: Scene) {}

  /** The pixel of a place; `null` behind the viewer or the horizon. */
  project(place: LonLat, heightMetres: number): [number, number] | null {
    const { camera, canvas } = this.scene;
    const position = heightMetres === 0 ? this.ground(place) : this.above(place, heightMetres);
    // Ground that faces away from the viewer lies behind the horizon.
    const up = Ellipsoid.WGS84.geodeticSurfaceNormal(position, this.up);
    const towards = Cartesian3.subtract(camera.positionWC, position, this.towards);
    if (!up || Cartesian3.dot(up, towards) <= 0) return null;
    const { clip } = this;
    Cartesian4.fromElements(position.x, position.y, position.z, 1, clip);
    Matrix4.multiply(camera.frustum.projectionMatrix, camera.viewMatrix, this.matrix);
    Matrix4.multiplyByVector(this.matrix, clip, clip);
    if (clip.z < 0) return null;
    return [
      ((clip.x / clip.w + 1) / 2) * canvas.clientWidth,
      ((1 - clip.y / clip.w) / 2) * canvas.clientHeight,
    ];
  }

  private ground(place: LonLat): Cartesian3 {
    let position = this.onGround.get(place);
    if (!position) {
      position = Cartesian3.fromDegrees(place[0], place[1]);
      this.onGround.set(place, position);
    }
    return position;
  }

  private above(place: LonLat, heightMetres: number): Cartesian3 {
    return Cartesian3.fromDegrees(place[0], place[1], heightMetres, undefined, this.raised);
  }
}
