import { describe, expect, it } from 'vitest';
import { liesOn, meeting, ringHolds, sideOf } from './crossing';
import { lattice, randomFrom, strewn } from './fixture/lattice';
import { CountedPartition } from './gridNumbers';
import { areaUnder, lengthOf } from './groundArea';
import { HouseTable } from './houseTally';
import type { LonLat } from './lonLat';
import { innerPlace, Partition } from './partition';
import {
  addVertex,
  mergeLeaves,
  moveNode,
  moveVertex,
  redrawEdge,
  removeVertex,
  type Sketch,
} from './sketch';

const WEIGHTS = {
  households: 1,
  residents: 0.3,
  enterprises: 5,
  rentals: 3,
  careNeeds: 10,
  areaHectares: 0.5,
};
const data = lattice(8, 9, 4);
const plan = Partition.of(data);

function counted(partition = plan, houses = 2580): CountedPartition {
  return CountedPartition.of(partition, new HouseTable(strewn(data, houses), 5), WEIGHTS);
}

/** A drag of a node or vertex somewhere, mostly a short one. */
function randomDrag(partition: Partition, random: () => number): Sketch {
  const edges = [...partition.edges.values()];
  const edge = edges[Math.floor(random() * edges.length)];
  if (!edge) throw new Error('no edge');
  const vertex = Math.floor(random() * edge.points.length);
  const at = edge.points[vertex] as LonLat;
  const reach = 0.0008 * random();
  const to: LonLat = [at[0] + (random() - 0.5) * reach, at[1] + (random() - 0.5) * reach];
  if (vertex === 0) return moveNode(partition, edge.from, to);
  if (vertex === edge.points.length - 1) return moveNode(partition, edge.to, to);
  return moveVertex(partition, edge.id, vertex, to);
}

/** The leaf of a place by looking into every leaf, as the server does. */
function leafOf(partition: Partition, place: LonLat): string {
  const holds = (code: string) => {
    const rings = partition.ringsOf(code);
    const on = rings.some((ring) => ring.some((b, i) => i > 0 && liesOn(ring[i - 1] as LonLat, b, place)));
    return on || rings.filter((ring) => ringHolds(ring, place)).length % 2 === 1;
  };
  return partition.leaves().find(holds) ?? '';
}

function crossingsOf(partition: Partition): number {
  const segments = [...partition.edges.values()].flatMap(({ points }) =>
    points.slice(1).map((b, i) => [points[i] as LonLat, b] as const),
  );
  let crossings = 0;
  segments.forEach(([a, b], i) => {
    for (const [c, d] of segments.slice(i + 1)) {
      const how = meeting(a, b, c, d);
      if (how === 'CROSS' || how === 'OVERLAP') crossings++;
    }
  });
  return crossings;
}

describe('orientation', () => {
  it('says_left_right_and_on_the_line_exactly', () => {
    expect(sideOf([0, 0], [1, 0], [0.5, 1])).toBe(1);
    expect(sideOf([0, 0], [1, 0], [0.5, -1])).toBe(-1);
    expect(sideOf([118.6, 24.8], [118.7, 24.9], [118.6, 24.8])).toBe(0);
    // A naive product says 0 here.
    expect(sideOf([12, 12], [24, 24], [0.5 + 2 ** -53, 0.5])).toBe(-1);
  });

  it('tells_crossing_touching_and_overlapping_apart', () => {
    expect(meeting([0, 0], [2, 2], [0, 2], [2, 0])).toBe('CROSS');
    expect(meeting([0, 0], [2, 2], [1, 1], [2, 0])).toBe('TOUCH');
    expect(meeting([0, 0], [2, 0], [1, 0], [3, 0])).toBe('OVERLAP');
    expect(meeting([0, 0], [1, 0], [1, 0], [3, 0])).toBe('TOUCH');
    expect(meeting([0, 0], [1, 0], [2, 0], [3, 0])).toBe('NONE');
  });
});

describe('a partition', () => {
  it('has_leaves_whose_areas_add_up_to_the_grids_above_them', () => {
    const sum = (codes: string[]) =>
      codes.reduce((total, code) => total + plan.sizeOf(code).areaSquareMetres, 0);
    const root = plan.sizeOf('G').areaSquareMetres;
    expect(Math.abs(sum(plan.leaves()) / root - 1)).toBeLessThan(1e-12);
    expect(Math.abs(sum(plan.childrenOf('G').map(({ code }) => code)) / root - 1)).toBeLessThan(1e-12);
  });

  it('measures_a_ring_as_its_edges_together', () => {
    for (const code of ['G', 'G100', 'G1000', 'G1020', 'G9999']) {
      const size = plan.sizeOf(code);
      const rings = plan.ringsOf(code);
      const area = rings.reduce((total, ring) => total + areaUnder(ring, 24), 0);
      const metres = rings.reduce((total, ring) => total + lengthOf(ring), 0);
      expect(Math.abs(area / size.areaSquareMetres - 1)).toBeLessThan(1e-9);
      expect(metres).toBeCloseTo(size.perimeterMetres, 6);
    }
  });

  it('walks_around_an_island_as_a_ring_of_its_own', () => {
    expect(plan.ringsOf('G1000')).toHaveLength(2);
    expect(plan.ringsOf('G9999')).toHaveLength(1);
    expect(plan.ringsOf('G')).toHaveLength(1);
  });

  it('knows_at_which_level_the_sides_of_an_edge_differ', () => {
    const levels = new Set([...plan.edges.values()].map((edge) => plan.levelOf(edge)));
    expect(levels).toEqual(new Set([1, 2, 3]));
  });

  it('has_a_place_for_a_name_inside_each_grid', () => {
    for (const code of plan.leaves()) {
      const place = innerPlace(plan.ringsOf(code));
      expect(place && leafOf(plan, place)).toBe(code);
    }
  });
});

describe('houses', () => {
  it('lie_in_the_leaf_that_holds_them_and_on_a_border_in_the_lowest_code', () => {
    const { table, labels } = counted(plan, 600);
    for (let i = 0; i < table.size; i++) expect(labels[i]).toBe(leafOf(plan, table.placeOf(i)));
  });

  it('change_sides_with_a_border_exactly_as_a_recount_says', () => {
    const random = randomFrom(3);
    let now = counted();
    let moved = 0;
    let done = 0;
    for (let i = 0; i < 1500; i++) {
      const sketch = randomDrag(now.partition, random);
      if (!('change' in sketch)) continue;
      const next = now.with(sketch.change);
      done++;
      moved += next.crossovers.length;
      if (done % 10 === 0)
        expect(next.counted.labels).toEqual(next.counted.table.locate(next.counted.partition));
      now = next.counted;
    }
    expect(done).toBeGreaterThan(300);
    expect(moved).toBeGreaterThan(100);
    const anew = CountedPartition.of(now.partition, now.table, WEIGHTS);
    for (const code of now.partition.grids.keys()) expect(now.numbersOf(code)).toEqual(anew.numbersOf(code));
    expect(crossingsOf(now.partition)).toBe(0);
    const root = now.partition.sizeOf('G').areaSquareMetres;
    const sum = now.partition
      .leaves()
      .reduce((t, code) => t + now.partition.sizeOf(code).areaSquareMetres, 0);
    expect(Math.abs(sum / root - 1)).toBeLessThan(1e-11);
  }, 60_000);

  it('of_merged_leaves_are_those_of_both', () => {
    const now = counted();
    const sketch = mergeLeaves(plan, ['G1001', 'G1002'], { code: 'G1001', name: 'both', kind: 'BASE' });
    if (!('change' in sketch)) throw new Error(sketch.reason);
    const { counted: after } = now.with(sketch.change);
    expect(after.numbersOf('G1001').houses).toBe(
      now.numbersOf('G1001').houses + now.numbersOf('G1002').houses,
    );
    expect(after.numbersOf('G100').residents).toBe(now.numbersOf('G100').residents);
    expect(after.partition.grids.has('G1002')).toBe(false);
  });

  it('weigh_one_on_average', () => {
    const now = counted();
    const leaves = now.partition.leaves();
    const sum = leaves.reduce((total, code) => total + now.numbersOf(code).workload, 0);
    expect(sum / leaves.length).toBeCloseTo(1, 9);
  });
});

describe('a sketch is refused', () => {
  const inner = [...plan.edges.values()].find(({ left, right }) => left === 'G1020' && right !== '');
  if (!inner) throw new Error('no inner edge');
  const reasonOf = (sketch: Sketch) => ('reason' in sketch ? sketch.reason : 'none');

  it('where_it_would_cross_another_border', () => {
    const at = inner.points[2] as LonLat;
    expect(reasonOf(moveVertex(plan, inner.id, 2, [at[0] + 0.0017, at[1] + 0.0013]))).toBe('BORDER_CROSSED');
  });

  it('where_it_would_leave_the_plan', () => {
    const rim = [...plan.edges.values()].find(({ left, right }) => left === 'G1015' && right === 'G1007');
    const edge = rim ?? inner;
    const reasons = new Set<string>();
    for (let east = 0.0001; east < 0.01; east *= 1.4) {
      const at = edge.points[2] as LonLat;
      reasons.add(reasonOf(moveVertex(plan, edge.id, 2, [at[0] + east, at[1]])));
    }
    expect(reasons).toContain('OUTSIDE_PARENT');
  });

  it('on_the_outline_and_on_a_locked_border', () => {
    const rim = [...plan.edges.values()].find(({ right }) => right === '');
    expect(reasonOf(moveVertex(plan, rim?.id ?? 0, 1, [118.6005, 24.8001]))).toBe('OUTLINE_FIXED');
    const locked = plan.with({ ...emptyChange(), edges: [{ ...inner, locked: true }] });
    expect(reasonOf(moveVertex(locked, inner.id, 1, [118.6, 24.8]))).toBe('LOCKED');
  });

  it('where_an_island_would_be_jumped_over', () => {
    const border = [...plan.edges.values()].find(({ left, right }) => left === 'G1000' && right === 'G1001');
    if (!border) throw new Error('no border beside the island');
    const reasons = new Set<string>();
    for (let west = 0.0001; west < 0.00095; west += 0.00002) {
      const points = [
        border.points[0] as LonLat,
        [118.601 - west, 24.80015] as const,
        [118.601 - west, 24.80085] as const,
        border.points[border.points.length - 1] as LonLat,
      ];
      reasons.add(reasonOf(redrawEdge(plan, border.id, points)));
    }
    expect(reasons).toContain('NODE_SWALLOWED');
  });

  it('where_it_crosses_itself_or_changes_nothing', () => {
    const [a, m] = inner.points as [LonLat, LonLat];
    const z = inner.points[inner.points.length - 1] as LonLat;
    const knot = [
      [-1, -1],
      [1, 1],
      [1, -1],
      [-1, 1],
    ].map(([x = 0, y = 0]): LonLat => [m[0] + x * 2e-5, m[1] + y * 2e-5]);
    expect(reasonOf(redrawEdge(plan, inner.id, [a, ...knot, z]))).toBe('SELF_INTERSECTION');
    expect(reasonOf(redrawEdge(plan, inner.id, inner.points))).toBe('NOTHING_CHANGES');
    expect(reasonOf(removeVertex(plan, inner.id, 0))).toBe('NOT_A_VERTEX');
    expect(reasonOf(moveNode(plan, 4711, a))).toBe('UNKNOWN_NODE');
  });

  it('not_where_a_vertex_is_added_on_the_border_itself', () => {
    const [a, b] = inner.points as [LonLat, LonLat];
    expect(reasonOf(addVertex(plan, inner.id, 0, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]))).toBe('none');
  });
});

function emptyChange() {
  return {
    removedEdges: [],
    edges: [],
    removedNodes: [],
    nodes: [],
    removedGrids: [],
    grids: [],
    removedOpenLand: [],
    openLand: [],
  };
}
