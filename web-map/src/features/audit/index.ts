import { addFeature } from '../../app/feature';
import { bordersOnly, has } from '../../state/rights';
import { ICONS } from '../../ui/icons';
import { en } from './words/en';
import { zh } from './words/zh';

addFeature({
  name: 'audit',
  words: { zh, en },
  panels: [
    {
      name: 'audit',
      icon: ICONS.shield,
      for: (rights) => has(rights, 'AUDIT'),
      fullPage: true,
      first: (rights) => bordersOnly(rights) && has(rights, 'AUDIT'),
      component: () => import('./AuditPage.vue'),
    },
  ],
});
