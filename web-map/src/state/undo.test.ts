import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetAll } from './memory';
import { dismiss, later, tell, told, UNDO_MILLISECONDS } from './undo';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  forgetAll();
  vi.useRealTimers();
});

it('what_is_told_goes_away_by_itself', () => {
  tell('保存了');
  tell('没有保存', 'failed');
  expect(told.items).toHaveLength(2);
  vi.advanceTimersByTime(UNDO_MILLISECONDS);
  expect(told.items).toEqual([]);
});

it('what_is_told_can_be_put_away_and_what_was_to_be_done_is_done_all_the_same', () => {
  const carryOut = vi.fn();
  later('撤回了', carryOut, vi.fn());
  dismiss(told.items[0]?.id ?? 0);
  expect(told.items).toEqual([]);
  vi.advanceTimersByTime(UNDO_MILLISECONDS);
  expect(carryOut).toHaveBeenCalledOnce();
});
