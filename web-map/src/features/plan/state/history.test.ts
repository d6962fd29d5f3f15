import { describe, expect, it } from 'vitest';
import type { PlanLogItem } from '../api';
import { earliest, rootOf, takenBack } from './history';

const item = (seq: number, more: Partial<PlanLogItem> = {}): PlanLogItem => ({
  seq,
  version: seq + 1,
  at: '2026-11-29T23:00:00Z',
  account: { id: 1, name: '规划员' },
  kind: 'APPLY',
  type: 'rename',
  reverts: null,
  backTo: null,
  hashAfter: '',
  grids: [],
  gridCount: 0,
  ...more,
});
const undo = (seq: number, reverts: number) => item(seq, { kind: 'UNDO', type: null, reverts });
const redo = (seq: number, reverts: number) => item(seq, { kind: 'REDO', type: null, reverts });
const back = (seq: number, backTo: number) => item(seq, { kind: 'UNDO_TO', type: null, backTo });

describe('history of a plan', () => {
  it('a_step_that_was_undone_is_struck_out_and_one_that_was_done_again_is_not', () => {
    expect([...takenBack([item(1), undo(2, 1)])]).toEqual([1]);
    expect([...takenBack([item(1), undo(2, 1), redo(3, 2)])]).toEqual([2]);
    expect([...takenBack([item(1), undo(2, 1), redo(3, 2), undo(4, 3)])].sort()).toEqual([1, 3]);
  });

  it('everything_behind_where_the_plan_went_back_to_is_struck_out', () => {
    expect([...takenBack([item(1), item(2), item(3), back(4, 1)])].sort()).toEqual([2, 3]);
    expect([...takenBack([item(1), item(2), back(3, 0), redo(4, 3)])]).toEqual([3]);
  });

  it('an_undo_behind_where_the_plan_went_back_to_counts_no_more', () => {
    expect([...takenBack([item(1), item(2), undo(3, 1), back(4, 2)])]).toEqual([3]);
  });

  it('the_plan_goes_back_no_further_than_to_where_it_was_carried', () => {
    const carried = item(2, { kind: 'CARRY_OVER', type: 'batch' });
    expect(earliest([item(1), carried, item(3)])).toBe(2);
    expect(earliest([item(1), carried, undo(3, 2)])).toBe(0);
    expect(earliest([item(1)])).toBe(0);
  });

  it('an_undo_is_called_by_what_it_took_back', () => {
    const items = [item(1, { type: 'split' }), undo(2, 1), redo(3, 2)];
    const bySeq = new Map(items.map((each) => [each.seq, each]));
    expect(rootOf(items[2] as PlanLogItem, bySeq).type).toBe('split');
    expect(rootOf(items[0] as PlanLogItem, bySeq).seq).toBe(1);
  });
});
