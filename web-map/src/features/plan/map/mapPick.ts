import type { Operation } from '../api';
import { labelAt } from '../../../geo/houseTally';
import { drawing } from '../state/drawing';
import { isMovable, pointOf, toggled } from '../state/picks';
import { plan } from '../state/plan';
import type { EditContext } from './editContext';
import type { Handle } from './handles';
import { menuTargetAt } from './menuTarget';
import { edgeAt, REACH } from '../../../map/edit/snapping';

type Pixel = readonly [x: number, y: number];

/** Picks borders, grids, nodes and vertices where somebody clicks. */
export class MapPick {
  constructor(
    private readonly context: EditContext,
    private readonly doStep: (operation: Operation) => Promise<unknown>,
  ) {}

  /** A click of the tools that pick: alone, or besides what is picked. */
  async pick(pixel: Pixel, more: boolean): Promise<boolean> {
    const view = this.context.view();
    const { partition } = plan;
    if (!view || !partition) return false;
    drawing.refusal = null;
    const { tool } = drawing;
    if (!more) drawing.picked = [];
    else if (tool === 'select' && this.pickPoint(pixel)) return true;
    const edge = tool === 'merge' ? null : edgeAt(view, pixel, partition, this.reach());
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
      if (!more) plan.selection = null;
    } else if (more || tool === 'merge') {
      const codes = plan.selection?.kind === 'grids' ? plan.selection.codes : [];
      const rest = codes.filter((code) => code !== label);
      const now = rest.length < codes.length ? rest : [...codes, label];
      plan.selection = now.length > 0 ? { kind: 'grids', codes: now } : null;
    } else plan.selection = { kind: 'grids', codes: [label] };
    this.context.changed();
    return true;
  }

  /** Picks a handle besides what is picked, or alone. */
  pickHandle({ edge, index, kind, fixed }: Handle, more: boolean): void {
    const point = kind === 'middle' || fixed || !plan.partition ? null : pointOf(plan.partition, edge, index);
    if (point) drawing.picked = more ? toggled(drawing.picked, point) : [point];
    this.context.changed();
  }

  /** Asks for the menu of what is at a pixel. */
  askMenu(pixel: Pixel): void {
    const view = this.context.view();
    const on = view && plan.partition ? menuTargetAt(view, plan.partition, pixel, this.reach()) : null;
    drawing.menu = on && { at: pixel, on };
  }

  /** Lists the roads that a border may follow. */
  async listRoads(edge: number): Promise<void> {
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

  /** Picks the node or vertex at a pixel besides others, or no longer; tells whether there is one. */
  private pickPoint(pixel: Pixel): boolean {
    const view = this.context.view();
    const { partition } = plan;
    if (!view || !partition) return false;
    const { point } = menuTargetAt(view, partition, pixel, this.reach()) ?? {};
    if (!point || !isMovable(partition, point)) return false;
    drawing.picked = toggled(drawing.picked, point);
    this.context.changed();
    return true;
  }

  /** Pixels beside a border that count as on it. */
  private reach(): number {
    return this.context.finger() ? REACH * 2.5 : REACH;
  }
}
