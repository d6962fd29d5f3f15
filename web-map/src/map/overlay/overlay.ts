import { type LabelWish, type PlacedLabel, placeLabels } from '../../geo/declutter';
import { contextOf, fit } from '../canvas';
import type { LonLat } from '../../geo/lonLat';
import type { Selection } from '../../state/choices';
import { fromUnit, type TileAddress } from '../../geo/mercator';
import { chooseTiles } from '../../geo/tileChoice';
import type { Looking } from '../engine';
import { type Label, NAMES, type PinSource, shownLayers, type SymbolSource } from '../layers/layer';
import { ACCENT, type MapStyle } from '../paint/style';
import { drawBadge, groupAt, type PlacedGroup, placeGroup } from '../pillars/badges';
import { heightOf, type PillarGroup } from '../pillars/groups';
import { type DecodedTile, featuresIn, type TileFeature } from '../tiles/decode';
import type { TileStore } from '../tiles/tileStore';
import { FirstLines } from './firstLines';
import { font, needCharacters } from './font';
import { drawPin, type Pin, PIN_RADIUS } from './pins';
import { drawSymbol } from './symbols';

/** The mark for when lines and names were first drawn. */
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

interface Mark extends Omit<Label, 'at'> {
  readonly place: LonLat;
}

/** The labels, symbols and pins of all layers, on a canvas above either map. */
export class Overlay {
  private readonly context: CanvasRenderingContext2D;
  private readonly widths = new Map<string, number>();
  private readonly marks = new Map<string, Mark>();
  private pinsHere: (Omit<PlacedPin, 'x' | 'y'> & { place: LonLat })[] = [];
  private symbolsHere: (Omit<PlacedSymbol, 'x' | 'y'> & { place: LonLat })[] = [];
  private symbols: PlacedSymbol[] = [];
  private readonly lines = new FirstLines();
  private placed: PlacedLabel[] = [];
  private pins: PlacedPin[] = [];
  private wanted: TileAddress[] = [];
  private asking: AbortController | null = null;
  private standing: PlacedGroup[] = [];
  /** The pillars that stand. */
  groups: readonly PillarGroup[] = [];
  /** What is selected; its pin stands in front. */
  selection: Selection | null = null;
  /** What is below the pointer; its label shows it. */
  hovered: Selection | null = null;

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

  get shownPillars(): readonly { kind: string; ids: readonly number[]; x: number; y: number }[] {
    return this.standing.map(({ group: { kind, ids }, head }) => ({ kind, ids, x: head[0], y: head[1] }));
  }

  /** How many of a kind are in sight, whether or not their label found a place. */
  get inSight(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const key of this.marks.keys()) {
      const kind = key.slice(0, key.indexOf(':'));
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return counts;
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
    this.placeGroups(engine, width, height);
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
    for (const [i, cover] of [...this.covers(), ...this.standing.map(({ box }) => box)].entries()) {
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
    if (!engine.grounded() && this.lines.draw(engine, context) && this.placed.length > 0)
      markOnce(FIRST_PICTURE);
    for (const label of this.placed) this.drawLabel(label);
    for (const symbol of this.symbols) drawSymbol(context, symbol, symbol.source.look);
    for (const pin of this.pins) drawPin(context, pin, this.isSelected(pin) ? ACCENT : pin.source.colour);
    for (const placed of this.standing) drawBadge(context, placed, this.holdsSelection(placed));
  }

  /** The pillars at a pixel, and how high on them it is. */
  groupAt(x: number, y: number): ReturnType<typeof groupAt> {
    return groupAt(this.standing, x, y);
  }

  /** Where pillars are in the picture; the nearest to the viewer comes last, the selected one after all. */
  private placeGroups(engine: Looking, width: number, height: number): void {
    const margin = 80;
    const placed = this.groups.flatMap((group) => {
      const base = engine.project(group.place);
      const head = base && engine.project(group.place, heightOf(group));
      if (!base || !head || head[0] < -margin || head[0] > width + margin) return [];
      if (base[1] < -margin || head[1] > height + margin) return [];
      return [placeGroup(this.context, group, base, head)];
    });
    const front = (each: PlacedGroup) => (this.holdsSelection(each) ? 1 : 0);
    this.standing = placed.sort((a, b) => front(a) - front(b) || a.base[1] - b.base[1]);
  }

  private holdsSelection({ group: { kind, ids } }: PlacedGroup): boolean {
    return this.selection?.kind === kind && ids.includes(this.selection.id);
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
    this.lines.collect(style, tiles);
    const range = engine.viewpoint().rangeMetres;
    for (const tile of tiles) {
      if (!tile) continue;
      for (const { symbols = [], pins, labels } of shownLayers(style)) {
        if (labels && style.layers[NAMES] && range < (labels.rangeMetres ?? Infinity))
          for (const label of labels.labels(tile, style)) this.add(tile, label);
        for (const source of symbols) {
          if (range >= source.rangeMetres) continue;
          for (const feature of featuresIn(tile, source.tileLayer)) this.addSymbol(tile, feature, source);
        }
        if (pins) for (const feature of featuresIn(tile, pins.tileLayer)) this.addPin(tile, feature, pins);
      }
    }
    needCharacters([...this.marks.values()].flatMap((mark) => mark.texts).join(''), () => {
      this.widths.clear();
      this.redraw();
    });
    this.redraw();
  }

  private add(tile: DecodedTile, { at, ...label }: Label): void {
    if (!this.marks.has(label.key))
      this.marks.set(label.key, { ...label, place: placeOf(tile, at[0], at[1]) });
  }

  private addSymbol(tile: DecodedTile, feature: TileFeature, source: SymbolSource): void {
    const { kind } = source;
    const at = feature.rings[0]?.[0];
    if (!at || this.symbolsHere.some((each) => each.id === feature.id && each.kind === kind)) return;
    const name = String(feature.properties['name'] ?? '');
    this.symbolsHere.push({ source, kind, id: feature.id, name, place: placeOf(tile, at[0], at[1]) });
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

  /** A symbol often stands where the name of the land around it would be: the name goes below it. */
  private clearOfSymbols(x: number, y: number, width: number): { x: number; y: number } {
    const reach = (SYMBOL_PIXELS + width) / 2 + 4;
    const on = this.symbols.find(
      (symbol) => Math.abs(symbol.x - x) < reach && Math.abs(symbol.y - y) < SYMBOL_PIXELS,
    );
    if (!on) return { x, y };
    // A symbol beside that place only pushes the name down.
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
    const hovered = this.hovered && `${this.hovered.kind}:${String(this.hovered.id)}`;
    context.font = font(mark.size);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 4;
    context.strokeStyle = 'rgba(255,255,255,0.95)';
    context.strokeText(label.text, label.x, label.y);
    context.fillStyle = label.key === hovered ? ACCENT : mark.colour;
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
