import { describe, expect, it } from 'vitest';
import { type BorderLine, drawPlan, placeInside, type PlanUnit, rankOf, ringsOf } from './planMap';
import { signedArea } from './polygon';

const UNITS: PlanUnit[] = [
  { code: '350582101601', parentCode: null, leaf: false },
  { code: '350582101601001', parentCode: '350582101601', leaf: false },
  { code: '350582101601011', parentCode: '350582101601001', leaf: true },
  { code: '350582101601012', parentCode: '350582101601001', leaf: true },
  { code: '350582101601013', parentCode: '350582101601', leaf: true },
];
const [A, B, C] = ['350582101601011', '350582101601012', '350582101601013'] as const;

/** Two squares side by side; B has an island C in its middle. */
const EDGES: BorderLine[] = [
  {
    from: 1,
    to: 2,
    left: A,
    right: '',
    points: [
      [0.01, 0.01],
      [0, 0.01],
      [0, 0],
      [0.01, 0],
    ],
  },
  {
    from: 2,
    to: 1,
    left: A,
    right: B,
    points: [
      [0.01, 0],
      [0.01, 0.01],
    ],
  },
  {
    from: 2,
    to: 1,
    left: B,
    right: '',
    points: [
      [0.01, 0],
      [0.03, 0],
      [0.03, 0.01],
      [0.01, 0.01],
    ],
  },
  {
    from: 3,
    to: 3,
    left: C,
    right: B,
    points: [
      [0.018, 0.004],
      [0.022, 0.004],
      [0.022, 0.006],
      [0.018, 0.006],
      [0.018, 0.004],
    ],
  },
];

describe('a plan as lines', () => {
  it('the_rings_of_a_grid_close_and_its_islands_are_holes', () => {
    const area = (label: string) =>
      ringsOf(EDGES, label).reduce((sum, ring) => sum + signedArea(ring), 0) / 2;
    expect(ringsOf(EDGES, A)).toHaveLength(1);
    expect(ringsOf(EDGES, B)).toHaveLength(2);
    expect(Math.abs(area(A))).toBeCloseTo(1e-4, 12);
    expect(Math.abs(area(B))).toBeCloseTo(2e-4 - 8e-6, 12);
    expect(Math.abs(area(C))).toBeCloseTo(8e-6, 12);
    expect(ringsOf(EDGES, 'nobody')).toEqual([]);
  });

  it('a_border_is_as_coarse_as_the_coarsest_grids_it_parts', () => {
    const units = new Map(UNITS.map((unit) => [unit.code, unit]));
    expect(rankOf(units, A, '')).toBe(0);
    expect(rankOf(units, B, C)).toBe(1);
    expect(rankOf(units, A, B)).toBe(2);
    expect(rankOf(units, A, '~4')).toBe(2);
  });

  it('a_label_stands_inside_even_of_a_ring_around_a_hole', () => {
    const ring = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ] as const;
    const hole = [
      [2, 1],
      [8, 1],
      [8, 9],
      [2, 9],
    ] as const;
    const at = placeInside([ring, hole]);
    expect(at).not.toBeNull();
    const [x = 0, y = 0] = at ?? [];
    expect(x > 0 && x < 10 && y > 0 && y < 10 && !(x > 2 && x < 8 && y > 1 && y < 9)).toBe(true);
    expect(placeInside([])).toBeNull();
  });

  it('the_drawing_keeps_to_its_sheet_and_names_every_leaf', () => {
    const drawing = drawPlan(EDGES, UNITS, [C], { width: 600, height: 400 });
    expect(drawing.height).toBeLessThanOrEqual(400);
    expect(drawing.labels.map(({ text }) => text)).toEqual(['011', '012', '013']);
    expect(drawing.hatched.map(({ label }) => label)).toEqual([C]);
    expect(drawing.borders.map(({ rank }) => rank)).toEqual([2, 1, 0]);
    const numbers = drawing.borders.flatMap(({ d }) => d.match(/[\d.]+/g) ?? []).map(Number);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(600);
    expect(drawing.scale.metres).toBeGreaterThan(100);
    expect(drawing.scale.units).toBeLessThanOrEqual(100);
  });

  it('an_empty_plan_gives_an_empty_sheet', () => {
    expect(drawPlan([], [], [], { width: 10, height: 10 }).borders).toEqual([]);
  });
});
