import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Applied, Operation } from '../api';
import { ANSWERS_KEPT, type Step } from './step';

const server = vi.hoisted(() => ({ applyOperation: vi.fn(), undoStep: vi.fn(), redoStep: vi.fn() }));
vi.mock('../api', () => server);

interface Call {
  readonly plan: number;
  readonly version: number;
  readonly upon: readonly number[] | undefined;
  readonly key: string;
  readonly operation: Operation | undefined;
  readonly answer: (version: number) => void;
  readonly refuse: (error: unknown) => void;
}
let calls: Call[];

/** Locks of one browser, each held by one after the other. */
class Locks {
  private readonly tails = new Map<string, Promise<unknown>>();
  private readonly held = new Set<string>();

  request<T>(name: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.tails.get(name) ?? Promise.resolve()).then(async () => {
      this.held.add(name);
      try {
        return await work();
      } finally {
        this.held.delete(name);
      }
    });
    this.tails.set(
      name,
      mine.catch(() => undefined),
    );
    return mine;
  }

  query() {
    return Promise.resolve({ held: [...this.held].map((name) => ({ name })) });
  }
}

/** One page of the browser, with a memory of its own. */
async function openPage(account: number) {
  vi.resetModules();
  const outbox = await import('./outbox');
  const http = await import('../../../api/http');
  const { forgetAll } = await import('../../../state/memory');
  await outbox.openOutbox(account);
  return {
    ...outbox,
    away: () => new http.ServerUnreachable('gone'),
    problem: (status: number, slug: string, details = {}) =>
      new http.ServerProblem(status, '', slug, null, details),
    /** It is closed, or loaded anew. */
    gone: forgetAll,
  };
}
type Page = Awaited<ReturnType<typeof openPage>>;
let pages: Page[];
async function page(account = 1): Promise<Page> {
  const opened = await openPage(account);
  pages.push(opened);
  return opened;
}

const move = (edge: number): Operation => ({ type: 'moveVertex', edge, vertex: 1, to: [118, 24] });
const draw = (on: Page, edge: number, plan = 7, operation: Operation = move(edge)) => {
  const outcomes: string[] = [];
  on.post(
    { plan, kind: 'apply', operation, backTo: null, concerns: [`e${String(edge)}`], edges: [], basedOn: 5 },
    { here: () => true, ended: ({ kind }) => outcomes.push(kind) },
  );
  return outcomes;
};
const called = (n: number) =>
  vi.waitFor(() => {
    expect(calls.length).toBeGreaterThanOrEqual(n);
    return calls[n - 1] as Call;
  });
const onDevice = async (account = 1): Promise<Step[]> => {
  const { openShelf } = await import('./shelf');
  const shelf = await openShelf(account);
  const steps = await shelf.list();
  shelf.close();
  return steps;
};
/** Steps that were drawn while nobody answered. */
async function drawnOffline(on: Page, edges: readonly number[], plan = 7): Promise<void> {
  const before = calls.length;
  for (const edge of edges) draw(on, edge, plan);
  (await called(before + 1)).refuse(on.away());
  await vi.waitFor(() => {
    expect(on.outbox.link).toBe('lost');
  });
  await vi.waitFor(async () => {
    expect((await onDevice()).length).toBeGreaterThanOrEqual(edges.length);
  });
}

beforeEach(() => {
  calls = [];
  pages = [];
  const ask = (plan: number, version: number, key: string, operation?: Operation, upon?: number[]) =>
    new Promise<Applied>((resolve, reject) => {
      const answer = (now: number) => {
        resolve({ version: now } as Applied);
      };
      calls.push({ plan, version, key, operation, upon, answer, refuse: reject });
    });
  for (const each of Object.values(server)) each.mockReset().mockImplementation(ask);
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false, createElement: () => ({}) }));
  vi.stubGlobal('navigator', { onLine: true, locks: new Locks() });
});
afterEach(() => {
  for (const each of pages) each.gone();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('steps that nobody answered', () => {
  it('outlast_the_page_and_are_sent_once_in_their_order_with_their_keys', async () => {
    const first = await page();
    await drawnOffline(first, [1, 1, 2]);
    const keys = first.outbox.steps.map(({ key }) => key);
    first.gone();
    calls = [];
    const second = await page();
    await vi.waitFor(() => {
      expect(second.outbox.steps.map(({ key }) => key)).toEqual(keys);
    });
    for (const [i, version] of [6, 7, 8].entries()) {
      const call = await called(i + 1);
      expect(call).toMatchObject({ plan: 7, key: keys[i], version: version - 1 });
      call.answer(version);
    }
    await vi.waitFor(async () => {
      expect(await onDevice()).toEqual([]);
    });
    expect([calls.length, second.outbox.steps.length, second.outbox.link]).toEqual([3, 0, 'live']);
  });

  it('know_own_steps_of_an_earlier_page_that_were_answered_there', async () => {
    const first = await page();
    draw(first, 1);
    draw(first, 1);
    (await called(1)).answer(6);
    await called(2);
    first.gone();
    calls = [];
    await page();
    expect((await called(1)).version).toBe(6);
  });

  it('are_sent_as_soon_as_the_network_is_back', async () => {
    const one = await page();
    await drawnOffline(one, [1]);
    window.dispatchEvent(new Event('online'));
    (await called(2)).answer(6);
    await vi.waitFor(() => {
      expect([one.outbox.steps.length, one.outbox.link]).toEqual([0, 'live']);
    });
    expect(calls[1]?.key).toBe(calls[0]?.key);
  });

  it('wait_also_for_a_server_that_has_too_much_to_do', async () => {
    const one = await page();
    draw(one, 1);
    (await called(1)).refuse(one.problem(503, ''));
    await vi.waitFor(() => {
      expect(one.outbox.link).toBe('lost');
    });
    expect(one.outbox.steps).toHaveLength(1);
  });

  it('are_not_sent_by_themselves_when_the_server_may_have_forgotten_its_answer', async () => {
    const first = await page();
    await drawnOffline(first, [1, 1, 2]);
    first.gone();
    calls = [];
    const now = Date.now() + ANSWERS_KEPT + 60_000;
    vi.spyOn(Date, 'now').mockReturnValue(now);
    const second = await page();
    expect((await called(1)).operation).toEqual(move(2));
    expect(second.outbox.left.map(({ why }) => why?.kind)).toEqual(['unsure', 'behind']);
  });
});

describe('own steps with somebody else between', () => {
  it('are_named_to_the_server_with_the_version_that_was_seen', async () => {
    const on = await page();
    draw(on, 1);
    draw(on, 1);
    (await called(1)).answer(7);
    const second = await called(2);
    expect(second).toMatchObject({ version: 5, upon: [7] });
    second.answer(8);
  });
});

describe('a step that waited and does not fit', () => {
  it('is_left_over_with_both_versions_and_without_names', async () => {
    const first = await page();
    await drawnOffline(first, [1, 1, 2]);
    first.gone();
    calls = [];
    const second = await page();
    const theirs = { edges: [{ id: 1 }], grids: ['G1'], account: { name: '李四' }, at: null };
    (await called(1)).refuse(second.problem(412, 'edit-conflict', { yours: { edges: [] }, theirs }));
    // What was drawn upon it waits with it; what lies elsewhere is sent.
    (await called(2)).answer(9);
    expect(calls[1]?.operation).toEqual(move(2));
    await vi.waitFor(() => {
      expect(second.outbox.steps).toEqual([]);
    });
    second.gone();
    const third = await page();
    await vi.waitFor(() => {
      expect(third.outbox.left.map(({ why }) => why?.kind)).toEqual(['conflict', 'behind']);
    });
    expect(third.outbox.left[0]?.why).toMatchObject({ theirs: [{ id: 1 }], grids: ['G1'] });
    expect(JSON.stringify(await onDevice())).not.toContain('李四');
    for (const step of third.outbox.left) third.dropLeft(step);
    await vi.waitFor(async () => {
      expect(await onDevice()).toEqual([]);
    });
    expect(calls).toHaveLength(2);
  });

  it('takes_all_steps_of_its_plan_along_where_the_plan_is_closed', async () => {
    const one = await page();
    draw(one, 1);
    draw(one, 2);
    draw(one, 3, 8);
    (await called(1)).refuse(one.problem(409, 'plan-not-editable'));
    const next = await called(2);
    expect(next.plan).toBe(8);
    expect(one.outbox.left.map(({ plan, why }) => [plan, why])).toEqual([
      [7, { kind: 'failed', slug: 'plan-not-editable' }],
      [7, { kind: 'failed', slug: 'plan-not-editable' }],
    ]);
    next.answer(6);
  });

  it('that_was_drawn_a_moment_ago_is_only_refused', async () => {
    const one = await page();
    const outcomes = draw(one, 1);
    (await called(1)).refuse(one.problem(422, 'operation-refused', { reason: 'LOCKED' }));
    await vi.waitFor(() => {
      expect(outcomes).toEqual(['refused']);
    });
    expect(one.outbox.left).toEqual([]);
  });
});

describe('two pages of one account', () => {
  it('do_not_send_a_step_twice', async () => {
    const one = await page();
    draw(one, 1);
    await called(1);
    const two = await page();
    await new Promise((resolve) => setTimeout(resolve, 50));
    calls[0]?.answer(6);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([calls.length, two.outbox.steps]).toEqual([1, []]);
  });

  it('take_over_what_the_other_leaves_behind_when_it_is_closed', async () => {
    const one = await page();
    await drawnOffline(one, [1, 2]);
    const two = await page();
    await two.resume();
    expect(two.outbox.steps).toEqual([]);
    one.gone();
    (await called(2)).answer(6);
    (await called(3)).answer(7);
    await vi.waitFor(async () => {
      expect(await onDevice()).toEqual([]);
    });
    expect(calls[1]?.key).toBe(calls[0]?.key);
  });
});

it('nothing_is_sent_or_shown_under_another_account', async () => {
  const first = await page(1);
  await drawnOffline(first, [1, 2]);
  first.gone();
  calls = [];
  const other = await page(2);
  await other.resume();
  expect([other.outbox.steps, other.outbox.left, await other.countWaiting()]).toEqual([[], [], 0]);
  await other.dropAll();
  expect(await onDevice(1)).toHaveLength(2);
  expect(calls).toEqual([]);
  await page(1);
  await called(1);
});

describe('a device that keeps nothing', () => {
  it('is_told_of_when_it_is_full_and_the_step_is_sent_all_the_same', async () => {
    const one = await page();
    await vi.waitFor(() => {
      expect(one.outbox.kept).toBe(true);
    });
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    draw(one, 1);
    const call = await called(1);
    expect([one.outbox.kept, one.atRisk()]).toEqual([false, 1]);
    put.mockRestore();
    // With room again, everything that waits is kept.
    draw(one, 2);
    await vi.waitFor(() => {
      expect([one.outbox.kept, one.atRisk()]).toEqual([true, 0]);
    });
    expect(await onDevice()).toHaveLength(2);
    call.answer(6);
  });

  it('as_in_a_private_window_leaves_steps_to_the_page', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('private', 'SecurityError');
      },
    });
    const one = await page();
    const outcomes = draw(one, 1);
    expect([one.outbox.kept, one.atRisk()]).toEqual([false, 1]);
    (await called(1)).answer(6);
    await vi.waitFor(() => {
      expect(outcomes).toEqual(['done']);
    });
  });
});

it('a_sentence_of_somebody_stays_off_the_device', async () => {
  const one = await page();
  draw(one, 1, 7, { type: 'allow', openLand: 3, reason: '张三的鱼塘' });
  draw(one, 2);
  await called(1);
  await vi.waitFor(async () => {
    expect((await onDevice()).map(({ operation }) => operation)).toEqual([move(2)]);
  });
  expect(one.atRisk()).toBe(1);
});
