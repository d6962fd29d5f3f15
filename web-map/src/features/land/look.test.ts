import {
  type Color,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  filterGrayscale,
  interpolate,
} from 'culori';
import { expect, it } from 'vitest';
import { rampOf, stepsOf } from '../../geo/ramp';
import { PAPER } from '../../map/paint/style';
import { GRID_COLOURS, GRID_FILL_OPACITY, THEME_FILL_OPACITY } from './look';

const distance = differenceCiede2000();
const EYES = {
  full_sight: (colour: Color) => colour,
  protanopia: filterDeficiencyProt(1),
  deuteranopia: filterDeficiencyDeuter(1),
  tritanopia: filterDeficiencyTrit(1),
};
/** A scale grows lighter with the count, so that it is read without any colour. */
const EYES_FOR_A_SCALE = { ...EYES, achromatopsia: filterGrayscale(1) };

/** The least difference between any two fills as they lie over the paper; 1 is hardly seen by anybody. */
function leastDistance(colours: readonly string[], opacity: number, eye: (colour: Color) => Color): number {
  const seen = colours.map((colour) => eye(interpolate([PAPER, colour], 'rgb')(opacity)));
  return Math.min(...seen.flatMap((one, i) => seen.slice(i + 1).map((other) => distance(one, other))));
}

it.each(Object.entries(EYES_FOR_A_SCALE))('no_two_colours_of_a_scale_look_alike_to_%s', (_, eye) => {
  for (const steps of [stepsOf({ least: 500, most: 1000 }), rampOf([999])])
    expect(
      leastDistance(
        steps.map(({ colour }) => colour),
        THEME_FILL_OPACITY,
        eye,
      ),
    ).toBeGreaterThan(5);
});

// Any two of the colours may lie beside each other.
it.each(Object.entries(EYES))('no_two_colours_of_neighbouring_grids_look_alike_to_%s', (_, eye) => {
  expect(leastDistance(GRID_COLOURS, GRID_FILL_OPACITY, eye)).toBeGreaterThan(7);
});
