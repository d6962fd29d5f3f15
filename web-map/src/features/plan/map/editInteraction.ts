import type { Operation } from '../api';
import { groundMetres } from '../../../geo/groundArea';
import type { LonLat } from '../../../geo/lonLat';
import { nearestOn } from '../../../geo/nearest';
import { type Partition, rounded } from '../../../geo/partition';
import { drawing, LINE_TOOLS, RING_TOOLS, sayRefusal } from '../state/drawing';
import { placeFor, removalOf, shiftOf } from '../state/picks';
import { type Outcome, plan, tryOut } from '../state/plan';
import { sketchOf } from '../state/planSketch';
import { beginBox, endBox, stretchBox } from './boxPick';
import { Brush } from './brush';
import type { EditContext } from './editContext';
import { type Handle, moveOf } from './handles';
import { type Drawn, largerPart, readLine, splitOf, type SplitStep, thinned } from './lines';
import { MapPick } from './mapPick';
import { Nudge } from './nudge';
import { PointerSnap } from './pointerSnap';

type Pixel = readonly [x: number, y: number];

/** A press and a release nearer than this are a click. */
const STILL = 5;
/** Pixels off the line below which a point of a stroke is left out. */
const THIN = 2;
/** A stroke longer than this is a drawn line and no shaky click. */
const STROKE = 24;

/**
 * The input controller of the plan editor: turns pointer and key events into operations. It knows pixels only through a
 * {@link View}, so that it works over either map, and over none.
 */
export class EditInteraction {
  /** Where the pointer is, caught or not: a line would go on there. */
  next: LonLat | null = null;
  snapped: LonLat | null = null;
  brushAt: Pixel | null = null;
  /** The handle that is being dragged and where it is. */
  held: {
    readonly handle: Handle;
    readonly place: LonLat;
    readonly snapped: boolean;
    /** Whether it may not be dropped there. */
    readonly refused: boolean;
    /** The version in which it was taken: later a vertex may have another number. */
    readonly basedOn: number;
    /** What letting go there does; with others that are picked it moves them too. */
    readonly operation: Operation;
  } | null = null;
  /** Places of houses that changed sides with the last step. */
  flash: { from: number; places: readonly LonLat[] } | null = null;
  private pressedAt: Pixel | null = null;
  private stroke: LonLat[] = [];
  private strokePixels = 0;
  private readonly brush: Brush;
  private readonly snap: PointerSnap;
  readonly nudge: Nudge;
  readonly picking: MapPick;

  constructor(private readonly context: EditContext) {
    this.brush = new Brush(context, (operation) => this.doStep(operation));
    this.snap = new PointerSnap(context);
    this.picking = new MapPick(context, (operation) => this.doStep(operation));
    this.nudge = new Nudge(context, (operation, basedOn) => this.doStep(operation, basedOn));
  }

  /** Something is to be drawn anew. */
  changed(): void {
    this.context.changed();
  }

  // — handles ————————————————————————————————————————————————————————————————

  take(handle: Handle): void {
    drawing.refusal = null;
    const operation = moveOf(handle, handle.place);
    this.held = {
      handle,
      place: handle.place,
      snapped: false,
      refused: false,
      basedOn: plan.version,
      operation,
    };
    drawing.handle = { key: handle.key, kind: handle.kind };
  }

  /** Drags what is held to a pixel. Roads and plots catch it; other borders do not, for none may be touched. */
  drag(pixel: Pixel): void {
    const view = this.context.view();
    const place = view?.placeAt(pixel[0], pixel[1]);
    if (!this.held || !view || !place) return;
    const snap = this.snap.handle(view, pixel);
    drawing.snap = snap?.kind ?? null;
    this.hold(snap?.place ?? place, snap !== null);
  }

  /** Puts what is held at a place, without dropping it; what is picked with it goes along. */
  hold(wanted: LonLat, snapped = false): void {
    const { held } = this;
    const before = plan.counted;
    if (!held || !before) return;
    const { handle } = held;
    const { partition } = before;
    const place = handle.node === null ? wanted : placeFor(partition, handle.node, wanted);
    const { picked } = drawing;
    const operation =
      picked.length > 1 && picked.some(({ key }) => key === handle.key)
        ? shiftOf(partition, picked, [place[0] - handle.place[0], place[1] - handle.place[1]])
        : moveOf(handle, place);
    const sketch = sketchOf(partition, operation);
    const change = sketch && 'change' in sketch ? sketch.change : null;
    const refusal = sketch && !('change' in sketch) ? sketch : null;
    const refused = refusal !== null && refusal.reason !== 'NOTHING_CHANGES';
    this.held = { ...held, place, snapped, refused, operation };
    this.snapped = snapped ? place : null;
    tryOut(change);
    if (refusal && refused) sayRefusal({ ...refusal, place: refusal.place ?? place });
    else drawing.refusal = null;
    this.context.changed();
  }

  /** Lets go: the step is done, or what was held springs back and the page says why. */
  async drop(): Promise<void> {
    const { held } = this;
    if (!held) return;
    const { refused } = held;
    const moved =
      groundMetres(held.place, held.handle.place) > 1e-4 || (held.handle.kind === 'middle' && !refused);
    this.rest();
    if (refused || !moved) {
      tryOut(null);
      this.context.changed();
      return;
    }
    await this.doStep(held.operation, held.basedOn);
  }

  /** Puts everything back. */
  giveUp(): void {
    this.rest();
    this.nudge.giveUp();
    drawing.box = null;
    this.kept = 0;
    this.cancelStroke();
  }

  /** Drops the stroke under the pointer; points that were set before it stay. */
  cancelStroke(): void {
    this.stroke = [];
    this.brush.giveUp();
    this.pressedAt = null;
    drawing.line = drawing.line.slice(0, this.kept);
    tryOut(null);
    this.context.changed();
  }

  private rest(): void {
    this.held = null;
    this.snapped = null;
    drawing.snap = null;
  }

  async removeVertex(handle: Handle): Promise<void> {
    if (handle.kind !== 'vertex') return;
    const basedOn = this.held?.handle.key === handle.key ? this.held.basedOn : plan.version;
    this.rest();
    drawing.handle = null;
    await this.doStep({ type: 'removeVertex', edge: handle.edge, vertex: handle.index }, basedOn);
  }

  /** Adds a vertex to a border, where it is nearest to a place. */
  async addVertex({ edge, segment }: { edge: number; segment: number }, near: LonLat): Promise<void> {
    const points = plan.partition?.edges.get(edge)?.points;
    const [a, b] = [points?.[segment], points?.[segment + 1]];
    if (!a || !b) return;
    plan.selection = { kind: 'edge', id: edge };
    await this.doStep({ type: 'addVertex', edge, segment, at: rounded(nearestOn(a, b, near).place) });
  }

  /** Removes the vertices that are picked, as one step. */
  async removePicked(): Promise<void> {
    const { partition } = plan;
    const operation = partition && removalOf(partition, drawing.picked);
    if (operation) {
      drawing.picked = [];
      await this.doStep(operation);
    } else sayRefusal({ reason: 'NOT_A_VERTEX', place: drawing.picked[0]?.place ?? null, grids: [] });
  }

  // — the pointer over the map ——————————————————————————————————————————————

  press(pixel: Pixel): void {
    drawing.refusal = null;
    this.pressedAt = pixel;
    if (drawing.measured) {
      drawing.line = [];
      drawing.measured = false;
    }
    this.strokePixels = 0;
    this.stroke = [];
    // A button may have dropped the line meanwhile.
    this.kept = Math.min(this.kept, drawing.line.length);
    if (drawing.tool === 'select') beginBox(pixel);
    else if (drawing.tool === 'brush') {
      if (!this.brush.begin(pixel)) this.pressedAt = null;
    } else {
      const place = this.caught(pixel);
      if (place) this.stroke.push(place);
    }
  }

  move(pixel: Pixel): void {
    const last = this.pressedAt;
    if (last)
      this.strokePixels = Math.max(this.strokePixels, Math.hypot(pixel[0] - last[0], pixel[1] - last[1]));
    if (drawing.tool === 'select') stretchBox(pixel);
    else if (drawing.tool === 'brush') {
      this.brushAt = pixel;
      if (last) this.brush.paint(pixel);
      else drawing.gainer = this.brush.gainerAt(pixel);
    } else if (LINE_TOOLS.includes(drawing.tool)) {
      this.next = drawing.measured ? null : this.caught(pixel);
      if (last && this.next) {
        const free = this.context.view()?.placeAt(pixel[0], pixel[1]);
        if (this.strokePixels > STILL && free) {
          this.stroke.push(free);
          drawing.line = [...drawing.line.slice(0, this.kept), ...this.stroke];
        }
      }
    }
    this.context.changed();
  }

  private kept = 0;

  async release(pixel: Pixel): Promise<void> {
    const pressed = this.pressedAt;
    this.pressedAt = null;
    if (!pressed) return;
    if (drawing.tool === 'select') {
      stretchBox(pixel);
      if (!endBox(this.context.view())) await this.pick(pixel, true);
      this.context.changed();
      return;
    }
    if (drawing.tool === 'brush') {
      await this.brush.end(this.strokePixels > STILL);
      return;
    }
    const end = this.caught(pixel);
    const view = this.context.view();
    if (!end || !view) return;
    const drawn = drawing.line.slice(0, this.kept);
    if (this.strokePixels > STROKE) {
      const thin = thinned([...this.stroke, end], (place) => view.project(place), THIN);
      drawing.line = [...drawn, ...thin];
      this.kept = drawing.line.length;
      // One stroke is a whole line, where it can be one.
      if (this.isWhole(drawing.line[0], end)) await this.finish();
    } else await this.addPoint(end);
    this.context.changed();
  }

  /** A point more; a line that reaches a border, and a ring that comes back to its start, are complete. */
  async addPoint(place: LonLat): Promise<void> {
    const line = drawing.line.slice(0, this.kept);
    const first = line[0];
    const ring = RING_TOOLS.includes(drawing.tool);
    const back = ring && first !== undefined && line.length > 2 && groundMetres(first, place) < 0.05;
    if (!back) line.push(place);
    drawing.line = line;
    this.kept = line.length;
    if (back || (!ring && line.length > 1 && this.isWhole(line[0], place))) await this.finish();
    this.context.changed();
  }

  /** Whether a line is complete by its ends. */
  private isWhole(first: LonLat | undefined, last: LonLat): boolean {
    if (drawing.tool === 'measure') return false;
    return RING_TOOLS.includes(drawing.tool) || (this.snap.isOnBorder(first) && this.snap.isOnBorder(last));
  }

  /** Sets the first point of a line. */
  begin(pixel: Pixel): void {
    this.press(pixel);
    void this.release(pixel);
  }

  takeBackPoint(): void {
    drawing.line = drawing.line.slice(0, -1);
    this.kept = drawing.line.length;
    this.context.changed();
  }

  /** A second click at once ends the line, unless the first one did and this one only began another. */
  async finishTwice(): Promise<void> {
    if (this.kept >= 2) await this.finish();
    else this.giveUp();
  }

  /** The line is complete: it becomes a step. The next one can be drawn before the server has answered. */
  async finish(): Promise<void> {
    const { partition, version } = plan;
    const { tool } = drawing;
    const line = drawing.line.slice(0, this.kept);
    this.kept = 0;
    this.stroke = [];
    if (!partition || line.length === 0) return;
    if (tool === 'measure') {
      drawing.measured = true;
      this.next = null;
      this.context.changed();
      return;
    }
    const drawn = readLine(tool, partition, line);
    drawing.line = [];
    this.next = null;
    if (drawn.kind === 'refused') sayRefusal(drawn);
    else {
      let done = false;
      try {
        const operation =
          drawn.kind === 'operation' ? drawn.operation : await this.splitStep(partition, drawn);
        const { kind } = await this.doStep(operation, version);
        done = kind === 'done' || kind === 'conflict';
        // Both parts are what one wants to see next.
        if (kind === 'done' && operation.type === 'split' && drawing.tool === tool)
          plan.selection = { kind: 'grids', codes: [operation.left.code, operation.right.code] };
      } catch (error) {
        drawing.failure = error;
      }
      // What was not stored can be mended, unless something else was begun meanwhile.
      if (!done && drawing.tool === tool && drawing.line.length === 0) {
        drawing.line = line;
        this.kept = line.length;
      }
    }
    this.context.changed();
  }

  /** The split of a line: what the parts would hold decides which of them goes on under the old code. */
  private async splitStep(
    partition: Partition,
    drawn: Extract<Drawn, { kind: 'split' }>,
  ): Promise<SplitStep> {
    const codes = await this.context.codes(drawn.places.slice(0, 1));
    const words = this.context.words();
    const split = splitOf(partition, drawn, codes[0] ?? '', 'right', words);
    if (drawn.places.length < 2) return split;
    const parts = await this.context.parts(split);
    return splitOf(partition, drawn, codes[0] ?? '', largerPart(split, parts), words);
  }

  /** A click of the tools that pick. */
  pick(pixel: Pixel, more: boolean): Promise<boolean> {
    return this.picking.pick(pixel, more);
  }

  /** Does a step and tells what became of it. */
  async doStep(operation: Operation, basedOn = plan.version): Promise<Outcome> {
    const trial = plan.trial;
    const { counted } = plan;
    const promise = this.context.apply(operation, basedOn);
    if (trial && counted)
      this.flash = {
        from: performance.now(),
        places: trial.crossovers.map(({ house }) => counted.table.placeOf(house)),
      };
    this.context.changed();
    const outcome = await promise;
    // What was taken hold of meanwhile belongs to a border that is not drawn like that.
    if (outcome.kind !== 'done' && this.held) {
      this.rest();
      tryOut(null);
    }
    if (outcome.kind === 'refused') sayRefusal(outcome.refusal);
    else if (outcome.kind === 'failed') drawing.failure = outcome.error;
    this.context.changed();
    return outcome;
  }

  /** The place at a pixel, caught by whatever is near. */
  private caught(pixel: Pixel): LonLat | null {
    const view = this.context.view();
    const place = view?.placeAt(pixel[0], pixel[1]) ?? null;
    if (!view || !place) return null;
    const snap = this.snap.line(view, pixel, this.kept);
    drawing.snap = snap?.kind ?? null;
    this.snapped = snap?.place ?? null;
    return snap?.place ?? place;
  }
}
