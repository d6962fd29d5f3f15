import { describe, expect, it } from 'vitest';
import { lattice } from '../../../geo/fixture/lattice';
import { labelAt } from '../../../geo/houseTally';
import type { LonLat } from '../../../geo/lonLat';
import { Partition } from '../../../geo/partition';
import { handlesOf, moveOf, sketchMove } from './handles';
import type { Numbers } from '../api';
import { largerPart, readLine, splitOf, thinned } from './lines';
import { edgeAt, NO_SOURCES, snapAt, type View } from '../../../map/edit/snapping';

const plan = Partition.of(lattice(4, 4, 3));

/** A map that is a mere ruler: so many pixels a degree, north up. */
const SCALE = 400_000;
const view: View = {
  project: ([lon, lat]) => [(lon - 118.6) * SCALE, (24.804 - lat) * SCALE],
  placeAt: (x, y) => [118.6 + x / SCALE, 24.804 - y / SCALE],
};
const at = (place: LonLat, dx = 0, dy = 0): [number, number] => {
  const [x, y] = view.project(place) ?? [0, 0];
  return [x + dx, y + dy];
};
const border = plan.edgesBetween('G1001', 'G1002')[0];
if (!border) throw new Error('no border');
const middle = border.points[2] as LonLat;
const centre = (code: string): LonLat => {
  const n = Number(code.slice(1)) - 1000;
  return [118.6 + ((n % 4) + 0.5) * 0.001, 24.8 + (Math.floor(n / 4) + 0.5) * 0.001];
};

describe('the pointer is caught', () => {
  it('by_a_node_before_a_vertex_and_by_a_border_within_eight_pixels', () => {
    const sources = { ...NO_SOURCES, partition: plan };
    const node = border.points[0] as LonLat;
    expect(snapAt(view, at(node, 5, 3), sources)).toMatchObject({ kind: 'node', node: border.from });
    expect(snapAt(view, at(middle, 4, -4), sources)).toMatchObject({ kind: 'vertex', place: middle });
    const next = border.points[3] as LonLat;
    const between: LonLat = [(middle[0] + next[0]) / 2, (middle[1] + next[1]) / 2];
    expect(snapAt(view, at(between, 6, 0), sources)).toMatchObject({ kind: 'edge', edge: border.id });
    expect(snapAt(view, at(between, 20, 0), sources)).toBeNull();
  });

  it('by_roads_plots_and_houses_and_by_the_start_of_a_ring', () => {
    const place = centre('G1005');
    const east: LonLat = [place[0] + 0.0003, place[1]];
    expect(
      snapAt(view, at(place, 3, 4), {
        ...NO_SOURCES,
        lines: [{ kind: 'road', lines: [[place, east]], corners: false }],
      })?.kind,
    ).toBe('road');
    expect(
      snapAt(view, at(place, 3, 4), {
        ...NO_SOURCES,
        lines: [{ kind: 'plot', lines: [[place, east]], corners: true }],
      })?.kind,
    ).toBe('plot');
    expect(
      snapAt(view, at(place, 3, 4), { ...NO_SOURCES, points: [{ kind: 'house', places: [place] }] })?.kind,
    ).toBe('house');
    expect(snapAt(view, at(place, 8, 4), { ...NO_SOURCES, start: place })?.kind).toBe('start');
    expect(
      snapAt(view, at(place, 30, 4), { ...NO_SOURCES, points: [{ kind: 'house', places: [place] }] }),
    ).toBeNull();
  });

  it('and_a_border_is_picked_with_its_segment', () => {
    const [a, b] = [border.points[1] as LonLat, middle];
    const between: LonLat = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    expect(edgeAt(view, at(between, 3, 0), plan)).toEqual({ edge: border.id, segment: 1 });
    expect(edgeAt(view, at(centre('G1001')), plan)).toBeNull();
  });
});

describe('handles', () => {
  const size = { width: 2000, height: 2000 };

  it('of_a_border_are_its_nodes_its_vertices_and_the_middles_between', () => {
    const handles = handlesOf(plan, { kind: 'edge', id: border.id }, view, size);
    const count = (kind: string) => handles.filter((each) => each.kind === kind).length;
    expect([count('node'), count('vertex'), count('middle')]).toEqual([2, 3, 4]);
    expect(handles.map(({ key }) => key)[0]).toBe(`n${String(border.from)}`);
  });

  it('of_the_outline_are_fixed_but_for_nodes_which_slide_along_it', () => {
    const rim = plan.edgesBetween('G1001', '')[0];
    const handles = handlesOf(plan, { kind: 'edge', id: rim?.id ?? 0 }, view, size);
    expect(handles.length).toBeGreaterThan(2);
    expect(handles.every(({ fixed, kind }) => fixed === (kind !== 'node'))).toBe(true);
  });

  it('move_a_vertex_by_the_step_that_the_server_knows', () => {
    const handle = handlesOf(plan, { kind: 'edge', id: border.id }, view, size).find(
      ({ kind, index }) => kind === 'vertex' && index === 2,
    );
    if (!handle) throw new Error('no handle');
    const to: LonLat = [middle[0] + 0.0001, middle[1]];
    expect(moveOf(handle, to)).toMatchObject({ type: 'moveVertex', edge: border.id, vertex: 2 });
    const sketch = sketchMove(plan, handle, to);
    expect('change' in sketch && sketch.change.edges.map(({ id }) => id)).toEqual([border.id]);
  });
});

describe('a drawn line', () => {
  const west = plan.edgesBetween('G1004', 'G1005')[0]?.points[2] as LonLat;
  const east = plan.edgesBetween('G1005', 'G1006')[0]?.points[2] as LonLat;
  const words = { west: '西', east: '东', north: '北', south: '南', inside: '专属' };

  it('from_border_to_border_splits_a_grid_into_north_and_south', () => {
    const drawn = readLine('split', plan, [west, centre('G1005'), east]);
    if (drawn.kind !== 'split') throw new Error(JSON.stringify(drawn));
    expect(drawn.grid).toBe('G1005');
    expect(drawn.places.map((place) => labelAt(plan, place))).toEqual(['G1005', 'G1005']);
    expect(splitOf(plan, drawn, 'N1', 'right', words)).toMatchObject({
      type: 'split',
      left: { code: 'N1', name: 'G1005北' },
      right: { code: 'G1005', name: 'G1005' },
    });
    expect(splitOf(plan, drawn, 'N1', 'left', words)).toMatchObject({
      left: { code: 'G1005', name: 'G1005' },
      right: { code: 'N1', name: 'G1005南' },
    });
  });

  it('that_splits_a_grid_leaves_its_code_to_the_part_with_more_people', () => {
    const drawn = readLine('split', plan, [west, centre('G1005'), east]);
    if (drawn.kind !== 'split') throw new Error(JSON.stringify(drawn));
    const split = splitOf(plan, drawn, 'N1', 'right', words);
    const part = (code: string, residents: number, houses = 1): Numbers =>
      ({ code, residents, houses, areaSquareMetres: 1 }) as Numbers;
    expect(largerPart(split, [part('N1', 300), part('G1005', 200)])).toBe('left');
    expect(largerPart(split, [part('N1', 200), part('G1005', 300)])).toBe('right');
    expect(largerPart(split, [part('N1', 200, 9), part('G1005', 200, 8)])).toBe('left');
    expect(largerPart(split, [])).toBe('right');
  });

  it('that_ends_in_the_middle_of_nowhere_does_not_split', () => {
    expect(readLine('split', plan, [west, centre('G1005')])).toMatchObject({
      kind: 'refused',
      reason: 'LINE_DOES_NOT_REACH_BORDER',
    });
  });

  it('that_crosses_itself_is_refused_where_it_does', () => {
    const [x, y] = centre('G1005');
    const knot: LonLat[] = [
      west,
      [x + 2e-4, y + 2e-4],
      [x + 2e-4, y - 2e-4],
      [x - 2e-4, y + 1e-4],
      [x, y + 3e-4],
      east,
    ];
    expect(readLine('split', plan, knot)).toMatchObject({ reason: 'LINE_CROSSES_ITSELF' });
  });

  it('as_a_ring_makes_an_island_and_the_rest_keeps_its_code', () => {
    const [x, y] = centre('G1005');
    const ring: LonLat[] = [
      [x - 1e-4, y - 1e-4],
      [x + 1e-4, y - 1e-4],
      [x + 1e-4, y + 1e-4],
      [x - 1e-4, y + 1e-4],
    ];
    const drawn = readLine('island', plan, ring);
    if (drawn.kind !== 'split') throw new Error(JSON.stringify(drawn));
    const operation = splitOf(plan, drawn, 'N1', 'right', words);
    expect(operation).toMatchObject({
      left: { code: 'N1', kind: 'EXCLUSIVE' },
      right: { code: 'G1005', name: 'G1005' },
    });
    expect(drawn.line).toHaveLength(5);
  });

  it('as_an_area_gives_land_to_the_grid_in_which_it_begins', () => {
    const [x, y] = centre('G1005');
    const drawn = readLine('transfer', plan, [
      [x, y],
      [x + 8e-4, y - 1e-4],
      [x + 8e-4, y + 1e-4],
    ]);
    expect(drawn).toMatchObject({ kind: 'operation', operation: { type: 'transfer', to: 'G1005' } });
  });

  it('from_and_to_one_border_redraws_it_and_between_two_leads_all_borders_along', () => {
    const edge = plan.edgesBetween('G1005', 'G1006')[0];
    const [a, b] = [edge?.points[1] as LonLat, edge?.points[3] as LonLat];
    const bow: LonLat[] = [a, [a[0] + 2e-4, (a[1] + b[1]) / 2], b];
    expect(readLine('redraw', plan, bow)).toMatchObject({
      operation: { type: 'redrawBorder', a: 'G1005', b: 'G1006' },
    });
    expect(readLine('redraw', plan, [a, west])).toMatchObject({
      operation: { type: 'reshape', line: [a, west] },
    });
    expect(readLine('redraw', plan, [a, centre('G1005')])).toMatchObject({
      reason: 'LINE_DOES_NOT_REACH_BORDER',
    });
  });

  it('of_one_stroke_keeps_its_corners_and_little_else', () => {
    const stroke: LonLat[] = [];
    for (let i = 0; i <= 50; i++) stroke.push(view.placeAt(i * 4, 0) as LonLat);
    for (let i = 1; i <= 50; i++) stroke.push(view.placeAt(200, i * 4) as LonLat);
    expect(thinned(stroke, (place) => view.project(place), 2)).toHaveLength(3);
  });
});
