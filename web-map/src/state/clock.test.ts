import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { idleness } from './idle';
import { carryOutAll, later, told, UNDO_MILLISECONDS } from './undo';

describe('an idle session', () => {
  it('warns_in_its_last_minute_and_is_over_at_its_end', () => {
    expect(idleness(0, 0, 900)).toEqual({ phase: 'ACTIVE', secondsLeft: 900 });
    expect(idleness(839_000, 0, 900).phase).toBe('ACTIVE');
    expect(idleness(840_000, 0, 900)).toEqual({ phase: 'WARNING', secondsLeft: 60 });
    expect(idleness(900_000, 0, 900)).toEqual({ phase: 'OVER', secondsLeft: 0 });
  });

  it('that_is_short_warns_in_its_second_half', () => {
    expect(idleness(9_000, 0, 20).phase).toBe('ACTIVE');
    expect(idleness(11_000, 0, 20).phase).toBe('WARNING');
  });
});

describe('a removal', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is_carried_out_after_the_time_for_second_thoughts', () => {
    const done = vi.fn();
    later('removed', done, vi.fn());
    vi.advanceTimersByTime(UNDO_MILLISECONDS - 1);
    expect(done).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(done).toHaveBeenCalledOnce();
    expect(told.items).toEqual([]);
  });

  it('that_is_undone_never_happens', () => {
    const done = vi.fn();
    const back = vi.fn();
    later('removed', done, back);
    told.items[0]?.undo?.();
    vi.advanceTimersByTime(UNDO_MILLISECONDS * 2);
    expect(done).not.toHaveBeenCalled();
    expect(back).toHaveBeenCalledOnce();
  });

  it('is_carried_out_at_once_when_the_page_goes', () => {
    const done = vi.fn();
    later('removed', done, vi.fn());
    carryOutAll();
    expect(done).toHaveBeenCalledOnce();
  });
});
