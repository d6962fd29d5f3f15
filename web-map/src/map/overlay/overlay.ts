import { type LabelWish, type PlacedLabel, placeLabels } from '../../geo/declutter';
import { contextOf, fit } from '../canvas';
import { gridLabel, numberInName } from '../../geo/gridCode';
import type { LonLat } from '../../geo/lonLat';
import type { Selection } from '../../state/choices';
import { fromUnit, tileKey, type TileAddress } from '../../geo/mercator';
import { chooseTiles } from '../../geo/tileChoice';
import type { Looking } from '../engine';
import { mapLayers, type PinSource, type SymbolSource } from '../layers/layer';
import { ACCENT, type GridTheme, type MapStyle } from '../paint/style';
import { type DecodedTile, gridsInHand, type TileFeature } from '../tiles/decode';
import type { TileStore } from '../tiles/tileStore';
import { FirstBorders } from './firstBorders';
import { font, needCharacters } from './font';
import { drawPin, type Pin, PIN_RADIUS } from './pins';
import { drawSymbol } from './symbols';

/** House numbers are written when the viewer is nearer than this. */
const NUMBER_RANGE_METRES = 420;
/** Roads are named when the viewer is nearer than this; from farther away the names would drown the grids. */
const ROAD_RANGE_METRES = 1400;
/** The mark for when borders and names were first drawn. */
const FIRST_PICTURE = 'gridmap:first-picture';
const SYMBOL_PIXELS = 22;

/** A symbol in the picture: a thing of a feature's kind. */
export interface Symbol {
  readonly kind: string;
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

interface PlacedSymbol extends Symbol {
  readonly source: SymbolSource;
}

interface PlacedPin extends Pin {
  readonly source: PinSource;
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

/** Labels of grids and numbers of houses, road names, and the symbols and pins of features, on a canvas above either map. */
export class Overlay {
  private readonly context: CanvasRenderingContext2D;
  private readonly widths = new Map<string, number>();
  private readonly marks = new Map<string, Mark>();
  private pinsHere: (Omit<PlacedPin, 'x' | 'y'> & { place: LonLat })[] = [];
  private symbolsHere: (Omit<PlacedSymbol, 'x' | 'y'> & { place: LonLat })[] = [];
  private symbols: PlacedSymbol[] = [];
  private readonly borders = new FirstBorders();
  private placed: PlacedLabel[] = [];
  private pins: PlacedPin[] = [];
  private wanted: TileAddress[] = [];
  private asking: AbortController | null = null;
  /** What is selected; its pin stands in front. */
  selection: Selection | null = null;
  hoveredGrid: number | null = null;

  constructor(
    canvas: HTMLCanvasElement,
    private readonly tiles: TileStore,
    private readonly redraw: () => void,
    /** What lies over the map, in pixels of the canvas: nothing is written below it. */
    private readonly covers: () => readonly Cover[],
  ) {
    this.context = contextOf(canvas);
  }

  /** What is written now. */
  get labels(): readonly PlacedLabel[] {
    return this.placed;
  }

  get shownPins(): readonly Pin[] {
    return this.pins.map(({ id, ordinal, x, y }) => ({ id, ordinal, x, y }));
  }

  get shownSymbols(): readonly Symbol[] {
    return this.symbols.map(({ kind, id, name, x, y }) => ({ kind, id, name, x, y }));
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
    const { context } = this;
    const { width, height } = fit(context);
    this.pins = this.pinsHere.flatMap((pin) => {
      const pixel = engine.project(pin.place);
      const near =
        pixel && pixel[0] > -20 && pixel[0] < width + 20 && pixel[1] > -20 && pixel[1] < height + 40;
      return pixel && near ? [{ ...pin, x: pixel[0], y: pixel[1] }] : [];
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
        key: pinKey(pin),
        x: pin.x,
        y: pin.y - PIN_RADIUS - 4,
        weight: this.isSelected(pin) ? 1e9 : 1e8 - Number(pin.ordinal),
        height: PIN_RADIUS * 2 + 4,
        texts: [{ text: pin.ordinal, width: PIN_RADIUS * 2 }],
      });
    }
    for (const symbol of this.symbols) {
      const { x, y } = symbol;
      wishes.push({
        key: symbolKey(symbol),
        x,
        y,
        weight: symbol.source.weight,
        height: SYMBOL_PIXELS,
        texts: [{ text: '', width: SYMBOL_PIXELS }],
      });
    }
    const placed = placeLabels(wishes, { width, height });
    const isLabel = (key: string) => !/^(cover|pin|symbol):/.test(key);
    this.placed = placed.filter(({ key }) => isLabel(key));
    const shown = new Set(placed.filter(({ key }) => !isLabel(key)).map(({ key }) => key));
    this.symbols = this.symbols.filter((symbol) => shown.has(symbolKey(symbol)));
    this.pins = this.pins.filter((pin) => shown.has(pinKey(pin)));
    if (!engine.grounded() && this.borders.draw(engine, context) && this.placed.length > 0)
      markOnce(FIRST_PICTURE);
    for (const label of this.placed) this.drawLabel(label);
    for (const symbol of this.symbols) drawSymbol(context, symbol, symbol.source.look);
    for (const pin of this.pins) drawPin(context, pin, this.isSelected(pin) ? ACCENT : pin.source.colour);
  }

  /** The thing whose symbol is at a pixel. */
  symbolAt(x: number, y: number): Selection | null {
    const hit = this.symbols.find(
      (symbol) => Math.hypot(symbol.x - x, symbol.y - y) <= SYMBOL_PIXELS / 2 + 5,
    );
    return hit ? { kind: hit.kind, id: hit.id } : null;
  }

  /** The thing whose pin is at a pixel. */
  pinAt(x: number, y: number): Selection | null {
    const reach = PIN_RADIUS + 6;
    const hit = this.pins.find((pin) => Math.hypot(pin.x - x, pin.y - PIN_RADIUS - 6 - y) <= reach);
    return hit ? { kind: hit.source.kind, id: hit.id } : null;
  }

  private isSelected({ id, source }: PlacedPin): boolean {
    return this.selection?.kind === source.kind && this.selection.id === id;
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
      for (const { name, symbols = [], pins } of mapLayers()) {
        if (!style.layers[name]) continue;
        for (const source of symbols) {
          if (range >= source.rangeMetres) continue;
          for (const feature of tile.more[source.tileLayer] ?? []) this.addSymbol(tile, feature, source);
        }
        if (pins) for (const feature of tile.more[pins.tileLayer] ?? []) this.addPin(tile, feature, pins);
      }
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

  private addSymbol(tile: DecodedTile, feature: TileFeature, source: SymbolSource): void {
    const { kind } = source;
    const at = feature.rings[0]?.[0];
    if (!at || this.symbolsHere.some((each) => each.id === feature.id && each.kind === kind)) return;
    const name = String(feature.properties['name'] ?? '');
    this.symbolsHere.push({ source, kind, id: feature.id, name, place: placeOf(tile, at[0], at[1]) });
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

  private addPin(tile: DecodedTile, feature: TileFeature, source: PinSource): void {
    const at = feature.rings[0]?.[0];
    if (!at || this.pinsHere.some((pin) => pin.id === feature.id && pin.source === source)) return;
    this.pinsHere.push({
      source,
      id: feature.id,
      ordinal: String(feature.properties['ordinal'] ?? ''),
      place: placeOf(tile, at[0], at[1]),
    });
  }

  /** A symbol often stands in the middle of its grid, where the name would be: the name goes below it. */
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

const pinKey = ({ id, source }: PlacedPin) => `pin:${source.kind}:${String(id)}`;
const symbolKey = ({ id, kind }: PlacedSymbol) => `symbol:${kind}:${String(id)}`;

/** Leaves a mark in the timeline of the page. */
function markOnce(name: string): void {
  if (performance.getEntriesByName(name).length === 0) performance.mark(name);
}

function placeOf(tile: DecodedTile, x: number, y: number): LonLat {
  const n = 2 ** tile.address.z;
  return fromUnit((tile.address.x + x / tile.extent) / n, (tile.address.y + y / tile.extent) / n);
}
