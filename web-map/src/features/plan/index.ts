import { addFeature } from '../../app/feature';
import { has } from '../../state/rights';
import { may } from '../../state/session';
import { ICONS } from '../../ui/icons';
import { en } from './words/en';
import { zh } from './words/zh';

addFeature({
  name: 'plan',
  words: { zh, en },
  panels: [
    {
      name: 'plan',
      icon: ICONS.edit,
      for: (rights) => has(rights, 'PLANS', 'PLANS_DECIDE'),
      component: () => import('./PlansPanel.vue'),
    },
  ],
  tabs: [
    {
      of: 'plan',
      name: 'edit',
      position: 10,
      shown: () => may('PLANS'),
      component: () => import('./EditPanel.vue'),
    },
    {
      of: 'plan',
      name: 'fixes',
      position: 20,
      component: () => import('./FixesList.vue'),
    },
    {
      of: 'plan',
      name: 'files',
      position: 60,
      component: () => import('./FilesPanel.vue'),
      props: (plan) => ({ summary: plan }),
    },
  ],
  work: () => import('./work'),
});
