import { font } from '../overlay/font';
import { ACCENT } from '../paint/style';
import type { PillarGroup } from './groups';

const HEIGHT = 22;
const PADDING = 6;

/** A group in the picture: where it stands on the ground and where its head is, in pixels of the canvas. */
export interface PlacedGroup {
  readonly group: PillarGroup;
  readonly base: readonly [x: number, y: number];
  readonly head: readonly [x: number, y: number];
  /** The badge at its head. */
  readonly box: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

/** Dark ink on light colours, white on dark ones. */
export function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (light + 0.05) >= 4.5 ? '#FFFFFF' : '#101828';
}

interface Chip {
  readonly text: string;
  readonly width: number;
  readonly colour: string;
}

/** What stands in a badge: its mark for a single one, otherwise how many there are of each colour. */
function chipsOf(context: CanvasRenderingContext2D, { counts, ids }: PillarGroup): Chip[] {
  context.font = font(12);
  return counts.map(({ look, count }) => {
    const text = ids.length === 1 ? look.mark : String(count);
    return {
      text,
      width: Math.max(HEIGHT - 4, context.measureText(text).width + PADDING * 2),
      colour: look.colour,
    };
  });
}

/** Where a group is in the picture, with the size of its badge. */
export function placeGroup(
  context: CanvasRenderingContext2D,
  group: PillarGroup,
  base: readonly [number, number],
  head: readonly [number, number],
): PlacedGroup {
  const width = chipsOf(context, group).reduce((sum, chip) => sum + chip.width, 0) + 4;
  return {
    group,
    base,
    head,
    box: { left: head[0] - width / 2, top: head[1] - HEIGHT / 2, width, height: HEIGHT },
  };
}

/** Draws the badge of a group; on the globe its pillar stands below it. */
export function drawBadge(
  context: CanvasRenderingContext2D,
  { group, box }: PlacedGroup,
  selected: boolean,
): void {
  const { left, top, width, height } = box;
  context.save();
  context.globalAlpha = group.faded && !selected ? 0.6 : 1;
  if (group.ringed || selected) {
    context.beginPath();
    context.roundRect(left - 3, top - 3, width + 6, height + 6, height / 2 + 3);
    context.fillStyle = selected ? ACCENT : '#1D2939';
    context.fill();
  }
  context.beginPath();
  context.roundRect(left, top, width, height, height / 2);
  context.fillStyle = '#FFFFFF';
  context.shadowColor = 'rgb(16 24 40 / 35%)';
  context.shadowBlur = 4;
  context.shadowOffsetY = 1;
  context.fill();
  context.shadowColor = 'transparent';
  context.beginPath();
  context.roundRect(left + 2, top + 2, width - 4, height - 4, height / 2 - 2);
  context.clip();
  context.font = font(12);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  let x = left + 2;
  for (const chip of chipsOf(context, group)) {
    context.fillStyle = chip.colour;
    context.fillRect(x, top, chip.width, height);
    context.fillStyle = inkOn(chip.colour);
    context.fillText(chip.text, x + chip.width / 2, top + height / 2 + 0.5);
    x += chip.width;
  }
  context.restore();
}

/** Pixels beside a pillar or badge that still count as on it. */
const REACH = 6;

/** How far a pixel is from a pillar, and how high on it that is: 0 on the ground, 1 at its head. */
function onPillar({ base, head }: PlacedGroup, x: number, y: number): { distance: number; share: number } {
  const [dx, dy] = [head[0] - base[0], head[1] - base[1]];
  const length = dx * dx + dy * dy;
  const share =
    length === 0 ? 1 : Math.max(0, Math.min(1, ((x - base[0]) * dx + (y - base[1]) * dy) / length));
  return { distance: Math.hypot(base[0] + dx * share - x, base[1] + dy * share - y), share };
}

/** The group at a pixel, the nearest to the viewer first: its badge, else its pillar. */
export function groupAt(
  placed: readonly PlacedGroup[],
  x: number,
  y: number,
): { readonly group: PillarGroup; readonly share: number | null } | null {
  const nearest = [...placed].reverse();
  const badge = nearest.find(
    ({ box: { left, top, width, height } }) =>
      x >= left - REACH && x <= left + width + REACH && y >= top - REACH && y <= top + height + REACH,
  );
  if (badge) return { group: badge.group, share: null };
  for (const each of nearest) {
    const { distance, share } = onPillar(each, x, y);
    if (distance <= REACH) return { group: each.group, share };
  }
  return null;
}

/**
 * What a press on a group selects: the part that was pressed, else what matters most; of a stack that has the selection
 * in it the next one, so that each is reached.
 */
export function pressed(group: PillarGroup, share: number | null, selected: number | null): number | null {
  const at = selected === null ? -1 : group.ids.indexOf(selected);
  if (at >= 0 && share === null) return group.ids[(at + 1) % group.ids.length] ?? null;
  if (share !== null) {
    const height = (group.segments.at(-1)?.toMetres ?? 0) * share;
    const part = group.segments.find(({ toMetres }) => height <= toMetres);
    if (part && part.id !== null) return part.id;
  }
  return group.ids[0] ?? null;
}
