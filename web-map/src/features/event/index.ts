import { addFeature } from '../../app/feature';
import type { HouseCard } from '../../api/model';
import { addFilterChoice } from '../../state/choices';
import { has } from '../../state/rights';
import type { CardKind } from '../../state/selected';
import { may, seesInside } from '../../state/session';
import { ICONS } from '../../ui/icons';
import { getEvent, type GridEvent } from './api';
import { categoryName } from './eventWords';
import { FILTER } from './state/events';
import { tidyFilter } from './state/filter';
import { PILLARS } from './state/pillars';
import { COCKPIT_PANEL, EVENTS_PANEL, REPORT_PANEL, WALL_PANEL } from './state/report';
import { en } from './words/en';
import { zh } from './words/zh';

/** A bell: somebody has said that something happens. */
const BELL = 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4';

/** Bars below a line that rises over them. */
const COCKPIT = 'M4 20h16M6 20v-7h3v7M11 20v-5h3v5M16 20v-3h3v3M4 9c5 0 7-5 16-5';
/** A screen on a foot. */
const SCREEN = 'M3 5h18v11H3zM12 16v4M8 20h8';

const event: CardKind<GridEvent> = {
  name: 'event',
  inside: true,
  read: getEvent,
  title: ({ category }) => categoryName(category),
  tags: ({ number }) => [number],
  flight: ({ longitude, latitude }) => ({ to: 'place', place: [longitude, latitude], rangeMetres: 420 }),
  component: () => import('./EventCard.vue'),
};

addFilterChoice(FILTER, tidyFilter);
addFeature({
  name: 'event',
  words: { zh, en },
  panels: [
    {
      name: EVENTS_PANEL,
      icon: BELL,
      for: (rights) => has(rights, 'EVENTS'),
      component: () => import('./EventsPanel.vue'),
    },
    {
      name: COCKPIT_PANEL,
      icon: COCKPIT,
      for: (rights) => has(rights, 'EVENTS'),
      component: () => import('./cockpit/CockpitPanel.vue'),
    },
    {
      name: WALL_PANEL,
      icon: SCREEN,
      offRail: true,
      for: (rights) => has(rights, 'EVENTS'),
      component: () => import('./cockpit/WallPage.vue'),
    },
    {
      name: REPORT_PANEL,
      icon: ICONS.edit,
      offRail: true,
      for: (rights) => has(rights, 'EVENTS_REPORT'),
      component: () => import('./ReportForm.vue'),
    },
  ],
  kinds: [event],
  layers: [
    {
      name: 'events',
      position: 65,
      on: true,
      inside: true,
      right: 'EVENTS',
      yieldsTo: 'symbols',
      pillars: PILLARS,
    },
  ],
  tabs: [
    {
      of: 'house',
      name: 'events',
      position: 25,
      shown: () => may('EVENTS'),
      component: () => import('./PlaceEvents.vue'),
      props: (card: HouseCard) => ({ of: 'house', card }),
    },
    {
      of: 'grid',
      name: 'events',
      position: 25,
      // Whoever answers for residents sees events of his own grids.
      shown: (card) =>
        may('EVENTS') && seesInside() && (!may('RESIDENTS') || (card as { inScope: boolean }).inScope),
      component: () => import('./PlaceEvents.vue'),
      props: (card: { readonly id: number }) => ({ of: 'grid', card }),
    },
  ],
  work: () => import('./work'),
});
