import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Applied, Operation } from '../api';
import { lattice } from '../../../geo/fixture/lattice';
import { CountedPartition } from '../../../geo/gridNumbers';
import { HouseTable } from '../../../geo/houseTally';
import type { LonLat } from '../../../geo/lonLat';
import { Partition, type PlanEdge } from '../../../geo/partition';
import { drawing, SNAP_CHOICES, takeUp } from '../state/drawing';
import { pointOf, stillThere } from '../state/picks';
import { closePlan, type Outcome, plan } from '../state/plan';
import type { View } from '../../../map/edit/snapping';
import { EditInteraction } from './editInteraction';
import { handlesOf } from './handles';
import { menuOf } from './mapMenu';
import { menuTargetAt } from './menuTarget';
import { BURST } from './nudge';
import { reachAt } from './pointerSnap';

const SCALE = 400_000;
const view: View = {
  project: ([lon, lat]) => [(lon - 118.6) * SCALE, (24.804 - lat) * SCALE],
  placeAt: (x, y) => [118.6 + x / SCALE, 24.804 - y / SCALE],
};
const partition = Partition.of(lattice(4, 4, 3));
const border = partition.edgesBetween('G1005', 'G1006')[0] as PlanEdge;
const pixel = (place: LonLat, dx = 0, dy = 0): [number, number] => {
  const [x, y] = view.project(place) ?? [0, 0];
  return [x + dx, y + dy];
};
const centre = (code: string): LonLat => {
  const n = Number(code.slice(1)) - 1000;
  return [118.6 + ((n % 4) + 0.5) * 0.001, 24.8 + (Math.floor(n / 4) + 0.5) * 0.001];
};
const done: Outcome = { kind: 'done', applied: {} as Applied };
const point = (index: number) =>
  pointOf(partition, border.id, index) as NonNullable<ReturnType<typeof pointOf>>;

let sent: Operation[];
let painted: { blocks: readonly LonLat[]; to: string }[];
let interaction: EditInteraction;
let lines: readonly { kind: 'road' | 'plot'; lines: LonLat[][]; corners: boolean }[];

beforeEach(() => {
  sent = [];
  painted = [];
  lines = [];
  plan.counted = CountedPartition.of(partition, new HouseTable([], 5), {
    households: 1,
    residents: 0,
    enterprises: 0,
    rentals: 0,
    careNeeds: 0,
    areaHectares: 0,
  });
  plan.partition = partition;
  plan.version = 5;
  Object.assign(drawing, {
    snapping: true,
    snapTo: [...SNAP_CHOICES],
    snapWithin: { amount: 8, unit: 'px' },
  });
  drawing.blockTo = null;
  takeUp('select');
  interaction = new EditInteraction({
    view: () => view,
    finger: () => false,
    ground: () => lines,
    apply: (operation) => {
      sent.push(operation);
      return Promise.resolve(done);
    },
    codes: (places) => Promise.resolve(places.map((_, i) => `N${String(i)}`)),
    parts: () => Promise.resolve([]),
    brush: ({ blocks }, to) => {
      painted.push({ blocks, to });
      return Promise.resolve({ type: 'transfer', area: [], from: [], to });
    },
    preview: () => Promise.resolve(null),
    roads: () => Promise.resolve([]),
    words: () => ({ west: '西', east: '东', north: '北', south: '南', inside: '专属' }),
    changed: vi.fn(),
  });
});
afterEach(() => {
  vi.useRealTimers();
  closePlan();
});

const box = async (from: [number, number], to: [number, number]) => {
  interaction.press(from);
  interaction.move(to);
  await interaction.release(to);
};

describe('a box', () => {
  it('picks_the_points_in_it_and_the_grids_that_lie_in_it_whole', async () => {
    const [x, y] = pixel(centre('G1005'));
    await box([x - 300, y - 300], [x + 300, y + 300]);
    expect(plan.selection).toEqual({ kind: 'grids', codes: ['G1005'] });
    expect(drawing.picked.map(({ key }) => key)).toContain(`v${String(border.id)}/2`);
    expect(new Set(drawing.picked.map(({ key }) => key)).size).toBe(drawing.picked.length);
    expect(drawing.box).toBeNull();
  });

  it('adds_to_what_is_picked_already', async () => {
    drawing.picked = [point(1)];
    await box(pixel(point(2).place, -4, -4), pixel(point(2).place, 4, 4));
    expect(drawing.picked.map(({ index }) => index)).toEqual([1, 2]);
    expect(plan.selection).toBeNull();
  });

  it('that_is_no_box_is_a_click_with_shift_on_a_point_or_a_grid', async () => {
    await box(pixel(point(2).place), pixel(point(2).place, 1, 1));
    expect(drawing.picked.map(({ index }) => index)).toEqual([2]);
    await box(pixel(point(2).place), pixel(point(2).place));
    expect(drawing.picked).toEqual([]);
    for (const code of ['G1005', 'G1010']) await box(pixel(centre(code)), pixel(centre(code)));
    expect(plan.selection).toEqual({ kind: 'grids', codes: ['G1005', 'G1010'] });
  });
});

describe('picked points', () => {
  const held = (index: number) => {
    const handles = handlesOf(partition, null, view, { width: 4000, height: 4000 }, drawing.picked);
    const handle = handles.find(({ key }) => key === point(index).key);
    if (!handle) throw new Error('no handle');
    return handle;
  };

  it('have_handles_without_their_border_and_move_together_as_one_step', async () => {
    drawing.picked = [point(1), point(2), point(4)];
    const handle = held(2);
    interaction.take(handle);
    interaction.hold([handle.place[0] + 5e-5, handle.place[1]]);
    expect(plan.trial?.change.edges.length).toBeGreaterThan(1);
    await interaction.drop();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      type: 'batch',
      operations: [
        { type: 'moveVertex', vertex: 1 },
        { type: 'moveVertex', vertex: 2 },
        { type: 'moveNode', node: border.to },
      ],
    });
  });

  it('are_removed_together_and_nodes_are_not', async () => {
    drawing.picked = [point(1), point(3), point(4)];
    await interaction.removePicked();
    expect(sent).toEqual([
      {
        type: 'redrawEdge',
        edge: border.id,
        line: [border.points[0], border.points[2], border.points[4]],
      },
    ]);
    drawing.picked = [point(4)];
    await interaction.removePicked();
    expect(drawing.refusal?.reason).toBe('NOT_A_VERTEX');
    expect(sent).toHaveLength(1);
  });

  it('are_nudged_by_pixels_and_a_burst_is_one_step', async () => {
    vi.useFakeTimers();
    drawing.picked = [point(2)];
    for (let i = 0; i < 3; i++) interaction.nudge.push(1, 0);
    interaction.nudge.push(0, -10);
    expect(plan.trial?.change.edges).toHaveLength(1);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(BURST + 1);
    expect(sent).toHaveLength(1);
    const [move] = sent;
    if (move?.type !== 'moveVertex') throw new Error('no move');
    const [x, y] = pixel(point(2).place);
    expect(view.project(move.to)?.map((each) => Math.round(each * 100) / 100)).toEqual(
      [x + 3, y - 10].map((each) => Math.round(each * 100) / 100),
    );
  });

  it('that_are_nudged_are_put_back_by_escape', async () => {
    vi.useFakeTimers();
    drawing.picked = [point(2)];
    interaction.nudge.push(5, 5);
    expect(interaction.nudge.giveUp()).toBe(true);
    await vi.advanceTimersByTimeAsync(BURST + 1);
    expect([sent, plan.trial]).toEqual([[], null]);
  });

  it('stay_picked_for_as_long_as_they_are_there', () => {
    const change = (points: readonly LonLat[]) =>
      partition.with({
        removedEdges: [],
        edges: [{ ...border, points }],
        removedNodes: [],
        nodes: [],
        removedGrids: [],
        grids: [],
        removedOpenLand: [],
        openLand: [],
      });
    const more = change([...border.points.slice(0, 1), [118.602, 24.8012], ...border.points.slice(1)]);
    expect(stillThere(more, [point(2)]).map(({ index }) => index)).toEqual([3]);
    const less = change(border.points.filter((_, i) => i !== 2));
    expect(stillThere(less, [point(2), point(3)]).map(({ place }) => place)).toEqual([point(3).place]);
  });
});

describe('snapping', () => {
  const free = centre('G1005');
  beforeEach(() => {
    takeUp('split');
    lines = [{ kind: 'road', lines: [[free, [free[0] + 0.0003, free[1]]]], corners: false }];
  });

  it('takes_only_the_kinds_that_are_chosen_and_says_which_before_the_click', () => {
    interaction.move(pixel(free, 20, 5));
    expect(drawing.snap).toBe('road');
    drawing.snapTo = ['corner', 'border'];
    interaction.move(pixel(free, 20, 5));
    expect(drawing.snap).toBeNull();
    interaction.move(pixel(point(2).place, 3, 0));
    expect(drawing.snap).toBe('vertex');
    drawing.snapTo = ['border'];
    interaction.move(pixel(point(2).place, 3, 0));
    expect(drawing.snap).toBe('edge');
    drawing.snapTo = [];
    interaction.move(pixel(point(2).place, 3, 0));
    expect(drawing.snap).toBeNull();
  });

  it('reaches_as_far_as_is_chosen_in_pixels_or_metres', () => {
    drawing.snapWithin = { amount: 4, unit: 'px' };
    interaction.move(pixel(free, 20, 5));
    expect(drawing.snap).toBeNull();
    // A metre is about four pixels here.
    drawing.snapWithin = { amount: 2, unit: 'm' };
    expect(reachAt(view, pixel(free))).toBeCloseTo(7.9, 0);
    interaction.move(pixel(free, 20, 5));
    expect(drawing.snap).toBe('road');
  });
});

describe('measuring', () => {
  it('keeps_the_line_until_the_next_point_and_does_nothing_to_the_plan', async () => {
    takeUp('measure');
    for (const code of ['G1005', 'G1006', 'G1010']) {
      interaction.press(pixel(centre(code)));
      await interaction.release(pixel(centre(code)));
    }
    await interaction.finishTwice();
    expect(drawing.measured).toBe(true);
    expect(drawing.line).toHaveLength(3);
    interaction.press(pixel(centre('G1005')));
    await interaction.release(pixel(centre('G1005')));
    expect(drawing.line).toHaveLength(1);
    expect(sent).toEqual([]);
  });

  it('does_not_end_where_the_line_meets_a_border', async () => {
    takeUp('measure');
    for (const index of [1, 2, 3]) {
      interaction.press(pixel(point(index).place));
      await interaction.release(pixel(point(index).place));
    }
    expect([drawing.line.length, drawing.measured, sent]).toEqual([3, false, []]);
  });
});

describe('a double click of the brush', () => {
  const click = (code: string) => {
    interaction.press(pixel(centre(code)));
    void interaction.release(pixel(centre(code)));
  };
  beforeEach(() => {
    vi.useFakeTimers();
    takeUp('brush');
  });

  it('gives_the_whole_block_to_the_grid_of_the_last_stroke', async () => {
    click('G1005');
    await vi.advanceTimersByTimeAsync(400);
    click('G1006');
    await vi.advanceTimersByTimeAsync(100);
    click('G1006');
    await vi.advanceTimersByTimeAsync(400);
    expect(painted.map(({ to }) => to)).toEqual(['G1005']);
    expect(painted[0]?.blocks).toHaveLength(1);
    expect(sent).toMatchObject([{ type: 'transfer', to: 'G1005' }]);
    expect(drawing.blockTo).toBe('G1005');
  });

  it('gives_to_the_selected_grid_where_there_was_no_stroke_and_to_nobody_else', async () => {
    click('G1006');
    click('G1006');
    await vi.advanceTimersByTimeAsync(400);
    expect([painted, drawing.refusal?.reason]).toEqual([[], 'NOTHING_CHANGES']);
    plan.selection = { kind: 'grids', codes: ['G1010'] };
    click('G1006');
    click('G1006');
    await vi.advanceTimersByTimeAsync(400);
    expect(painted.map(({ to }) => to)).toEqual(['G1010']);
  });
});

describe('the menu', () => {
  const at = (place: LonLat, selection: typeof plan.selection = null) => {
    const on = menuTargetAt(view, partition, pixel(place), 8);
    if (!on) throw new Error('nothing there');
    return menuOf(on, partition, { picked: drawing.picked, selection });
  };

  it('offers_what_can_be_done_with_a_vertex_a_border_a_grid_and_beside_the_plan', () => {
    expect(at(point(2).place)).toEqual(
      expect.arrayContaining(['pick', 'removePoint', 'coordinates', 'lock', 'redraw']),
    );
    expect(at(point(2).place)).not.toContain('addVertex');
    expect(at(point(4).place)).not.toContain('removePoint');
    const [a, b] = [point(1).place, point(2).place];
    expect(at([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2])).toContain('addVertex');
    expect(at(centre('G1005'))).toEqual(expect.arrayContaining(['chooseGrid', 'split', 'measure', 'copy']));
    expect(at(centre('G1005'))).not.toContain('chooseBorder');
    expect(at(centre('G1005'), { kind: 'grids', codes: ['G1005', 'G1006'] })).toEqual(
      expect.arrayContaining(['dropGrid', 'mergeGrids']),
    );
    expect(at([118.5, 24.7])).toEqual(['measure', 'copy', 'undo', 'redo', 'help']);
  });

  it('offers_nothing_that_a_lock_or_the_outline_forbids', () => {
    const rim = partition.edgesBetween('G1001', '')[0] as PlanEdge;
    const vertex = rim.points[2] as LonLat;
    const node = rim.points[0] as LonLat;
    expect(at(vertex)).not.toEqual(expect.arrayContaining(['removePoint']));
    expect(at(vertex)).not.toContain('lock');
    expect(at(node)).toContain('coordinates');
  });
});
