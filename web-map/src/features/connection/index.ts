import { addFeature } from '../../app/feature';
import { has } from '../../state/rights';
import { en } from './words/en';
import { zh } from './words/zh';

/** Two ends of a cable. */
const PLUGS = 'M4 12h4M16 12h4M8 8h3v8H8zM13 8h3v8h-3z';

addFeature({
  name: 'connection',
  words: { zh, en },
  panels: [
    {
      name: 'connections',
      icon: PLUGS,
      for: (rights) => has(rights, 'SYSTEM'),
      fullPage: true,
      component: () => import('./ConnectionsPage.vue'),
    },
  ],
});
