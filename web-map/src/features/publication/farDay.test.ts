import { describe, expect, it } from 'vitest';
import { daysAhead, isFar } from './farDay';

describe('a day for which a plan is published', () => {
  it('is_asked_about_again_when_it_is_more_than_60_days_ahead', () => {
    expect(daysAhead('2027-01-01', '2026-12-31')).toBe(1);
    expect(isFar('2027-01-29', '2026-11-30')).toBe(false);
    expect(isFar('2027-01-30', '2026-11-30')).toBe(true);
    expect(isFar('2036-11-30', '2026-11-30')).toBe(true);
  });
});
