import type { Geometry } from 'geojson';
import type { BaseMap } from '../geo/baseMap';
import type { Bounds, LonLat } from '../geo/lonLat';
import type { Sight } from '../geo/tileChoice';
import type { Viewpoint } from '../geo/viewpoint';
import type { Selection } from '../state/choices';
import type { MapStyle } from './paint/style';
import type { PillarGroup } from './pillars/groups';
import type { DecodedTile, TileFeature } from './tiles/decode';
import type { TileStore } from './tiles/tileStore';

/** What is under the pointer besides the ground. */
export interface Highlight {
  readonly hovered: { readonly tile: DecodedTile; readonly feature: TileFeature } | null;
  readonly hoveredBody: Selection | null;
  readonly outline: Geometry | null;
}

export interface EngineOptions {
  readonly container: HTMLElement;
  readonly tiles: TileStore;
  readonly style: MapStyle;
  /** Where the town's own data lie; nothing is asked for elsewhere. */
  readonly extent: Bounds;
  readonly baseMap: BaseMap | null;
  readonly viewpoint: Viewpoint;
  /** Called after each picture. */
  readonly onFrame: () => void;
  /** Called when the view has come to rest. */
  readonly onRest: () => void;
}

/** A map that can be looked at: the globe or the flat map. Pixels are CSS pixels of the container. */
export interface MapEngine {
  readonly mode: '3d' | '2d';
  viewpoint(): Viewpoint;
  /** Goes to a viewpoint; resolves when it is there or something else was asked meanwhile. */
  goTo(viewpoint: Viewpoint, milliseconds: number): Promise<void>;
  /** Where a place appears, or `null` when it is behind the viewer or the Earth. */
  project(place: LonLat, heightMetres?: number): [x: number, y: number] | null;
  placeAt(x: number, y: number): LonLat | null;
  /** What stands as a body at a pixel; `null` where nothing does, or the map draws no bodies. */
  bodyAt(x: number, y: number): Selection | null;
  sight(): Sight;
  setStyle(style: MapStyle): void;
  /** Paints again from newer tiles. */
  refresh(): void;
  highlight(highlight: Highlight): void;
  /** Puts up pillars in place of those that stand; a map without height shows their badges only. */
  standPillars(groups: readonly PillarGroup[]): void;
  redraw(): void;
  /** How many things stand as bodies that can be selected. */
  bodies(): number;
  /** Whether the ground has been drawn, or has been waited for long enough. */
  grounded(): boolean;
  destroy(): void;
}

/** How the overlay sees a map: the globe, the flat map, or what is computed before either is there. */
export type Looking = Pick<MapEngine, 'viewpoint' | 'sight' | 'project' | 'grounded'>;
