import type { Operation } from '../api';
import { groundMetres } from '../../../geo/groundArea';
import { labelAt } from '../../../geo/houseTally';
import type { LonLat } from '../../../geo/lonLat';
import type { Partition } from '../../../geo/partition';
import { drawing, type GroundSnap, LINE_TOOLS, sayRefusal } from '../state/drawing';
import { type Outcome, plan, tryOut } from '../state/plan';
import { Brush } from './brush';
import type { EditContext } from './editContext';
import { type Handle, moveOf, sketchMove } from './handles';
import { type Drawn, largerPart, readLine, splitOf, type SplitStep, thinned } from './lines';
import { edgeAt, NO_SOURCES, REACH, type Snap, snapAt, type View } from '../../../map/edit/snapping';

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
  } | null = null;
  /** Places of houses that changed sides with the last step. */
  flash: { from: number; places: readonly LonLat[] } | null = null;
  private pressedAt: Pixel | null = null;
  private stroke: LonLat[] = [];
  private strokePixels = 0;
  private readonly brush: Brush;

  constructor(private readonly context: EditContext) {
    this.brush = new Brush(context, (operation) => this.doStep(operation));
  }

  /** Something is to be drawn anew. */
  changed(): void {
    this.context.changed();
  }

  // — handles ————————————————————————————————————————————————————————————————

  take(handle: Handle): void {
    drawing.refusal = null;
    this.held = { handle, place: handle.place, snapped: false, refused: false, basedOn: plan.version };
    drawing.handle = { key: handle.key, kind: handle.kind };
  }

  /** Drags what is held to a pixel. Roads and plots catch it; other borders do not, for none may be touched. */
  drag(pixel: Pixel, reach = REACH): void {
    const view = this.context.view();
    const place = view?.placeAt(pixel[0], pixel[1]);
    if (!this.held || !view || !place) return;
    const snap = drawing.snapping
      ? snapAt(view, pixel, { ...NO_SOURCES, lines: this.context.ground(place) }, reach)
      : null;
    drawing.snap = snap?.kind ?? null;
    this.hold(snap?.place ?? place, snap !== null);
  }

  /** Puts what is held at a place, without dropping it. */
  hold(place: LonLat, snapped = false): void {
    const { held } = this;
    const before = plan.counted;
    if (!held || !before) return;
    const sketch = sketchMove(before.partition, held.handle, place);
    const refused = !('change' in sketch) && sketch.reason !== 'NOTHING_CHANGES';
    this.held = { ...held, place, snapped, refused };
    this.snapped = snapped ? place : null;
    if ('change' in sketch) {
      drawing.refusal = null;
      tryOut(sketch.change);
    } else {
      tryOut(null);
      if (sketch.reason === 'NOTHING_CHANGES') drawing.refusal = null;
      else sayRefusal({ ...sketch, place: sketch.place ?? place });
    }
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
    await this.doStep(moveOf(held.handle, held.place), held.basedOn);
  }

  /** Puts everything back. */
  giveUp(): void {
    this.rest();
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

  // — the pointer over the map ——————————————————————————————————————————————

  press(pixel: Pixel, reach = REACH): void {
    drawing.refusal = null;
    this.pressedAt = pixel;
    this.strokePixels = 0;
    this.stroke = [];
    // A button may have dropped the line meanwhile.
    this.kept = Math.min(this.kept, drawing.line.length);
    if (drawing.tool === 'brush') {
      if (!this.brush.begin(pixel)) this.pressedAt = null;
    } else {
      const place = this.caught(pixel, reach);
      if (place) this.stroke.push(place);
    }
  }

  move(pixel: Pixel, reach = REACH): void {
    if (drawing.tool === 'brush') {
      this.brushAt = pixel;
      if (this.pressedAt) this.brush.paint(pixel);
      else drawing.gainer = this.brush.gainerAt(pixel);
    } else if (LINE_TOOLS.includes(drawing.tool)) {
      const last = this.pressedAt;
      this.next = this.caught(pixel, reach);
      if (last && this.next) {
        this.strokePixels = Math.max(this.strokePixels, Math.hypot(pixel[0] - last[0], pixel[1] - last[1]));
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

  async release(pixel: Pixel, reach = REACH): Promise<void> {
    const pressed = this.pressedAt;
    this.pressedAt = null;
    if (!pressed) return;
    if (drawing.tool === 'brush') {
      await this.brush.end();
      return;
    }
    const end = this.caught(pixel, reach);
    const view = this.context.view();
    if (!end || !view) return;
    const drawn = drawing.line.slice(0, this.kept);
    if (this.strokePixels > STROKE) {
      const thin = thinned([...this.stroke, end], (place) => view.project(place), THIN);
      drawing.line = [...drawn, ...thin];
      this.kept = drawing.line.length;
      const ring = drawing.tool === 'island' || drawing.tool === 'transfer';
      // One stroke is a whole line, where it can be one.
      if (ring || (this.onBorder(drawing.line[0]) && this.onBorder(end))) await this.finish();
    } else await this.addPoint(end);
    this.context.changed();
  }

  /** A point more; a line that reaches a border, and a ring that comes back to its start, are complete. */
  async addPoint(place: LonLat): Promise<void> {
    const line = drawing.line.slice(0, this.kept);
    const first = line[0];
    const ring = drawing.tool === 'island' || drawing.tool === 'transfer';
    const back = ring && first !== undefined && line.length > 2 && groundMetres(first, place) < 0.05;
    if (!back) line.push(place);
    drawing.line = line;
    this.kept = line.length;
    if (back || (!ring && line.length > 1 && this.onBorder(line[0]) && this.onBorder(place)))
      await this.finish();
    this.context.changed();
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
  async pick(pixel: Pixel, more: boolean, reach = REACH): Promise<boolean> {
    const view = this.context.view();
    const { partition } = plan;
    if (!view || !partition) return false;
    drawing.refusal = null;
    const { tool } = drawing;
    const edge = tool === 'merge' ? null : edgeAt(view, pixel, partition, reach);
    if (edge && (tool === 'lock' || tool === 'adopt' || (tool === 'select' && !more))) {
      plan.selection = { kind: 'edge', id: edge.edge };
      const own = partition.edges.get(edge.edge);
      if (tool === 'lock' && own) await this.doStep({ type: 'lock', edge: own.id, locked: !own.locked });
      if (tool === 'adopt') await this.listRoads(edge.edge);
      this.context.changed();
      return true;
    }
    const place = view.placeAt(pixel[0], pixel[1]);
    const label = place ? labelAt(partition, place) : '';
    if (!partition.grids.has(label)) {
      plan.selection = null;
    } else if (more || tool === 'merge') {
      const codes = plan.selection?.kind === 'grids' ? plan.selection.codes : [];
      const rest = codes.filter((code) => code !== label);
      const now = rest.length < codes.length ? rest : [...codes, label];
      plan.selection = now.length > 0 ? { kind: 'grids', codes: now } : null;
    } else plan.selection = { kind: 'grids', codes: [label] };
    this.context.changed();
    return true;
  }

  /** Adds a vertex to the border at a pixel: what a long press does. */
  async addVertexAt(pixel: Pixel, reach = REACH): Promise<void> {
    const view = this.context.view();
    const { partition } = plan;
    const hit = view && partition ? edgeAt(view, pixel, partition, reach) : null;
    const place = view && partition ? snapAt(view, pixel, { ...NO_SOURCES, partition }, reach)?.place : null;
    if (!hit || !place) return;
    plan.selection = { kind: 'edge', id: hit.edge };
    await this.doStep({ type: 'addVertex', edge: hit.edge, segment: hit.segment, at: place });
  }

  private async listRoads(edge: number): Promise<void> {
    drawing.roads = null;
    drawing.roadInHand = null;
    try {
      const roads = await this.context.roads(edge);
      if (plan.selection?.kind !== 'edge' || plan.selection.id !== edge) return;
      drawing.roads = [...roads];
      if (roads.length > 0) drawing.roadInHand = 0;
    } catch (error) {
      drawing.failure = error;
    }
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

  // — catching ——————————————————————————————————————————————————————————————

  /** The place at a pixel, caught by whatever is near. */
  private caught(pixel: Pixel, reach = REACH): LonLat | null {
    const view = this.context.view();
    const place = view?.placeAt(pixel[0], pixel[1]) ?? null;
    if (!view || !place) return null;
    const snap = drawing.snapping ? this.snap(view, pixel, place, reach) : null;
    drawing.snap = snap?.kind ?? null;
    this.snapped = snap?.place ?? null;
    return snap?.place ?? place;
  }

  private snap(view: View, pixel: Pixel, place: LonLat, reach: number): Snap<GroundSnap> | null {
    const ring = drawing.tool === 'island' || drawing.tool === 'transfer';
    const first = drawing.line[0];
    return snapAt(
      view,
      pixel,
      {
        partition: plan.partition,
        lines: this.context.ground(place),
        points: [],
        start: ring && this.kept > 2 && first ? first : null,
      },
      reach,
    );
  }

  private onBorder(place: LonLat | undefined): boolean {
    const { partition } = plan;
    const view = this.context.view();
    const pixel = place && view?.project(place);
    return Boolean(partition && view && pixel && edgeAt(view, pixel, partition, 1.5));
  }
}
