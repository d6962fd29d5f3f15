import { describe, expect, it } from 'vitest';
import { countdown } from './reveals';

describe('a revealed value', () => {
  it('is_in_sight_for_a_minute_and_the_ring_empties_with_it', () => {
    expect(countdown(0, 0, 60)).toEqual({ secondsLeft: 60, share: 1 });
    expect(countdown(30_000, 0, 60)).toEqual({ secondsLeft: 30, share: 0.5 });
    expect(countdown(59_001, 0, 60).secondsLeft).toBe(1);
    expect(countdown(60_000, 0, 60)).toEqual({ secondsLeft: 0, share: 0 });
    expect(countdown(90_000, 0, 60)).toEqual({ secondsLeft: 0, share: 0 });
  });

  it('is_never_longer_in_sight_than_a_minute_whatever_the_server_says', () => {
    expect(countdown(0, 0, 3600).secondsLeft).toBe(60);
    expect(countdown(0, 0, 0)).toEqual({ secondsLeft: 0, share: 0 });
    expect(countdown(0, 0, -5).secondsLeft).toBe(0);
  });
});
