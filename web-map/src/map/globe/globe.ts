import '@cesium/engine/Source/Widget/CesiumWidget.css';
import {
  buildModuleUrl,
  Cartesian2,
  Cartesian3,
  CesiumWidget,
  Color,
  Credit,
  DirectionalLight,
  Ellipsoid,
  GeographicTilingScheme,
  HeadingPitchRange,
  type ImageryLayer,
  Ion,
  Math as CesiumMath,
  Matrix4,
  PerspectiveFrustum,
  Transforms,
  UrlTemplateImageryProvider,
  WebMercatorTilingScheme,
} from '@cesium/engine';
import { type BaseMap, baseMapUrl, isGeographic } from '../../geo/baseMap';
import { centreOf, type LonLat } from '../../geo/lonLat';
import { groundSeen, type Sight } from '../../geo/tileChoice';
import { HALF_VIEW, type Viewpoint } from '../../geo/viewpoint';
import type { Selection } from '../../state/choices';
import type { EngineOptions, Highlight, MapEngine } from '../engine';
import { BASE } from '../layers/layer';
import { type MapStyle, PAPER } from '../paint/style';
import type { PillarGroup } from '../pillars/groups';
import { Bodies } from './bodies';
import { Highlighting } from './highlighting';
import { paintedImagery, paperImagery } from './paintedImagery';
import { Pillars } from './pillars';
import { Projection } from './projection';

const PICTURE_PIXELS = 512;
/** The globe's own measure, and the one while nobody can move it yet. */
const TURN_MILLISECONDS = 5;
const LONG_TURN_MILLISECONDS = 40;
const SKY = '#DCE3E8';
/** Pictures in a row for which nothing more may be missing until the ground counts as drawn. */
const CALM_FRAMES = 3;
/** How long bodies wait for the ground at first. */
const PATIENCE_MILLISECONDS = 3000;

/** Opens the globe in `options.container`. */
export function openGlobe(options: EngineOptions): MapEngine {
  return new Globe(options);
}

class Globe implements MapEngine {
  readonly mode = '3d';
  private readonly widget: CesiumWidget;
  private readonly standingBodies: Bodies;
  private readonly highlighting: Highlighting;
  private readonly pillars: Pillars;
  private readonly projection: Projection;
  private painted: ImageryLayer;
  private leaving: ImageryLayer[] = [];
  private base: ImageryLayer | null = null;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private flightNumber = 0;
  private standing = false;
  private calmFrames = 0;
  private readonly patience: ReturnType<typeof setTimeout>;

  constructor(private readonly options: EngineOptions) {
    (buildModuleUrl as unknown as { setBaseUrl(url: string): void }).setBaseUrl(
      new URL('cesium/', document.baseURI).href,
    );
    Ion.defaultAccessToken = '';
    this.widget = new CesiumWidget(options.container, {
      baseLayer: false,
      skyBox: false,
      skyAtmosphere: false,
      requestRenderMode: true,
      maximumRenderTimeChange: Infinity,
      showRenderLoopErrors: false,
      scene3DOnly: true,
      creditContainer: document.createElement('div'),
      contextOptions: { webgl: { alpha: false, powerPreference: 'high-performance' } },
    });
    const { scene } = this.widget;
    scene.backgroundColor = Color.fromCssColorString(PAPER);
    scene.light = lampOver(centreOf(options.extent));
    if (scene.sun) scene.sun.show = false;
    if (scene.moon) scene.moon.show = false;
    scene.fog.enabled = false;
    scene.highDynamicRange = false;
    scene.globe.baseColor = Color.fromCssColorString(PAPER);
    scene.globe.showGroundAtmosphere = false;
    scene.globe.depthTestAgainstTerrain = false;
    scene.globe.preloadAncestors = false;
    scene.globe.tileCacheSize = 200;
    // Nothing but paper is seen at first: few pixels and long turns of loading bring the ground sooner.
    this.widget.resolutionScale = 0.25;
    this.takeTurnsOf(LONG_TURN_MILLISECONDS);
    const controls = scene.screenSpaceCameraController;
    controls.minimumZoomDistance = 30;
    controls.maximumZoomDistance = 2_000_000;
    controls.maximumTiltAngle = CesiumMath.toRadians(82);
    this.keepField();
    scene.preUpdate.addEventListener(() => {
      this.keepField();
    });

    this.standingBodies = new Bodies(scene, options.tiles, options.style);
    this.highlighting = new Highlighting(scene);
    this.pillars = new Pillars(scene);
    this.projection = new Projection(scene);
    this.widget.imageryLayers.addImageryProvider(paperImagery(PAPER));
    this.setBase(options.style);
    this.painted = this.paint(options.style);
    // Until all of it is here it would be seen blurred; the borders are drawn over it meanwhile.
    this.painted.alpha = 0;
    this.look(options.viewpoint);

    scene.camera.percentageChanged = 0.02;
    scene.camera.changed.addEventListener(() => {
      this.restSoon();
    });
    scene.postRender.addEventListener(() => {
      this.options.onFrame();
      this.watchGround();
    });
    this.patience = setTimeout(() => {
      this.standUp();
    }, PATIENCE_MILLISECONDS);
    this.restSoon();
  }

  viewpoint(): Viewpoint {
    const { camera, canvas } = this.widget.scene;
    const middle = camera.pickEllipsoid(new Cartesian2(canvas.clientWidth / 2, canvas.clientHeight / 2));
    const heading = CesiumMath.toDegrees(camera.heading);
    const pitch = CesiumMath.toDegrees(camera.pitch);
    if (middle) {
      return {
        centre: lonLatOf(middle),
        rangeMetres: Cartesian3.distance(middle, camera.positionWC),
        headingDegrees: heading,
        pitchDegrees: Math.min(0, pitch),
      };
    }
    // The middle of the picture is sky: what stands below the viewer is the best there is.
    const { height } = camera.positionCartographic;
    return {
      centre: lonLatOf(camera.positionWC),
      rangeMetres: height,
      headingDegrees: heading,
      pitchDegrees: -45,
    };
  }

  async goTo(viewpoint: Viewpoint, milliseconds: number): Promise<void> {
    const mine = ++this.flightNumber;
    const { camera } = this.widget.scene;
    camera.cancelFlight();
    if (milliseconds > 0) {
      const back = {
        destination: camera.positionWC.clone(),
        orientation: { direction: camera.directionWC.clone(), up: camera.upWC.clone() },
      };
      this.look(viewpoint);
      const there = {
        destination: camera.positionWC.clone(),
        orientation: { direction: camera.directionWC.clone(), up: camera.upWC.clone() },
      };
      camera.setView(back);
      await new Promise<void>((resolve) => {
        camera.flyTo({ ...there, duration: milliseconds / 1000, complete: resolve, cancel: resolve });
      });
      if (mine !== this.flightNumber) return;
    }
    this.look(viewpoint);
    this.restSoon();
  }

  project(place: LonLat, heightMetres = 0): [number, number] | null {
    return this.projection.project(place, heightMetres);
  }

  placeAt(x: number, y: number): LonLat | null {
    const position = this.widget.scene.camera.pickEllipsoid(new Cartesian2(x, y));
    return position ? lonLatOf(position) : null;
  }

  bodyAt(x: number, y: number): Selection | null {
    if (this.standingBodies.count === 0) return null;
    const picked = this.widget.scene.pick(new Cartesian2(x, y)) as { id?: unknown } | undefined;
    const [, kind = '', id] = /^([^:]+):(\d+)$/.exec(typeof picked?.id === 'string' ? picked.id : '') ?? [];
    return id === undefined ? null : { kind, id: Number(id) };
  }

  sight(): Sight {
    const { camera, canvas } = this.widget.scene;
    const eye = lonLatOf(camera.positionWC);
    const eyeHeightMetres = Math.max(1, camera.positionCartographic.height);
    const corners: LonLat[] = [];
    for (const x of [0, 0.5, 1]) {
      for (const y of [0, 0.25, 0.5, 0.75, 1]) {
        const place = this.placeAt(x * (canvas.clientWidth - 1), y * (canvas.clientHeight - 1));
        if (place) corners.push(place);
      }
    }
    return {
      eye,
      eyeHeightMetres,
      ground: groundSeen(corners.length > 0 ? corners : [eye], eyeHeightMetres),
    };
  }

  setStyle(style: MapStyle): void {
    this.setBase(style);
    this.repaint(style);
    this.standingBodies.setStyle(style);
    if (this.standing) this.standingBodies.update(this.sight());
  }

  refresh(): void {
    this.setStyle(this.style);
  }

  highlight(highlight: Highlight): void {
    this.highlighting.show(highlight);
    this.standingBodies.light(highlight.hoveredBody);
  }

  standPillars(groups: readonly PillarGroup[]): void {
    this.pillars.stand(groups);
  }

  redraw(): void {
    this.widget.scene.requestRender();
  }

  bodies(): number {
    return this.standingBodies.count;
  }

  grounded(): boolean {
    return this.standing;
  }

  destroy(): void {
    clearTimeout(this.rest);
    clearTimeout(this.patience);
    this.standingBodies.clear();
    this.widget.destroy();
  }

  private style: MapStyle = { level: 0, layers: {} as MapStyle['layers'], theme: null };

  private paint(style: MapStyle): ImageryLayer {
    this.style = style;
    return this.widget.imageryLayers.addImageryProvider(
      paintedImagery(this.options.tiles, style, this.options.extent, PICTURE_PIXELS, () => {
        if (!this.widget.isDestroyed()) this.redraw();
      }),
    );
  }

  /** The old picture stays until the new one is complete, so that nothing flashes. */
  private repaint(style: MapStyle): void {
    this.dropLeaving();
    this.leaving.push(this.painted);
    if (this.standing) this.painted.alpha = 0.5;
    this.painted = this.paint(style);
    if (!this.standing) this.painted.alpha = 0;
    this.calmFrames = 0;
    this.widget.scene.requestRender();
  }

  private dropLeaving(): void {
    for (const layer of this.leaving.splice(0)) this.widget.imageryLayers.remove(layer);
    this.widget.scene.requestRender();
  }

  /** The globe says that it is done before it asks for finer pictures, so it has to say it a few times in a row. */
  private watchGround(): void {
    if (this.standing && this.leaving.length === 0) return;
    const { scene } = this.widget;
    const calm = scene.globe.tilesLoaded && this.options.tiles.pending === 0;
    this.calmFrames = calm ? this.calmFrames + 1 : 0;
    if (this.calmFrames >= CALM_FRAMES) {
      this.dropLeaving();
      this.standUp();
    } else scene.requestRender();
  }

  /** How long the globe works on its pictures before it draws again. */
  private takeTurnsOf(milliseconds: number): void {
    const { globe } = this.widget.scene as unknown as {
      globe: { _surface: { _loadQueueTimeSlice: number } };
    };
    globe._surface._loadQueueTimeSlice = milliseconds;
  }

  /** The globe measures its field of view along the longer side; both maps share the vertical one. */
  private keepField(): void {
    const { camera, canvas } = this.widget.scene;
    const longer = Math.max(1, canvas.clientWidth / Math.max(1, canvas.clientHeight));
    const fov = 2 * Math.atan(HALF_VIEW * longer);
    const frustum = camera.frustum as PerspectiveFrustum;
    if (frustum.fov !== fov) frustum.fov = fov;
  }

  private setBase(style: MapStyle): void {
    const wanted = style.layers[BASE] ? this.options.baseMap : null;
    if (this.base) this.base.show = wanted !== null;
    else if (wanted) this.base = this.widget.imageryLayers.addImageryProvider(baseImagery(wanted), 1);
  }

  private look(viewpoint: Viewpoint): void {
    const { camera } = this.widget.scene;
    camera.lookAt(
      Cartesian3.fromDegrees(viewpoint.centre[0], viewpoint.centre[1]),
      new HeadingPitchRange(
        CesiumMath.toRadians(viewpoint.headingDegrees),
        CesiumMath.toRadians(Math.max(-89.9, Math.min(-8, viewpoint.pitchDegrees))),
        viewpoint.rangeMetres,
      ),
    );
    camera.lookAtTransform(Matrix4.IDENTITY);
    this.widget.scene.requestRender();
  }

  private restSoon(): void {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      if (this.standing) this.standingBodies.update(this.sight());
      this.options.onRest();
    }, 200);
  }

  /** Bodies stand on ground: they come once it is drawn, or does not come for long. */
  private standUp(): void {
    if (this.standing) return;
    this.standing = true;
    clearTimeout(this.patience);
    this.painted.alpha = 1;
    this.widget.resolutionScale = Math.min(window.devicePixelRatio, 2) / window.devicePixelRatio;
    this.takeTurnsOf(TURN_MILLISECONDS);
    this.widget.scene.backgroundColor = Color.fromCssColorString(SKY);
    this.widget.scene.requestRender();
    this.standingBodies.update(this.sight());
  }
}

/** A light from the north-west, as on printed maps, whatever the hour. */
function lampOver(place: LonLat): DirectionalLight {
  const frame = Transforms.eastNorthUpToFixedFrame(Cartesian3.fromDegrees(place[0], place[1]));
  const direction = Matrix4.multiplyByPointAsVector(
    frame,
    new Cartesian3(0.45, -0.4, -0.8),
    new Cartesian3(),
  );
  return new DirectionalLight({ direction: Cartesian3.normalize(direction, direction), intensity: 0.6 });
}

function lonLatOf(position: Cartesian3): LonLat {
  const { longitude, latitude } = Ellipsoid.WGS84.cartesianToCartographic(position);
  return [CesiumMath.toDegrees(longitude), CesiumMath.toDegrees(latitude)];
}

function baseImagery(base: BaseMap): UrlTemplateImageryProvider {
  const geographic = isGeographic(base.matrixSet);
  const provider = new UrlTemplateImageryProvider({
    url: '{base}',
    tilingScheme: geographic ? new GeographicTilingScheme() : new WebMercatorTilingScheme(),
    minimumLevel: Math.max(0, (base.minLevel ?? 1) - (base.matrixSet === 'c' ? 1 : 0)),
    maximumLevel: base.maxLevel ?? 18,
    customTags: {
      base: (_: unknown, x: number, y: number, level: number) => baseMapUrl(base, level, x, y),
    },
    ...(base.attribution ? { credit: new Credit(base.attribution) } : {}),
  });
  return provider;
}
