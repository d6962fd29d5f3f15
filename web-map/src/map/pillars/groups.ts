import { distanceMetres, type Bounds, type LonLat } from '../../geo/lonLat';
import { toUnit, WORLD_METRES } from '../../geo/mercator';
import type { Pillar, PillarLook } from '../layers/layer';

/** Pillars with how they look and what is selected with them. */
export interface Standing {
  readonly kind: string;
  readonly looks: readonly PillarLook[];
  readonly pillars: readonly Pillar[];
}

/** A part of a pillar in one colour. */
export interface Segment {
  readonly colour: string;
  readonly fromMetres: number;
  readonly toMetres: number;
  /** What is selected with it; `null` where it stands for several. */
  readonly id: number | null;
}

/** How many of a look are in a group. */
export interface Count {
  readonly look: PillarLook;
  readonly count: number;
}

/** What stands at one place of the picture: one pillar, a stack of them, or a cluster seen from afar. */
export interface PillarGroup {
  readonly kind: string;
  readonly place: LonLat;
  /** From the ground up. */
  readonly segments: readonly Segment[];
  readonly widthMetres: number;
  /** The things in it, the one that matters most first. */
  readonly ids: readonly number[];
  /** By look, the one that matters most first. */
  readonly counts: readonly Count[];
  readonly faded: boolean;
  readonly ringed: boolean;
  /** What a cluster spans; `null` where all stand on one spot. */
  readonly bounds: Bounds | null;
}

/** Nearer than this each spot stands for itself, in metres of a pixel. */
const NEAR = 1.1;
/** Pixels within which spots seen from afar are one cluster. */
const CLUSTER_PIXELS = 64;
const WIDTH_PIXELS = 9;
const LEAST_WIDTH_METRES = 3.5;
/** How high a stack becomes at most, and how high a cluster stands, in metres while the viewer is near. */
const HIGHEST_STACK = 150;
const CLUSTER_METRES = 34;
const CLUSTER_GROWTH = 12;
/** From afar pillars grow with what a pixel measures, so that they are seen. */
const GROWTH = 0.8;

/** Pixels in steps of two, so that groups stay as they are while the viewer moves about. */
export function stepOf(metresOfAPixel: number): number {
  return 2 ** Math.round(Math.log2(Math.max(1e-3, metresOfAPixel)));
}

const worse = (one: Pillar, other: Pillar) =>
  Number(one.faded) - Number(other.faded) || one.look - other.look || one.id - other.id;

/**
 * Puts pillars together that would stand on each other: those of one stack always, spots that are near each other in the
 * picture when the viewer is far. The order of the pillars does not matter.
 *
 * @param metresOfAPixel a step of {@link stepOf}
 */
export function groupPillars({ kind, looks, pillars }: Standing, metresOfAPixel: number): PillarGroup[] {
  const growth = Math.max(1, metresOfAPixel * GROWTH);
  const widthMetres = Math.max(LEAST_WIDTH_METRES, WIDTH_PIXELS * metresOfAPixel);
  const stacks = new Map<string, Pillar[]>();
  for (const pillar of [...pillars].sort(worse)) {
    const stack = stacks.get(pillar.stack);
    if (stack) stack.push(pillar);
    else stacks.set(pillar.stack, [pillar]);
  }
  const spots = [...stacks.values()];
  const clusters = metresOfAPixel > NEAR ? clusterSpots(spots, metresOfAPixel) : spots.map((spot) => [spot]);
  return clusters.map((cluster) => {
    const members = cluster.flat().sort(worse);
    const isCluster = cluster.length > 1;
    const height = isCluster ? (CLUSTER_METRES + CLUSTER_GROWTH * Math.log(members.length)) * growth : 0;
    const counts = countsOf(members, looks);
    return {
      kind,
      place: middleOf(cluster.map(([first]) => first?.place ?? [0, 0])),
      segments: isCluster
        ? segmentsOf(counts, members.length, height)
        : stackOf(members, looks, growth, HIGHEST_STACK * growth),
      widthMetres: isCluster ? widthMetres * 1.4 : widthMetres,
      ids: members.map(({ id }) => id),
      counts,
      faded: members.every(({ faded }) => faded),
      ringed: members.some(({ ringed }) => ringed),
      bounds: isCluster ? boundsOf(members.map(({ place }) => place)) : null,
    };
  });
}

/** Joins each spot, the worst first, to the first cluster that began near it. */
function clusterSpots(spots: readonly Pillar[][], metresOfAPixel: number): Pillar[][][] {
  const clusters: { x: number; y: number; spots: Pillar[][] }[] = [];
  const cells = new Map<string, typeof clusters>();
  for (const spot of spots) {
    const [first] = spot;
    if (!first) continue;
    const [x, y] = toUnit(first.place);
    const scale = WORLD_METRES * Math.cos((first.place[1] * Math.PI) / 180);
    const reach = (CLUSTER_PIXELS * metresOfAPixel) / scale;
    const [column, row] = [Math.floor(x / reach), Math.floor(y / reach)];
    const near = [-1, 0, 1]
      .flatMap((east) =>
        [-1, 0, 1].map((south) => cells.get(`${String(column + east)}:${String(row + south)}`)),
      )
      .flatMap((cell) => cell ?? [])
      .map((cluster) => ({ cluster, distance: Math.hypot(cluster.x - x, cluster.y - y) }))
      .filter(({ distance }) => distance <= reach)
      .sort((a, b) => a.distance - b.distance)[0];
    if (near) {
      near.cluster.spots.push(spot);
      continue;
    }
    const fresh = { x, y, spots: [spot] };
    clusters.push(fresh);
    const key = `${String(column)}:${String(row)}`;
    cells.set(key, [...(cells.get(key) ?? []), fresh]);
  }
  return clusters.map((cluster) => cluster.spots);
}

function countsOf(members: readonly Pillar[], looks: readonly PillarLook[]): Count[] {
  return looks.flatMap((look, i) => {
    const count = members.filter((member) => member.look === i).length;
    return count > 0 ? [{ look, count }] : [];
  });
}

/** One part for each look, as high as its share; what matters most stands on top. */
function segmentsOf(counts: readonly Count[], total: number, height: number): Segment[] {
  let from = 0;
  return [...counts].reverse().map(({ look, count }) => {
    const to = from + (height * count) / total;
    const segment = { colour: look.colour, fromMetres: from, toMetres: to, id: null };
    from = to;
    return segment;
  });
}

/** One on the other; what matters most stands on top, where it is seen. */
function stackOf(
  members: readonly Pillar[],
  looks: readonly PillarLook[],
  growth: number,
  highest: number,
): Segment[] {
  const sum = members.reduce((height, member) => height + member.heightMetres, 0) * growth;
  const scale = growth * Math.min(1, highest / Math.max(1, sum));
  const gap = members.length > 1 ? 0.12 : 0;
  let from = 0;
  return [...members].reverse().map(({ id, look, heightMetres }) => {
    const to = from + heightMetres * scale;
    const colour = looks[look]?.colour ?? '#667085';
    const segment = { colour, fromMetres: from, toMetres: to - (to - from) * gap, id };
    from = to;
    return segment;
  });
}

function middleOf(places: readonly LonLat[]): LonLat {
  const sum = places.reduce(([lon, lat], place) => [lon + place[0], lat + place[1]] as const, [
    0, 0,
  ] as const);
  return [sum[0] / places.length, sum[1] / places.length];
}

function boundsOf(places: readonly LonLat[]): Bounds | null {
  const lon = places.map((place) => place[0]);
  const lat = places.map((place) => place[1]);
  const bounds: Bounds = [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)];
  return distanceMetres([bounds[0], bounds[1]], [bounds[2], bounds[3]]) > 2 ? bounds : null;
}

/** How high a group stands. */
export function heightOf({ segments }: PillarGroup): number {
  return segments.at(-1)?.toMetres ?? 0;
}
