import type { Operation, Painting } from '../api';
import { groundMetres } from '../../../geo/groundArea';
import { labelAt } from '../../../geo/houseTally';
import { NO_CHANGE } from '../../../geo/partition';
import { drawing, sayRefusal } from '../state/drawing';
import { plan, tryOut } from '../state/plan';
import { outcomeOf } from '../state/planOutcome';
import type { EditContext } from './editContext';

type Pixel = readonly [x: number, y: number];

/** What follows a click. */
type NextClick = 'again' | 'elsewhere' | 'nothing';

/** Milliseconds and pixels between two clicks that are a double click. */
const DOUBLE = 280;
const NEAR = 8;

/** Paints houses or blocks to the grid in which the stroke begins, whatever is selected. */
export class Brush {
  private readonly houses = new Set<number>();
  private at: Pixel = [0, 0];
  /** A click that may become a double one, and what to tell it when that is known. */
  private click: { readonly at: Pixel; readonly settle: (next: NextClick) => void } | null = null;
  /** What the server is asked at the moment about the blocks painted so far. */
  private asking: Promise<void> | null = null;

  constructor(
    private readonly context: EditContext,
    private readonly doStep: (operation: Operation) => Promise<unknown>,
  ) {}

  /** The grid that a stroke from a pixel would give to; `null` where there is none. */
  gainerAt(pixel: Pixel): string | null {
    const { partition } = plan;
    const place = this.context.view()?.placeAt(pixel[0], pixel[1]);
    const label = partition && place ? labelAt(partition, place) : '';
    return partition?.grids.get(label)?.leaf ? label : null;
  }

  /** Begins a stroke; says whether it starts in a grid. A second click at once gives the whole block instead. */
  begin(pixel: Pixel): boolean {
    if (this.click) {
      const { at, settle } = this.click;
      const double = Math.hypot(pixel[0] - at[0], pixel[1] - at[1]) <= NEAR;
      settle(double ? 'again' : 'elsewhere');
      if (double) {
        void this.giveBlock(pixel);
        return false;
      }
      drawing.painted = [];
      drawing.paintedBlocks = [];
    }
    this.at = pixel;
    drawing.paintTo = this.gainerAt(pixel);
    drawing.gainer = drawing.paintTo;
    this.houses.clear();
    if (drawing.paintTo === null) {
      const place = this.context.view()?.placeAt(pixel[0], pixel[1]) ?? null;
      sayRefusal({ reason: 'NOT_A_LEAF', place, grids: [] });
      return false;
    }
    this.paint(pixel);
    return true;
  }

  /** Takes up the houses under the brush and shows the numbers as if they were given already. */
  paint(pixel: Pixel): void {
    const view = this.context.view();
    const { counted } = plan;
    const place = view?.placeAt(pixel[0], pixel[1]);
    const to = drawing.paintTo;
    if (!view || !counted || !place || to === null) return;
    const rim = view.placeAt(pixel[0] + drawing.brushPixels, pixel[1]) ?? place;
    const metres = groundMetres(place, rim);
    if (drawing.brushTakes === 'blocks') {
      const isNew = drawing.paintedBlocks.every((other) => groundMetres(other, place) > metres);
      if (!isNew || labelAt(counted.partition, place) === to) return;
      drawing.paintedBlocks = [...drawing.paintedBlocks, place];
      this.asking ??= this.showBlocks(to);
      return;
    }
    const { table, labels } = counted;
    const reach = metres / 110_000;
    const before = this.houses.size;
    for (
      let i = table.firstFrom(place[1] - reach);
      i < table.size && (table.lats[i] as number) <= place[1] + reach;
      i++
    ) {
      if (labels[i] !== to && groundMetres(table.placeOf(i), place) <= metres) this.houses.add(i);
    }
    if (this.houses.size === before) return;
    drawing.painted = [...this.houses].map((house) => table.ids[house] as number);
    const { counted: after, crossovers } = counted.giving(this.houses, to);
    const touched = new Set([to, ...crossovers.map(({ from }) => from)]);
    plan.trial = {
      change: NO_CHANGE,
      before: counted,
      after,
      crossovers,
      touched: [...touched].filter((code) => counted.partition.grids.has(code)).sort(),
    };
  }

  /** Only the server knows the blocks: it is asked, again as long as there are more of them. */
  private async showBlocks(to: string): Promise<void> {
    let shown = 0;
    try {
      while (drawing.paintTo === to && shown < drawing.paintedBlocks.length) {
        shown = drawing.paintedBlocks.length;
        const step = await this.context.brush({ houses: [], blocks: drawing.paintedBlocks }, to);
        if (drawing.paintTo !== to) return;
        await this.context.preview(step);
        if (drawing.paintTo !== to) {
          tryOut(null);
          return;
        }
        drawing.refusal = null;
        this.context.changed();
      }
    } catch (error) {
      this.say(error);
    } finally {
      this.asking = null;
    }
  }

  /**
   * Lets the server draw the border around what was painted.
   *
   * @param moved whether it was a stroke; a click waits for a second one
   */
  async end(moved = true): Promise<void> {
    const { paintTo } = drawing;
    const painting = { houses: [...drawing.painted], blocks: [...drawing.paintedBlocks] };
    const next = moved ? 'nothing' : await this.nextClick();
    if (next === 'again') return;
    drawing.blockTo = paintTo ?? drawing.blockTo;
    if (next === 'elsewhere') {
      await this.give(painting, paintTo);
      return;
    }
    drawing.paintTo = null;
    drawing.gainer = null;
    this.houses.clear();
    await this.asking;
    await this.give(painting, paintTo);
    drawing.painted = [];
    drawing.paintedBlocks = [];
    tryOut(null);
    this.context.changed();
  }

  private async give(painting: Painting, to: string | null): Promise<void> {
    if (painting.houses.length + painting.blocks.length === 0 || to === null) return;
    try {
      await this.doStep(await this.context.brush(painting, to));
    } catch (error) {
      this.say(error);
    }
  }

  private nextClick(): Promise<NextClick> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        settle('nothing');
      }, DOUBLE);
      const settle = (next: NextClick) => {
        clearTimeout(timer);
        this.click = null;
        resolve(next);
      };
      this.click = { at: this.at, settle };
    });
  }

  /** Gives the block between roads at a pixel to the grid in which the last stroke began, else to the selected one. */
  private async giveBlock(pixel: Pixel): Promise<void> {
    const place = this.context.view()?.placeAt(pixel[0], pixel[1]) ?? null;
    const chosen = plan.selection?.kind === 'grids' ? plan.selection.codes : [];
    const to = drawing.blockTo ?? (chosen.length === 1 ? chosen[0] : null);
    this.giveUp();
    if (!place || !to || !plan.partition?.grids.get(to)?.leaf || this.gainerAt(pixel) === to) {
      sayRefusal({ reason: 'NOTHING_CHANGES', place, grids: [] });
      return;
    }
    await this.give({ houses: [], blocks: [place] }, to);
    this.context.changed();
  }

  private say(error: unknown): void {
    const outcome = outcomeOf(error, null);
    if (outcome.kind === 'refused') sayRefusal(outcome.refusal);
    else drawing.failure = error;
  }

  giveUp(): void {
    this.houses.clear();
    drawing.painted = [];
    drawing.paintedBlocks = [];
    drawing.paintTo = null;
    drawing.gainer = null;
  }
}
