import { BAND_COLOURS, bandOf } from '../../../geo/band';
import { contextOf } from '../../../map/canvas';
import { type LabelWish, placeLabels } from '../../../geo/declutter';
import { codeTail } from '../../../geo/gridCode';
import type { CountedPartition } from '../../../geo/gridNumbers';
import type { LonLat } from '../../../geo/lonLat';
import { innerPlace, type PlanEdge } from '../../../geo/partition';
import type { Colouring } from '../state/drawing';
import type { PlanSelection, Trial } from '../state/plan';
import type { PlanConflict } from '../state/planOutcome';
import { FAMILY, needCharacters } from '../../../map/overlay/font';
import { ACCENT, FAULT } from '../../../map/paint/style';
import { BORDER, borderWidth } from '../../land/face';
import { edgesInHand } from './handles';
import type { View } from '../../../map/edit/snapping';
import { trace } from '../../../map/edit/tracing';
import { coloursOf, levelOfEdge, openLabels, prepare, ringsOf } from './partitionDrawing';

const WHITE = 'rgba(255,255,255,0.9)';
/** Another planner's version. */
export const THEIRS = '#6941C6';
const FILL = 0.3;
/** Milliseconds for which houses that change sides flash. */
const FLASH = 900;
const LOCK_EVERY = 90;

export interface Scene {
  readonly counted: CountedPartition;
  readonly selection: PlanSelection | null;
  readonly colouring: Colouring;
  readonly norm: { readonly least: number; readonly most: number };
}

/** Draws the plan as it is: fills, borders by level, names with their residents. */
export class PlanPainter {
  private readonly context: CanvasRenderingContext2D;
  private readonly widths = new Map<string, number>();
  private readonly places = new WeakMap<LonLat[][], LonLat | null>();
  /** Labels in the picture, for tests. */
  labels: readonly { readonly key: string; readonly text: string; readonly x: number; readonly y: number }[] =
    [];

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

  draw(view: View, scene: Scene): void {
    const { context } = this;
    prepare(context);
    const { partition } = scene.counted;
    const colours = scene.colouring === 'grids' ? coloursOf(partition) : null;
    const chosen = new Set(scene.selection?.kind === 'grids' ? scene.selection.codes : []);
    for (const code of partition.leaves()) {
      const residents = scene.counted.numbersOf(code).residents;
      const band = BAND_COLOURS[bandOf(residents, scene.norm)];
      this.fill(view, ringsOf(partition, code), colours?.get(code) ?? band, FILL);
    }
    for (const code of chosen) this.fill(view, ringsOf(partition, code), ACCENT, 0.22);
    for (const label of openLabels(partition)) this.fill(view, ringsOf(partition, label), FAULT, 0.35);
    this.borders(view, scene);
    this.names(view, scene);
  }

  private fill(view: View, rings: readonly (readonly LonLat[])[], colour: string, opacity: number): void {
    const { context } = this;
    context.beginPath();
    for (const ring of rings) trace(context, view, ring);
    context.globalAlpha = opacity;
    context.fillStyle = colour;
    context.fill('evenodd');
    context.globalAlpha = 1;
  }

  private borders(view: View, { counted, selection }: Scene): void {
    const { context } = this;
    const { partition } = counted;
    const byWidth = new Map<number, PlanEdge[]>();
    const locked: PlanEdge[] = [];
    let finest = 1;
    for (const edge of partition.edges.values()) finest = Math.max(finest, levelOfEdge(partition, edge));
    for (const edge of partition.edges.values()) {
      const width = borderWidth(levelOfEdge(partition, edge), finest);
      byWidth.set(width, [...(byWidth.get(width) ?? []), edge]);
      if (edge.locked) locked.push(edge);
    }
    for (const width of [...byWidth.keys()].sort((a, b) => a - b)) {
      this.stroke(view, byWidth.get(width) ?? [], WHITE, width + 2);
      this.stroke(view, byWidth.get(width) ?? [], BORDER, width);
    }
    for (const edge of locked) this.lock(view, edge);
    const inHand = edgesInHand(partition, selection);
    if (inHand.length > 0) {
      this.stroke(view, inHand, WHITE, 6);
      this.stroke(view, inHand, ACCENT, 3);
    }
    context.setLineDash([]);
  }

  private stroke(view: View, edges: readonly PlanEdge[], colour: string, width: number): void {
    const { context } = this;
    context.beginPath();
    for (const { points } of edges) trace(context, view, points);
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

  private names(view: View, { counted, norm }: Scene): void {
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
      const name = partition.grids.get(code)?.name ?? '';
      const residents = counted.numbersOf(code).residents;
      const number = String(residents);
      const texts = [`${name || codeTail(code)} ${number}`, number];
      words += texts[0] ?? '';
      colours.set(
        code,
        bandOf(residents, norm) === 0 ? '#1D2939' : bandOf(residents, norm) < 0 ? '#0B5A54' : '#7A1B6A',
      );
      wishes.push({
        key: code,
        x: pixel[0],
        y: pixel[1],
        weight: residents,
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
    this.labels = placed.map(({ key, text, x, y }) => ({ key, text, x, y }));
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

/** What moves while something is dragged or drawn. */
interface Moving {
  readonly trial: Trial | null;
  readonly line: readonly LonLat[];
  /** Where the line would go on. */
  readonly next: LonLat | null;
  readonly closed: boolean;
  readonly snapped: LonLat | null;
  readonly refused: LonLat | null;
  readonly conflict: PlanConflict | null;
  readonly roads: readonly (readonly LonLat[])[];
  readonly road: number | null;
  readonly brush: { readonly x: number; readonly y: number; readonly pixels: number } | null;
  /** When the flashing began, and what flashes although its step is done. */
  readonly flash: { readonly from: number; readonly places: readonly LonLat[] } | null;
}

/** Draws what moves, so that the plan below need not be drawn again at each step of the pointer. */
export class MovingPainter {
  private readonly context: CanvasRenderingContext2D;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly calm: boolean,
  ) {
    this.context = contextOf(canvas);
  }

  /** @returns whether something still flashes, so that another picture is wanted */
  draw(view: View, moving: Moving, now: number): boolean {
    const { context } = this;
    prepare(context);
    const { trial, conflict } = moving;
    if (trial) {
      const old = trial.change.edges.flatMap(({ id }) => trial.before.partition.edges.get(id) ?? []);
      this.lines(
        view,
        old.map(({ points }) => points),
        BORDER,
        1.5,
        [4, 4],
      );
      this.lines(
        view,
        trial.change.edges.map(({ points }) => points),
        ACCENT,
        3,
        [],
      );
    }
    if (conflict) {
      this.lines(
        view,
        conflict.theirs.edges.map(({ points }) => points),
        THEIRS,
        4,
        [],
      );
      this.lines(
        view,
        conflict.yours.edges.map(({ points }) => points),
        ACCENT,
        3,
        [8, 6],
      );
    }
    moving.roads.forEach((road, i) => {
      this.lines(view, [road], i === moving.road ? ACCENT : THEIRS, i === moving.road ? 4 : 3, [10, 6]);
    });
    const line = moving.next ? [...moving.line, moving.next] : moving.line;
    const first = line[0];
    if (line.length > 1) {
      this.lines(view, [line], ACCENT, 3, []);
      if (moving.closed && first && line.length > 2)
        this.lines(view, [[line[line.length - 1] as LonLat, first]], ACCENT, 1.5, [4, 4]);
    }
    for (const place of moving.line) this.dot(view, place, ACCENT, 4, true);
    if (moving.snapped) this.dot(view, moving.snapped, ACCENT, 6, true);
    const { brush } = moving;
    if (brush) {
      context.beginPath();
      context.arc(brush.x, brush.y, brush.pixels, 0, 2 * Math.PI);
      context.fillStyle = 'rgba(21,94,239,0.12)';
      context.fill();
      context.strokeStyle = ACCENT;
      context.lineWidth = 1.5;
      context.stroke();
    }
    const flashing = this.houses(view, moving, now);
    if (moving.refused) this.cross(view, moving.refused);
    return flashing;
  }

  private lines(
    view: View,
    lines: readonly (readonly LonLat[])[],
    colour: string,
    width: number,
    dash: number[],
  ): void {
    const { context } = this;
    context.beginPath();
    for (const line of lines) trace(context, view, line);
    context.strokeStyle = WHITE;
    context.lineWidth = width + 3;
    context.setLineDash([]);
    context.stroke();
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.stroke();
    context.setLineDash([]);
  }

  private dot(view: View, place: LonLat, colour: string, radius: number, filled: boolean): void {
    const pixel = view.project(place);
    if (!pixel) return;
    const { context } = this;
    context.beginPath();
    context.arc(pixel[0], pixel[1], radius, 0, 2 * Math.PI);
    context.fillStyle = filled ? colour : '#FFFFFF';
    context.fill();
    context.strokeStyle = '#FFFFFF';
    context.lineWidth = 2;
    context.stroke();
  }

  /** Houses that change sides swell and fade; those of a step that is only tried stay marked. */
  private houses(view: View, { trial, flash }: Moving, now: number): boolean {
    const { context } = this;
    const table = trial?.before.table;
    const places = trial && table ? trial.crossovers.map(({ house }) => table.placeOf(house)) : [];
    const age = flash ? (now - flash.from) / FLASH : 1;
    const live = age < 1 && !this.calm;
    const draw = (place: LonLat, radius: number, opacity: number) => {
      const pixel = view.project(place);
      if (!pixel) return;
      context.beginPath();
      context.arc(pixel[0], pixel[1], radius, 0, 2 * Math.PI);
      context.globalAlpha = opacity;
      context.fillStyle = ACCENT;
      context.fill();
      context.globalAlpha = 1;
      context.strokeStyle = '#FFFFFF';
      context.lineWidth = 1.5;
      context.stroke();
    };
    for (const place of places) draw(place, 5, 0.95);
    if (flash && age < 1) {
      const swell = live ? Math.sin(age * Math.PI * 3) ** 2 : 0.5;
      for (const place of flash.places) draw(place, 4 + 5 * swell, 1 - age * 0.6);
    }
    return flash !== null && age < 1;
  }

  private cross(view: View, place: LonLat): void {
    const pixel = view.project(place);
    if (!pixel) return;
    const { context } = this;
    const [x, y] = pixel;
    context.beginPath();
    context.moveTo(x - 8, y - 8);
    context.lineTo(x + 8, y + 8);
    context.moveTo(x + 8, y - 8);
    context.lineTo(x - 8, y + 8);
    context.strokeStyle = '#FFFFFF';
    context.lineWidth = 6;
    context.stroke();
    context.strokeStyle = FAULT;
    context.lineWidth = 3;
    context.stroke();
  }
}
