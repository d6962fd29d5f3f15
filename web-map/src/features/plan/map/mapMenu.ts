import { isOuter } from '../../../geo/outlineSlide';
import type { Partition } from '../../../geo/partition';
import type { MenuTarget } from '../state/drawing';
import { isMovable, type PickedPoint } from '../state/picks';
import type { PlanSelection } from '../state/plan';

/** What the menu of the map offers. */
export type MenuAction =
  | 'pick'
  | 'unpick'
  | 'removePoint'
  | 'removePicked'
  | 'coordinates'
  | 'addVertex'
  | 'chooseBorder'
  | 'lock'
  | 'unlock'
  | 'adopt'
  | 'redraw'
  | 'chooseGrid'
  | 'addGrid'
  | 'dropGrid'
  | 'mergeGrids'
  | 'split'
  | 'measure'
  | 'copy'
  | 'undo'
  | 'redo'
  | 'help';

/** What is in hand when the menu is asked for. */
interface InHand {
  readonly picked: readonly PickedPoint[];
  readonly selection: PlanSelection | null;
}

/** What can be done at a place of a plan, what is nearest first. */
export function menuOf(
  { point, border, grid }: MenuTarget,
  partition: Partition,
  { picked, selection }: InHand,
): MenuAction[] {
  const actions: MenuAction[] = [];
  const edge = border && partition.edges.get(border.edge);
  if (point && isMovable(partition, point)) {
    actions.push(picked.some(({ key }) => key === point.key) ? 'unpick' : 'pick');
    if (point.node === null) actions.push('removePoint');
    actions.push('coordinates');
  }
  if (picked.some(({ node }) => node === null)) actions.push('removePicked');
  if (edge) {
    if (!point && !edge.locked && !isOuter(edge)) actions.push('addVertex');
    actions.push('chooseBorder');
    if (!isOuter(edge)) {
      actions.push(edge.locked ? 'unlock' : 'lock');
      if (!edge.locked) actions.push('adopt', 'redraw');
    }
  }
  if (grid !== '') {
    const codes = selection?.kind === 'grids' ? selection.codes : [];
    actions.push('chooseGrid');
    if (codes.length > 0) actions.push(codes.includes(grid) ? 'dropGrid' : 'addGrid');
    if (codes.length > 1) actions.push('mergeGrids');
    actions.push('split');
  }
  return [...actions, 'measure', 'copy', 'undo', 'redo', 'help'];
}
