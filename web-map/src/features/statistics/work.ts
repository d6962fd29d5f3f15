import type { Work } from '../../app/feature';
import { claimed } from '../../state/claims';
import { seesInside } from '../../state/session';
import { coloursOfGrids, followTheme } from './theme';
import ThemeLegend from './ThemeLegend.vue';
import TownNumbers from './TownNumbers.vue';

export const work: Work = {
  pieces: [
    {
      where: 'map',
      position: 30,
      component: TownNumbers,
      shown: () => seesInside() && !claimed().has('corner'),
    },
    { where: 'corner', position: 40, component: ThemeLegend },
  ],
  theme: coloursOfGrids,
  start: followTheme,
};
