import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Applied, Numbers, Operation } from '../api';
import { lattice } from '../../../geo/fixture/lattice';
import { CountedPartition } from '../../../geo/gridNumbers';
import { HouseTable } from '../../../geo/houseTally';
import type { LonLat } from '../../../geo/lonLat';
import { Partition } from '../../../geo/partition';
import { drawing, takeUp } from '../state/drawing';
import { closePlan, type Outcome, plan } from '../state/plan';
import { EditInteraction } from './editInteraction';
import type { Handle } from './handles';
import type { View } from '../../../map/edit/snapping';

const SCALE = 400_000;
const view: View = {
  project: ([lon, lat]) => [(lon - 118.6) * SCALE, (24.804 - lat) * SCALE],
  placeAt: (x, y) => [118.6 + x / SCALE, 24.804 - y / SCALE],
};
const partition = Partition.of(lattice(4, 4, 3));
const border = partition.edgesBetween('G1005', 'G1006')[0];
if (!border) throw new Error('no border');
const pixel = (place: LonLat, dx = 0, dy = 0): [number, number] => {
  const [x, y] = view.project(place) ?? [0, 0];
  return [x + dx, y + dy];
};
const centre: LonLat = [118.6015, 24.8015];
const middleOf = (a: string, b: string) => partition.edgesBetween(a, b)[0]?.points[2] as LonLat;
const west = middleOf('G1004', 'G1005');
const east = border.points[2] as LonLat;
const done: Outcome = { kind: 'done', applied: {} as Applied };

let sent: { operation: Operation; basedOn: number; answer: (outcome: Outcome) => void }[];
let interaction: EditInteraction;
let parts: Numbers[];
const click = async (at: [number, number]) => {
  interaction.press(at);
  await interaction.release(at);
};
const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

beforeEach(() => {
  sent = [];
  parts = [];
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
  drawing.snapping = true;
  takeUp('select');
  interaction = new EditInteraction({
    view: () => view,
    finger: () => false,
    ground: () => [],
    apply: (operation, basedOn) =>
      new Promise((answer) => {
        sent.push({ operation, basedOn, answer });
      }),
    codes: (places) => Promise.resolve(places.map((_, i) => `N${String(i)}`)),
    parts: () => Promise.resolve(parts),
    brush: () => Promise.reject(new Error('no brush here')),
    preview: () => Promise.resolve(null),
    roads: () => Promise.resolve([]),
    words: () => ({ west: '西', east: '东', north: '北', south: '南', inside: '专属' }),
    changed: vi.fn(),
  });
});
afterEach(closePlan);

describe('a handle', () => {
  const handle = (vertex: number): Handle => ({
    key: `v${String(border.id)}/${String(vertex)}`,
    kind: 'vertex',
    place: border.points[vertex] as LonLat,
    x: 0,
    y: 0,
    edge: border.id,
    index: vertex,
    node: null,
    fixed: false,
  });

  it('is_dropped_in_the_version_in_which_it_was_taken', () => {
    interaction.take(handle(2));
    interaction.hold([east[0] + 2e-5, east[1]]);
    plan.version = 6;
    void interaction.drop();
    expect(sent[0]).toMatchObject({ basedOn: 5, operation: { type: 'moveVertex', vertex: 2 } });
  });

  it('is_removed_in_the_version_in_which_it_was_taken', () => {
    interaction.take(handle(2));
    plan.version = 6;
    void interaction.removeVertex(handle(2));
    expect(sent[0]).toMatchObject({ basedOn: 5, operation: { type: 'removeVertex', vertex: 2 } });
    expect(interaction.held).toBeNull();
  });

  it('springs_back_when_the_step_before_it_was_refused', async () => {
    interaction.take(handle(2));
    interaction.hold([east[0] + 2e-5, east[1]]);
    void interaction.drop();
    interaction.take(handle(3));
    sent[0]?.answer({ kind: 'refused', refusal: { reason: 'LOCKED', place: null, grids: [] } });
    await settle();
    expect(interaction.held).toBeNull();
  });
});

describe('a line', () => {
  beforeEach(() => {
    takeUp('split');
  });

  it('keeps_its_points_when_two_fingers_move_the_map', async () => {
    await click(pixel(west));
    interaction.press(pixel(centre));
    interaction.move(pixel(centre, 15, 15));
    expect(drawing.line.length).toBeGreaterThan(1);
    interaction.cancelStroke();
    expect(drawing.line).toEqual([west]);
  });

  it('that_is_given_up_leaves_nothing_to_the_next_stroke', async () => {
    await click(pixel(west));
    await click(pixel(centre));
    interaction.giveUp();
    interaction.press(pixel(centre));
    for (let i = 1; i <= 12; i++) interaction.move(pixel(centre, i * 5, 0));
    await interaction.release(pixel(centre, 60, 0));
    const places = drawing.line.map(String);
    expect(new Set(places).size).toBe(places.length);
    expect(drawing.line.length).toBeLessThan(4);
  });

  it('that_a_button_dropped_leaves_nothing_to_the_next_stroke', async () => {
    await click(pixel(west));
    await click(pixel(centre));
    takeUp('split');
    interaction.press(pixel(centre));
    for (let i = 1; i <= 12; i++) interaction.move(pixel(centre, i * 5, 0));
    expect(new Set(drawing.line.map(String)).size).toBe(drawing.line.length);
  });

  it('can_be_begun_while_the_last_one_is_on_its_way', async () => {
    await click(pixel(west));
    void click(pixel(east));
    await settle();
    expect(sent[0]?.operation.type).toBe('split');
    void click(pixel(centre));
    sent[0]?.answer(done);
    await settle();
    expect(drawing.line).toHaveLength(1);
  });

  it('that_the_server_refused_is_there_to_be_mended', async () => {
    await click(pixel(west));
    void click(pixel(east));
    await settle();
    sent[0]?.answer({ kind: 'refused', refusal: { reason: 'LOCKED', place: null, grids: [] } });
    await settle();
    expect(drawing.line).toEqual([west, east]);
  });

  it('that_the_first_of_two_clicks_ended_is_not_too_short', async () => {
    await click(pixel(west));
    void click(pixel(east));
    void click(pixel(east));
    await interaction.finishTwice();
    await settle();
    expect([sent.length, drawing.refusal, drawing.line.length]).toEqual([1, null, 0]);
  });
});

describe('a split', () => {
  const draw = async () => {
    takeUp('split');
    await click(pixel(west));
    const ending = click(pixel(east));
    await settle();
    return ending;
  };

  it('leaves_the_code_to_the_larger_half_and_shows_both_halves_when_it_is_done', async () => {
    parts = [
      { code: 'N0', residents: 400, houses: 9, areaSquareMetres: 1 },
      { code: 'G1005', residents: 100, houses: 9, areaSquareMetres: 1 },
    ] as Numbers[];
    plan.selection = { kind: 'edge', id: border.id };
    const ending = draw();
    await settle();
    await settle();
    expect(sent[0]?.operation).toMatchObject({ left: { code: 'G1005' }, right: { code: 'N0' } });
    sent[0]?.answer(done);
    await ending;
    expect(plan.selection).toEqual({ kind: 'grids', codes: ['G1005', 'N0'] });
  });
});

describe('the brush', () => {
  beforeEach(() => {
    takeUp('brush');
    plan.selection = { kind: 'grids', codes: ['G1010'] };
  });

  it('gives_to_the_grid_in_which_the_stroke_starts_and_not_to_the_selected_one', () => {
    interaction.press(pixel(centre));
    expect(drawing.paintTo).toBe('G1005');
    interaction.move(pixel(east, 30, 0));
    expect(drawing.paintTo).toBe('G1005');
  });

  it('shows_before_the_stroke_which_grid_would_gain', () => {
    interaction.move(pixel(centre));
    expect([drawing.gainer, drawing.paintTo]).toEqual(['G1005', null]);
    interaction.move(pixel(east, 30, 0));
    expect(drawing.gainer).toBe('G1006');
    takeUp('select');
    expect(drawing.gainer).toBeNull();
  });

  it('says_so_where_a_stroke_starts_in_no_grid', () => {
    interaction.press([-500, -500]);
    expect(drawing.paintTo).toBeNull();
    expect(drawing.refusal?.reason).toBe('NOT_A_LEAF');
  });
});
