import type { LonLat } from '../../../geo/lonLat';
import { labelAt } from '../../../geo/houseTally';
import type { Partition } from '../../../geo/partition';
import type { MenuTarget } from '../state/drawing';
import { pointOf } from '../state/picks';
import { edgeAt, NO_SOURCES, snapAt, type View } from '../../../map/edit/snapping';

/** What of a plan is at a pixel: a node or vertex, a border, a grid; `null` beside the ground. */
export function menuTargetAt(
  view: View,
  partition: Partition,
  pixel: readonly [x: number, y: number],
  reach: number,
): MenuTarget | null {
  const place: LonLat | null = view.placeAt(pixel[0], pixel[1]);
  if (!place) return null;
  const corner = snapAt(
    view,
    pixel,
    { ...NO_SOURCES, partition, borders: { corners: true, lines: false } },
    reach,
  );
  const points = partition.edges.get(corner?.edge ?? -1)?.points ?? [];
  const index = points.findIndex((point) => point === corner?.place);
  const point = corner?.edge == null || index < 0 ? null : pointOf(partition, corner.edge, index);
  const label = labelAt(partition, place);
  return {
    place: point?.place ?? place,
    point,
    border: edgeAt(view, pixel, partition, reach),
    grid: partition.grids.get(label)?.leaf ? label : '',
  };
}
