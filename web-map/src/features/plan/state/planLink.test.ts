import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerProblem } from '../../../api/http';
import * as server from '../api';
import { listenToPlan } from './planLink';

vi.mock('../api', () => ({ getPlan: vi.fn(), planEvents: vi.fn() }));

class Line extends EventTarget {
  readyState = 0;
  closed = false;
  close(): void {
    this.closed = true;
  }
  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  breaks(readyState: number): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }
}

describe('the line of a plan', () => {
  const page = Object.assign(new EventTarget(), { hidden: false });
  let lines: Line[];
  let told: string[];
  let stop: () => void;
  const newest = () => lines[lines.length - 1] as Line;
  const sight = (hidden: boolean) => {
    page.hidden = hidden;
    page.dispatchEvent(new Event('visibilitychange'));
  };

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('document', page);
    vi.stubGlobal('EventSource', { CLOSED: 2 });
    page.hidden = false;
    lines = [];
    told = [];
    vi.mocked(server.getPlan).mockReset();
    vi.mocked(server.planEvents).mockImplementation(() => {
      const line = new Line();
      lines.push(line);
      return line as unknown as EventSource;
    });
    stop = listenToPlan(1, {
      change: () => told.push('change'),
      state: () => told.push('state'),
      people: () => told.push('people'),
      comments: (revision) => told.push(`comments ${String(revision)}`),
      back: () => told.push('back'),
      lost: () => told.push('lost'),
    });
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('tells_when_it_is_lost_and_when_it_is_back', () => {
    newest().opens();
    newest().breaks(0);
    newest().opens();
    expect(told).toEqual(['lost', 'back']);
  });

  it('that_never_opened_is_back_all_the_same', () => {
    newest().breaks(0);
    newest().opens();
    expect(told).toEqual(['lost', 'back']);
  });

  it('is_tried_anew_where_the_browser_gave_up', async () => {
    newest().breaks(2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(lines).toHaveLength(2);
    newest().breaks(2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(lines).toHaveLength(3);
    expect(server.getPlan).toHaveBeenCalledTimes(1);
  });

  it.each([403, 404])('is_not_tried_anew_where_the_plan_answers_%d', async (status) => {
    vi.mocked(server.getPlan).mockRejectedValue(new ServerProblem(status, ''));
    newest().breaks(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lines).toHaveLength(1);
  });

  it('is_not_held_out_of_sight_and_reads_what_it_missed', () => {
    newest().opens();
    sight(true);
    expect(newest().closed).toBe(true);
    expect(lines).toHaveLength(1);
    sight(false);
    expect(lines).toHaveLength(2);
    newest().opens();
    expect(told).toEqual(['back']);
  });

  it('tells_that_comments_changed', () => {
    const event = new Event('comments');
    newest().dispatchEvent(Object.assign(event, { data: '{"revision":7}' }));
    expect(told).toEqual(['comments 7']);
  });

  it('ends_for_good', async () => {
    newest().breaks(2);
    stop();
    sight(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lines).toHaveLength(1);
  });
});
