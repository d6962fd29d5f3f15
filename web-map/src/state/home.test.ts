import { expect, it } from 'vitest';
import type { Division, Overview } from '../api/model';
import { homeOf, ownDivision } from './home';

it('the_first_view_is_of_ones_own_village_else_of_the_largest', () => {
  const village = (rootCode: string, houses: number, west: number) => ({
    rootCode,
    houses,
    shown: true,
    bounds: [west, 0, west + 1, 1],
  });
  const overview = {
    bounds: [0, 0, 9, 9],
    divisions: [village('11', 5, 1), village('22', 9, 3)],
  } as unknown as Overview;
  expect(homeOf(overview, [])).toEqual([3, 0, 4, 1]);
  expect(homeOf(overview, ['11003'])).toEqual([1, 0, 2, 1]);
  const draft = { ...village('33', 7, 5), shown: false } as unknown as Division;
  const withDraft = { ...overview, divisions: [...overview.divisions, draft] };
  expect(homeOf(withDraft, ['33']), 'of the draft that is all there is').toEqual([5, 0, 6, 1]);
  expect(ownDivision(withDraft.divisions, ['33'])).toBe(draft);
  expect(ownDivision(withDraft.divisions, ['11003'])?.rootCode).toBe('11');
  expect(ownDivision(withDraft.divisions, [])).toBeUndefined();
  expect(homeOf({ ...overview, divisions: [] }, ['11003'])).toEqual([0, 0, 9, 9]);
});
