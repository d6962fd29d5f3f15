import { liesOn, sideOf } from './crossing';
import type { LonLat } from './lonLat';
import { isOpen, type Partition, type PartitionChange, type PlanEdge } from './partition';
import { changedRange } from './sketch';

/** A house that changes hands. Labels: a leaf, open land, or empty for neither. */
export interface Crossover {
  /** Position of the house in {@link HouseTable}. */
  readonly house: number;
  readonly from: string;
  readonly to: string;
}

/** The houses of a plan with their counts, from south to north. */
export class HouseTable {
  readonly ids: readonly number[];
  readonly lons: Float64Array;
  readonly lats: Float64Array;
  /** So many counts for each house, one behind another. */
  readonly counts: Float64Array;

  /**
   * @param rows number of the house, longitude, latitude, then its counts
   * @param columns how many counts each house has
   */
  constructor(
    rows: readonly (readonly number[])[],
    readonly columns: number,
  ) {
    const sorted = [...rows].sort((a, b) => (a[2] as number) - (b[2] as number));
    this.ids = sorted.map((row) => row[0] as number);
    this.lons = Float64Array.from(sorted, (row) => row[1] as number);
    this.lats = Float64Array.from(sorted, (row) => row[2] as number);
    this.counts = new Float64Array(sorted.length * columns);
    sorted.forEach((row, i) => {
      for (let c = 0; c < columns; c++) this.counts[i * columns + c] = row[3 + c] ?? 0;
    });
  }

  get size(): number {
    return this.ids.length;
  }

  placeOf(house: number): LonLat {
    return [this.lons[house] as number, this.lats[house] as number];
  }

  /** The first house that is not south of a latitude. */
  firstFrom(lat: number): number {
    let low = 0;
    let high = this.lats.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.lats[middle] as number) < lat) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The label that each house lies in. A house on a border belongs to the leaf with the lowest code. */
  locate(partition: Partition): string[] {
    const labels = new Array<string>(this.size).fill('');
    const all = Array.from({ length: this.size }, (_, i) => i);
    this.locateAmong(partition, null, all, (house, label) => {
      labels[house] = label;
    });
    return labels;
  }

  /**
   * Houses that a step gives to another leaf. Only houses of the leaves that the step touches are looked at, and of
   * those only the ones that lie near what moved.
   *
   * @param labels where the houses lie before, see {@link locate}
   * @param after the partition after the step
   */
  crossovers(
    before: Partition,
    change: PartitionChange,
    after: Partition,
    labels: readonly string[],
  ): Crossover[] {
    const near = this.near(before, change);
    if (!near) return [];
    const candidates: number[] = [];
    for (let i = this.firstFrom(near.south); i < this.size && (this.lats[i] as number) <= near.north; i++) {
      const lon = this.lons[i] as number;
      if (lon >= near.west && lon <= near.east) candidates.push(i);
    }
    if (near.whole) {
      labels.forEach((label, i) => {
        if (near.labels.has(label)) candidates.push(i);
      });
    }
    if (candidates.length === 0) return [];
    const found: Crossover[] = [];
    const seen = new Set<number>();
    this.locateAmong(after, near.labels, candidates, (house, label) => {
      const from = labels[house] as string;
      if (seen.has(house) || label === from) return;
      seen.add(house);
      // Outside of all that was touched nothing changes, whatever lies there.
      if (label === '' && !near.labels.has(from)) return;
      found.push({ house, from, to: label });
    });
    return found;
  }

  /** Which leaves a step touches, and the box in which borders moved. */
  private near(before: Partition, change: PartitionChange) {
    const labels = new Set<string>();
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    let whole = change.removedGrids.length > 0 || change.removedOpenLand.length > 0;
    const reach = (points: readonly LonLat[]) => {
      for (const [lon, lat] of points) {
        if (lon < west) west = lon;
        if (lon > east) east = lon;
        if (lat < south) south = lat;
        if (lat > north) north = lat;
      }
    };
    for (const id of change.removedEdges) {
      const old = before.edges.get(id);
      if (!old) continue;
      whole = true;
      labels.add(old.left).add(old.right);
    }
    for (const edge of change.edges) {
      const old = before.edges.get(edge.id);
      labels.add(edge.left).add(edge.right);
      if (old) labels.add(old.left).add(old.right);
      if (!old || old.left !== edge.left || old.right !== edge.right) {
        whole = true;
        continue;
      }
      const [first, last] = changedRange(edge, old);
      const [oldFirst, oldLast] = changedRange(old, edge);
      reach(edge.points.slice(first, last + 2));
      reach(old.points.slice(oldFirst, oldLast + 2));
    }
    labels.delete('');
    return labels.size > 0 ? { labels, west, south, east, north, whole } : null;
  }

  /**
   * Tells in which label each house lies: the one whose borders its ray to the east cuts an odd number of times.
   *
   * @param wanted the labels that are looked for, all others being told as empty; `null` for all
   */
  private locateAmong(
    partition: Partition,
    wanted: ReadonlySet<string> | null,
    houses: readonly number[],
    tell: (house: number, label: string) => void,
  ): void {
    const edges = wanted
      ? new Set([...wanted].flatMap((label) => partition.edgesOf(label)))
      : partition.edges.values();
    const strips = new Strips(partition, [...edges]);
    const odd = new Set<string>();
    for (const house of houses) {
      const lon = this.lons[house] as number;
      const lat = this.lats[house] as number;
      odd.clear();
      let onBorder = false;
      const { segments, coordinates } = strips;
      for (const s of strips.at(lat)) {
        const at = s * 4;
        const ax = coordinates[at] as number;
        const ay = coordinates[at + 1] as number;
        const bx = coordinates[at + 2] as number;
        const by = coordinates[at + 3] as number;
        if (lat < Math.min(ay, by) || lat > Math.max(ay, by) || lon > Math.max(ax, bx)) continue;
        if (liesOn([ax, ay], [bx, by], [lon, lat])) {
          onBorder = true;
          break;
        }
        if (ay > lat === by > lat) continue;
        if (lon >= Math.min(ax, bx)) {
          const side = sideOf([ax, ay], [bx, by], [lon, lat]);
          if (by > ay ? side < 0 : side > 0) continue;
        }
        const edge = segments[s] as PlanEdge;
        toggle(odd, edge.left);
        toggle(odd, edge.right);
      }
      if (onBorder) {
        tell(house, lowestAt(partition, [lon, lat]));
        continue;
      }
      odd.delete('');
      let label = '';
      for (const each of odd) if (wanted?.has(each) ?? true) label = each;
      tell(house, label);
    }
  }
}

function toggle(set: Set<string>, label: string): void {
  if (!set.delete(label)) set.add(label);
}

/** The label at a place: a leaf, open land, or empty outside of the plan. */
export function labelAt(partition: Partition, place: LonLat): string {
  const odd = new Set<string>();
  for (const edge of partition.edges.values()) {
    const box = partition.measureOf(edge);
    if (place[1] < box.south || place[1] > box.north || place[0] > box.east) continue;
    for (let i = 1; i < edge.points.length; i++) {
      const a = edge.points[i - 1] as LonLat;
      const b = edge.points[i] as LonLat;
      if (liesOn(a, b, place)) return lowestAt(partition, place);
      if (a[1] > place[1] === b[1] > place[1]) continue;
      const side = sideOf(a, b, place);
      if (b[1] > a[1] ? side < 0 : side > 0) continue;
      toggle(odd, edge.left);
      toggle(odd, edge.right);
    }
  }
  odd.delete('');
  return [...odd][0] ?? '';
}

/** The leaf with the lowest code that has a border through a place. */
function lowestAt(partition: Partition, place: LonLat): string {
  let lowest = '';
  for (const edge of partition.edges.values()) {
    const box = partition.measureOf(edge);
    if (place[0] < box.west || place[0] > box.east || place[1] < box.south || place[1] > box.north) continue;
    const through = edge.points.some((b, i) => i > 0 && liesOn(edge.points[i - 1] as LonLat, b, place));
    if (!through) continue;
    for (const label of [edge.left, edge.right]) {
      if (label === '') continue;
      // Any leaf comes before open land.
      if (lowest === '' || (isOpen(lowest) && !isOpen(label))) lowest = label;
      else if (isOpen(lowest) === isOpen(label) && label < lowest) lowest = label;
    }
  }
  return lowest;
}

/** Segments in strips of latitude, so that a house is compared with those that pass it and no others. */
class Strips {
  readonly segments: PlanEdge[] = [];
  readonly coordinates: Float64Array;
  private readonly strips: number[][] = [];
  private readonly south: number = Infinity;
  private readonly height: number;

  constructor(partition: Partition, edges: readonly PlanEdge[]) {
    let north = -Infinity;
    let count = 0;
    for (const edge of edges) {
      const box = partition.measureOf(edge);
      this.south = Math.min(this.south, box.south);
      north = Math.max(north, box.north);
      count += edge.points.length - 1;
    }
    const strips = Math.max(1, Math.min(4096, count >> 1));
    this.height = Math.max((north - this.south) / strips, 1e-12);
    for (let i = 0; i < strips; i++) this.strips.push([]);
    this.coordinates = new Float64Array(count * 4);
    for (const edge of edges) {
      for (let i = 1; i < edge.points.length; i++) {
        const a = edge.points[i - 1] as LonLat;
        const b = edge.points[i] as LonLat;
        const s = this.segments.length;
        this.segments.push(edge);
        this.coordinates.set([a[0], a[1], b[0], b[1]], s * 4);
        const to = this.index(Math.max(a[1], b[1]));
        for (let strip = this.index(Math.min(a[1], b[1])); strip <= to; strip++) this.strips[strip]?.push(s);
      }
    }
  }

  at(lat: number): readonly number[] {
    return this.strips[this.index(lat)] ?? [];
  }

  private index(lat: number): number {
    return Math.max(0, Math.min(this.strips.length - 1, Math.floor((lat - this.south) / this.height)));
  }
}
