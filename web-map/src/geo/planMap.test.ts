import { describe, expect, it } from 'vitest';
import { Partition, type PlanEdge, type PlanGrid } from './partition';
import { drawPlan } from './planMap';

const VILLAGE = '350582101601';
const [A, B, C] = ['350582101601011', '350582101601012', '350582101601013'] as const;
const grid = (code: string, parentCode: string | null, level: number): PlanGrid => ({
  code,
  name: code,
  parentCode,
  level,
  levelName: null,
  kind: 'BASE',
  leaf: level === 3,
});
const edge = (
  id: number,
  from: number,
  to: number,
  left: string,
  right: string,
  points: PlanEdge['points'],
) => ({
  id,
  from,
  to,
  left,
  right,
  locked: false,
  points,
});

/** Two squares side by side; B has an island C in its middle, and in C is open land. */
const PARTITION = Partition.of({
  nodes: [
    { id: 1, at: [0.01, 0.01] },
    { id: 2, at: [0.01, 0] },
    { id: 3, at: [0.018, 0.004] },
    { id: 4, at: [0.019, 0.0045] },
  ],
  edges: [
    edge(1, 1, 2, A, '', [
      [0.01, 0.01],
      [0, 0.01],
      [0, 0],
      [0.01, 0],
    ]),
    edge(2, 2, 1, A, B, [
      [0.01, 0],
      [0.01, 0.01],
    ]),
    edge(3, 2, 1, B, '', [
      [0.01, 0],
      [0.03, 0],
      [0.03, 0.01],
      [0.01, 0.01],
    ]),
    edge(4, 3, 3, C, B, [
      [0.018, 0.004],
      [0.022, 0.004],
      [0.022, 0.006],
      [0.018, 0.006],
      [0.018, 0.004],
    ]),
    edge(5, 4, 4, '~1', C, [
      [0.019, 0.0045],
      [0.02, 0.0045],
      [0.02, 0.005],
      [0.019, 0.0045],
    ]),
  ],
  grids: [
    grid(VILLAGE, null, 1),
    grid(`${VILLAGE}x`, VILLAGE, 2),
    grid(`${VILLAGE}y`, VILLAGE, 2),
    grid(A, `${VILLAGE}x`, 3),
    grid(B, `${VILLAGE}y`, 3),
    grid(C, `${VILLAGE}y`, 3),
  ],
  openLand: [
    { id: 1, kind: 'GAP', claims: [C], areaSquareMetres: 3, place: [0.0197, 0.0046], allowed: null },
  ],
});

describe('a plan as lines on paper', () => {
  it('the_drawing_keeps_to_its_sheet_and_names_every_leaf', () => {
    const drawing = drawPlan(PARTITION, [A], { width: 600, height: 400 });
    expect(drawing.height).toBeLessThanOrEqual(400);
    expect(drawing.labels.map(({ text }) => text)).toEqual(['011', '012', '013']);
    expect(drawing.faces.map(({ code }) => code)).toEqual([A, B, C]);
    expect(drawing.faces.every(({ d }) => /^M.*Z$/.test(d))).toBe(true);
    const numbers = drawing.borders.flatMap(({ d }) => d.match(/[\d.]+/g) ?? []).map(Number);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(600);
    expect(drawing.scale.metres).toBeGreaterThan(100);
    expect(drawing.scale.units).toBeLessThanOrEqual(100);
  });

  it('borders_are_told_apart_by_the_coarsest_grids_they_part', () => {
    const { borders } = drawPlan(PARTITION, [], { width: 600, height: 400 });
    const lines = (level: number) => borders.find((each) => each.level === level)?.d.match(/M/g)?.length;
    expect([lines(1), lines(2), lines(3)]).toEqual([2, 1, 1]);
    expect(borders.map(({ level }) => level)).toEqual(
      [...borders.map(({ level }) => level)].sort((a, b) => b - a),
    );
  });

  it('marked_grids_and_open_land_are_hatched', () => {
    const { hatched } = drawPlan(PARTITION, [A, 'nobody'], { width: 600, height: 400 });
    expect(hatched.map(({ label }) => label)).toEqual([A, '~1']);
  });

  it('an_empty_plan_gives_an_empty_sheet', () => {
    const nothing = Partition.of({ nodes: [], edges: [], grids: [], openLand: [] });
    expect(drawPlan(nothing, [], { width: 10, height: 10 }).borders).toEqual([]);
  });
});
