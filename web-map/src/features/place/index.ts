import { addFeature } from '../../app/feature';
import type { SymbolSource } from '../../map/layers/layer';
import { bordersOnly, has } from '../../state/rights';
import type { CardKind } from '../../state/selected';
import { seesInside } from '../../state/session';
import { ICONS } from '../../ui/icons';
import { getResource, getStation, type Resource, type Station } from './api';
import { en, zh } from './words';

const SEEN_FROM_METRES = 260;
const component = () => import('./PlaceCard.vue');

const station: CardKind<Station> = {
  name: 'station',
  read: getStation,
  title: ({ name }) => name,
  flight: ({ point }) => ({ to: 'place', place: point, rangeMetres: SEEN_FROM_METRES }),
  component,
};
const resource: CardKind<Resource> = {
  name: 'resource',
  read: getResource,
  title: ({ name, kind }, say) => name || say(`place.${kind}`),
  flight: ({ point }) => ({ to: 'place', place: point, rangeMetres: SEEN_FROM_METRES }),
  component,
};

/** A house with a cross: somebody is there who helps. */
const STATIONS: SymbolSource = {
  kind: 'station',
  tileLayer: 'station',
  look: { ground: '#0B6E4F', round: false, strokes: 'M6 18V11l6-5 6 5v7zM12 10v6M9 13h6' },
  rangeMetres: 6000,
  weight: 2e7,
};
/** A box with a plus: something is there that helps. Hydrants and extinguishers are many, so only from near. */
const RESOURCES: SymbolSource = {
  kind: 'resource',
  tileLayer: 'resource',
  look: { ground: '#344054', round: true, strokes: 'M7 10h10v7H7zM10 10V8h4v2M12 11.5v4M10 13.5h4' },
  rangeMetres: 1500,
  weight: 5,
};

/** What an organisation or a duty is in: a house or a grid. */
interface Located {
  readonly id: number;
  readonly inScope: boolean;
}

addFeature({
  name: 'place',
  words: { zh, en },
  fieldWords: ['organisation'],
  panels: [
    {
      name: 'places',
      icon: ICONS.pin,
      for: (rights) => has(rights, 'MAP') && !bordersOnly(rights),
      component: () => import('./PlacesPanel.vue'),
    },
  ],
  kinds: [station, resource],
  layers: [
    {
      name: 'places',
      position: 70,
      on: true,
      inside: true,
      yieldsTo: 'symbols',
      symbols: [STATIONS, RESOURCES],
    },
  ],
  tabs: [
    {
      of: 'house',
      name: 'organisations',
      position: 40,
      component: () => import('./Organisations.vue'),
      props: ({ id, inScope }: Located) => ({ id, of: 'house', inScope }),
    },
    {
      of: 'house',
      name: 'duties',
      position: 50,
      component: () => import('./Duties.vue'),
      props: ({ id, inScope }: Located) => ({ id, of: 'houses', inScope }),
    },
    {
      of: 'grid',
      name: 'duties',
      position: 30,
      shown: seesInside,
      component: () => import('./Duties.vue'),
      props: ({ id, inScope }: Located) => ({ id, of: 'grids', inScope }),
    },
    {
      of: 'grid',
      name: 'organisations',
      position: 40,
      shown: seesInside,
      component: () => import('./Organisations.vue'),
      props: ({ id, inScope }: Located) => ({ id, of: 'grid', inScope }),
    },
  ],
});
