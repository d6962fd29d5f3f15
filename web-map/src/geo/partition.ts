import { areaUnder, lengthOf } from './groundArea';
import type { LonLat } from './lonLat';
import type { components } from '../api/schema';

type Schemas = components['schemas'];

/** A border from node to node. Sides are leaf codes, `~` and the number of open land, or empty for the outside. */
export interface PlanEdge {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly left: string;
  readonly right: string;
  readonly locked: boolean;
  readonly points: readonly LonLat[];
}

export interface PlanGrid {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
  readonly level: number;
  readonly levelName: string | null;
  readonly kind: Schemas['GridKind'];
  readonly leaf: boolean;
}

export interface PlanOpenLand {
  readonly id: number;
  readonly kind: Schemas['OpenLandKind'];
  readonly claims: readonly string[];
  readonly areaSquareMetres: number;
  readonly place: LonLat;
  readonly allowed: string | null;
}

export interface PartitionData {
  readonly nodes: readonly { readonly id: number; readonly at: LonLat }[];
  readonly edges: readonly PlanEdge[];
  readonly grids: readonly PlanGrid[];
  readonly openLand: readonly PlanOpenLand[];
}

/** What a step does to a partition: everything named replaces what had its number before. */
export interface PartitionChange {
  readonly removedEdges: readonly number[];
  readonly edges: readonly PlanEdge[];
  readonly removedNodes: readonly number[];
  readonly nodes: readonly { readonly id: number; readonly at: LonLat }[];
  readonly removedGrids: readonly string[];
  readonly grids: readonly PlanGrid[];
  readonly removedOpenLand: readonly number[];
  readonly openLand: readonly PlanOpenLand[];
}

export const NO_CHANGE: PartitionChange = {
  removedEdges: [],
  edges: [],
  removedNodes: [],
  nodes: [],
  removedGrids: [],
  grids: [],
  removedOpenLand: [],
  openLand: [],
};

interface EdgeMeasure {
  /** Square metres between the edge and the partition's own parallel. */
  readonly area: number;
  readonly metres: number;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Coordinates are whole multiples of 1e-9 degrees. */
export function rounded([lon, lat]: LonLat): LonLat {
  return [Math.round(lon * 1e9) / 1e9, Math.round(lat * 1e9) / 1e9];
}

export function samePlace(a: LonLat | undefined, b: LonLat | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}

/** Whether a label of a side names open land. */
export const isOpen = (label: string) => label.startsWith('~');

/**
 * A division of land as nodes, edges and the leaf grids on their two sides. It never changes: a step gives another
 * partition, which shares everything that stayed.
 */
export class Partition {
  private readonly bySide = new Map<string, PlanEdge[]>();
  private readonly byNode = new Map<number, PlanEdge[]>();
  private readonly paths = new Map<string, readonly string[]>();

  private constructor(
    readonly nodes: ReadonlyMap<number, LonLat>,
    readonly edges: ReadonlyMap<number, PlanEdge>,
    readonly grids: ReadonlyMap<string, PlanGrid>,
    readonly openLand: ReadonlyMap<number, PlanOpenLand>,
    private readonly latitude: number,
    private readonly measures: WeakMap<PlanEdge, EdgeMeasure>,
  ) {
    const add = <K>(map: Map<K, PlanEdge[]>, key: K, edge: PlanEdge) => {
      const list = map.get(key);
      if (list) list.push(edge);
      else map.set(key, [edge]);
    };
    for (const edge of edges.values()) {
      add(this.bySide, edge.left, edge);
      if (edge.right !== edge.left) add(this.bySide, edge.right, edge);
      add(this.byNode, edge.from, edge);
      if (edge.to !== edge.from) add(this.byNode, edge.to, edge);
    }
  }

  static of(data: PartitionData): Partition {
    return new Partition(
      new Map(data.nodes.map(({ id, at }) => [id, at])),
      new Map(data.edges.map((edge) => [edge.id, edge])),
      new Map(data.grids.map((grid) => [grid.code, grid])),
      new Map(data.openLand.map((land) => [land.id, land])),
      data.nodes[0]?.at[1] ?? data.edges[0]?.points[0]?.[1] ?? 0,
      new WeakMap(),
    );
  }

  /** The partition after a step. */
  with(change: PartitionChange): Partition {
    const replace = <K, V>(
      old: ReadonlyMap<K, V>,
      gone: readonly K[],
      come: readonly (readonly [K, V])[],
    ) => {
      if (gone.length === 0 && come.length === 0) return old;
      const map = new Map(old);
      for (const key of gone) map.delete(key);
      for (const [key, value] of come) map.set(key, value);
      return map;
    };
    return new Partition(
      replace(
        this.nodes,
        change.removedNodes,
        change.nodes.map(({ id, at }) => [id, at] as const),
      ),
      replace(
        this.edges,
        change.removedEdges,
        change.edges.map((edge) => [edge.id, edge] as const),
      ),
      replace(
        this.grids,
        change.removedGrids,
        change.grids.map((grid) => [grid.code, grid] as const),
      ),
      replace(
        this.openLand,
        change.removedOpenLand,
        change.openLand.map((land) => [land.id, land] as const),
      ),
      this.latitude,
      this.measures,
    );
  }

  /** Edges that have a label on one of their sides. */
  edgesOf(label: string): readonly PlanEdge[] {
    return this.bySide.get(label) ?? [];
  }

  /** Edges that end at a node. */
  edgesAt(node: number): readonly PlanEdge[] {
    return this.byNode.get(node) ?? [];
  }

  /** Common borders of two leaves. */
  edgesBetween(a: string, b: string): PlanEdge[] {
    return this.edgesOf(a).filter(({ left, right }) => left === b || right === b);
  }

  /** Area below and length of an edge, and its bounds; computed once. */
  measureOf(edge: PlanEdge): EdgeMeasure {
    let measure = this.measures.get(edge);
    if (!measure) {
      let west = Infinity;
      let south = Infinity;
      let east = -Infinity;
      let north = -Infinity;
      for (const [lon, lat] of edge.points) {
        if (lon < west) west = lon;
        if (lon > east) east = lon;
        if (lat < south) south = lat;
        if (lat > north) north = lat;
      }
      measure = {
        area: areaUnder(edge.points, this.latitude),
        metres: lengthOf(edge.points),
        west,
        south,
        east,
        north,
      };
      this.measures.set(edge, measure);
    }
    return measure;
  }

  /** Codes from a grid up to the root, itself first. */
  pathOf(code: string): readonly string[] {
    const known = this.paths.get(code);
    if (known) return known;
    const path: string[] = [];
    for (
      let grid = this.grids.get(code);
      grid && !path.includes(grid.code);
      grid = this.grids.get(grid.parentCode ?? '')
    ) {
      path.push(grid.code);
    }
    this.paths.set(code, path);
    return path;
  }

  /** Codes of the leaves, in order. */
  leaves(): string[] {
    return [...this.grids.values()]
      .filter(({ leaf }) => leaf)
      .map(({ code }) => code)
      .sort();
  }

  childrenOf(code: string | null): PlanGrid[] {
    return [...this.grids.values()]
      .filter(({ parentCode, code: own }) => (parentCode ?? null) === code && own !== code)
      .sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  /** Whether the leaf of a label lies in a grid of any level. */
  lies(label: string, inGrid: string): boolean {
    return label === inGrid || this.pathOf(label).includes(inGrid);
  }

  /** Edges on the outline of a grid of any level. */
  outlineOf(code: string): PlanEdge[] {
    if (this.grids.get(code)?.leaf ?? isOpen(code)) return [...this.edgesOf(code)];
    return [...this.edges.values()].filter(
      ({ left, right }) => this.lies(left, code) !== this.lies(right, code),
    );
  }

  /** The coarsest level at which the two sides of an edge differ; 1 at the rim of the plan. */
  levelOf(edge: PlanEdge): number {
    const left = this.pathOf(edge.left);
    const right = this.pathOf(edge.right);
    let least = Infinity;
    for (const [path, other] of [
      [left, right],
      [right, left],
    ] as const) {
      for (const code of path) {
        if (!other.includes(code)) least = Math.min(least, this.grids.get(code)?.level ?? Infinity);
      }
    }
    return Number.isFinite(least) ? least : 1;
  }

  /** Area and perimeter of a grid of any level, from its own edges. */
  sizeOf(code: string): { areaSquareMetres: number; perimeterMetres: number } {
    let area = 0;
    let metres = 0;
    for (const edge of this.outlineOf(code)) {
      const measure = this.measureOf(edge);
      area += this.lies(edge.left, code) ? measure.area : -measure.area;
      metres += measure.metres;
    }
    return { areaSquareMetres: area, perimeterMetres: metres };
  }

  /** Closed rings around a grid of any level or around open land, the grid on the left of each. */
  ringsOf(code: string): LonLat[][] {
    return ringsFrom(this.outlineOf(code), (label) => this.lies(label, code));
  }
}

interface Half {
  readonly from: number;
  readonly to: number;
  readonly points: readonly LonLat[];
}

/** Walks edges into rings that have the inside on their left. */
function ringsFrom(edges: readonly PlanEdge[], inside: (label: string) => boolean): LonLat[][] {
  const out = new Map<number, Half[]>();
  const waiting = new Set<Half>();
  for (const edge of edges) {
    const half: Half = inside(edge.left)
      ? { from: edge.from, to: edge.to, points: edge.points }
      : { from: edge.to, to: edge.from, points: [...edge.points].reverse() };
    waiting.add(half);
    const list = out.get(half.from);
    if (list) list.push(half);
    else out.set(half.from, [half]);
  }
  const rings: LonLat[][] = [];
  for (const start of waiting) {
    const ring: LonLat[] = [];
    let half: Half | undefined = start;
    while (half && waiting.delete(half)) {
      ring.push(...half.points.slice(ring.length === 0 ? 0 : 1));
      half = nextHalf(half, out.get(half.to)?.filter((each) => waiting.has(each)) ?? []);
    }
    if (ring.length > 3) rings.push(ring);
  }
  return rings;
}

/** Where rings touch in a node, the next edge is the first one clockwise from where we came. */
function nextHalf(half: Half, choices: readonly Half[]): Half | undefined {
  if (choices.length < 2) return choices[0];
  const back = bearing(half.points[half.points.length - 1], half.points[half.points.length - 2]);
  const turn = (each: Half) => {
    const angle = (back - bearing(each.points[0], each.points[1])) % (2 * Math.PI);
    return angle <= 0 ? angle + 2 * Math.PI : angle;
  };
  return [...choices].sort((a, b) => turn(a) - turn(b))[0];
}

/** Mathematical angle from one place to another. */
export function bearing(from: LonLat | undefined, to: LonLat | undefined): number {
  if (!from || !to) return 0;
  return Math.atan2(to[1] - from[1], (to[0] - from[0]) * Math.cos((from[1] * Math.PI) / 180));
}

/** A place well inside rings, for a name: the middle of the longest level stretch inside, seen every eighth. */
export function innerPlace(rings: readonly (readonly LonLat[])[]): LonLat | null {
  const lats = rings.flatMap((ring) => ring.map(([, lat]) => lat));
  if (lats.length === 0) return null;
  const south = Math.min(...lats);
  const north = Math.max(...lats);
  let best: { width: number; place: LonLat } | null = null;
  for (let step = 1; step < 12; step++) {
    const lat = south + ((north - south) * step) / 12 + (north - south) * 1e-4;
    const cuts: number[] = [];
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const [a, b] = [ring[i - 1] as LonLat, ring[i] as LonLat];
        if (a[1] > lat !== b[1] > lat) cuts.push(a[0] + ((b[0] - a[0]) * (lat - a[1])) / (b[1] - a[1]));
      }
    }
    cuts.sort((a, b) => a - b);
    for (let i = 1; i < cuts.length; i += 2) {
      const [west, east] = [cuts[i - 1] as number, cuts[i] as number];
      // The nearer to the middle, the better of two that are equally wide.
      const width = (east - west) * (1 - Math.abs(step - 6) / 14);
      if (!best || width > best.width) best = { width, place: [(west + east) / 2, lat] };
    }
  }
  return best?.place ?? null;
}
