import { linesOf } from '../../../geo/polygon';
import { contextOf, fit } from '../../../map/canvas';
import type { LonLat } from '../../../geo/lonLat';
import { choices } from '../../../state/choices';
import { drawn, type NumberedLand, type OutlineDrawing } from '../state/drawn';
import type { MapEngine } from '../../../map/engine';
import { FAMILY } from '../../../map/overlay/font';
import { ACCENT, FAULT } from '../../../map/paint/style';
import { BORDER } from '../../land/face';

const PIN_RADIUS = 13;
/** Land that changes hands: what it was on the left, what it becomes on the right. */
export const BEFORE = '#6E4B2A';
export const AFTER = '#155EEF';
const WHITE = '#FFFFFF';

type Pixel = readonly [x: number, y: number];

/** Draws over either map what the plans panel shows: open land and its pins, two divisions to swipe. */
export class DecisionLayer {
  private readonly context: CanvasRenderingContext2D;
  private pins: { id: number; x: number; y: number }[] = [];
  /** Codes of the grids of a file that are in the picture. */
  shownArriving: readonly string[] = [];

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.context = contextOf(canvas);
  }

  /** The open land whose pin is at a pixel of the map. */
  pinAt(x: number, y: number): number | null {
    const reach = PIN_RADIUS + 6;
    return this.pins.find((pin) => Math.hypot(pin.x - x, pin.y - PIN_RADIUS - 6 - y) <= reach)?.id ?? null;
  }

  /** Pins as they stand in the picture. */
  get shownPins(): readonly { readonly id: number; readonly x: number; readonly y: number }[] {
    return this.pins;
  }

  draw(engine: MapEngine): void {
    const { context } = this;
    const { width, height } = fit(context);
    context.lineJoin = 'round';
    context.lineCap = 'round';
    if (drawn.swipe) this.drawSwipe(engine, width, height);
    this.shownArriving = choices.at === null ? this.drawArriving(engine, width, height) : [];
    // Another day is shown without what a plan leaves open.
    const lands = choices.at === null ? drawn.lands : [];
    for (const land of lands) this.drawLand(engine, land);
    this.pins = lands.flatMap((land) => {
      const pixel = engine.project(land.place);
      return pixel ? [{ id: land.id, x: pixel[0], y: pixel[1] }] : [];
    });
    // The first of the list stands in front, the one in hand before all.
    for (const pin of [...this.pins].reverse()) if (pin.id !== drawn.land) this.drawPin(pin);
    const inHand = this.pins.find(({ id }) => id === drawn.land);
    if (inHand) this.drawPin(inHand);
    for (const { place, text } of drawn.marks) {
      const pixel = engine.project(place);
      if (pixel) this.drawMark(pixel, text);
    }
  }

  private drawSwipe(engine: MapEngine, width: number, height: number): void {
    const { context } = this;
    const { swipe } = drawn;
    if (!swipe) return;
    const middle = drawn.share * width;
    const land = swipe.land.map(({ geometry, ...sides }) => ({
      ...sides,
      rings: linesOf(geometry as { type: string; coordinates?: unknown }),
    }));
    for (const [side, from, to, colour, outlines] of [
      ['from', 0, middle, BEFORE, swipe.before],
      ['to', middle, width, AFTER, swipe.after],
    ] as const) {
      context.save();
      context.beginPath();
      context.rect(from, 0, to - from, height);
      context.clip();
      for (const piece of land) {
        context.beginPath();
        for (const ring of piece.rings) this.trace(engine, ring, true);
        // Land of nobody stays open, so that a gap is seen as one.
        context.globalAlpha = piece[side] === null ? 0.08 : 0.35;
        context.fillStyle = colour;
        context.fill('evenodd');
        context.globalAlpha = 1;
      }
      this.drawOutlines(engine, outlines, colour);
      context.restore();
    }
  }

  private drawOutlines(engine: MapEngine, outlines: readonly OutlineDrawing[], colour: string): void {
    const { context } = this;
    const levels = [...new Set(outlines.map(({ level }) => level))].sort((a, b) => b - a);
    for (const level of levels) {
      context.beginPath();
      for (const outline of outlines)
        if (outline.level === level) for (const line of outline.lines) this.trace(engine, line, true);
      context.strokeStyle = WHITE;
      context.lineWidth = widthOf(level) + 2;
      context.globalAlpha = 0.7;
      context.stroke();
      context.globalAlpha = 1;
      context.strokeStyle = level <= 1 ? BORDER : colour;
      context.lineWidth = widthOf(level);
      context.stroke();
    }
  }

  /** What a file changes: its own borders in the colour of what comes, grids that go in dashes. */
  private drawArriving(engine: MapEngine, width: number, height: number): string[] {
    const { context } = this;
    const inSight: string[] = [];
    for (const goes of [true, false]) {
      const grids = drawn.arriving.filter(({ fate }) => (fate === 'GONE') === goes);
      if (grids.length === 0) continue;
      context.beginPath();
      for (const { code, lines } of grids) {
        const [west, north, east, south] = lines
          .map((line) => this.trace(engine, line, true))
          .reduce(around, NOWHERE);
        if (west < width && east > 0 && north < height && south > 0) inSight.push(code);
      }
      context.strokeStyle = WHITE;
      context.lineWidth = 5;
      context.stroke();
      context.strokeStyle = goes ? BEFORE : AFTER;
      context.lineWidth = 2.5;
      context.setLineDash(goes ? [6, 5] : []);
      context.stroke();
      context.setLineDash([]);
    }
    return inSight;
  }

  private drawLand(engine: MapEngine, land: NumberedLand): void {
    const { context } = this;
    const colour = land.id === drawn.land ? ACCENT : FAULT;
    context.save();
    context.beginPath();
    const box = land.rings.map((ring) => this.trace(engine, ring, true)).reduce(around, NOWHERE);
    context.globalAlpha = 0.2;
    context.fillStyle = colour;
    context.fill('evenodd');
    context.globalAlpha = 1;
    context.lineWidth = 5;
    context.strokeStyle = WHITE;
    context.stroke();
    context.lineWidth = 2;
    context.strokeStyle = colour;
    if (land.allowed) context.setLineDash([4, 4]);
    context.stroke();
    context.setLineDash([]);
    if (!land.allowed) {
      context.clip('evenodd');
      this.hatch(box, colour);
    }
    context.restore();
  }

  /** Adds a line to the path; returns its box in pixels. What lies behind the viewer interrupts it. */
  private trace(engine: MapEngine, line: readonly LonLat[], closed: boolean): Box {
    const { context } = this;
    let box: Box = NOWHERE;
    let open = false;
    let whole = true;
    for (const place of line) {
      const pixel = engine.project(place);
      if (!pixel) {
        open = whole = false;
        continue;
      }
      if (open) context.lineTo(pixel[0], pixel[1]);
      else context.moveTo(pixel[0], pixel[1]);
      open = true;
      box = around(box, [pixel[0], pixel[1], pixel[0], pixel[1]]);
    }
    if (closed && whole && open) context.closePath();
    return box;
  }

  private hatch([west, north, east, south]: Box, colour: string): void {
    const { context, canvas } = this;
    const left = Math.max(-20, west);
    const right = Math.min(canvas.clientWidth + 20, east);
    const top = Math.max(-20, north);
    const bottom = Math.min(canvas.clientHeight + 20, south);
    if (!(right > left && bottom > top)) return;
    context.beginPath();
    const rise = bottom - top;
    for (let x = Math.floor((left - rise) / 7) * 7; x < right; x += 7) {
      context.moveTo(x, bottom);
      context.lineTo(x + rise, top);
    }
    context.strokeStyle = colour;
    context.lineWidth = 1.6;
    context.stroke();
  }

  private drawPin({ id, x, y }: { id: number; x: number; y: number }): void {
    const { context } = this;
    const land = drawn.lands.find((each) => each.id === id);
    if (!land) return;
    const text = String(land.ordinal);
    const middle = y - PIN_RADIUS - 6;
    context.beginPath();
    context.arc(x, middle, PIN_RADIUS, Math.PI * 0.75, Math.PI * 0.25);
    context.lineTo(x, y);
    context.closePath();
    context.fillStyle = id === drawn.land ? ACCENT : land.allowed ? '#475467' : FAULT;
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = WHITE;
    context.stroke();
    context.font = `${text.length > 2 ? '11' : '13'}px ${FAMILY}, sans-serif`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = WHITE;
    context.fillText(text, x, middle + 0.5);
  }

  private drawMark([x, y]: Pixel, text: string): void {
    const { context } = this;
    context.beginPath();
    context.arc(x, y, 7, 0, Math.PI * 2);
    context.fillStyle = FAULT;
    context.fill();
    context.lineWidth = 2.5;
    context.strokeStyle = WHITE;
    context.stroke();
    if (text === '') return;
    context.font = `13px ${FAMILY}, sans-serif`;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.lineWidth = 4;
    context.strokeText(text, x + 12, y);
    context.fillStyle = '#1D2939';
    context.fillText(text, x + 12, y);
  }
}

type Box = readonly [west: number, north: number, east: number, south: number];
const NOWHERE: Box = [Infinity, Infinity, -Infinity, -Infinity];

function around(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

function widthOf(level: number): number {
  return level <= 1 ? 3 : level === 2 ? 2.2 : 1.4;
}
