import type { Geometry } from 'geojson';
import type { BaseMap } from '../geo/baseMap';
import { type Bounds, type LonLat, offset } from '../geo/lonLat';
import { metresPerPixel, viewOf, type Viewpoint } from '../geo/viewpoint';
import type { Mode, Selection } from '../state/choices';
import type { Flight } from '../state/flight';
import type { EngineOptions, Highlight, Looking, MapEngine } from './engine';
import { type HitSource, shownLayers } from './layers/layer';
import { loadEngine } from './loading';
import { type Cover, Overlay } from './overlay/overlay';
import type { MapStyle } from './paint/style';
import { pressed } from './pillars/badges';
import { groupPillars, type Standing, stepOf } from './pillars/groups';
import type { DecodedTile } from './tiles/decode';
import { finestAt } from './tiles/hit';
import { FINEST_ZOOM, TileStore } from './tiles/tileStore';
import { sketchOf } from './sketch';
import { canDrawGlobe } from './webgl';

export interface MapViewOptions {
  readonly host: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly style: MapStyle;
  readonly division: number | null;
  /** The day whose divisions are shown; `null` for today. */
  readonly at: string | null;
  readonly extent: Bounds;
  /** What the first view looks at: of several villages the viewer's own. */
  readonly homeBounds: Bounds;
  readonly home: { readonly headingDegrees: number; readonly pitchDegrees: number };
  readonly baseMap: BaseMap | null;
  readonly onTiles: (pending: number) => void;
  readonly onTileResult: (good: boolean) => void;
  readonly onRest: (viewpoint: Viewpoint) => void;
  /** Borders and names are drawn, or have been waited for long enough. */
  readonly onFirstPicture: () => void;
  /** Pixels at the lower end of the map that something lies over, as a sheet does on a phone. */
  readonly covered: () => number;
  /** What lies over the map, in its pixels. */
  readonly covers: () => readonly Cover[];
}

const FLIGHT_MILLISECONDS = 1400;
/** How long the engine waits for the tiles of the first picture. */
const SKETCH_MILLISECONDS = 1500;
/** How far beside a point counts as on it. */
const REACH_PIXELS = 8;

/** What is at a pixel, with the ground that brightens for it. */
interface Hit {
  readonly thing: Selection;
  readonly ground: Highlight['hovered'];
}

/** The map as the page knows it: one of two engines with the overlay above it, and what is under the pointer. */
export class MapView {
  readonly tiles: TileStore;
  readonly overlay: Overlay;
  engine: MapEngine | null = null;
  private style: MapStyle;
  private hovered: Highlight['hovered'] = null;
  private hoveredBody: Selection | null = null;
  private outline: Geometry | null = null;
  private standing: readonly Standing[] = [];
  /** The measure of a pixel for which pillars are put together now. */
  private groupedFor = 0;
  /** Others who draw over each picture, such as a comparison. */
  private readonly painters = new Set<(engine: MapEngine) => void>();
  private opening = 0;
  /** What is looked at until a map is there; lines and names are drawn from it. */
  private sketch: Looking | null = null;
  private pitch: number;

  constructor(private readonly options: MapViewOptions) {
    this.style = options.style;
    this.pitch = options.home.pitchDegrees;
    this.tiles = new TileStore(options.onTiles, options.onTileResult);
    this.tiles.reset(options.division, options.at);
    const redraw = () => {
      if (this.engine) this.engine.redraw();
      else if (this.sketch) this.overlay.draw(this.sketch);
    };
    this.overlay = new Overlay(options.canvas, this.tiles, redraw, options.covers);
  }

  /**
   * Opens the globe or the flat map; each is loaded only when it is used.
   *
   * @returns false if this browser cannot draw the globe
   */
  async open(mode: Mode, viewpoint: Viewpoint | null): Promise<boolean> {
    const mine = ++this.opening;
    const north = { ...this.homeView(), headingDegrees: 0, pitchDegrees: -90 };
    const was = viewpoint ?? this.engine?.viewpoint() ?? (mode === '2d' ? north : this.homeView());
    const view =
      mode === '3d' && was.pitchDegrees < -80 ? { ...was, pitchDegrees: Math.max(-60, this.pitch) } : was;
    if (!this.engine) {
      this.sketch = sketchOf(view, this.options.host);
      // The engine's program is large: on a slow machine borders and names would wait a second for it.
      await Promise.race([this.overlay.rest(this.sketch, this.style), pause(SKETCH_MILLISECONDS)]);
      if (mine !== this.opening) return true;
      this.options.onFirstPicture();
    }
    // Trying the globe takes a while too, so it comes after the first picture.
    if (mode === '3d' && !canDrawGlobe()) return false;
    const open = await loadEngine(mode);
    if (mine !== this.opening) return true;
    if (this.engine) {
      if (this.engine.mode === '3d') this.pitch = this.engine.viewpoint().pitchDegrees;
      this.engine.destroy();
      this.options.host.replaceChildren();
    }
    const options: EngineOptions = {
      container: this.options.host,
      tiles: this.tiles,
      style: this.style,
      extent: this.options.extent,
      baseMap: this.options.baseMap,
      viewpoint: view,
      onFrame: () => {
        if (!this.engine) return;
        for (const paint of this.painters) paint(this.engine);
        // After them, because names give way to what they wrote.
        this.overlay.draw(this.engine);
      },
      onRest: () => {
        this.rested();
      },
    };
    this.sketch = null;
    this.engine = open(options);
    this.group();
    this.engine.highlight(this.currentHighlight());
    this.rested();
    return true;
  }

  close(): void {
    this.opening++;
    this.tiles.cancel();
    this.sketch = null;
    this.engine?.destroy();
    this.engine = null;
  }

  /** Has `paint` called after each picture, and once now; returns what ends it. */
  addPainter(paint: (engine: MapEngine) => void): () => void {
    this.painters.add(paint);
    this.engine?.redraw();
    return () => this.painters.delete(paint);
  }

  setStyle(style: MapStyle): void {
    this.style = style;
    this.hovered = null;
    this.engine?.setStyle(style);
    this.rested();
  }

  /** Reads everything again: another division or day, or newer data. */
  reload(division: number | null, at: string | null): void {
    this.tiles.reset(division, at);
    this.hovered = null;
    this.engine?.refresh();
    this.rested();
  }

  setOutline(outline: Geometry | null): void {
    this.outline = outline;
    this.engine?.highlight(this.currentHighlight());
  }

  /** Takes what stands as pillars now. */
  setPillars(standing: readonly Standing[]): void {
    this.standing = standing;
    this.group();
  }

  /** What the cluster of pillars at a pixel spans; `null` where there is none. */
  clusterAt(x: number, y: number): Bounds | null {
    return this.overlay.groupAt(x, y)?.group.bounds ?? null;
  }

  setSelection(selection: Selection | null): void {
    this.overlay.selection = selection;
    this.engine?.redraw();
  }

  /** Answers a wish to look elsewhere. */
  async fly(flight: Flight, calm: boolean): Promise<void> {
    const { engine } = this;
    if (!engine) return;
    const now = engine.viewpoint();
    const angle = {
      headingDegrees: now.headingDegrees,
      pitchDegrees: engine.mode === '3d' ? now.pitchDegrees : -90,
    };
    const duration = calm ? 0 : FLIGHT_MILLISECONDS;
    switch (flight.to) {
      case 'home':
        return engine.goTo(this.homeView(), duration);
      case 'viewpoint':
        return engine.goTo(flight.viewpoint, flight.atOnce ? 0 : duration);
      case 'place':
        return engine.goTo(
          this.clear({ ...angle, centre: flight.place, rangeMetres: flight.rangeMetres }),
          duration,
        );
      case 'bounds': {
        const view = viewOf(flight.bounds, this.aspect(), angle);
        const least = flight.smallestMetres ?? 0;
        return engine.goTo(
          this.clear({ ...view, rangeMetres: Math.max(view.rangeMetres, least) }, true),
          duration,
        );
      }
    }
  }

  /** Moves by a share of the picture: right and up are positive. */
  pan(right: number, up: number): void {
    const { engine } = this;
    if (!engine) return;
    const view = engine.viewpoint();
    const metres = view.rangeMetres * 0.15;
    const turn = (view.headingDegrees * Math.PI) / 180;
    const east = (right * Math.cos(turn) + up * Math.sin(turn)) * metres;
    const north = (up * Math.cos(turn) - right * Math.sin(turn)) * metres;
    void engine.goTo({ ...view, centre: offset(view.centre, east, north) }, 0);
  }

  zoom(factor: number): void {
    const view = this.engine?.viewpoint();
    if (view) void this.engine?.goTo({ ...view, rangeMetres: Math.max(40, view.rangeMetres * factor) }, 0);
  }

  /** What is at a pixel: a pillar, else a pin, else a symbol, else what layers have there. */
  thingAt(x: number, y: number): Selection | null {
    const { engine } = this;
    if (!engine) return null;
    const marked = this.pillarAt(x, y) ?? this.overlay.pinAt(x, y) ?? this.overlay.symbolAt(x, y);
    if (marked) return marked;
    return this.hitAt(engine, x, y, this.hitSources())?.thing ?? null;
  }

  /** The pointer moved: brightens what it is over. Returns the place on the ground and whether something is there. */
  hover(x: number, y: number): { place: LonLat | null; thing: boolean; metresPerPixel: number } {
    const { engine } = this;
    if (!engine) return { place: null, thing: false, metresPerPixel: 1 };
    const place = engine.placeAt(x, y);
    const pin = this.pillarAt(x, y) ?? this.overlay.pinAt(x, y);
    const range = engine.viewpoint().rangeMetres;
    const follows = this.hitSources().filter(
      ({ brightens, hoverMetres = Infinity }) => range < hoverMetres && !(brightens && pin !== null),
    );
    const hit = this.hitAt(engine, x, y, follows);
    const ground = hit?.ground ?? null;
    const body = hit && !ground ? hit.thing : null;
    if (!isSame(body, this.hoveredBody) || ground?.feature !== this.hovered?.feature) {
      this.hoveredBody = body;
      this.hovered = ground;
      this.overlay.hovered = ground && hit ? hit.thing : null;
      engine.highlight(this.currentHighlight());
      engine.redraw();
    }
    return {
      place,
      thing: pin !== null || this.overlay.symbolAt(x, y) !== null || hit !== null,
      metresPerPixel: this.metresPerPixel(),
    };
  }

  metresPerPixel(): number {
    return metresPerPixel(this.engine?.viewpoint().rangeMetres ?? 1, this.options.host.clientHeight);
  }

  homeView(): Viewpoint {
    const angle = this.engine?.mode === '2d' ? { headingDegrees: 0, pitchDegrees: -90 } : this.options.home;
    return viewOf(this.options.homeBounds, this.aspect(), angle);
  }

  private pillarAt(x: number, y: number): Selection | null {
    const found = this.overlay.groupAt(x, y);
    if (!found) return null;
    const { kind } = found.group;
    const { selection } = this.overlay;
    const id = pressed(found.group, found.share, selection?.kind === kind ? selection.id : null);
    return id === null ? null : { kind, id };
  }

  /** Puts pillars together for the distance of the viewer, and has them stand. */
  private group(): void {
    if (!this.engine) return;
    this.groupedFor = stepOf(this.metresPerPixel());
    const groups = this.standing.flatMap((each) => groupPillars(each, this.groupedFor));
    this.overlay.groups = groups;
    this.engine.standPillars(groups);
  }

  private rested(): void {
    const looking = this.engine ?? this.sketch;
    if (!looking) return;
    if (this.standing.length > 0 && stepOf(this.metresPerPixel()) !== this.groupedFor) this.group();
    void this.overlay.rest(looking, this.style);
    if (this.engine) this.options.onRest(this.engine.viewpoint());
  }

  /** The viewpoint from which its middle is in the middle of what is not covered. */
  private clear(view: Viewpoint, whole = false): Viewpoint {
    const height = this.options.host.clientHeight;
    const covered = Math.min(this.options.covered(), height * 0.8);
    if (covered <= 0) return view;
    const rangeMetres = whole ? (view.rangeMetres * height) / (height - covered) : view.rangeMetres;
    const tilt = Math.max(0.4, Math.sin((-view.pitchDegrees * Math.PI) / 180));
    const metres = (metresPerPixel(rangeMetres, height) * covered) / 2 / tilt;
    const turn = (view.headingDegrees * Math.PI) / 180;
    return {
      ...view,
      rangeMetres,
      centre: offset(view.centre, -Math.sin(turn) * metres, -Math.cos(turn) * metres),
    };
  }

  private aspect(): number {
    return this.options.host.clientWidth / Math.max(1, this.options.host.clientHeight);
  }

  private currentHighlight(): Highlight {
    return { hovered: this.hovered, hoveredBody: this.hoveredBody, outline: this.outline };
  }

  /** What can be selected now, in the order in which it is asked. */
  private hitSources(): HitSource[] {
    return shownLayers(this.style)
      .flatMap(({ hits }) => hits ?? [])
      .sort((a, b) => a.order - b.order);
  }

  private hitAt(engine: MapEngine, x: number, y: number, sources: readonly HitSource[]): Hit | null {
    const body = sources.some(({ brightens }) => !brightens) ? engine.bodyAt(x, y) : null;
    const place = engine.placeAt(x, y);
    const tile = place && this.finest(place);
    for (const { kind, brightens, at } of sources) {
      if (!brightens && body?.kind === kind) return { thing: body, ground: null };
      const feature = tile && at(tile, place, REACH_PIXELS * this.metresPerPixel(), this.style);
      if (feature) return { thing: { kind, id: feature.id }, ground: brightens ? { tile, feature } : null };
    }
    return null;
  }

  /** The finest tile here at a place, so that what is picked is what is drawn. */
  private finest(place: LonLat): DecodedTile | null {
    return finestAt((address) => this.tiles.peek(address), place, FINEST_ZOOM, 0);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function isSame(one: Selection | null, other: Selection | null): boolean {
  return one?.kind === other?.kind && one?.id === other?.id;
}
