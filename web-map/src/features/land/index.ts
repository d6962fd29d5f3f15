import { getGrid, getOutline } from '../../api/client';
import type { GridCard } from '../../api/model';
import { addFeature } from '../../app/feature';
import type { CardKind } from '../../state/selected';
import { town } from '../../state/town';
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
  // The map itself draws the land; here are its switches.
  layers: [
    { name: 'grids', position: 10, on: true, yieldsTo: 'grids' },
    { name: 'walls', position: 20, on: true, yieldsTo: 'grids' },
    { name: 'labels', position: 30, on: true },
    { name: 'roads', position: 60, on: true },
    { name: 'base', position: 90, on: true, offered: () => Boolean(town.overview?.baseMap) },
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
