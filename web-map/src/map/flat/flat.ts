import 'ol/ol.css';
import Feature from 'ol/Feature';
import type { Geometry as OlGeometry } from 'ol/geom';
import GeoJSON from 'ol/format/GeoJSON';
import Polygon from 'ol/geom/Polygon';
import DragRotate from 'ol/interaction/DragRotate';
import { defaults as usualInteractions } from 'ol/interaction/defaults';
import TileLayer from 'ol/layer/Tile';
import VectorLayer from 'ol/layer/Vector';
import OlMap from 'ol/Map';
import { fromLonLat, toLonLat, transformExtent } from 'ol/proj';
import ImageTile from 'ol/source/ImageTile';
import VectorSource from 'ol/source/Vector';
import XYZ from 'ol/source/XYZ';
import { Fill, Stroke, Style } from 'ol/style';
import View from 'ol/View';
import { baseMapUrl, isGeographic } from '../../geo/baseMap';
import type { LonLat } from '../../geo/lonLat';
import { fromUnit } from '../../geo/mercator';
import { polygonsOf } from '../../geo/polygon';
import type { Sight } from '../../geo/tileChoice';
import { metresPerPixel, rangeFor, type Viewpoint } from '../../geo/viewpoint';
import type { EngineOptions, Highlight, MapEngine } from '../engine';
import { BASE } from '../layers/layer';
import { FINEST_PICTURE } from '../paint/painter';
import { paintPicture } from '../paint/pictures';
import { ACCENT, type MapStyle, PAPER } from '../paint/style';

const PICTURE_PIXELS = 512;

/** Opens the flat map in `options.container`; it needs no WebGL. */
export function openFlat(options: EngineOptions): MapEngine {
  return new Flat(options);
}

class Flat implements MapEngine {
  readonly mode = '2d';
  private readonly map: OlMap;
  private readonly painted: TileLayer;
  private readonly base: TileLayer | null;
  private readonly marks = new VectorSource<Feature<OlGeometry>>();
  private style: MapStyle;

  constructor(private readonly options: EngineOptions) {
    this.style = options.style;
    options.container.style.backgroundColor = PAPER;
    this.painted = new TileLayer({
      source: this.source(),
      extent: transformExtent([...options.extent], 'EPSG:4326', 'EPSG:3857'),
    });
    const { baseMap } = options;
    this.base = baseMap
      ? new TileLayer({
          source: new XYZ({
            projection: isGeographic(baseMap.matrixSet) ? 'EPSG:4326' : 'EPSG:3857',
            minZoom: Math.max(0, (baseMap.minLevel ?? 1) - (baseMap.matrixSet === 'c' ? 1 : 0)),
            maxZoom: baseMap.maxLevel ?? 18,
            tileUrlFunction: ([z = 0, x = 0, y = 0]) => baseMapUrl(baseMap, z, x, y),
          }),
          visible: this.style.layers[BASE] === true,
        })
      : null;
    const lines = new VectorLayer({
      source: this.marks,
      style: (feature) =>
        feature.get('hover') === true
          ? new Style({ fill: new Fill({ color: 'rgba(255,255,255,0.4)' }) })
          : new Style({ stroke: new Stroke({ color: ACCENT, width: 4 }) }),
    });
    this.map = new OlMap({
      target: options.container,
      layers: [...(this.base ? [this.base] : []), this.painted, lines],
      controls: [],
      interactions: usualInteractions({ doubleClickZoom: false, keyboard: false }).extend([new DragRotate()]),
      view: new View({ constrainRotation: false, minZoom: 2, maxZoom: 22 }),
    });
    this.look(options.viewpoint);
    this.map.on('postrender', () => {
      options.onFrame();
    });
    this.map.on('moveend', () => {
      options.onRest();
    });
  }

  viewpoint(): Viewpoint {
    const view = this.map.getView();
    const centre = toLonLat(view.getCenter() ?? [0, 0]);
    const place: LonLat = [centre[0] ?? 0, centre[1] ?? 0];
    const [, height = 1] = this.map.getSize() ?? [];
    const metres = (view.getResolution() ?? 1) * Math.cos((place[1] * Math.PI) / 180);
    return {
      centre: place,
      rangeMetres: rangeFor(metres, height),
      headingDegrees: (-view.getRotation() * 180) / Math.PI,
      pitchDegrees: -90,
    };
  }

  goTo(viewpoint: Viewpoint, milliseconds: number): Promise<void> {
    const view = this.map.getView();
    view.cancelAnimations();
    if (milliseconds <= 0) {
      this.look(viewpoint);
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      view.animate({ ...this.target(viewpoint), duration: milliseconds }, () => {
        resolve();
      });
    });
  }

  project(place: LonLat): [number, number] | null {
    const pixel = this.map.getPixelFromCoordinate(fromLonLat([...place])) as number[] | null;
    return pixel ? [pixel[0] ?? 0, pixel[1] ?? 0] : null;
  }

  placeAt(x: number, y: number): LonLat | null {
    const coordinate = this.map.getCoordinateFromPixel([x, y]) as number[] | null;
    if (!coordinate) return null;
    const [lon = 0, lat = 0] = toLonLat(coordinate);
    return [lon, lat];
  }

  bodyAt(): null {
    return null;
  }

  sight(): Sight {
    const { centre, rangeMetres } = this.viewpoint();
    const [west = 0, south = 0, east = 0, north = 0] = transformExtent(
      this.map.getView().calculateExtent(),
      'EPSG:3857',
      'EPSG:4326',
    );
    return { eye: centre, eyeHeightMetres: rangeMetres, ground: [west, south, east, north] };
  }

  setStyle(style: MapStyle): void {
    this.style = style;
    this.base?.setVisible(style.layers[BASE] === true);
    this.painted.setSource(this.source());
  }

  refresh(): void {
    this.setStyle(this.style);
  }

  highlight({ hovered, outline }: Highlight): void {
    this.marks.clear();
    if (hovered) this.marks.addFeature(hoverFeature(hovered));
    if (outline) {
      const geometry: OlGeometry | null = new GeoJSON().readGeometry(outline, {
        dataProjection: 'EPSG:4326',
        featureProjection: 'EPSG:3857',
      });
      if (geometry) this.marks.addFeature(new Feature(geometry));
    }
  }

  standPillars(): void {
    this.redraw();
  }

  redraw(): void {
    this.map.render();
  }

  bodies(): number {
    return 0;
  }

  grounded(): boolean {
    return true;
  }

  destroy(): void {
    this.map.setTarget(undefined);
    this.map.dispose();
  }

  private source(): ImageTile {
    const { style } = this;
    return new ImageTile({
      tileSize: PICTURE_PIXELS,
      maxZoom: FINEST_PICTURE - 1,
      transition: 0,
      loader: (z, x, y, { signal }) =>
        paintPicture(this.options.tiles, { z, x, y }, PICTURE_PIXELS, style, signal),
    });
  }

  private target(viewpoint: Viewpoint): { center: number[]; resolution: number; rotation: number } {
    const [, height = this.options.container.clientHeight] = this.map.getSize() ?? [];
    const ground = metresPerPixel(viewpoint.rangeMetres, height);
    return {
      center: fromLonLat([...viewpoint.centre]),
      resolution: ground / Math.cos((viewpoint.centre[1] * Math.PI) / 180),
      rotation: (-viewpoint.headingDegrees * Math.PI) / 180,
    };
  }

  private look(viewpoint: Viewpoint): void {
    const { center, resolution, rotation } = this.target(viewpoint);
    const view = this.map.getView();
    view.setCenter(center);
    view.setResolution(resolution);
    view.setRotation(rotation);
  }
}

function hoverFeature({ tile, feature }: NonNullable<Highlight['hovered']>): Feature<OlGeometry> {
  const n = 2 ** tile.address.z;
  const place = ([x, y]: readonly [number, number]) =>
    fromLonLat([...fromUnit((tile.address.x + x / tile.extent) / n, (tile.address.y + y / tile.extent) / n)]);
  const [rings = []] = polygonsOf(feature.rings);
  const mark = new Feature<OlGeometry>(new Polygon(rings.map((ring) => ring.map(place))));
  mark.set('hover', true);
  return mark;
}
