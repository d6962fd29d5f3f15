import { expect, it } from 'vitest';
import { type LabelWish, overlap, placeLabels } from './declutter';

const screen = { width: 800, height: 600 };

function wish(key: string, x: number, y: number, weight: number, widths: number[] = [60, 20]): LabelWish {
  return {
    key,
    x,
    y,
    weight,
    height: 18,
    texts: widths.map((width) => ({ text: `${key}-${String(width)}`, width })),
  };
}

/** A small generator with a seed, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

it('labels_never_overlap_whatever_is_wished', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const next = random(seed);
    const wishes = Array.from({ length: 150 }, (_, i) =>
      wish(String(i), next() * 800, next() * 600, next(), [30 + next() * 150, 24]),
    );
    const placed = placeLabels(wishes, screen);
    for (const [i, a] of placed.entries()) {
      const hidden = placed.slice(i + 1).filter((b) => overlap(a, b));
      expect(hidden).toEqual([]);
    }
  }
});

it('the_heavier_label_wins', () => {
  const placed = placeLabels([wish('light', 100, 100, 1, [60]), wish('heavy', 110, 100, 2, [60])], screen);
  expect(placed.map(({ key }) => key)).toEqual(['heavy']);
});

it('a_label_shrinks_to_its_tail_where_the_full_text_does_not_fit', () => {
  const placed = placeLabels([wish('a', 100, 100, 2), wish('b', 150, 100, 1)], screen);
  expect(placed.map(({ text }) => text)).toEqual(['a-60', 'b-20']);
});

it('equal_weights_are_placed_in_the_same_order_whatever_order_they_come_in', () => {
  const wishes = [wish('b', 100, 100, 1, [60]), wish('a', 110, 100, 1, [60])];
  expect(placeLabels(wishes, screen)).toEqual(placeLabels([...wishes].reverse(), screen));
});

it('a_label_outside_the_screen_is_not_placed', () => {
  expect(placeLabels([wish('off', -100, 100, 1), wish('below', 100, 700, 1)], screen)).toEqual([]);
});

it('a_long_text_takes_no_place_from_a_neighbour_that_has_a_short_one', () => {
  const row = Array.from({ length: 8 }, (_, i) => wish(String(i), 60 + i * 48, 100, 1));
  const placed = placeLabels(row, screen);
  expect(placed.map(({ key }) => key)).toEqual(row.map(({ key }) => key));
  expect(placed.filter(({ text }) => text.endsWith('-60')).length).toBeGreaterThan(1);
});
