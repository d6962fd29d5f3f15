import { describe, expect, it } from 'vitest';
import { offset } from '../../geo/lonLat';
import type { Pillar } from '../layers/layer';
import { groupAt, inkOn, type PlacedGroup, pressed } from './badges';
import { groupPillars, heightOf, type PillarGroup, type Standing, stepOf } from './groups';

const LOOKS = [
  { colour: '#D92D20', mark: 'R' },
  { colour: '#FAC515', mark: 'Y' },
];
const HOME = [118.6, 24.8] as const;

/** A pillar so many metres east of home. */
function pillar(id: number, east: number, change: Partial<Pillar> = {}): Pillar {
  return {
    id,
    place: offset(HOME, east, 0),
    stack: `at ${String(east)}`,
    look: 0,
    heightMetres: 40,
    faded: false,
    ringed: false,
    ...change,
  };
}
const standing = (...pillars: Pillar[]): Standing => ({ kind: 'thing', looks: LOOKS, pillars });

describe('pillars', () => {
  it('stand_on_each_other_at_one_place_with_the_worst_on_top_and_bounded_in_height', () => {
    const [one, ...others] = groupPillars(
      standing(
        pillar(1, 0, { stack: 'a', look: 1 }),
        pillar(2, 0, { stack: 'a' }),
        pillar(3, 0, { stack: 'a', faded: true }),
      ),
      0.5,
    );
    expect(others).toEqual([]);
    expect(one?.ids).toEqual([2, 1, 3]);
    expect(one?.segments.map(({ id }) => id)).toEqual([3, 1, 2]);
    expect(one?.bounds).toBeNull();
    const many = Array.from({ length: 40 }, (_, i) => pillar(i + 1, 0, { stack: 'a' }));
    const [tower] = groupPillars(standing(...many), 0.5);
    expect(heightOf(tower as PillarGroup)).toBeLessThanOrEqual(151);
    const ends = tower?.segments.map(({ fromMetres, toMetres }) => [fromMetres, toMetres]) ?? [];
    expect(ends.every(([from = 0, to = 0], i) => to > from && from >= (ends[i - 1]?.[1] ?? 0))).toBe(true);
  });

  it('are_one_cluster_from_afar_with_counts_by_colour_and_apart_from_near', () => {
    const three = standing(
      pillar(1, 0),
      pillar(2, 60, { look: 1 }),
      pillar(3, 90, { look: 1, ringed: true }),
    );
    expect(groupPillars(three, 0.5)).toHaveLength(3);
    const [cluster, ...others] = groupPillars(three, stepOf(4));
    expect(others).toEqual([]);
    expect(cluster?.counts.map(({ look, count }) => [look.mark, count])).toEqual([
      ['R', 1],
      ['Y', 2],
    ]);
    expect(cluster?.ringed).toBe(true);
    expect(cluster?.bounds?.[0]).toBeCloseTo(HOME[0], 6);
    expect(groupPillars(standing(pillar(1, 0), pillar(2, 3000)), stepOf(4))).toHaveLength(2);
  });

  it('are_put_together_alike_whatever_their_order_and_none_is_lost', () => {
    const all = Array.from({ length: 300 }, (_, i) => pillar(i + 1, (i * 37) % 2000, { look: i % 2 }));
    for (const step of [0.5, 2, 8, 32]) {
      const there = groupPillars(standing(...all), step);
      const back = groupPillars(standing(...[...all].reverse()), step);
      expect(back).toEqual(there);
      expect(there.flatMap(({ ids }) => ids).sort((a, b) => a - b)).toEqual(all.map(({ id }) => id));
    }
  });

  it('grow_with_the_distance_so_that_they_are_seen', () => {
    const [near] = groupPillars(standing(pillar(1, 0)), 0.5);
    const [far] = groupPillars(standing(pillar(1, 0)), 16);
    expect(heightOf(near as PillarGroup)).toBe(40);
    expect(heightOf(far as PillarGroup)).toBeGreaterThan(400);
  });

  it('are_hit_on_their_badge_and_on_their_body_and_a_stack_is_walked_through', () => {
    const [group] = groupPillars(
      standing(pillar(1, 0, { stack: 'a', look: 1 }), pillar(2, 0, { stack: 'a' })),
      0.5,
    ) as [PillarGroup];
    const placed: PlacedGroup = {
      group,
      base: [100, 200],
      head: [100, 100],
      box: { left: 80, top: 89, width: 40, height: 22 },
    };
    expect(groupAt([placed], 110, 95)).toEqual({ group, share: null });
    expect(groupAt([placed], 102, 180)?.share).toBeCloseTo(0.2, 6);
    expect(groupAt([placed], 140, 180)).toBeNull();
    expect(pressed(group, null, null)).toBe(2);
    expect(pressed(group, null, 2)).toBe(1);
    expect(pressed(group, null, 1)).toBe(2);
    expect(pressed(group, 0.2, null)).toBe(1);
    expect(pressed(group, 0.9, null)).toBe(2);
  });

  it('carry_ink_that_is_read_on_their_colour', () => {
    expect(['#D92D20', '#F79009', '#FAC515', '#2E90FA'].map(inkOn)).toEqual([
      '#FFFFFF',
      '#101828',
      '#101828',
      '#101828',
    ]);
  });
});
