import type { Operation } from '../api';
import { groundMetres } from '../../../geo/groundArea';
import { labelAt } from '../../../geo/houseTally';
import { NO_CHANGE } from '../../../geo/partition';
import { drawing, sayRefusal } from '../state/drawing';
import { plan, tryOut } from '../state/plan';
import { outcomeOf } from '../state/planOutcome';
import type { Desk } from './desk';

type Pixel = readonly [x: number, y: number];

/** Paints houses or blocks to a grid: the one that is selected, else the one in which the stroke begins. */
export class Brush {
  private readonly houses = new Set<number>();
  /** What the server is asked at the moment about the blocks painted so far. */
  private asking: Promise<void> | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly doStep: (operation: Operation) => Promise<unknown>,
  ) {}

  begin(pixel: Pixel): void {
    const { partition, selection } = plan;
    const place = this.desk.view()?.placeAt(pixel[0], pixel[1]);
    if (!partition || !place) return;
    const chosen = selection?.kind === 'grids' && selection.codes.length === 1 ? selection.codes[0] : null;
    const to = chosen ?? labelAt(partition, place);
    drawing.paintTo = partition.grids.get(to)?.leaf ? to : null;
    this.houses.clear();
    this.paint(pixel);
  }

  /** Takes up the houses under the brush and shows the numbers as if they were given already. */
  paint(pixel: Pixel): void {
    const view = this.desk.view();
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
        const step = await this.desk.brush({ houses: [], blocks: drawing.paintedBlocks }, to);
        if (drawing.paintTo !== to) return;
        await this.desk.preview(step);
        if (drawing.paintTo !== to) {
          tryOut(null);
          return;
        }
        drawing.refusal = null;
        this.desk.changed();
      }
    } catch (error) {
      this.say(error);
    } finally {
      this.asking = null;
    }
  }

  /** Lets the server draw the border around what was painted. */
  async end(): Promise<void> {
    const { painted, paintedBlocks, paintTo } = drawing;
    drawing.paintTo = null;
    this.houses.clear();
    await this.asking;
    if (painted.length + paintedBlocks.length > 0 && paintTo !== null) {
      try {
        const painting = { houses: [...painted], blocks: [...paintedBlocks] };
        await this.doStep(await this.desk.brush(painting, paintTo));
      } catch (error) {
        this.say(error);
      }
    }
    drawing.painted = [];
    drawing.paintedBlocks = [];
    tryOut(null);
    this.desk.changed();
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
  }
}
