import { getHouse, getOutline } from '../../api/client';
import type { HouseCard } from '../../api/model';
import { addFeature } from '../../app/feature';
import { type CardKind, refreshSelected } from '../../state/selected';
import { may } from '../../state/session';
import { HOUSES } from './houses';
import { en, zh } from './words';

const house: CardKind<HouseCard> = {
  name: 'house',
  inside: true,
  read: getHouse,
  outline: (id, signal) => getOutline('houses', id, signal),
  title: ({ name, number }, say) =>
    name || (number ? say('house.houseTitle', { number }) : say('house.unnamed')),
  tags: ({ synthetic }, say) => (synthetic ? [say('card.synthetic')] : []),
  flight: ({ entrance }) => ({ to: 'place', place: entrance, rangeMetres: 260 }),
  grids: ({ grids }) => grids,
  component: () => import('./HouseCard.vue'),
};

addFeature({
  name: 'house',
  words: { zh, en },
  fieldWords: ['fact'],
  kinds: [house],
  layers: [HOUSES, { name: 'uses', position: 50, on: true, inside: true }],
  tabs: [
    {
      of: 'house',
      name: 'facts',
      position: 10,
      component: () => import('./HouseFacts.vue'),
      props: (card: HouseCard) => ({ house: card }),
    },
    {
      of: 'house',
      name: 'photos',
      position: 30,
      shown: ({ inScope }: HouseCard) => inScope && may('RESIDENTS'),
      component: () => import('./Photos.vue'),
      props: ({ id, photos }: HouseCard, title) => ({
        houseId: id,
        title,
        photos: photos ?? [],
        onChanged: refreshSelected,
      }),
    },
  ],
});
