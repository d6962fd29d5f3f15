import { addFeature } from '../../app/feature';
import { has } from '../../state/rights';
import { ICONS } from '../../ui/icons';
import { en, zh } from './words';

addFeature({
  name: 'layers',
  words: { zh, en },
  panels: [
    {
      name: 'map',
      icon: ICONS.layers,
      for: (rights) => has(rights, 'MAP'),
      component: () => import('./LayersPanel.vue'),
    },
  ],
});
