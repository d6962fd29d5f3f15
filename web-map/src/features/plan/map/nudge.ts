import type { Operation } from '../api';
import { drawing, sayRefusal } from '../state/drawing';
import { plan, tryOut } from '../state/plan';
import { shiftOf } from '../state/picks';
import { sketchOf } from '../state/planSketch';
import type { EditContext } from './editContext';

/** Milliseconds after the last key when a burst of them becomes one step. */
export const BURST = 600;

/** Moves what is picked by pixels of the picture, key by key; a burst of keys is one step. */
export class Nudge {
  private right = 0;
  private down = 0;
  private basedOn = 0;
  private plan: number | null = null;
  private operation: Operation | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly context: EditContext,
    private readonly doStep: (operation: Operation, basedOn: number) => Promise<unknown>,
  ) {}

  /** Whether keys were pressed that are no step yet. */
  get going(): boolean {
    return this.timer !== undefined;
  }

  push(right: number, down: number): void {
    const before = plan.counted;
    const view = this.context.view();
    const [first] = drawing.picked;
    const pixel = first && view?.project(first.place);
    if (!before || !view || !first || !pixel) return;
    if (!this.going) {
      this.basedOn = plan.version;
      this.plan = plan.id;
    }
    this.right += right;
    this.down += down;
    const to = view.placeAt(pixel[0] + this.right, pixel[1] + this.down);
    if (!to) return;
    const by = [to[0] - first.place[0], to[1] - first.place[1]] as const;
    const operation = shiftOf(before.partition, drawing.picked, by);
    const sketch = sketchOf(before.partition, operation);
    if (sketch && 'change' in sketch) {
      drawing.refusal = null;
      this.operation = operation;
      tryOut(sketch.change);
    } else {
      this.operation = null;
      tryOut(null);
      if (sketch && sketch.reason !== 'NOTHING_CHANGES') sayRefusal({ ...sketch, place: sketch.place ?? to });
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.end(), BURST);
    this.context.changed();
  }

  /** The burst is over: it becomes a step, unless it ended where nothing may be. */
  async end(): Promise<void> {
    const { operation, basedOn } = this;
    const here = this.plan === plan.id;
    this.rest();
    tryOut(null);
    // Another plan has the same numbers for other borders.
    if (operation && here) await this.doStep(operation, basedOn);
    this.context.changed();
  }

  /** Puts everything back. */
  giveUp(): boolean {
    if (!this.going) return false;
    this.rest();
    tryOut(null);
    this.context.changed();
    return true;
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.operation = null;
    this.right = 0;
    this.down = 0;
  }
}
