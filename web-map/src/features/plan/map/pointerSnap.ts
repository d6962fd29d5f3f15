import { offset, type LonLat } from '../../../geo/lonLat';
import { drawing, type GroundSnap, RING_TOOLS, type SnapKind } from '../state/drawing';
import { plan } from '../state/plan';
import type { EditContext } from './editContext';
import { edgeAt, NO_SOURCES, type Snap, snapAt, type SnapLines, type View } from '../../../map/edit/snapping';

type Pixel = readonly [x: number, y: number];

/** Pixels from a finger's middle that count as one from a pointer's. */
const FINGER = 2.5;

/** Pixels within which something catches a point, as it is chosen. */
export function reachAt(view: View, pixel: Pixel, finger = false): number {
  const { amount, unit } = drawing.snapWithin;
  const place = unit === 'm' ? view.placeAt(pixel[0], pixel[1]) : null;
  const aside = place && view.project(offset(place, amount, 0));
  const pixels = aside ? Math.hypot(aside[0] - pixel[0], aside[1] - pixel[1]) : amount;
  return Math.max(1, pixels) * (finger && unit === 'px' ? FINGER : 1);
}

/** Finds what catches the pointer, as the planner has chosen. */
export class PointerSnap {
  constructor(private readonly context: EditContext) {}

  /**
   * What catches a point of a line that is being drawn.
   *
   * @param kept how many points the line has for good
   */
  line(view: View, pixel: Pixel, kept: number): Snap<GroundSnap> | null {
    const place = view.placeAt(pixel[0], pixel[1]);
    if (!drawing.snapping || !place) return null;
    const first = drawing.line[0];
    const { snapTo } = drawing;
    return snapAt(
      view,
      pixel,
      {
        partition: plan.partition,
        borders: { corners: snapTo.includes('corner'), lines: snapTo.includes('border') },
        lines: this.ground(place),
        points: [],
        start: RING_TOOLS.includes(drawing.tool) && kept > 2 && first ? first : null,
      },
      reachAt(view, pixel, this.context.finger()),
    );
  }

  /** What catches a handle: roads and plots, and no other border, for none may be touched. */
  handle(view: View, pixel: Pixel): { readonly kind: SnapKind; readonly place: LonLat } | null {
    const place = view.placeAt(pixel[0], pixel[1]);
    if (!drawing.snapping || !place) return null;
    return snapAt(
      view,
      pixel,
      { ...NO_SOURCES, lines: this.ground(place) },
      reachAt(view, pixel, this.context.finger()),
    );
  }

  /** Whether a place is on a border. */
  isOnBorder(place: LonLat | undefined): boolean {
    const { partition } = plan;
    const view = this.context.view();
    const pixel = place && view?.project(place);
    return Boolean(partition && view && pixel && edgeAt(view, pixel, partition, 1.5));
  }

  private ground(place: LonLat): SnapLines<GroundSnap>[] {
    return this.context.ground(place).filter(({ kind }) => kind === 'house' || drawing.snapTo.includes(kind));
  }
}
