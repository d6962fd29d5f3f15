import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerProblem, ServerUnreachable } from '../../../api/http';
import * as server from '../api';
import type { Applied, Operation, PlanEvent, PlanNumbers, PlanSummary, WirePartition } from '../api';
import { lattice } from '../../../geo/fixture/lattice';
import { NO_CHANGE, rounded } from '../../../geo/partition';
import { forgetAll } from '../../../state/memory';
import { outbox } from './outbox';
import { apply, closePlan, drawAgain, NEWS_MILLISECONDS, openPlan, plan, redo, strays, undo } from './plan';
import { sizeOf } from './size';
import { type Hearing, listenToPlan } from './planLink';

vi.mock('../api', async (original) => ({
  ...(await original<typeof server>()),
  getPlan: vi.fn(),
  getPartition: vi.fn(),
  getPlanNumbers: vi.fn(),
  getPlanHouses: vi.fn(),
  applyOperation: vi.fn(),
  undoStep: vi.fn(),
  redoStep: vi.fn(),
}));
vi.mock('./planLink', () => ({ listenToPlan: vi.fn() }));

const data = lattice(4, 4, 3);
const between = (a: string, b: string) => {
  const edge = data.edges.find(
    ({ left, right }) => (left === a && right === b) || (left === b && right === a),
  );
  if (!edge) throw new Error('no border');
  return edge;
};
const border = between('G1005', 'G1006');
const other = between('G1009', 'G1010');

/** A step of a border that changes it a little. */
const nudge = (edge: typeof border, vertex: number, by = 2e-5): Operation => {
  const [lon, lat] = edge.points[vertex] ?? [0, 0];
  return { type: 'moveVertex', edge: edge.id, vertex, to: [lon + by, lat] };
};
const answer = (version: number): Applied =>
  ({ version, hash: '', seq: version, change: NO_CHANGE, numbers: [], mean: {} }) as unknown as Applied;
const refusal = (status: number, slug: string, details = {}) =>
  new ServerProblem(status, '', slug, null, details);

interface Call {
  readonly plan: number;
  readonly version: number;
  readonly key: string;
  readonly operation: Operation | undefined;
  readonly answer: (applied: Applied) => void;
  readonly refuse: (error: unknown) => void;
}
let calls: Call[];
let version: number;
let hearing: Hearing;

const settle = async () => {
  for (let i = 0; i < 30; i++) await Promise.resolve();
};
const someone = (at: number) => {
  hearing.change({ ...answer(at), own: false, account: { name: '李' } } as unknown as PlanEvent);
};

beforeEach(async () => {
  vi.clearAllMocks();
  calls = [];
  version = 5;
  strays.count = 0;
  const ask = (id: number, at: number, key: string, operation?: Operation) =>
    new Promise<Applied>((resolve, reject) => {
      calls.push({ plan: id, version: at, key, operation, answer: resolve, refuse: reject });
    });
  vi.mocked(server.applyOperation).mockImplementation(ask);
  vi.mocked(server.undoStep).mockImplementation((id, at, key) => ask(id, at, key));
  vi.mocked(server.redoStep).mockImplementation((id, at, key) => ask(id, at, key));
  vi.mocked(server.getPlan).mockImplementation((id) =>
    Promise.resolve({ id, version, state: 'DRAFT', mayEdit: true } as PlanSummary),
  );
  vi.mocked(server.getPartition).mockImplementation(() =>
    Promise.resolve({ ...data, version } as unknown as WirePartition),
  );
  vi.mocked(server.getPlanNumbers).mockImplementation(() =>
    Promise.resolve({ version, grids: [], weights: {} } as unknown as PlanNumbers),
  );
  vi.mocked(listenToPlan).mockImplementation((_, heard) => {
    hearing = heard;
    return () => undefined;
  });
  await openPlan(1);
});
afterEach(() => {
  forgetAll();
  vi.useRealTimers();
});

describe('a step', () => {
  it('names_the_version_in_which_it_was_begun', async () => {
    someone(6);
    expect(plan.version).toBe(6);
    void apply(nudge(border, 2), 5);
    await settle();
    expect(calls[0]?.version).toBe(5);
  });

  it('knows_own_steps_that_follow_directly_on_that_version', async () => {
    void apply(nudge(border, 1));
    void apply(nudge(border, 2));
    calls[0]?.answer(answer(6));
    await settle();
    expect(calls[1]?.version).toBe(6);
    // Taken hold of before the first one was answered, dropped afterwards.
    void apply(nudge(border, 3), 5);
    calls[1]?.answer(answer(7));
    await settle();
    expect(calls[2]?.version).toBe(7);
  });

  it('does_not_claim_to_know_what_somebody_did_in_between', async () => {
    void apply(nudge(border, 1));
    void apply(nudge(other, 2));
    someone(6);
    calls[0]?.answer(answer(7));
    await settle();
    expect(calls[1]?.version).toBe(5);
  });

  it('is_sent_again_with_the_same_key_after_a_lost_answer', async () => {
    vi.useFakeTimers();
    void apply(nudge(border, 1));
    calls[0]?.refuse(new ServerUnreachable('gone'));
    await settle();
    expect(outbox.link).toBe('lost');
    vi.advanceTimersByTime(1000);
    expect(calls[1]?.key).toBe(calls[0]?.key);
    calls[1]?.answer(answer(6));
    await settle();
    expect([outbox.link, plan.version, plan.busy]).toEqual(['live', 6, 0]);
  });
});

describe('behind a refused step', () => {
  const refused = refusal(422, 'operation-refused', { reason: 'LOCKED' });

  it('steps_of_the_same_border_end_like_it_and_are_not_sent', async () => {
    const outcomes = [apply(nudge(border, 1)), apply(nudge(border, 2)), undo()];
    calls[0]?.refuse(refused);
    const ended = await Promise.all(outcomes);
    expect(ended.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'refused']);
    expect([calls.length, plan.busy]).toEqual([1, 0]);
    expect(plan.partition?.edges.get(border.id)?.points).toEqual(border.points);
  });

  it('steps_elsewhere_are_still_sent', async () => {
    void apply(nudge(border, 1));
    const second = apply(nudge(other, 2));
    calls[0]?.refuse(refused);
    await settle();
    calls[1]?.answer(answer(6));
    expect((await second).kind).toBe('done');
  });

  it('a_step_behind_an_undo_that_found_nothing_is_still_sent', async () => {
    void undo();
    void apply(nudge(border, 1));
    calls[0]?.refuse(refusal(409, 'nothing-to-undo'));
    await settle();
    expect(calls[1]?.operation).toMatchObject({ type: 'moveVertex' });
  });
});

describe('of two versions the own one', () => {
  const conflict = (edges: unknown[]) =>
    refusal(412, 'edit-conflict', { yours: { edges }, theirs: { account: { name: '李' } } });

  it('is_done_again_where_doing_it_again_was_the_step', async () => {
    void redo();
    calls[0]?.refuse(conflict([]));
    await settle();
    expect(plan.conflict?.kind).toBe('redo');
    void drawAgain();
    await settle();
    expect(server.redoStep).toHaveBeenCalledTimes(2);
    expect(server.undoStep).not.toHaveBeenCalled();
  });

  it('is_drawn_whole_because_its_vertices_may_have_other_numbers', async () => {
    const points = border.points.map(([lon, lat], i) => (i === 2 ? rounded([lon + 2e-5, lat]) : [lon, lat]));
    void apply(nudge(border, 2));
    calls[0]?.refuse(conflict([{ ...border, points }]));
    await settle();
    version = 6;
    void drawAgain();
    await settle();
    expect(calls[1]).toMatchObject({
      version: 6,
      operation: { type: 'redrawEdge', edge: border.id, line: points },
    });
  });

  it('is_given_up_where_its_border_is_gone', async () => {
    void apply(nudge(border, 2));
    calls[0]?.refuse(conflict([{ ...border, id: 987_654 }]));
    await settle();
    expect(await drawAgain()).toMatchObject({ kind: 'refused', refusal: { reason: 'UNKNOWN_EDGE' } });
    expect(calls).toHaveLength(1);
  });
});

describe('what somebody else did', () => {
  it('is_told_for_a_while_and_goes_away', () => {
    vi.useFakeTimers();
    someone(6);
    expect(plan.news?.name).toBe('李');
    vi.advanceTimersByTime(NEWS_MILLISECONDS);
    expect(plan.news).toBeNull();
  });
});

describe('who may not see counts of single houses', () => {
  const numbers = (exact: boolean) =>
    ({
      version,
      exact,
      weights: {},
      norms: [{ measure: 'residents', least: 500, most: 1000, kind: 'BASE' }],
      grids: [
        { code: 'G1005', houses: 9, residents: 690 },
        { code: 'G1006', houses: 2, residents: null },
      ],
    }) as unknown as PlanNumbers;
  const reopen = async (exact: boolean) => {
    closePlan();
    vi.mocked(server.getPlanNumbers).mockResolvedValue(numbers(exact));
    vi.mocked(server.getPlanHouses).mockResolvedValue({ measures: [], houses: [], registerRevision: 0 });
    await openPlan(1);
  };

  it('is_shown_the_numbers_of_the_server_and_their_place_in_the_norm', async () => {
    await reopen(false);
    expect(server.getPlanHouses).not.toHaveBeenCalled();
    expect(sizeOf('G1005')).toMatchObject({ count: 690, text: '≈ 690', band: 0 });
  });

  it('is_shown_nothing_where_nothing_is_told_and_never_a_zero', async () => {
    await reopen(false);
    for (const code of ['G1006', 'G1009'])
      expect(sizeOf(code)).toMatchObject({ count: null, text: '', band: null });
  });

  it('has_his_zeros_counted_by_the_page_only_where_it_has_the_houses', async () => {
    await reopen(true);
    expect(sizeOf('G1009')).toMatchObject({ count: 0, text: '0', band: -2 });
  });
});

describe('leaving a plan', () => {
  it('sends_its_steps_all_the_same_and_then_those_of_the_next_plan', async () => {
    void apply(nudge(border, 1));
    void apply(nudge(border, 2));
    closePlan();
    await openPlan(2);
    void apply(nudge(other, 2));
    expect(plan.busy).toBe(1);
    calls[0]?.answer(answer(6));
    await settle();
    expect(calls[1]).toMatchObject({ plan: 1, version: 6 });
    calls[1]?.answer(answer(7));
    await settle();
    expect(calls[2]).toMatchObject({ plan: 2, version: 5 });
    expect(plan.version).toBe(5);
    expect(strays.count).toBe(0);
  });

  it('counts_what_was_refused_afterwards', async () => {
    void apply(nudge(border, 1));
    closePlan();
    calls[0]?.refuse(refusal(422, 'operation-refused', { reason: 'LOCKED' }));
    await settle();
    expect([strays.count, plan.conflict, outbox.steps.length]).toEqual([1, null, 0]);
  });

  it('ends_with_the_session', async () => {
    void apply(nudge(border, 1));
    void apply(nudge(border, 2));
    forgetAll();
    calls[0]?.answer(answer(6));
    await settle();
    expect([calls.length, outbox.steps.length, plan.id]).toEqual([1, 0, null]);
  });
});
