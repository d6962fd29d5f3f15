import { type LabelWish, type PlacedLabel, placeLabels } from '../../geo/declutter';
import { gridLabel, numberInName } from '../../geo/gridCode';
import type { LonLat } from '../../geo/lonLat';
import { fromUnit, tileKey, type TileAddress } from '../../geo/mercator';
import { chooseTiles } from '../../geo/tileChoice';
import type { Looking } from '../engine';
import { ACCENT, FINDING, type GridTheme, type MapStyle } from '../paint/style';
import { type DecodedTile, gridsInHand, type TileFeature } from '../tiles/decode';
import type { TileStore } from '../tiles/tileStore';
import { FirstBorders } from './firstBorders';
import { font, needCharacters } from './font';
import { drawPin, type Pin, PIN_RADIUS } from './pins';
import { drawSymbol, RESOURCE, STATION } from './symbols';

/** House numbers are written when the viewer is nearer than this. */
const NUMBER_RANGE_METRES = 420;
/** Roads are named when the viewer is nearer than this; from farther away the names would drown the grids. */
const ROAD_RANGE_METRES = 1400;
/** The mark for when borders and names were first drawn. */
const FIRST_PICTURE = 'gridmap:first-picture';
/** Stations are shown from farther away than hydrants and extinguishers, of which there are many. */
const STATION_RANGE_METRES = 6000;
const RESOURCE_RANGE_METRES = 1500;
const SYMBOL_PIXELS = 22;

/** A service station or an emergency resource. */
export interface Symbol {
  readonly kind: 'station' | 'resource';
  readonly id: number;
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** A part of the picture that something lies over. */
export interface Cover {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Mark {
  readonly key: string;
  readonly place: LonLat;
  readonly lift: number;
  readonly weight: number;
  readonly size: number;
  readonly texts: readonly string[];
  readonly colour: string;
}

/** Labels of grids and numbers of houses, road names, and the pins of findings, on a canvas above either map. */
export class Overlay {
  private readonly context: CanvasRenderingContext2D;
  private readonly widths = new Map<string, number>();
  private readonly marks = new Map<string, Mark>();
  private pinsHere: { id: number; ordinal: string; place: LonLat }[] = [];
  private symbolsHere: (Omit<Symbol, 'x' | 'y'> & { place: LonLat })[] = [];
  private symbols: Symbol[] = [];
  private readonly borders = new FirstBorders();
  private placed: PlacedLabel[] = [];
  private pins: Pin[] = [];
  private wanted: TileAddress[] = [];
  private asking: AbortController | null = null;
  selectedFinding: number | null = null;
  hoveredGrid: number | null = null;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly tiles: TileStore,
    private readonly redraw: () => void,
    /** What lies over the map, in pixels of the canvas: nothing is written below it. */
    private readonly covers: () => readonly Cover[],
  ) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('this browser draws no canvas');
    this.context = context;
  }

  /** What is written now. */
  get labels(): readonly PlacedLabel[] {
    return this.placed;
  }

  get shownPins(): readonly Pin[] {
    return this.pins;
  }

  get shownSymbols(): readonly Symbol[] {
    return this.symbols;
  }

  /** Grids in sight, whether or not their label found a place. */
  get gridsInSight(): number {
    return [...this.marks.keys()].filter((key) => key.startsWith('grid:')).length;
  }

  /** The tiles whose labels are shown. */
  get tilesInSight(): readonly TileAddress[] {
    return this.wanted;
  }

  /** The view has come to rest: reads the label tiles it needs, and forgets those it does not. */
  async rest(engine: Looking, style: MapStyle): Promise<void> {
    const before = this.asking;
    const controller = new AbortController();
    this.asking = controller;
    this.wanted = chooseTiles(engine.sight(), { minZoom: 0, maxZoom: 17, limit: 40, detail: 0.9 });
    const ready = this.wanted.map((tile) => this.tiles.peek(tile));
    this.collect(engine, style, ready);
    const reading = Promise.allSettled(
      this.wanted.map(async (tile) => {
        if (this.tiles.peek(tile)) return;
        await this.tiles.get(tile, controller.signal);
        if (controller.signal.aborted) return;
        this.collect(
          engine,
          style,
          this.wanted.map((each) => this.tiles.peek(each)),
        );
      }),
    );
    // Only now: what is wanted again stays under way.
    before?.abort();
    await reading;
  }

  /** Draws labels and pins over the picture the engine has just made. */
  draw(engine: Looking): void {
    const { canvas, context } = this;
    const ratio = window.devicePixelRatio;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.pins = this.pinsHere.flatMap((pin) => {
      const pixel = engine.project(pin.place);
      const near =
        pixel && pixel[0] > -20 && pixel[0] < width + 20 && pixel[1] > -20 && pixel[1] < height + 40;
      return pixel && near ? [{ id: pin.id, ordinal: pin.ordinal, x: pixel[0], y: pixel[1] }] : [];
    });
    this.symbols = this.symbolsHere.flatMap(({ place, ...symbol }) => {
      const pixel = engine.project(place);
      const near =
        pixel && pixel[0] > -20 && pixel[0] < width + 20 && pixel[1] > -20 && pixel[1] < height + 20;
      return pixel && near ? [{ ...symbol, x: pixel[0], y: pixel[1] }] : [];
    });
    const wishes: LabelWish[] = [];
    for (const mark of this.marks.values()) {
      const pixel = engine.project(mark.place, mark.lift);
      if (!pixel) continue;
      const texts = mark.texts.map((text) => ({ text, width: this.widthOf(text, mark.size) }));
      wishes.push({
        key: mark.key,
        ...this.clearOfSymbols(pixel[0], pixel[1], texts[0]?.width ?? 0),
        weight: mark.weight,
        height: mark.size * 1.25,
        texts,
      });
    }
    for (const [i, cover] of this.covers().entries()) {
      wishes.push({
        key: `cover:${String(i)}`,
        x: cover.left + cover.width / 2,
        y: cover.top + cover.height / 2,
        weight: 1e12,
        height: cover.height,
        texts: [{ text: '', width: cover.width }],
      });
    }
    // Pins keep their places: a label gives way to them.
    for (const pin of this.pins) {
      wishes.push({
        key: `pin:${String(pin.id)}`,
        x: pin.x,
        y: pin.y - PIN_RADIUS - 4,
        weight: pin.id === this.selectedFinding ? 1e9 : 1e8 - Number(pin.ordinal),
        height: PIN_RADIUS * 2 + 4,
        texts: [{ text: pin.ordinal, width: PIN_RADIUS * 2 }],
      });
    }
    for (const { kind, id, x, y } of this.symbols) {
      wishes.push({
        key: `${kind}:${String(id)}`,
        x,
        y,
        weight: kind === 'station' ? 2e7 : 5,
        height: SYMBOL_PIXELS,
        texts: [{ text: '', width: SYMBOL_PIXELS }],
      });
    }
    const placed = placeLabels(wishes, { width, height });
    const isLabel = (key: string) => !/^(cover|pin|station|resource):/.test(key);
    this.placed = placed.filter(({ key }) => isLabel(key));
    const shown = new Set(placed.filter(({ key }) => !isLabel(key)).map(({ key }) => key));
    this.symbols = this.symbols.filter(({ kind, id }) => shown.has(`${kind}:${String(id)}`));
    const standing = new Set(placed.filter(({ key }) => key.startsWith('pin:')).map(({ key }) => key));
    this.pins = this.pins.filter(({ id }) => standing.has(`pin:${String(id)}`));
    if (!engine.grounded() && this.borders.draw(engine, context) && this.placed.length > 0)
      markOnce(FIRST_PICTURE);
    for (const label of this.placed) this.drawLabel(label);
    for (const symbol of this.symbols)
      drawSymbol(context, symbol, symbol.kind === 'station' ? STATION : RESOURCE);
    for (const pin of this.pins) drawPin(context, pin, pin.id === this.selectedFinding ? ACCENT : FINDING);
  }

  /** The station or resource whose symbol is at a pixel. */
  symbolAt(x: number, y: number): Symbol | null {
    return (
      this.symbols.find((symbol) => Math.hypot(symbol.x - x, symbol.y - y) <= SYMBOL_PIXELS / 2 + 5) ?? null
    );
  }

  /** The finding whose pin is at a pixel. */
  pinAt(x: number, y: number): number | null {
    const reach = PIN_RADIUS + 6;
    return this.pins.find((pin) => Math.hypot(pin.x - x, pin.y - PIN_RADIUS - 6 - y) <= reach)?.id ?? null;
  }

  private collect(engine: Looking, style: MapStyle, tiles: readonly (DecodedTile | null)[]): void {
    this.marks.clear();
    this.pinsHere = [];
    this.symbolsHere = [];
    this.borders.collect(style, tiles);
    const range = engine.viewpoint().rangeMetres;
    for (const tile of tiles) {
      if (!tile) continue;
      if (style.layers.labels) {
        if (style.layers.grids) {
          for (const label of gridsInHand(tile, 'grid_label', style.level))
            this.addGrid(tile, label, style.theme);
        }
        if (style.layers.roads && range < ROAD_RANGE_METRES) {
          for (const road of tile.layers.road) this.addRoad(tile, road);
        }
        if (style.layers.houses && range < NUMBER_RANGE_METRES) {
          for (const house of [...tile.layers.house, ...tile.layers.house_point]) this.addHouse(tile, house);
        }
      }
      if (style.layers.places) {
        if (range < STATION_RANGE_METRES) {
          for (const station of tile.layers.station) this.addSymbol(tile, station, 'station');
        }
        if (range < RESOURCE_RANGE_METRES) {
          for (const resource of tile.layers.resource) this.addSymbol(tile, resource, 'resource');
        }
      }
      if (style.layers.findings) for (const finding of tile.layers.finding_point) this.addPin(tile, finding);
    }
    needCharacters([...this.marks.values()].flatMap((mark) => mark.texts).join(''), () => {
      this.widths.clear();
      this.redraw();
    });
    this.redraw();
  }

  private add(mark: Mark): void {
    if (!this.marks.has(mark.key)) this.marks.set(mark.key, mark);
  }

  private addSymbol(tile: DecodedTile, feature: TileFeature, kind: Symbol['kind']): void {
    const at = feature.rings[0]?.[0];
    if (!at || this.symbolsHere.some((each) => each.id === feature.id && each.kind === kind)) return;
    const name = String(feature.properties['name'] ?? '');
    this.symbolsHere.push({ kind, id: feature.id, name, place: placeOf(tile, at[0], at[1]) });
  }

  private addGrid(tile: DecodedTile, label: TileFeature, theme: GridTheme | null): void {
    const at = label.rings[0]?.[0];
    if (!at) return;
    const { name, code, level } = label.properties;
    const title = gridLabel(String(code ?? ''), String(name ?? ''));
    const number = theme?.grids.get(label.id)?.text ?? '';
    // Beside counts the number of a grid would pass for one.
    const short = theme?.grids.has(label.id) ? null : numberInName(title);
    const texts =
      number !== '' ? [`${title} ${number}`, number] : [title, ...(short === null ? [] : [short])];
    this.add({
      key: `grid:${String(label.id)}`,
      place: placeOf(tile, at[0], at[1]),
      lift: 18,
      weight: 1e6 - Number(level ?? 0) * 1e5,
      size: Number(level ?? 3) <= 2 ? 16 : 14,
      texts,
      colour: '#1D2939',
    });
  }

  private addRoad(tile: DecodedTile, road: TileFeature): void {
    const name = String(road.properties['name'] ?? '');
    const line = road.rings.reduce(
      (longest, ring) => (ring.length > longest.length ? ring : longest),
      road.rings[0] ?? [],
    );
    const at = line[Math.floor(line.length / 2)];
    if (name === '' || !at || tile.address.z < 15) return;
    this.add({
      // One name a tile: a road is many pieces.
      key: `road:${name}:${tileKey(tile.address)}`,
      place: placeOf(tile, at[0], at[1]),
      lift: 0,
      weight: 10,
      size: 12,
      texts: [name],
      colour: '#5B5648',
    });
  }

  private addHouse(tile: DecodedTile, house: TileFeature): void {
    const number = String(house.properties['number'] ?? '');
    const ring = house.rings[0];
    if (number === '' || !ring || ring.length === 0) return;
    const x = ring.reduce((sum, point) => sum + point[0], 0) / ring.length;
    const y = ring.reduce((sum, point) => sum + point[1], 0) / ring.length;
    this.add({
      key: `house:${String(house.id)}`,
      place: placeOf(tile, x, y),
      lift: Number(house.properties['height'] ?? 0),
      weight: 1,
      size: 12,
      texts: [number],
      colour: '#344054',
    });
  }

  private addPin(tile: DecodedTile, finding: TileFeature): void {
    const at = finding.rings[0]?.[0];
    if (!at || this.pinsHere.some(({ id }) => id === finding.id)) return;
    this.pinsHere.push({
      id: finding.id,
      ordinal: String(finding.properties['ordinal'] ?? ''),
      place: placeOf(tile, at[0], at[1]),
    });
  }

  /** A station often stands in the middle of its grid, where the name would be: the name goes below it. */
  private clearOfSymbols(x: number, y: number, width: number): { x: number; y: number } {
    const reach = (SYMBOL_PIXELS + width) / 2 + 4;
    const on = this.symbols.find(
      (symbol) => Math.abs(symbol.x - x) < reach && Math.abs(symbol.y - y) < SYMBOL_PIXELS,
    );
    if (!on) return { x, y };
    // A symbol that is not the grid's own only pushes the name down.
    return { x: Math.abs(on.x - x) < SYMBOL_PIXELS ? on.x : x, y: on.y + SYMBOL_PIXELS + 4 };
  }

  private widthOf(text: string, size: number): number {
    const key = `${String(size)}|${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      this.context.font = font(size);
      width = this.context.measureText(text).width + 8;
      this.widths.set(key, width);
    }
    return width;
  }

  private drawLabel(label: PlacedLabel): void {
    const mark = this.marks.get(label.key);
    if (!mark) return;
    const { context } = this;
    context.font = font(mark.size);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 4;
    context.strokeStyle = 'rgba(255,255,255,0.95)';
    context.strokeText(label.text, label.x, label.y);
    context.fillStyle = label.key === `grid:${String(this.hoveredGrid)}` ? ACCENT : mark.colour;
    context.fillText(label.text, label.x, label.y);
  }
}

/** Leaves a mark in the timeline of the page. */
function markOnce(name: string): void {
  if (performance.getEntriesByName(name).length === 0) performance.mark(name);
}

function placeOf(tile: DecodedTile, x: number, y: number): LonLat {
  const n = 2 ** tile.address.z;
  return fromUnit((tile.address.x + x / tile.extent) / n, (tile.address.y + y / tile.extent) / n);
}
