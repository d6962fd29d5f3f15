import { addFeature } from '../../app/feature';
import { FAULT } from '../../map/paint/style';
import { featuresIn } from '../../map/tiles/decode';
import { has } from '../../state/rights';
import type { ListedKind } from '../../state/selected';
import { ICONS } from '../../ui/icons';
import { findings } from './findings';
import { paintFindings } from './ground';
import { en, zh } from './words';

const finding: ListedKind = {
  name: 'finding',
  panel: 'check',
  find(id) {
    const found = findings.items.find((each) => each.id === id);
    return found
      ? { outline: found.geometry, flight: { to: 'place', place: found.place, rangeMetres: 300 } }
      : null;
  },
  loading: () => findings.state === 'loading',
};

addFeature({
  name: 'check',
  words: { zh, en },
  panels: [
    {
      name: 'check',
      icon: ICONS.check,
      for: (rights) => has(rights, 'DRAFTS'),
      component: () => import('./CheckPanel.vue'),
    },
  ],
  kinds: [finding],
  layers: [
    {
      name: 'findings',
      position: 80,
      on: true,
      inside: true,
      right: 'DRAFTS',
      yieldsTo: 'findings',
      pins: { kind: 'finding', tileLayer: 'finding_point', colour: FAULT },
      ground: [
        {
          tileLayers: ['finding'],
          order: 50,
          paint: (brush, tile) => {
            paintFindings(brush, featuresIn(tile, 'finding'));
          },
        },
      ],
    },
  ],
  work: () => import('./work'),
});
