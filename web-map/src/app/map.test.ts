import { expect, it } from 'vitest';
import { mapLayers, tileLayersOf } from '../map/layers/layer';
import './features';

/**
 * What features have on the map, in one word each: what can be selected, and what tiles carry. What stands as pillars is
 * left out, for an event is a word of the browser too.
 */
const things = new Set(
  [
    ...mapLayers().flatMap(({ symbols = [], pins, hits }) =>
      [...symbols, pins, hits].flatMap((source) => source?.kind ?? []),
    ),
    ...tileLayersOf(),
  ].map((name) => name.replace(/_.*/, '')),
);

/** The things that a text names, whole or as a part of a longer name. */
function namedIn(text: string): string[] {
  const words = text.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return [...things].filter((thing) => new RegExp(`(?<![a-z])${thing}s?(?![a-z])`).test(words));
}

it('the_map_names_nothing_that_a_feature_puts_on_it', () => {
  const sources = import.meta.glob<string>(['../map/**/*.{ts,vue}', '!../map/**/*.test.ts'], {
    eager: true,
    query: '?raw',
    import: 'default',
  });
  expect(Object.keys(sources).length).toBeGreaterThan(25);
  expect(
    Object.entries(sources).flatMap(([file, text]) => namedIn(text).map((thing) => `${file}: ${thing}`)),
  ).toEqual([]);
});

it('a_map_that_named_one_would_be_found', () => {
  expect([...things].sort()).toEqual(['finding', 'grid', 'house', 'resource', 'road', 'station']);
  expect(namedIn("tile.layers['grid_border']")).toEqual(['grid']);
  expect(namedIn('/** Houses stand up. */ const roadWidth = 3;')).toEqual(['house', 'road']);
  expect(namedIn('window.gridmap.resourceful()')).toEqual([]);
});
