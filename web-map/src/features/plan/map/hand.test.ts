import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Applied, Operation } from '../api';
import { lattice } from '../../../geo/fixture/lattice';
import { CountedPartition } from '../../../geo/gridNumbers';
import { HouseTable } from '../../../geo/houseTally';
import type { LonLat } from '../../../geo/lonLat';
import { Partition } from '../../../geo/partition';
import { drawing, takeUp } from '../state/drawing';
import { closePlan, type Outcome, plan } from '../state/plan';
import { Hand } from './hand';
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
let hand: Hand;
const click = async (at: [number, number]) => {
  hand.press(at);
  await hand.release(at);
};
const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

beforeEach(() => {
  sent = [];
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
  hand = new Hand({
    view: () => view,
    ground: () => [],
    apply: (operation, basedOn) =>
      new Promise((answer) => {
        sent.push({ operation, basedOn, answer });
      }),
    codes: (places) => Promise.resolve(places.map((_, i) => `N${String(i)}`)),
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
    hand.take(handle(2));
    hand.hold([east[0] + 2e-5, east[1]]);
    plan.version = 6;
    void hand.drop();
    expect(sent[0]).toMatchObject({ basedOn: 5, operation: { type: 'moveVertex', vertex: 2 } });
  });

  it('is_removed_in_the_version_in_which_it_was_taken', () => {
    hand.take(handle(2));
    plan.version = 6;
    void hand.removeVertex(handle(2));
    expect(sent[0]).toMatchObject({ basedOn: 5, operation: { type: 'removeVertex', vertex: 2 } });
    expect(hand.held).toBeNull();
  });

  it('springs_back_when_the_step_before_it_was_refused', async () => {
    hand.take(handle(2));
    hand.hold([east[0] + 2e-5, east[1]]);
    void hand.drop();
    hand.take(handle(3));
    sent[0]?.answer({ kind: 'refused', refusal: { reason: 'LOCKED', place: null, grids: [] } });
    await settle();
    expect(hand.held).toBeNull();
  });
});

describe('a line', () => {
  beforeEach(() => {
    takeUp('split');
  });

  it('keeps_its_points_when_two_fingers_move_the_map', async () => {
    await click(pixel(west));
    hand.press(pixel(centre));
    hand.move(pixel(centre, 15, 15));
    expect(drawing.line.length).toBeGreaterThan(1);
    hand.cancelStroke();
    expect(drawing.line).toEqual([west]);
  });

  it('that_is_given_up_leaves_nothing_to_the_next_stroke', async () => {
    await click(pixel(west));
    await click(pixel(centre));
    hand.giveUp();
    hand.press(pixel(centre));
    for (let i = 1; i <= 12; i++) hand.move(pixel(centre, i * 5, 0));
    await hand.release(pixel(centre, 60, 0));
    const places = drawing.line.map(String);
    expect(new Set(places).size).toBe(places.length);
    expect(drawing.line.length).toBeLessThan(4);
  });

  it('that_a_button_dropped_leaves_nothing_to_the_next_stroke', async () => {
    await click(pixel(west));
    await click(pixel(centre));
    takeUp('split');
    hand.press(pixel(centre));
    for (let i = 1; i <= 12; i++) hand.move(pixel(centre, i * 5, 0));
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
    await hand.finishTwice();
    expect([sent.length, drawing.refusal, drawing.line.length]).toEqual([1, null, 0]);
  });
});
