import { contextOf } from '../../../map/canvas';
import type { View } from '../../../map/edit/snapping';
import { trace } from '../../../map/edit/tracing';
import { ACCENT, FAULT } from '../../../map/paint/style';
import type { LonLat } from '../../../geo/lonLat';
import { BORDER } from '../../land/face';
import type { Trial } from '../state/plan';
import type { PlanConflict } from '../state/planOutcome';
import { prepare } from './partitionDrawing';

type Pixel = readonly [x: number, y: number];

const WHITE = 'rgba(255,255,255,0.9)';
/** Another planner's version. */
const THEIRS = '#6941C6';
/** Milliseconds for which houses that change sides flash. */
const FLASH = 900;

/** What moves while the hand is at work. */
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
  /** The grid that the brush gives to. */
  readonly gainer: { readonly rings: readonly (readonly LonLat[])[] } | null;
  readonly brush: { readonly x: number; readonly y: number; readonly pixels: number } | null;
  /** The box that picks, in pixels. */
  readonly box: { readonly from: Pixel; readonly to: Pixel } | null;
  /** Nodes and vertices that are picked. */
  readonly picked: readonly LonLat[];
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
    if (moving.gainer) this.glow(view, moving.gainer.rings);
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
    for (const place of trial ? [] : moving.picked) this.dot(view, place, ACCENT, 5, true);
    const { brush, box } = moving;
    if (box) {
      const [x, y] = [Math.min(box.from[0], box.to[0]), Math.min(box.from[1], box.to[1])];
      const [width, height] = [Math.abs(box.to[0] - box.from[0]), Math.abs(box.to[1] - box.from[1])];
      context.fillStyle = 'rgba(21,94,239,0.1)';
      context.fillRect(x, y, width, height);
      context.strokeStyle = ACCENT;
      context.lineWidth = 1.5;
      context.setLineDash([5, 4]);
      context.strokeRect(x, y, width, height);
      context.setLineDash([]);
    }
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

  private glow(view: View, rings: readonly (readonly LonLat[])[]): void {
    const { context } = this;
    context.beginPath();
    for (const ring of rings) trace(context, view, ring);
    context.fillStyle = 'rgba(21,94,239,0.16)';
    context.fill('evenodd');
    context.save();
    context.shadowColor = ACCENT;
    context.shadowBlur = 14;
    context.strokeStyle = ACCENT;
    context.lineWidth = 4;
    context.stroke();
    context.restore();
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
