import { BAND_COLOURS, FREE_COLOUR } from '../../../geo/band';
import { contextOf } from '../../../map/canvas';
import { type LabelWish, type PlacedLabel, placeLabels } from '../../../geo/declutter';
import { codeTail } from '../../../geo/gridCode';
import type { BorderChange } from '../../../geo/borderChange';
import type { CountedPartition } from '../../../geo/gridNumbers';
import type { LonLat } from '../../../geo/lonLat';
import { innerPlace, type PlanEdge } from '../../../geo/partition';
import { type Colouring, columnColours } from '../state/drawing';
import type { PlanSelection } from '../state/plan';
import type { Size } from '../state/size';
import { FAMILY, needCharacters } from '../../../map/overlay/font';
import type { Cover } from '../../../map/overlay/overlay';
import { ACCENT, FAULT } from '../../../map/paint/style';
import { BORDER, borderWidth } from '../../land/face';
import { AFTER, BEFORE } from './decisionLayer';
import { edgesInHand } from './handles';
import type { Neighbours } from './neighbours';
import type { View } from '../../../map/edit/snapping';
import { trace } from '../../../map/edit/tracing';
import { coloursOf, levelOfEdge, openLabels, prepare, ringsOf } from './partitionDrawing';

const WHITE = 'rgba(255,255,255,0.9)';
const FILL = 0.3;
/** Steps of a scale have to be told from each other. */
const FILL_BY_COLUMN = 0.6;
const WAITING = 'rgba(71,84,103,0.5)';
const LOCK_EVERY = 90;
const NEIGHBOUR = '#667085';

export interface Scene {
  readonly counted: CountedPartition;
  readonly selection: PlanSelection | null;
  readonly colouring: Colouring;
  readonly sizeOf: (code: string) => Size | null;
  /** Land of other areas, by tile. */
  readonly context: readonly Neighbours[];
  /** Borders that the plan changed. */
  readonly changes: BorderChange;
  /** Grids that wait for a step which only the server can draw, and the word that says so. */
  readonly waiting: ReadonlySet<string>;
  readonly waitingWord: string;
}

/** Draws the plan as it is: fills, borders by level, names with what the grids hold. */
export class PlanPainter {
  private readonly context: CanvasRenderingContext2D;
  private readonly widths = new Map<string, number>();
  private readonly places = new WeakMap<LonLat[][], LonLat | null>();
  /** Labels in the picture, in pixels. */
  labels: readonly PlacedLabel[] = [];

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly redraw: () => void,
  ) {
    this.context = contextOf(canvas);
  }

  clear(): void {
    prepare(this.context);
    this.labels = [];
  }

  /** What its labels say, so that others see whether that changed. */
  get written(): string {
    return this.labels.map(({ key, text }) => `${key} ${text}`).join('\n');
  }

  /** Where its labels lie. */
  get covers(): readonly Cover[] {
    return this.labels.map(({ x, y, width, height }) => ({
      left: x - width / 2,
      top: y - height / 2,
      width,
      height,
    }));
  }

  draw(view: View, scene: Scene): void {
    const { context } = this;
    prepare(context);
    const { partition } = scene.counted;
    const byColumn = scene.colouring.startsWith('column:');
    const colours =
      scene.colouring === 'grids' ? coloursOf(partition) : byColumn ? columnColours.value : null;
    this.neighbours(view, scene.context);
    const chosen = new Set(scene.selection?.kind === 'grids' ? scene.selection.codes : []);
    for (const code of partition.leaves()) {
      const band = scene.sizeOf(code)?.band ?? null;
      const colour = colours?.get(code) ?? (band === null ? FREE_COLOUR : BAND_COLOURS[band]);
      this.fill(view, ringsOf(partition, code), colour, byColumn ? FILL_BY_COLUMN : FILL);
    }
    for (const code of chosen) this.fill(view, ringsOf(partition, code), ACCENT, 0.22);
    for (const label of openLabels(partition)) this.fill(view, ringsOf(partition, label), FAULT, 0.35);
    for (const code of scene.waiting) this.fill(view, ringsOf(partition, code), this.hatching(), 1);
    this.borders(view, scene);
    this.names(view, scene);
  }

  /** Other areas are grey and lie below everything. */
  private neighbours(view: View, context: readonly Neighbours[]): void {
    const { context: canvas } = this;
    for (const { grids } of context) for (const rings of grids) this.fill(view, rings, NEIGHBOUR, 0.16);
    canvas.beginPath();
    for (const { borders } of context) for (const line of borders) trace(canvas, view, line);
    canvas.globalAlpha = 0.6;
    canvas.strokeStyle = NEIGHBOUR;
    canvas.lineWidth = 1;
    canvas.stroke();
    canvas.globalAlpha = 1;
  }

  private fill(
    view: View,
    rings: readonly (readonly LonLat[])[],
    colour: string | CanvasPattern,
    opacity: number,
  ): void {
    const { context } = this;
    context.beginPath();
    for (const ring of rings) trace(context, view, ring);
    context.globalAlpha = opacity;
    context.fillStyle = colour;
    context.fill('evenodd');
    context.globalAlpha = 1;
  }

  /** Grey strokes, for what is not drawn yet. */
  private hatching(): string | CanvasPattern {
    const tile = new OffscreenCanvas(12, 12);
    const stroke = tile.getContext('2d');
    if (!stroke) return WAITING;
    stroke.strokeStyle = WAITING;
    stroke.lineWidth = 2;
    for (const shift of [-12, 0, 12]) {
      stroke.moveTo(shift, 12);
      stroke.lineTo(shift + 12, 0);
    }
    stroke.stroke();
    return this.context.createPattern(tile, 'repeat') ?? WAITING;
  }

  private borders(view: View, { counted, selection, changes }: Scene): void {
    const { context } = this;
    const { partition } = counted;
    const byWidth = new Map<number, PlanEdge[]>();
    const locked: PlanEdge[] = [];
    let finest = 1;
    for (const edge of partition.edges.values()) finest = Math.max(finest, levelOfEdge(partition, edge));
    for (const edge of partition.edges.values()) {
      const width = borderWidth(levelOfEdge(partition, edge), finest);
      const same = byWidth.get(width);
      if (same) same.push(edge);
      else byWidth.set(width, [edge]);
      if (edge.locked) locked.push(edge);
    }
    for (const width of [...byWidth.keys()].sort((a, b) => a - b)) {
      const lines = (byWidth.get(width) ?? []).map(({ points }) => points);
      this.stroke(view, lines, WHITE, width + 2);
      this.stroke(view, lines, BORDER, width);
    }
    this.stroke(view, changes.old, WHITE, 4);
    context.setLineDash([6, 5]);
    this.stroke(view, changes.old, BEFORE, 2);
    context.setLineDash([]);
    this.stroke(view, changes.fresh, WHITE, 4.5);
    this.stroke(view, changes.fresh, AFTER, 2.5);
    for (const edge of locked) this.lock(view, edge);
    const inHand = edgesInHand(partition, selection).map(({ points }) => points);
    if (inHand.length > 0) {
      this.stroke(view, inHand, WHITE, 6);
      this.stroke(view, inHand, ACCENT, 3);
    }
    context.setLineDash([]);
  }

  private stroke(view: View, lines: readonly (readonly LonLat[])[], colour: string, width: number): void {
    const { context } = this;
    context.beginPath();
    for (const line of lines) trace(context, view, line);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }

  /** Small locks along a border that stays. */
  private lock(view: View, edge: PlanEdge): void {
    const { context } = this;
    let along = LOCK_EVERY / 2;
    let last: readonly [number, number] | null = null;
    for (const place of edge.points) {
      const pixel = view.project(place);
      if (pixel && last) {
        const length = Math.hypot(pixel[0] - last[0], pixel[1] - last[1]);
        while (along < length) {
          const t = along / length;
          padlock(context, last[0] + (pixel[0] - last[0]) * t, last[1] + (pixel[1] - last[1]) * t);
          along += LOCK_EVERY;
        }
        along -= length;
      }
      last = pixel;
    }
  }

  private names(view: View, { counted, sizeOf, waiting, waitingWord }: Scene): void {
    const { context, canvas } = this;
    const { partition } = counted;
    const wishes: LabelWish[] = [];
    const colours = new Map<string, string>();
    let words = '';
    for (const code of partition.leaves()) {
      const rings = ringsOf(partition, code);
      let place = this.places.get(rings);
      if (place === undefined) {
        place = innerPlace(rings);
        this.places.set(rings, place);
      }
      const pixel = place && view.project(place);
      if (!pixel) continue;
      const own = partition.grids.get(code)?.name ?? '';
      const name = waiting.has(code) ? `${own || codeTail(code)} · ${waitingWord}` : own;
      const size = sizeOf(code);
      const band = size?.band ?? 0;
      const texts = [name || codeTail(code)];
      if (size && size.text !== '') texts.splice(0, 1, `${texts[0] ?? ''} ${size.text}`, size.text);
      words += texts[0] ?? '';
      colours.set(code, band === 0 ? '#1D2939' : band < 0 ? '#0B5A54' : '#7A1B6A');
      wishes.push({
        key: code,
        x: pixel[0],
        y: pixel[1],
        weight: size?.count ?? 0,
        height: 17,
        texts: texts.map((text) => ({ text, width: this.widthOf(text) })),
      });
    }
    needCharacters(words, () => {
      this.widths.clear();
      this.redraw();
    });
    const size = { width: canvas.clientWidth, height: canvas.clientHeight };
    const placed = placeLabels(wishes, size);
    this.labels = placed;
    context.font = `13px ${FAMILY}, sans-serif`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (const { key, text, x, y } of placed) {
      context.lineWidth = 4;
      context.strokeStyle = 'rgba(255,255,255,0.95)';
      context.strokeText(text, x, y);
      context.fillStyle = colours.get(key) ?? BORDER;
      context.fillText(text, x, y);
    }
  }

  private widthOf(text: string): number {
    let width = this.widths.get(text);
    if (width === undefined) {
      this.context.font = `13px ${FAMILY}, sans-serif`;
      width = this.context.measureText(text).width + 8;
      this.widths.set(text, width);
    }
    return width;
  }
}

function padlock(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.fillStyle = '#FFFFFF';
  context.beginPath();
  context.arc(x, y, 9, 0, 2 * Math.PI);
  context.fill();
  context.strokeStyle = BORDER;
  context.lineWidth = 1.5;
  context.stroke();
  context.fillStyle = BORDER;
  context.fillRect(x - 4, y - 1, 8, 6);
  context.beginPath();
  context.arc(x, y - 1, 2.8, Math.PI, 0);
  context.stroke();
}
