import { getGrid, getOutline } from '../../api/client';
import type { GridCard } from '../../api/model';
import { addFeature } from '../../app/feature';
import { BASE, NAMES } from '../../map/layers/layer';
import type { CardKind } from '../../state/selected';
import { town } from '../../state/town';
import { GRIDS, WALLS } from './grids';
import { ROADS } from './roads';
import { en, zh } from './words';

const grid: CardKind<GridCard> = {
  name: 'grid',
  read: getGrid,
  outline: (id, signal) => getOutline('grids', id, signal),
  title: ({ name, code }) => name || code,
  tags: ({ synthetic, draft }, say) => [
    ...(synthetic ? [say('card.synthetic')] : []),
    ...(draft ? [say('land.card.draft')] : []),
  ],
  flight: ({ bounds }) => ({ to: 'bounds', bounds }),
  grids: (card) => [...card.parents, card],
  component: () => import('./GridCard.vue'),
  fixed: true,
};

addFeature({
  name: 'land',
  words: { zh, en },
  kinds: [grid],
  layers: [
    GRIDS,
    WALLS,
    { name: NAMES, position: 30, on: true },
    ROADS,
    { name: BASE, position: 90, on: true, offered: () => Boolean(town.overview?.baseMap) },
  ],
  tabs: [
    {
      of: 'grid',
      name: 'overview',
      position: 10,
      component: () => import('./GridOverview.vue'),
      props: (card: GridCard) => ({ grid: card }),
    },
  ],
  work: () => import('./work'),
});
