import { describe, expect, it } from 'vitest';
import { BaseBorders } from './borderChange';
import { lattice } from './fixture/lattice';
import type { LonLat } from './lonLat';
import { slidePlace } from './outlineSlide';
import { Partition, type PlanEdge, rounded, samePlace } from './partition';
import { moveNode, moveTogether, moveVertex, type PointMove } from './sketch';

const plan = Partition.of(lattice(4, 4, 3));
const border = plan.edgesBetween('G1005', 'G1006')[0] as PlanEdge;
const moved = (place: LonLat, east: number, north: number): LonLat =>
  rounded([place[0] + east, place[1] + north]);

describe('points that move together', () => {
  const all = (east: number, north: number): PointMove[] => [
    { type: 'moveNode', node: border.from, to: moved(border.points[0] as LonLat, east, north) },
    ...border.points.slice(1, -1).map((place, i): PointMove => ({
      type: 'moveVertex',
      edge: border.id,
      vertex: i + 1,
      to: moved(place, east, north),
    })),
    { type: 'moveNode', node: border.to, to: moved(border.points[4] as LonLat, east, north) },
  ];

  it('are_one_change_in_which_every_border_follows', () => {
    const sketch = moveTogether(plan, all(0.0001, 0.00005));
    if (!('change' in sketch)) throw new Error(sketch.reason);
    expect(sketch.change.nodes.map(({ id }) => id)).toEqual([border.from, border.to]);
    const after = plan.with(sketch.change);
    expect(after.edges.get(border.id)?.points).toEqual(
      border.points.map((place) => moved(place, 0.0001, 0.00005)),
    );
    for (const edge of after.edgesAt(border.from)) {
      const end = edge.points[edge.from === border.from ? 0 : edge.points.length - 1];
      expect(end).toEqual(after.nodes.get(border.from));
    }
    const [before, now] = [plan, after].map((each) => each.sizeOf('G').areaSquareMetres);
    expect((now ?? 0) / (before ?? 1)).toBeCloseTo(1, 12);
  });

  it('may_pass_each_other_on_the_way_but_not_arrive_across_a_border', () => {
    const [, , second, third, last] = border.points as [LonLat, LonLat, LonLat, LonLat, LonLat];
    const beyond = rounded([(third[0] + last[0]) / 2, (third[1] + last[1]) / 2]);
    expect(moveVertex(plan, border.id, 1, second)).toMatchObject({ reason: 'SELF_INTERSECTION' });
    const along = [second, third, beyond].map((to, i): PointMove => ({
      type: 'moveVertex',
      edge: border.id,
      vertex: i + 1,
      to,
    }));
    expect(moveTogether(plan, along)).toHaveProperty('change');
    expect(moveTogether(plan, all(0.0015, 0))).toHaveProperty('reason');
  });
});

describe('a node of the outline', () => {
  const rim = plan.edgesBetween('G1001', '')[0] as PlanEdge;
  const at = plan.nodes.get(rim.from) as LonLat;

  it('slides_along_it_and_the_outline_stays', () => {
    const to = slidePlace(plan, rim.from, [at[0] + 0.0004, at[1] + 0.0002]) as LonLat;
    expect(to[1]).toBe(at[1]);
    const sketch = moveNode(plan, rim.from, to);
    if (!('change' in sketch)) throw new Error(sketch.reason);
    const after = plan.with(sketch.change);
    expect(after.nodes.get(rim.from)).toEqual(to);
    const [before, now] = [plan, after].map((each) => each.sizeOf('G').areaSquareMetres);
    expect((now ?? 0) / (before ?? 1)).toBeCloseTo(1, 12);
    expect(after.sizeOf('G1000').areaSquareMetres).toBeGreaterThan(plan.sizeOf('G1000').areaSquareMetres);
    for (const edge of after.edgesAt(rim.from))
      expect(edge.points.some((place) => samePlace(place, to))).toBe(true);
  });

  it('does_not_leave_it_nor_pass_the_next_one', () => {
    expect(moveNode(plan, rim.from, moved(at, 0, 0.0002))).toMatchObject({ reason: 'OUTLINE_FIXED' });
    const next = plan.nodes.get(rim.to) as LonLat;
    expect(moveNode(plan, rim.from, next)).toMatchObject({ reason: 'OUTLINE_FIXED' });
    const far = slidePlace(plan, rim.from, [next[0] + 0.01, next[1]]);
    expect(far && far[0]).toBeLessThan(next[0]);
  });

  it('passes_corners_of_the_outline_which_stay', () => {
    const corner = rim.points[1] as LonLat;
    const beyond = slidePlace(plan, rim.from, [corner[0] + 0.0001, corner[1]]) as LonLat;
    const sketch = moveNode(plan, rim.from, beyond);
    if (!('change' in sketch)) throw new Error(sketch.reason);
    const shorter = sketch.change.edges.find(({ id }) => id === rim.id);
    expect(shorter?.points).toHaveLength(rim.points.length - 1);
  });
});

describe('what a plan changed', () => {
  const base = new BaseBorders(plan.leaves().flatMap((code) => plan.ringsOf(code)));

  it('is_nothing_before_the_first_step', () => {
    expect(base.changesIn(plan)).toEqual({ old: [], fresh: [] });
  });

  it('is_the_stretch_that_moved_as_it_was_and_as_it_is', () => {
    const to = moved(border.points[2] as LonLat, 0.0001, 0);
    const sketch = moveVertex(plan, border.id, 2, to);
    if (!('change' in sketch)) throw new Error(sketch.reason);
    const { old, fresh } = base.changesIn(plan.with(sketch.change));
    expect(fresh).toEqual([[border.points[1], to, border.points[3]]]);
    expect(old.flat()).toEqual(expect.arrayContaining([border.points[2]]));
    expect(old.flat()).not.toEqual(expect.arrayContaining([border.points[0]]));
  });

  it('is_not_a_corner_that_was_added_where_the_border_runs', () => {
    const [a, b] = [border.points[1] as LonLat, border.points[2] as LonLat];
    const middle = rounded([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
    const points = [...border.points.slice(0, 2), middle, ...border.points.slice(2)];
    const change = {
      removedEdges: [],
      edges: [{ ...border, points }],
      removedNodes: [],
      nodes: [],
      removedGrids: [],
      grids: [],
      removedOpenLand: [],
      openLand: [],
    };
    expect(base.changesIn(plan.with(change))).toEqual({ old: [], fresh: [] });
  });
});
